import type { BusinessDate } from '../dates';
import type { EventId, NominationId, PanelId, PersonId, Recorded, TeacherId } from '../facts';
import type { BallotBase, ConflictKind } from '../programme-rules';

/**
 * Marks from paper as one clerk read them. `sealed`: { components }. `expert` null: the components that come on paper for
 * the candidate; else that expert's own sheet, and the clerk is `meta.enteredBy`. `check` as in `ScoreSubmitted`.
 */
export type MarksEntered = Recorded<'MarksEntered', { readonly entry: string; readonly check: string; readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId | null }>;
/** No two clerks have the same numbers: a third enters the paper, or one of them corrects, before the panel can be closed. */
export type EntriesDiffered = Recorded<'EntriesDiffered', { readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId | null; readonly entries: readonly EventId[] }>;
/** Two clerks entered the same: from now on `entry` counts. */
export type EntriesAgreed = Recorded<'EntriesAgreed', { readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId | null; readonly entry: EventId; readonly entries: readonly EventId[] }>;

/** An expert says what stands between her and a candidate. private[expert]: { note }. */
export type ConflictDeclared = Recorded<'ConflictDeclared', { readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId; readonly kind: ConflictKind }>;
/** 回避: from now on she scores this candidate no more, and a sheet of hers on her counts no more. */
export type ReviewerRecused = Recorded<'ReviewerRecused', { readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId; readonly ground: ConflictKind }>;
/** More experts, as the round has named them. */
export type ExpertsJoined = Recorded<'ExpertsJoined', { readonly panel: PanelId; readonly experts: readonly PersonId[] }>;

/** 签到: who sat in one meeting, of a day; the panel's others were absent. A later one for the day replaces it. */
export type AttendanceRecorded = Recorded<'AttendanceRecorded', {
  readonly panel: PanelId;
  readonly on: BusinessDate;
  readonly present: readonly PersonId[];
  /** Who let another speak or vote for her; she is absent all the same. */
  readonly proxies: readonly { readonly absent: PersonId; readonly by: PersonId }[];
}>;

/** A vote on one candidate with the base it is counted on (E42). private[teacher]: { for }. `component` null: the vote gives no mark and only has to carry. */
export type BallotRecorded = Recorded<'BallotRecorded', {
  readonly panel: PanelId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly component: string | null;
  readonly base: BallotBase;
  readonly number: number;
  readonly present: number;
  readonly cast: number;
}>;

/** Another number in the place of an opened one, as the round ordered. private[teacher]: { components, before, reason }. `of`: the sheet or entry. */
export type ScoreChanged = Recorded<'ScoreChanged', { readonly panel: PanelId; readonly order: EventId; readonly of: EventId; readonly nomination: NominationId; readonly teacher: TeacherId }>;

export type ReviewFact = MarksEntered | EntriesDiffered | EntriesAgreed | ConflictDeclared | ReviewerRecused | ExpertsJoined | AttendanceRecorded | BallotRecorded | ScoreChanged;
