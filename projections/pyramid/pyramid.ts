import type { JsonObject } from '../../src/domain/facts';
import type { CollectionSpec } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import type { RosterRow } from '../roster/rows';
import { OPEN_END } from '../roster/rows';

/** Null tier and track: teachers in service without a title, the ground the pyramid stands on. */
export interface CellKey extends JsonObject {
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly unit: string;
  readonly stage: string;
}

/** +1 on the first day that somebody counts here, −1 on the day after the last; as of D is the sum up to D. */
export interface Cell extends CellKey {
  /** The first of the days: before it nobody counted here. */
  readonly since: string;
  readonly days: DayCounts;
}

export const PYRAMID_CELLS = 'pyramid_v4_cells';

export const pyramidCells: CollectionSpec = {
  name: PYRAMID_CELLS,
  indexes: [
    { field: 'programme', type: 'text' },
    { field: 'tier', type: 'text', alone: false },
    { field: 'track', type: 'text' },
    { field: 'unit', type: 'text' },
    { field: 'stage', type: 'text' },
    { field: 'since', type: 'text', alone: false },
  ],
  compound: [['tier', 'unit', 'since']],
};

interface Bricks {
  readonly key: CellKey;
  readonly days: { [day: string]: number };
}

/** One life's bricks, by cell. */
export function bricksOf(rows: Iterable<RosterRow>): ReadonlyMap<string, { readonly key: CellKey; readonly days: DayCounts }> {
  const cells = new Map<string, Bricks>();
  for (const row of rows) lay(cells, row, 1);
  return cells;
}

/** A tally: the bricks of the rows that were are taken away, those of the rows that are are laid. */
export function bricksBetween(was: Iterable<RosterRow>, is: Iterable<RosterRow>): readonly Delta[] {
  const cells = new Map<string, Bricks>();
  for (const row of was) lay(cells, row, -1);
  for (const row of is) lay(cells, row, 1);
  const deltas: Delta[] = [];
  for (const [id, { key, days }] of cells) {
    if (Object.keys(days).length > 0) deltas.push({ kind: 'add', collection: PYRAMID_CELLS, id, key, add: days });
  }
  return deltas;
}

function lay(cells: Map<string, Bricks>, row: RosterRow, n: 1 | -1): void {
  // A team without a title is nobody who could have one.
  if (row.status !== 'ACTIVE' && row.status !== 'LIFETIME' && (row.status !== 'NONE' || row.team !== undefined)) return;
  const { programme, tier, track, unit, stage } = row;
  const id = `${programme ?? '-'}/${tier ?? '-'}/${track ?? '-'}/${unit}/${stage}`;
  let cell = cells.get(id);
  if (cell === undefined) cells.set(id, (cell = { key: { programme, tier, track, unit, stage }, days: {} }));
  add(cell.days, row.from, n);
  if (row.to !== OPEN_END) add(cell.days, row.to, -n);
}

function add(days: Bricks['days'], day: string, n: number): void {
  const sum = (days[day] ?? 0) + n;
  if (sum === 0) delete days[day];
  else days[day] = sum;
}
