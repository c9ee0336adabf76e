import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Comparison, Query } from '../../src/read-models/document-store';
import { sumAsOf } from '../facts-of';
import type { Cell, CellKey } from './pyramid';

export interface PyramidFilter {
  readonly asOf: BusinessDate;
  readonly programme?: string;
  readonly tier?: string | null;
  readonly track?: string;
  readonly units?: readonly string[];
  readonly stage?: string;
}

/** All cells that may count on the day, unit by unit; page through them, then `countAsOf`. */
export function pyramidQuery(filter: PyramidFilter, after?: string): Query {
  const where: Comparison[] = [{ field: 'since', lte: filter.asOf }];
  for (const field of ['programme', 'tier', 'track', 'stage'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  if (filter.units !== undefined) where.push({ field: 'unit', in: filter.units });
  return { where, sort: [{ field: 'unit' }], limit: 10_000, ...(after === undefined ? {} : { after }) };
}

export interface PyramidCount extends CellKey {
  readonly size: number;
}

/** Cells in which nobody counted on the day are left out. */
export function countAsOf(cells: Iterable<JsonObject>, asOf: BusinessDate): readonly PyramidCount[] {
  const counts: PyramidCount[] = [];
  for (const body of cells) {
    const { programme, tier, track, unit, stage, days } = body as Cell;
    const size = sumAsOf(days, asOf);
    if (size !== 0) counts.push({ programme, tier, track, unit, stage, size });
  }
  return counts;
}

/** Counts summed over the fields that are not asked for: by tier, by tier and unit, … */
export function groupCounts(counts: readonly PyramidCount[], by: readonly (keyof CellKey & string)[]): readonly (JsonObject & { readonly size: number })[] {
  const groups = new Map<string, JsonObject & { readonly size: number }>();
  for (const count of counts) {
    const key = by.map((field) => count[field] ?? '').join('\n');
    const group = groups.get(key) ?? { ...Object.fromEntries(by.map((field) => [field, count[field] ?? null])), size: 0 };
    groups.set(key, { ...group, size: group.size + count.size });
  }
  return [...groups.values()];
}
