import type { BusinessDate } from './dates';
import { refused, type Refused } from './decision';
import type { OfficialAct, OrgId } from './facts';
import { answersFor, type OrgsState } from './orgs';

/**
 * A number or a limit is let go by the bureau that answers for it, under an act that can be found again by its number: a school
 * lets nothing go, and no bureau what one above it has set. A body that is no unit (a government) is a name, and is taken as it is
 * written, as in every act.
 *
 * @param over units that the act has to be of, or to come from above: whose number it is, or to whom the limits give seats.
 */
export function waivingActFault({ body, number }: Pick<OfficialAct, 'body' | 'number'>, { tree, over, today }: { readonly tree: OrgsState; readonly over: readonly OrgId[]; readonly today: BusinessDate }, cited: { readonly clause?: string }): Refused | null {
  const unit = tree.orgs.get(body);
  const beyond = over.find((org) => tree.orgs.has(org) && !answersFor(tree, body, org, today));
  if (unit !== undefined && (unit.kind !== 'BUREAU' || beyond !== undefined)) return refused('waiverNotByBureau', { body, over: beyond ?? over[0] ?? null }, cited);
  return number === null ? refused('actNumberRequired', {}, cited) : null;
}
