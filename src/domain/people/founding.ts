import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { isWithin, lineOf, type OrgsState } from '../orgs';
import type { PeopleState } from '../people';

/**
 * True where nobody has ever held a post in the tree of that unit. Bureaux that share a store have a tree each, and a new
 * one is nobody's until its first appointment.
 */
export function isNobodys(people: PeopleState, tree: OrgsState, org: OrgId, day: BusinessDate): boolean {
  const top = lineOf(tree, org, day).at(-1);
  return top !== undefined && tree.orgs.has(top) && [...people.appointments.values()].every((held) => !isWithin(tree, held.org, top, day));
}
