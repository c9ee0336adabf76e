import type { BusinessDate } from '../domain/dates';
import type { Honour } from '../domain/targets/honours';
import { HONOURS, honoursAsOf, honoursQuery, listedQuery, type HonoursDocument } from '../../projections/honours/honours';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere } from '../../projections/roster/query';
import type { RosterRow } from '../../projections/roster/rows';
import type { Reading } from './reading';

const AT_ONCE = 1_000;

/** What everybody had been given by the day; of a list's titles the unit is that of the day. */
export function honoursOf(reading: Reading, asOf: BusinessDate): Promise<readonly Honour[]> {
  return honoursIn(reading, asOf, honoursQuery);
}

/** The same of those alone whom a list of the time before names. */
export function listedHonoursOf(reading: Reading, asOf: BusinessDate): Promise<readonly Honour[]> {
  return honoursIn(reading, asOf, listedQuery);
}

async function honoursIn(reading: Reading, asOf: BusinessDate, query: typeof honoursQuery): Promise<readonly Honour[]> {
  const found: Honour[] = [];
  let after: string | undefined;
  do {
    const page = await reading.find(HONOURS, query({ limit: AT_ONCE, ...(after === undefined ? {} : { after }) }));
    const documents = page.documents.map(({ body }) => body as HonoursDocument);
    const units = await unitsOn(reading, documents.map(({ teacher }) => teacher), asOf);
    for (const document of documents) found.push(...honoursAsOf(document, asOf, units.get(document.teacher) ?? null));
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function unitsOn(reading: Reading, teachers: readonly string[], asOf: BusinessDate): Promise<ReadonlyMap<string, string>> {
  const units = new Map<string, string>();
  if (teachers.length === 0) return units;
  for await (const { body } of reading.all(ROSTER_ROWS, [...rosterWhere({ asOf }), { field: 'teacher', in: teachers }])) {
    const { teacher, unit } = body as RosterRow;
    units.set(teacher, unit);
  }
  return units;
}
