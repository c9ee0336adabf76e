import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import { countAsOf, groupCounts, pyramidQuery, type PyramidCount, type PyramidFilter } from '../../projections/pyramid/query';
import { PYRAMID_CELLS, PYRAMID_TIERS } from '../../projections/pyramid/pyramid';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { Query } from '../read-models/document-store';
import { cursorAfterPlace, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unfinishedConferrals, unitsAsked, type Lineage } from './roster';

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

/** What a cell is summed by, its unit first: cells come in this order, what none has before everything. */
type Place = readonly (string | null)[];

@QueryHandler(PyramidQuestion)
export class PyramidHandler implements IQueryHandler<PyramidQuestion, PyramidAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: PyramidQuestion): Promise<PyramidAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asOf = asked.asOf ?? this.reading.today();
    const { programme, tier, track, stage, by = PYRAMID_GROUPS, limit = DEFAULT_LIMIT } = asked;
    const units = unitsAsked(tree, reader.rosterUnits('pyramid'), { ...asked, asOf, today: this.reading.today() });
    const filter = {
      asOf,
      ...(programme === undefined ? {} : { programme }),
      ...(tier === undefined ? {} : { tier }),
      ...(track === undefined ? {} : { track }),
      ...(stage === undefined ? {} : { stage }),
      ...(units === undefined ? {} : { units }),
    };
    const order = by.includes('unit') ? (['unit', ...by.filter((field) => field !== 'unit')] as const) : by;
    const last = asked.after === undefined ? undefined : placeOfCursor(asked.after, isPlaceIn(order));
    const counts = await this.counts(filter);
    const isPaged = units === undefined && order[0] === 'unit';
    const { cells, next } = await pageOf(isPaged ? this.unitByUnit(filter, order, last?.[0] ?? null, limit) : inOrder(counts, order), order, last, limit);
    return {
      asOf,
      cells: cells.map((cell) => ({ ...Object.fromEntries(by.map((field) => [field, cell[field] ?? null])), size: cell.size })),
      total: counts.reduce((sum, { size }) => sum + size, 0),
      pending: await this.pending(filter),
      units: Object.fromEntries([...new Set(cells.flatMap((cell) => (typeof cell['unit'] === 'string' ? [cell['unit']] : [])))].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])),
      next,
      parked: await this.reading.parked('roster'),
    };
  }

  /** Of all units where no part of them is asked about, else of each. */
  private async counts(filter: PyramidFilter): Promise<readonly PyramidCount[]> {
    const cells: JsonObject[] = [];
    for await (const body of this.bodies(filter.units === undefined ? PYRAMID_TIERS : PYRAMID_CELLS, pyramidQuery(filter))) cells.push(body);
    return countAsOf(cells, filter.asOf);
  }

  /** No more is read than the units that a page shows. */
  private async *unitByUnit(filter: PyramidFilter, order: readonly PyramidGroup[], from: string | null, limit: number): AsyncIterable<Cell> {
    const query = pyramidQuery(filter);
    const parts = from === null ? [query] : [{ ...query, where: [...query.where, { field: 'unit', eq: from }] }, { ...query, where: [...query.where, { field: 'unit', gt: from }] }];
    let cells: JsonObject[] = [];
    for (const part of parts) {
      for await (const body of this.bodies(PYRAMID_CELLS, { ...part, limit: limit + 1 })) {
        if (cells[0] !== undefined && cells[0]['unit'] !== body['unit']) {
          yield* inOrder(countAsOf(cells, filter.asOf), order);
          cells = [];
        }
        cells.push(body);
      }
    }
    yield* inOrder(countAsOf(cells, filter.asOf), order);
  }

  private async *bodies(collection: string, query: Query): AsyncIterable<JsonObject> {
    let after: string | undefined;
    do {
      const page = await this.reading.find(collection, { ...query, ...(after === undefined ? {} : { after }) });
      for (const { body } of page.documents) yield body;
      after = page.next;
    } while (after !== undefined);
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

/** Sums come as they are counted, one by one; a cell in which nobody is left is none. */
function inOrder(counts: readonly PyramidCount[], order: readonly PyramidGroup[]): readonly Cell[] {
  return groupCounts(counts, order).filter(({ size }) => size !== 0).sort((a, b) => compare(placeOf(a, order), placeOf(b, order)));
}

async function pageOf(cells: AsyncIterable<Cell> | Iterable<Cell>, order: readonly PyramidGroup[], last: Place | undefined, limit: number): Promise<{ readonly cells: readonly Cell[]; readonly next: string | null }> {
  const shown: Cell[] = [];
  for await (const cell of cells) {
    if (last !== undefined && compare(placeOf(cell, order), last) <= 0) continue;
    const before = shown.at(-1);
    if (shown.length === limit && before !== undefined) return { cells: shown, next: cursorAfterPlace(placeOf(before, order)) };
    shown.push(cell);
  }
  return { cells: shown, next: null };
}

function placeOf(cell: JsonObject, order: readonly PyramidGroup[]): Place {
  return order.map((field) => { const value = cell[field]; return typeof value === 'string' ? value : null; });
}

function compare(a: Place, b: Place): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? null;
    if (value !== other) return value === null || (other !== null && value < other) ? -1 : 1;
  }
  return 0;
}

function isPlaceIn(order: readonly PyramidGroup[]): (value: unknown) => value is Place {
  return (value): value is Place => Array.isArray(value) && value.length === order.length && (value as readonly unknown[]).every((part) => part === null || typeof part === 'string');
}
