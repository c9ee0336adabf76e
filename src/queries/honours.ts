import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, TeacherId } from '../domain/facts';
import type { Honour, PeopleMetric } from '../domain/targets/honours';
import { HONOUR_ROWS, honourOf, honourRowsWhere, type HonourRow, type HonourRowFilter } from '../../projections/honours/rows';
import { honoursOfUnitCareers, UNIT_CAREERS, unitCareersWhere } from '../../projections/honours/unit-careers';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere } from '../../projections/roster/query';
import type { RosterRow } from '../../projections/roster/rows';
import type { Reading } from './reading';

type Rows = Pick<Reading, 'all'>;

const AT_ONCE = 1_000;

export interface HonoursAsked {
  readonly programme: string;
  /** Nothing is read that none of them counts. */
  readonly metrics: readonly PeopleMetric[];
  readonly units: ReadonlySet<OrgId>;
  readonly asOf: BusinessDate;
}

/**
 * What numbers of people are counted from where a part of the units is asked about, by kind of metric. Of titles: those that
 * were conferred in the units, and of their holders what may say that they are not new (E52). Of what lists and other bodies
 * say: of those who are in the units on the day.
 */
export async function honoursOfUnits(reading: Rows, { programme, metrics, units, asOf }: HonoursAsked): Promise<ReadonlyMap<PeopleMetric['of'], readonly Honour[]>> {
  const found = new Map<PeopleMetric['of'], readonly Honour[]>();
  const lists = metrics.flatMap((metric) => (metric.of === 'LEGACY' ? metric.names : []));
  const kinds = metrics.flatMap((metric) => (metric.of === 'RECOGNITIONS' ? metric.kinds : []));
  if (metrics.some((metric) => metric.of === 'TITLES')) found.set('TITLES', await titlesOfUnits(reading, programme, units, asOf));
  if (lists.length > 0) found.set('LEGACY', await whoIsIn(reading, units, asOf, { kinds: ['LEGACY'], names: [...new Set(lists)] }));
  if (kinds.length > 0) found.set('RECOGNITIONS', await whoIsIn(reading, units, asOf, { kinds: ['RECOGNITION'], programme, names: [...new Set(kinds)] }));
  return found;
}

/** What lists of the time before say; `units` undefined: of everybody, without where she is. */
export async function listedTitles(reading: Rows, asOf: BusinessDate, filter: Pick<HonourRowFilter, 'names' | 'level' | 'programme'>, units: ReadonlySet<OrgId> | undefined): Promise<readonly Honour[]> {
  if (units !== undefined) return whoIsIn(reading, units, asOf, { ...filter, kinds: ['LEGACY'] });
  return (await rowsOf(reading, { ...filter, asOf, kinds: ['LEGACY'] })).map((row) => honourOf(row, null));
}

/** Where they are on the day; who is nobody's then is left out. */
export async function unitsOn(reading: Rows, teachers: Iterable<TeacherId>, asOf: BusinessDate, units?: ReadonlySet<OrgId>): Promise<ReadonlyMap<TeacherId, OrgId>> {
  const found = new Map<TeacherId, OrgId>();
  for (const some of parts(teachers)) {
    for await (const { body } of reading.all(ROSTER_ROWS, rosterWhere({ asOf, teachers: some }))) {
      const { teacher, unit } = body as RosterRow;
      if (units?.has(unit) ?? true) found.set(teacher, unit);
    }
  }
  return found;
}

async function titlesOfUnits(reading: Rows, programme: string, units: ReadonlySet<OrgId>, asOf: BusinessDate): Promise<readonly Honour[]> {
  const careers: JsonObject[] = [];
  for await (const { body } of reading.all(UNIT_CAREERS, unitCareersWhere(programme, [...units], asOf))) careers.push(body);
  return honoursOfUnitCareers(careers, asOf);
}

async function whoIsIn(reading: Rows, units: ReadonlySet<OrgId>, asOf: BusinessDate, filter: Omit<HonourRowFilter, 'asOf'>): Promise<readonly Honour[]> {
  const rows = await rowsOf(reading, { ...filter, asOf });
  const places = await unitsOn(reading, new Set(rows.map(({ teacher }) => teacher)), asOf, units);
  return rows.flatMap((row) => {
    const unit = places.get(row.teacher);
    return unit === undefined ? [] : [honourOf(row, unit)];
  });
}

async function rowsOf(reading: Rows, filter: HonourRowFilter): Promise<readonly HonourRow[]> {
  const rows: HonourRow[] = [];
  for await (const { body } of reading.all(HONOUR_ROWS, honourRowsWhere(filter))) rows.push(body as HonourRow);
  return rows;
}

function* parts(teachers: Iterable<TeacherId>): Iterable<readonly TeacherId[]> {
  const all = [...teachers];
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}
