import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import { resolve, type LifeFact } from '../../src/domain/teacher/view';
import type { CollectionSpec, Comparison } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import { OPEN_END, type RosterRow } from '../roster/rows';

/** What a list or another body says of her, on the days [from, to) on which the roster has her in one unit. Titles are counted by careers. */
export interface HonourRow extends JsonObject {
  readonly teacher: string;
  /** null: on these days no unit has her on its roster. */
  readonly unit: string | null;
  readonly kind: Honour['kind'];
  readonly programme: string | null;
  readonly name: string | null;
  readonly level: string | null;
  readonly number: string | null;
  readonly conferredOn: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export const HONOUR_ROWS = 'roster_v7_honours';

export const honourRows: CollectionSpec = {
  name: HONOUR_ROWS,
  indexes: [
    { field: 'unit', type: 'text', alone: false },
    { field: 'kind', type: 'text', alone: false },
    { field: 'programme', type: 'text', alone: false },
    { field: 'name', type: 'text', alone: false },
    { field: 'level', type: 'text', alone: false },
    { field: 'from', type: 'text', alone: false },
    { field: 'to', type: 'text', alone: false },
  ],
  compound: [
    ['kind', 'unit', 'name'],
    ['kind', 'programme', 'name'],
  ],
};

type Saying = Extract<LifeFact, { readonly type: 'LegacyTitleImported' | 'ExternalRecognitionRecorded' }>;

function isSaying(fact: LifeFact): fact is Saying {
  return fact.type === 'LegacyTitleImported' || fact.type === 'ExternalRecognitionRecorded';
}

const NO_ROWS: ReadonlyMap<string, HonourRow> = new Map();

/** The rows of one life, by id. `roster`: hers, which say where she is. */
export function honourRowsOf(teacher: string, life: readonly LifeFact[], roster: ReadonlyMap<string, RosterRow>): ReadonlyMap<string, HonourRow> {
  if (!life.some(isSaying)) return NO_ROWS;
  const rows = new Map<string, HonourRow>();
  for (const { fact } of resolve(life.filter((one) => isSaying(one) || one.type === 'FactVoided'))) {
    if (!isSaying(fact)) continue;
    const said = saidBy(fact);
    for (const place of placesFrom(fact.meta.effectiveOn, [...roster.values()])) rows.set(`${teacher}/${fact.id}/${place.from}`, { teacher, ...said, ...place });
  }
  return rows;
}

function saidBy({ type, data, meta }: Saying): Pick<HonourRow, 'kind' | 'programme' | 'name' | 'level' | 'number' | 'conferredOn'> {
  const { programme, level, number } = data;
  return type === 'LegacyTitleImported'
    ? { kind: 'LEGACY', programme, name: data.name, level, number, conferredOn: data.conferredOn }
    : { kind: 'RECOGNITION', programme, name: data.kind, level, number, conferredOn: meta.effectiveOn };
}

/** Where the roster has her from a day on, spell by spell. */
function placesFrom(first: BusinessDate, roster: readonly RosterRow[]): readonly Pick<HonourRow, 'unit' | 'from' | 'to'>[] {
  const places: { unit: string | null; from: BusinessDate; to: BusinessDate }[] = [];
  for (const day of [...new Set([first, ...roster.flatMap(({ from, to }) => [from, to])])].filter((one) => one >= first && one < OPEN_END).sort()) {
    const unit = roster.find(({ from, to }) => from <= day && day < to)?.unit ?? null;
    const last = places.at(-1);
    if (last?.unit === unit) continue;
    if (last !== undefined) last.to = day;
    places.push({ unit, from: day, to: OPEN_END });
  }
  return places;
}

export function honourRowsBetween(was: ReadonlyMap<string, HonourRow>, is: ReadonlyMap<string, HonourRow>): readonly Delta[] {
  const put = (id: string, body: HonourRow | null): Delta => ({ kind: 'put', collection: HONOUR_ROWS, id, body });
  return [
    ...[...is].flatMap(([id, row]) => (JSON.stringify(was.get(id)) === JSON.stringify(row) ? [] : [put(id, row)])),
    ...[...was.keys()].flatMap((id) => (is.has(id) ? [] : [put(id, null)])),
  ];
}

export interface HonourRowFilter {
  readonly asOf: BusinessDate;
  readonly kinds?: readonly Honour['kind'][];
  /** Whose they are on the day; left out: everybody's. */
  readonly units?: readonly string[];
  readonly programme?: string;
  /** As lists and other bodies call it. */
  readonly names?: readonly string[];
  readonly level?: string;
}

export function honourRowsWhere({ asOf, kinds, units, programme, names, level }: HonourRowFilter): readonly Comparison[] {
  return [
    { field: 'from', lte: asOf },
    { field: 'to', gt: asOf },
    ...(kinds === undefined ? [] : [{ field: 'kind', in: kinds }]),
    ...(units === undefined ? [] : [{ field: 'unit', in: units }]),
    ...(programme === undefined ? [] : [{ field: 'programme', eq: programme }]),
    ...(names === undefined ? [] : [{ field: 'name', in: names }]),
    ...(level === undefined ? [] : [{ field: 'level', eq: level }]),
  ];
}

export function honourOf({ teacher, unit, kind, programme, name, level, number, conferredOn }: HonourRow): Honour {
  return { teacher, kind, programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit };
}
