import type { BusinessDate } from '../domain/dates';
import type { Honour, PeopleMetric } from '../domain/targets/honours';
import { careers, careersWhere, mergedHonours, type Career, type MergedHonours } from '../../projections/honours/careers';
import { countedHonours } from '../../projections/honours/counted';
import { HONOURS, type HonoursDocument } from '../../projections/honours/honours';
import type { Reading } from './reading';

/**
 * What numbers of people are counted from where all units are asked about, by kind of metric: one for all who have the same
 * career, and by herself whoever has two dossiers. It says the same as `honoursOf`, at the cost of the careers that there are.
 */
export async function careersAsOf(reading: Reading, programme: string, kinds: readonly PeopleMetric['of'][], asOf: BusinessDate): Promise<ReadonlyMap<PeopleMetric['of'], readonly Honour[]>> {
  const found = new Map<PeopleMetric['of'], readonly Honour[]>();
  if (kinds.length === 0) return found;
  const together = await countedTogether(reading);
  for (const kind of new Set(kinds)) {
    const had: { readonly id: string; readonly body: Career }[] = [];
    for await (const { id, body } of reading.all(careers.name, careersWhere(kind, programme))) had.push({ id, body: body as Career });
    found.set(kind, countedHonours(had, together, asOf));
  }
  return found;
}

/** Dossiers that count as one person with another: those that were merged, and those that they were merged into. */
async function countedTogether(reading: Reading): Promise<readonly HonoursDocument[]> {
  const ids = new Set<string>();
  for await (const { body } of reading.all(mergedHonours.name, [])) {
    const { teacher, into } = body as MergedHonours;
    ids.add(teacher).add(into);
  }
  if (ids.size === 0) return [];
  const documents = await reading.sources.documents.get(reading.collection(HONOURS), [...ids]);
  return [...documents.values()].filter(({ gone }) => gone !== true).map(({ body }) => body as HonoursDocument);
}
