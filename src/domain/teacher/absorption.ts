import type { BusinessDate } from '../dates';
import type { EventId, Proposed, TitleId } from '../facts';
import { ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import { ofTitle } from './held-title';
import type { TitleAbsorbed } from './title-facts';
import { hasEnded } from './title-status';
import type { TitleView } from './view';

/**
 * E11: with a higher title its tier takes up the lower ones that it names. Both stay on the roster, each as of its days;
 * a revocation of the higher one brings none of them back, an absorption that was wrong is voided by an act.
 */
export function absorptions(
  titles: readonly TitleView[],
  { title, programme, tier, on, cause }: { readonly title: TitleId; readonly programme: EffectiveProgramme; readonly tier: TierRules; readonly on: BusinessDate; readonly cause: EventId },
): readonly Proposed<TitleAbsorbed>[] {
  const absorbs = tier.life?.absorbs;
  if (absorbs === undefined) return [];
  return titles
    .filter((held) => held.programme === programme.id && absorbs.value.includes(held.tier) && !hasEnded(held.status) && held.from <= on && (held.to === null || on <= held.to))
    .map((held) => ({ type: 'TitleAbsorbed', data: { ...ofTitle(held), by: title }, effectiveOn: on, rule: ruleReference(programme, absorbs.clause), standsOn: [held.conferral], cause }));
}
