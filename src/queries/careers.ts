import type { BusinessDate } from '../domain/dates';
import type { Honour, PeopleMetric } from '../domain/targets/honours';
import { careers, careersWhere, honoursOfCareer, type Career } from '../../projections/honours/careers';
import type { Reading } from './reading';

/**
 * What numbers of people are counted from where all units are asked about, by kind of metric: one for all who have the same
 * career. It says the same as `honoursOf`, at the cost of the careers that there are.
 */
export async function careersAsOf(reading: Reading, programme: string, kinds: readonly PeopleMetric['of'][], asOf: BusinessDate): Promise<ReadonlyMap<PeopleMetric['of'], readonly Honour[]>> {
  const found = new Map<PeopleMetric['of'], readonly Honour[]>();
  for (const kind of new Set(kinds)) {
    const honours: Honour[] = [];
    for await (const { id, body } of reading.all(careers.name, careersWhere(kind, programme, asOf))) honours.push(...honoursOfCareer(id, body as Career, asOf));
    found.set(kind, honours);
  }
  return found;
}
