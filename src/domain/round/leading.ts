import type { Refused } from '../decision';
import { leadOf, type Led, type LedMatter } from '../lead';
import type { OrgsState } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import type { RoundParameters } from './facts';

/** What a round is about, for who leads it. */
export function matterOfRound(tier: string, { stages, recommendationSeats, snapshotOn: day }: RoundParameters): LedMatter {
  return { tier, ...(stages === undefined ? {} : { stages }), units: recommendationSeats, day };
}

/** Which level leads a round, by its notice as it was opened; null where its programme knows no lead. */
export function leadOfRound({ lead }: EffectiveProgramme, tier: string, opened: RoundParameters, tree: OrgsState): Omit<Led, 'kind'> | null {
  const led = lead === undefined ? null : leadOf(lead, matterOfRound(tier, opened), tree);
  return led?.kind === 'led' ? { level: led.level, clause: led.clause, working: led.working } : null;
}

/** Stages and units of a notice that no one level leads; null where one does, or where the programme knows no lead. */
export function leadFault({ lead }: EffectiveProgramme, tier: string, parameters: RoundParameters, tree: OrgsState): Refused | null {
  if (lead === undefined) return null;
  const led = leadOf(lead, matterOfRound(tier, parameters), tree);
  return led.kind === 'refused' ? led : null;
}
