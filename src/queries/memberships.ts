import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { MEMBERSHIPS, type MembershipRow } from '../../projections/memberships/memberships';
import type { Reading } from './reading';

/** In which teams somebody was or is by the day, each with its days; a team's titles are the team's and none of hers. */
export async function membershipsOf(reading: Reading, person: PersonId, asOf: BusinessDate): Promise<readonly Omit<MembershipRow, 'person'>[]> {
  const found: Omit<MembershipRow, 'person'>[] = [];
  for await (const { body } of reading.all(MEMBERSHIPS, [{ field: 'person', eq: person }, { field: 'from', lte: asOf }], [{ field: 'from' }])) {
    const { team, names, role, leads, from, leftOn, reason } = body as MembershipRow;
    // What ends later has not ended on the day.
    const left = leftOn !== null && leftOn <= asOf;
    found.push({ team, names, role, leads, from, leftOn: left ? leftOn : null, reason: left ? reason : null });
  }
  return found;
}
