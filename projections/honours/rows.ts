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
  /** Of a title: 1 where a list names her, or another of the programme was ever conferred on her elsewhere: whether it is new, these say too (E52). */
  readonly more: 0 | 1;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export const HONOUR_ROWS = 'honours_v4_rows';

export const honourRows: CollectionSpec = {
  name: HONOUR_ROWS,
  indexes: [
    { field: 'teacher', type: 'text' },
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
  for (const [id, row] of rows) if (row.kind === 'TITLE' && all.some(({ kind, programme, unit }) => kind === 'LEGACY' || (kind === 'TITLE' && programme === row.programme && unit !== row.unit))) rows.set(id, { ...row, more: 1 });
  return rows;
}

function rowOf({ teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit }: Honour, from: BusinessDate): HonourRow {
  return { teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: kind === 'TITLE' ? unit : null, more: 0, from, to: OPEN_END };
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
  readonly teachers?: readonly string[];
}

export function honourRowsWhere({ asOf, kinds, programme, tiers, names, level, units, teachers }: HonourRowFilter): readonly Comparison[] {
  return [
    { field: 'from', lte: asOf },
    { field: 'to', gt: asOf },
    ...(kinds === undefined ? [] : [{ field: 'kind', in: kinds }]),
    ...(programme === undefined ? [] : [{ field: 'programme', eq: programme }]),
    ...(tiers === undefined ? [] : [{ field: 'tier', in: tiers }]),
    ...(names === undefined ? [] : [{ field: 'name', in: names }]),
    ...(level === undefined ? [] : [{ field: 'level', eq: level }]),
    ...(units === undefined ? [] : [{ field: 'unit', in: units }]),
    ...(teachers === undefined ? [] : [{ field: 'teacher', in: teachers }]),
  ];
}

/** `unit`: hers on the day, for what lists and other bodies say. */
export function honourOf({ teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: conferredIn }: HonourRow, unit: string | null): Honour {
  return { teacher, kind, programme, tier, track, name, level, number, conferredOn, revokedOn, unit: kind === 'TITLE' ? conferredIn : unit };
}
