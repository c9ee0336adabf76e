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
  /** null: of all units. */
  readonly unit: string | null;
  readonly stage: string | null;
}

/** +1 on the first day that somebody counts here, −1 on the day after the last; as of D is the sum up to D. */
export interface Cell extends CellKey {
  /** The first of the days: before it nobody counted here. */
  readonly since: string;
  readonly days: DayCounts;
}

export const PYRAMID_CELLS = 'pyramid_v5_cells';

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

/** The same over all units: what most ask for, in as many documents as there are tiers, tracks and stages. */
export const PYRAMID_TIERS = 'pyramid_v5_tiers';

export const pyramidTiers: CollectionSpec = {
  name: PYRAMID_TIERS,
  indexes: [...(['programme', 'tier'] as const).map((field) => ({ field, type: 'text' as const })), ...(['track', 'unit', 'stage', 'since'] as const).map((field) => ({ field, type: 'text' as const, alone: false as const }))],
};

interface Bricks {
  readonly key: CellKey;
  readonly days: { [day: string]: number };
}

type Collection = typeof PYRAMID_CELLS | typeof PYRAMID_TIERS;

/** One life's bricks in a collection, by cell. */
export function bricksOf(rows: Iterable<RosterRow>, collection: Collection): ReadonlyMap<string, { readonly key: CellKey; readonly days: DayCounts }> {
  const cells = new Map<string, Bricks>();
  for (const row of rows) lay(cells, collection, row, 1);
  return cells;
}

/** A tally: the bricks of the rows that were are taken away, those of the rows that are are laid. */
export function bricksBetween(was: readonly RosterRow[], is: readonly RosterRow[]): readonly Delta[] {
  return ([PYRAMID_CELLS, PYRAMID_TIERS] as const).flatMap((collection) => {
    const cells = new Map<string, Bricks>();
    for (const row of was) lay(cells, collection, row, -1);
    for (const row of is) lay(cells, collection, row, 1);
    return [...cells].flatMap(([id, { key, days }]): readonly Delta[] => (Object.keys(days).length === 0 ? [] : [{ kind: 'add', collection, id, key, add: days }]));
  });
}

function lay(cells: Map<string, Bricks>, collection: Collection, row: RosterRow, n: 1 | -1): void {
  // A team without a title is nobody who could have one.
  if (row.status !== 'ACTIVE' && row.status !== 'LIFETIME' && (row.status !== 'NONE' || row.team !== undefined)) return;
  const { programme, tier, track, stage } = row;
  const unit = collection === PYRAMID_CELLS ? row.unit : null;
  const id = [programme ?? '-', tier ?? '-', track ?? '-', ...(unit === null ? [] : [unit]), stage].join('/');
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
