import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import { countAsOf, groupCounts, pyramidOfTiers, pyramidOfUnits, type PyramidCount, type PyramidFilter } from '../../projections/pyramid/query';
import { PYRAMID_TIERS, PYRAMID_UNITS } from '../../projections/pyramid/pyramid';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { Comparison } from '../read-models/document-store';
import { compareValues, cursorAfterPlace, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unfinishedConferrals, unitsReadOf, type Lineage } from './roster';

export const PYRAMID_GROUPS = ['programme', 'tier', 'track', 'unit', 'stage'] as const;
export type PyramidGroup = (typeof PYRAMID_GROUPS)[number];

export interface PyramidAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly tier?: string | null;
  readonly track?: string;
  readonly unit?: OrgId;
  readonly lineage?: Lineage;
  readonly stage?: string;
  /** Counts summed by these; all five where none is given. */
  readonly by?: readonly PyramidGroup[];
  readonly limit?: number;
  readonly after?: string;
}

type Cell = JsonObject & { readonly size: number };

export interface PyramidAnswer {
  readonly asOf: BusinessDate;
  /** Unit by unit where the unit is among what they are summed by. Tier null: teachers on the roster who hold no title. */
  readonly cells: readonly Cell[];
  /** Of all that was asked for, not of this page alone. */
  readonly total: number;
  /** Of those counted, holders whose conferral is not finished yet. */
  readonly pending: number;
  readonly units: { readonly [org: OrgId]: Labelled };
  readonly next: string | null;
  readonly parked: number;
}

export class PyramidQuestion extends Question<PyramidAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: PyramidAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 200;
const ALL_AT_ONCE = 1_000;
/** Most units have a few cells each, so these fill a page. */
const UNITS_AT_ONCE = 100;

/** What a cell is summed by, its unit first: cells come in this order, what none has before everything. */
type Place = readonly (string | null)[];

@QueryHandler(PyramidQuestion)
export class PyramidHandler implements IQueryHandler<PyramidQuestion, PyramidAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: PyramidQuestion): Promise<PyramidAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asOf = asked.asOf ?? this.reading.today();
    const { programme, tier, track, stage, by = PYRAMID_GROUPS, limit = DEFAULT_LIMIT } = asked;
    const units = unitsReadOf(reader, tree, 'pyramid', { ...asked, asOf, today: this.reading.today() });
    const filter = {
      asOf,
      ...(programme === undefined ? {} : { programme }),
      ...(tier === undefined ? {} : { tier }),
      ...(track === undefined ? {} : { track }),
      ...(stage === undefined ? {} : { stage }),
      ...(units === undefined ? {} : { units }),
    };
    const order = by.includes('unit') ? (['unit', ...by.filter((field) => field !== 'unit')] as const) : by;
    const last = asked.after === undefined ? undefined : placeOfCursor(asked.after, asked, isPlaceIn(order));
    const counts = await this.counts(filter);
    // No more units are read than a page shows; where a part of them is asked about, all were read to be counted.
    const isPaged = units === undefined && order[0] === 'unit';
    const { cells, end } = await pageOf(isPaged ? cellsIn(this.ofUnits(filter, Math.min(limit, UNITS_AT_ONCE), last?.[0] ?? null), order) : inOrder(counts, order), order, last, limit);
    return {
      asOf,
      cells: cells.map((cell) => ({ ...Object.fromEntries(by.map((field) => [field, cell[field] ?? null])), size: cell.size })),
      total: counts.reduce((sum, { size }) => sum + size, 0),
      pending: await this.pending(filter),
      units: Object.fromEntries([...new Set(cells.flatMap((cell) => (typeof cell['unit'] === 'string' ? [cell['unit']] : [])))].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])),
      next: end === null ? null : cursorAfterPlace(asked, end),
      parked: await this.reading.parked('roster'),
    };
  }

  /** Of all units where no part of them is asked about, else of each. */
  private async counts(filter: PyramidFilter): Promise<readonly PyramidCount[]> {
    if (filter.units !== undefined) return collected(this.ofUnits(filter, ALL_AT_ONCE));
    const counts: PyramidCount[] = [];
    for await (const { body } of this.reading.all(PYRAMID_TIERS, pyramidOfTiers(filter))) counts.push(...countAsOf([body], filter.asOf, filter));
    return counts;
  }

  /** Unit by unit, from that one on. */
  private async *ofUnits(filter: PyramidFilter, atOnce: number, from: OrgId | null = null): AsyncIterable<readonly PyramidCount[]> {
    const parts: readonly (readonly Comparison[])[] = from === null ? [[]] : [[{ field: 'unit', eq: from }], [{ field: 'unit', gt: from }]];
    for (const part of parts) {
      let after: string | undefined;
      do {
        const { where, ...query } = pyramidOfUnits(filter.units, { limit: atOnce, ...(after === undefined ? {} : { after }) });
        const page = await this.reading.find(PYRAMID_UNITS, { ...query, where: [...where, ...part] });
        for (const { body } of page.documents) yield countAsOf([body], filter.asOf, filter);
        after = page.next;
      } while (after !== undefined);
    }
  }

  private async pending(filter: Parameters<typeof rosterWhere>[0]): Promise<number> {
    const unfinished = await unfinishedConferrals(this.reading);
    if (unfinished.size === 0) return 0;
    const where = rosterWhere({ ...filter, status: 'ACTIVE' });
    let pending = 0;
    for await (const { body } of this.reading.all(ROSTER_ROWS, [...where, { field: 'round', in: [...unfinished.keys()] }])) pending += (body as RosterRow).title === null ? 0 : 1;
    return pending;
  }
}

async function collected(units: AsyncIterable<readonly PyramidCount[]>): Promise<readonly PyramidCount[]> {
  const all: PyramidCount[] = [];
  for await (const counts of units) all.push(...counts);
  return all;
}

async function* cellsIn(units: AsyncIterable<readonly PyramidCount[]>, order: readonly PyramidGroup[]): AsyncIterable<Cell> {
  for await (const counts of units) yield* inOrder(counts, order);
}

/** Sums come as they are counted, one by one; a cell in which nobody is left is none. */
function inOrder(counts: readonly PyramidCount[], order: readonly PyramidGroup[]): readonly Cell[] {
  return groupCounts(counts, order).filter(({ size }) => size !== 0).sort((a, b) => compareValues(placeOf(a, order), placeOf(b, order)));
}

/** `end`: the place of the last one, where more come. */
async function pageOf(cells: AsyncIterable<Cell> | Iterable<Cell>, order: readonly PyramidGroup[], last: Place | undefined, limit: number): Promise<{ readonly cells: readonly Cell[]; readonly end: Place | null }> {
  const shown: Cell[] = [];
  for await (const cell of cells) {
    if (last !== undefined && compareValues(placeOf(cell, order), last) <= 0) continue;
    const before = shown.at(-1);
    if (shown.length === limit && before !== undefined) return { cells: shown, end: placeOf(before, order) };
    shown.push(cell);
  }
  return { cells: shown, end: null };
}

function placeOf(cell: JsonObject, order: readonly PyramidGroup[]): Place {
  return order.map((field) => { const value = cell[field]; return typeof value === 'string' ? value : null; });
}

function isPlaceIn(order: readonly PyramidGroup[]): (value: unknown) => value is Place {
  return (value): value is Place => Array.isArray(value) && value.length === order.length && (value as readonly unknown[]).every((part) => part === null || typeof part === 'string');
}
