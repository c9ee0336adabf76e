import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Honour } from '../../src/domain/targets/honours';
import type { CollectionSpec, Comparison } from '../../src/read-models/document-store';
import type { Delta } from '../projection';
import { OPEN_END } from '../roster/rows';

/** What she had been given, from a day on which that may have changed to the next such day; `id`: the title, or the fact that tells of it. */
export interface GivenSpell {
  readonly from: BusinessDate;
  readonly given: readonly { readonly id: string; readonly honour: Honour }[];
}

/** Another honour of hers: when it was given, and from which day on the record says so. */
interface Beside extends JsonObject {
  readonly kind: Honour['kind'];
  readonly tier: string | null;
  readonly name: string | null;
  readonly conferredOn: string;
  readonly from: BusinessDate;
}

/** One honour as it is on the days [from, to): once it is given, only a revocation or its overturning changes it. */
export interface HonourRow extends JsonObject {
  readonly teacher: string;
  readonly kind: Honour['kind'];
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly name: string | null;
  readonly level: string | null;
  readonly number: string | null;
  readonly conferredOn: string;
  readonly revokedOn: BusinessDate | null;
  /** That of the conferral; null of what lists and other bodies say: there it is hers on the day asked about. */
  readonly unit: string | null;
  /** Of a title what says whether it is new, wherever that was (E52): what lists say of her, and those of the programme that were conferred elsewhere. */
  readonly beside: readonly Beside[];
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export const HONOUR_ROWS = 'honours_v4_rows';

export const honourRows: CollectionSpec = {
  name: HONOUR_ROWS,
  indexes: [
    { field: 'unit', type: 'text', alone: false },
    { field: 'kind', type: 'text', alone: false },
    { field: 'programme', type: 'text', alone: false },
    { field: 'tier', type: 'text', alone: false },
    { field: 'name', type: 'text', alone: false },
    { field: 'level', type: 'text', alone: false },
    { field: 'from', type: 'text', alone: false },
    { field: 'to', type: 'text', alone: false },
  ],
  compound: [['unit', 'programme', 'tier'], ['kind', 'programme', 'name']],
};

/** The rows of one life, by id. On any day those that hold it are what she had been given by then. */
export function honourRowsOf(spells: readonly GivenSpell[]): ReadonlyMap<string, HonourRow> {
  const rows = new Map<string, HonourRow>();
  let running = new Map<string, { readonly key: string; readonly row: string }>();
  spells.forEach(({ from, given }, index) => {
    const to = spells[index + 1]?.from ?? OPEN_END;
    const now = new Map<string, { readonly key: string; readonly row: string }>();
    for (const { id, honour } of given) {
      const key = JSON.stringify(honour);
      const before = running.get(id);
      const row = before?.key === key ? before.row : `${honour.teacher}/${id}/${from}`;
      rows.set(row, { ...(rows.get(row) ?? rowOf(honour, from)), to });
      now.set(id, { key, row });
    }
    running = now;
  });
  const all = [...rows.values()];
  for (const [id, row] of rows) {
    const others = row.kind === 'TITLE' ? all.filter(({ kind, programme, unit }) => kind === 'LEGACY' || (kind === 'TITLE' && programme === row.programme && unit !== row.unit)) : [];
    if (others.length > 0) rows.set(id, { ...row, beside: others.map(({ kind, tier, name, conferredOn, from }) => ({ kind, tier, name, conferredOn, from })) });
  }
  return rows;
}

function rowOf({ teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit }: Honour, from: BusinessDate): HonourRow {
  return { teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: kind === 'TITLE' ? unit : null, beside: [], from, to: OPEN_END };
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
  readonly programme?: string;
  readonly tiers?: readonly string[];
  /** As lists and other bodies call it. */
  readonly names?: readonly string[];
  readonly level?: string;
  /** In which titles were conferred. */
  readonly units?: readonly string[];
}

export function honourRowsWhere({ asOf, kinds, programme, tiers, names, level, units }: HonourRowFilter): readonly Comparison[] {
  return [
    { field: 'from', lte: asOf },
    { field: 'to', gt: asOf },
    ...(kinds === undefined ? [] : [{ field: 'kind', in: kinds }]),
    ...(programme === undefined ? [] : [{ field: 'programme', eq: programme }]),
    ...(tiers === undefined ? [] : [{ field: 'tier', in: tiers }]),
    ...(names === undefined ? [] : [{ field: 'name', in: names }]),
    ...(level === undefined ? [] : [{ field: 'level', eq: level }]),
    ...(units === undefined ? [] : [{ field: 'unit', in: units }]),
  ];
}

/** `unit`: hers on the day, for what lists and other bodies say. */
export function honourOf({ teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: conferredIn }: HonourRow, unit: string | null): Honour {
  return { teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: kind === 'TITLE' ? conferredIn : unit };
}

/** What else says by the day whether a title of hers is new; without a unit, so that it counts in none. */
export function besideOf({ teacher, programme, beside }: HonourRow, asOf: BusinessDate): readonly Honour[] {
  return beside.flatMap(({ from, kind, ...other }): Honour[] => (from <= asOf ? [{ ...other, teacher, kind, programme: kind === 'TITLE' ? programme : null, track: null, level: null, number: null, revokedOn: null, unit: null }] : []));
}
