import type { JsonObject } from '../../src/domain/facts';
import type { CollectionSpec } from '../../src/read-models/document-store';
import type { DayCounts } from '../facts-of';
import type { Delta } from '../projection';
import type { RosterRow } from '../roster/rows';
import { OPEN_END } from '../roster/rows';

/** Whoever counts, by programme, tier, track, stage and day: `weihai/BACKBONE/TEACHER/PRIMARY/2017-07-01`; '-' for what she has none of. */
interface Counted extends JsonObject {
  /** +1 on the first day that somebody counts here, −1 on the day after the last; as of D is the sum up to D. */
  readonly days: DayCounts;
}

/** Those of a unit: one document, however many tiers its teachers came to hold. */
export interface UnitPyramid extends Counted {
  readonly unit: string;
}

/** Those of all units: what most ask for, in as many documents as there are tiers. Null: teachers in service without a title, the ground the pyramid stands on. */
export interface TierPyramid extends Counted {
  readonly programme: string | null;
  readonly tier: string | null;
}

export const PYRAMID_UNITS = 'pyramid_v7_units';
export const PYRAMID_TIERS = 'pyramid_v7_tiers';

export const pyramidUnits: CollectionSpec = { name: PYRAMID_UNITS, indexes: [{ field: 'unit', type: 'text' }] };
export const pyramidTiers: CollectionSpec = { name: PYRAMID_TIERS, indexes: [{ field: 'programme', type: 'text' }, { field: 'tier', type: 'text' }] };

interface Bricks {
  readonly key: JsonObject;
  readonly days: { [day: string]: number };
}

/** No code is written so. */
export const NONE = '-';

type Collection = typeof PYRAMID_UNITS | typeof PYRAMID_TIERS;

/** One life's bricks in a collection, by document. */
export function bricksOf(rows: Iterable<RosterRow>, collection: Collection): ReadonlyMap<string, { readonly key: JsonObject; readonly days: DayCounts }> {
  const cells = new Map<string, Bricks>();
  for (const row of rows) lay(cells, collection, row, 1);
  return cells;
}

/** A tally: the bricks of the rows that were are taken away, those of the rows that are are laid. */
export function bricksBetween(was: readonly RosterRow[], is: readonly RosterRow[]): readonly Delta[] {
  return ([PYRAMID_UNITS, PYRAMID_TIERS] as const).flatMap((collection) => {
    const cells = new Map<string, Bricks>();
    for (const row of was) lay(cells, collection, row, -1);
    for (const row of is) lay(cells, collection, row, 1);
    return [...cells].flatMap(([id, { key, days }]): readonly Delta[] => (Object.keys(days).length === 0 ? [] : [{ kind: 'add', collection, id, key, add: days }]));
  });
}

function lay(cells: Map<string, Bricks>, collection: Collection, row: RosterRow, n: 1 | -1): void {
  // A team without a title is nobody who could have one.
  if (row.status !== 'ACTIVE' && row.status !== 'LIFETIME' && (row.status !== 'NONE' || row.team !== undefined)) return;
  const { programme, tier, track, stage, unit } = row;
  const ofUnit = collection === PYRAMID_UNITS;
  const id = ofUnit ? unit : `${programme ?? NONE}/${tier ?? NONE}`;
  let cell = cells.get(id);
  if (cell === undefined) cells.set(id, (cell = { key: ofUnit ? { unit } : { programme, tier }, days: {} }));
  const place = `${programme ?? NONE}/${tier ?? NONE}/${track ?? NONE}/${stage}/`;
  add(cell.days, place + row.from, n);
  if (row.to !== OPEN_END) add(cell.days, place + row.to, -n);
}

function add(days: Bricks['days'], day: string, n: number): void {
  const sum = (days[day] ?? 0) + n;
  if (sum === 0) delete days[day];
  else days[day] = sum;
}
