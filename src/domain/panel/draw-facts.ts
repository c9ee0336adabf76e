import type { BusinessDate } from '../dates';
import type { OrgId, PersonId, Recorded, RoundId, TeacherId } from '../facts';

/** Stream `experts-<pool>`. `subjects` null: every subject. */
export type ExpertListed = Recorded<'ExpertListed', { readonly pool: string; readonly person: PersonId; readonly subjects: readonly string[] | null; readonly unit: OrgId }>;
export type ExpertDelisted = Recorded<'ExpertDelisted', { readonly pool: string; readonly person: PersonId }>;
export type ExpertPoolFact = ExpertListed | ExpertDelisted;

export type Exclusion = 'SUBJECT' | 'PART_IN_ROUND' | 'CONSECUTIVE' | 'SAME_UNIT' | 'STUDIO' | 'MENTOR' | 'COAUTHOR';

/**
 * Stream `draw-<round>-<n>`: what the lot is drawn among, fixed before there is a seed. `input`: SHA-256 over the lines
 * round, n, size, then `eligible` in ascending order, joined by line feeds. `rounds`: those looked at for who served too often.
 */
export type DrawPrepared = Recorded<'DrawPrepared', {
  readonly round: RoundId;
  readonly n: number;
  readonly pool: string;
  readonly subject: string | null;
  readonly size: number;
  readonly candidates: readonly TeacherId[];
  readonly eligible: readonly PersonId[];
  readonly excluded: readonly { readonly person: PersonId; readonly reasons: readonly Exclusion[] }[];
  readonly rounds: readonly RoundId[];
  /** The day on which units and relations were read. */
  readonly asOf: BusinessDate;
  readonly input: string;
}>;
/** An officer binds herself to her half of the seed: `hash` is its SHA-256. */
export type SeedHalfCommitted = Recorded<'SeedHalfCommitted', { readonly round: RoundId; readonly officer: PersonId; readonly hash: string }>;
export type SeedHalfRevealed = Recorded<'SeedHalfRevealed', { readonly round: RoundId; readonly officer: PersonId; readonly half: string }>;
/** `order`: eligible ascending by SHA-256(seed ‖ person id); the first `size` of it are drawn. */
export type PanelDrawn = Recorded<'PanelDrawn', {
  readonly round: RoundId;
  readonly input: string;
  readonly seed: string;
  readonly source: { readonly kind: 'PUBLISHED'; readonly reference: string; readonly on: BusinessDate } | { readonly kind: 'OFFICERS'; readonly officers: readonly PersonId[] };
  readonly order: readonly PersonId[];
  readonly drawn: readonly PersonId[];
}>;
/** The next in order takes her place. private[person]: { reason }. */
export type ExpertDeclined = Recorded<'ExpertDeclined', { readonly round: RoundId; readonly person: PersonId; readonly replacement: PersonId }>;
export type DrawFact = DrawPrepared | SeedHalfCommitted | SeedHalfRevealed | PanelDrawn | ExpertDeclined;
