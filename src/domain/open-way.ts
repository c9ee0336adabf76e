import { citing, refused, type Refused } from './decision';
import type { EffectiveProgramme } from './programme-rules';

/** Whether people of a tier are given the title or are cultivated first is still to be decided. */
export function wayOpen({ open }: EffectiveProgramme, tier: string): Refused {
  const path = `tiers.${tier}.way`;
  return refused('wayOpen', { tier, path }, citing(open.find((value) => value.path === path)));
}
