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
export interface HonourSpell {
  readonly id: string;
  readonly honour: Honour;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

/** What a list or another body says of her, on the days [from, to). Titles are counted by careers. */
export interface HonourRow extends JsonObject {
  readonly teacher: string;
  readonly kind: Honour['kind'];
  readonly programme: string | null;
  readonly name: string | null;
  readonly level: string | null;
  readonly number: string | null;
  readonly conferredOn: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

export const HONOUR_ROWS = 'honours_v5_rows';

export const honourRows: CollectionSpec = {
  name: HONOUR_ROWS,
  indexes: [
    { field: 'kind', type: 'text', alone: false },
    { field: 'programme', type: 'text', alone: false },
    { field: 'name', type: 'text', alone: false },
    { field: 'level', type: 'text', alone: false },
    { field: 'from', type: 'text', alone: false },
    { field: 'to', type: 'text', alone: false },
  ],
  compound: [['kind', 'programme', 'name']],
};

/** Of one life, each honour from a day on which it may have changed to the next; on any day those that hold it are what she had been given by then. */
export function honourSpellsOf(spells: readonly GivenSpell[]): readonly HonourSpell[] {
  const found = new Map<string, HonourSpell>();
  let running = new Map<string, { readonly key: string; readonly spell: string }>();
  spells.forEach(({ from, given }, index) => {
    const to = spells[index + 1]?.from ?? OPEN_END;
    const now = new Map<string, { readonly key: string; readonly spell: string }>();
    for (const { id: of, honour } of given) {
      const key = JSON.stringify(honour);
      const before = running.get(of);
      const id = before?.key === key ? before.spell : `${honour.teacher}/${of}/${from}`;
      found.set(id, { ...(found.get(id) ?? { id, honour, from }), to });
      now.set(of, { key, spell: id });
    }
    running = now;
  });
  return [...found.values()];
}

/** The rows of one life, by id. */
export function honourRowsOf(spells: readonly HonourSpell[]): ReadonlyMap<string, HonourRow> {
  return new Map(spells.flatMap(({ id, honour: { teacher, kind, programme, name, level, number, conferredOn }, from, to }) => (kind === 'TITLE' ? [] : [[id, { teacher, kind, programme, name, level, number, conferredOn, from, to }]])));
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
  /** As lists and other bodies call it. */
  readonly names?: readonly string[];
  readonly level?: string;
}

export function honourRowsWhere({ asOf, kinds, programme, names, level }: HonourRowFilter): readonly Comparison[] {
  return [
    { field: 'from', lte: asOf },
    { field: 'to', gt: asOf },
    ...(kinds === undefined ? [] : [{ field: 'kind', in: kinds }]),
    ...(programme === undefined ? [] : [{ field: 'programme', eq: programme }]),
    ...(names === undefined ? [] : [{ field: 'name', in: names }]),
    ...(level === undefined ? [] : [{ field: 'level', eq: level }]),
  ];
}

/** `unit`: hers on the day. */
export function honourOf({ teacher, kind, programme, name, level, number, conferredOn }: HonourRow, unit: string | null): Honour {
  return { teacher, kind, programme, tier: null, track: null, name, level, number, conferredOn, revokedOn: null, unit };
}
