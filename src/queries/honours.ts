import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import type { Honour, PeopleMetric } from '../domain/targets/honours';
import { HONOUR_ROWS, honourOf, honourRowsWhere, type HonourRow, type HonourRowFilter } from '../../projections/honours/rows';
import { honoursOfUnitCareers, UNIT_CAREERS, unitCareersWhere } from '../../projections/honours/unit-careers';
import type { Reading } from './reading';

type Rows = Pick<Reading, 'all'>;

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
  if (lists.length > 0) found.set('LEGACY', await listedTitles(reading, asOf, { names: [...new Set(lists)] }, units));
  if (kinds.length > 0) found.set('RECOGNITIONS', await saidOf(reading, { asOf, units: [...units], kinds: ['RECOGNITION'], programme, names: [...new Set(kinds)] }));
  return found;
}

/** What lists of the time before say; `units` undefined: of everybody. */
export function listedTitles(reading: Rows, asOf: BusinessDate, filter: Pick<HonourRowFilter, 'names' | 'level' | 'programme'>, units: ReadonlySet<OrgId> | undefined): Promise<readonly Honour[]> {
  return saidOf(reading, { ...filter, asOf, kinds: ['LEGACY'], ...(units === undefined ? {} : { units: [...units] }) });
}

async function titlesOfUnits(reading: Rows, programme: string, units: ReadonlySet<OrgId>, asOf: BusinessDate): Promise<readonly Honour[]> {
  const careers: JsonObject[] = [];
  for await (const { body } of reading.all(UNIT_CAREERS, unitCareersWhere(programme, [...units], asOf))) careers.push(body);
  return honoursOfUnitCareers(careers, asOf);
}

async function saidOf(reading: Rows, filter: HonourRowFilter): Promise<readonly Honour[]> {
  const honours: Honour[] = [];
  for await (const { body } of reading.all(HONOUR_ROWS, honourRowsWhere(filter))) honours.push(honourOf(body as HonourRow));
  return honours;
}
