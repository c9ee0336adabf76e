import type { BusinessDate } from '../dates';
import type { EventId, Proposed, TitleId } from '../facts';
import { ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import { ofTitle } from './held-title';
import type { TitleAbsorbed } from './title-facts';
import { hasEnded } from './title-status';
import type { TitleView } from './view';

interface HigherTitle {
  readonly programme: EffectiveProgramme;
  readonly tier: TierRules;
  /** Its first day. */
  readonly on: BusinessDate;
}

/** E11: with a higher title its tier takes up the lower ones that it names and that are held on its first day. */
export function takenUpBy({ programme, tier, on }: HigherTitle, titles: readonly TitleView[]): readonly TitleView[] {
  const absorbs = tier.life?.absorbs?.value ?? [];
  return titles.filter((held) => held.programme === programme.id && absorbs.includes(held.tier) && !hasEnded(held.status) && held.from <= on && (held.to === null || on <= held.to));
}

/**
 * Both stay on the roster, each as of its days; a revocation of the higher one brings none of them back, an absorption that was
 * wrong is voided by an act.
 */
export function absorptions(titles: readonly TitleView[], higher: HigherTitle & { readonly title: TitleId; readonly conferral: EventId; readonly cause: EventId }): readonly Proposed<TitleAbsorbed>[] {
  const { title, conferral, programme, tier, on, cause } = higher;
  const clause = tier.life?.absorbs?.clause;
  if (clause === undefined) return [];
  return takenUpBy(higher, titles).map((held) => ({ type: 'TitleAbsorbed', data: { ...ofTitle(held), by: title }, effectiveOn: on, rule: ruleReference(programme, clause), standsOn: [held.conferral, conferral], cause }));
}
