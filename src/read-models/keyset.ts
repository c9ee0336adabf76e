import type { IndexedValue, Query } from './document-store';
import type { Place } from './cursor';

/** One condition of a page; a `field` of undefined is the document's id. */
export type Bound =
  | { readonly field: string | undefined; readonly op: 'is' | 'above' | 'below'; readonly value: string | number }
  | { readonly field: string; readonly op: 'null' }
  | { readonly field: string; readonly op: 'notNull' };

/**
 * What comes after a place in a sort, as disjoint ranges in the order of the sort: first all that ties on every field,
 * then on all but the last, and so on. Each is a plain index range, which one comparison of rows would not be: fields
 * go up and down, and null equals nothing in SQL.
 */
export function rangesAfter(sort: Query['sort'], place: Place): readonly (readonly Bound[])[] {
  const ranges: Bound[][] = [];
  const tied = sort.map(({ field }, i) => equal(field, place.values[i] ?? null));
  ranges.push([...tied, { field: undefined, op: idDescends(sort) ? 'below' : 'above', value: place.id }]);
  for (let i = sort.length - 1; i >= 0; i -= 1) {
    const { field, descending } = sort[i]!;
    for (const bound of beyond(field, place.values[i] ?? null, descending === true)) ranges.push([...tied.slice(0, i), bound]);
  }
  return ranges;
}

/** Ids go the way of the last field, so that one index read from either end serves both directions. */
export function idDescends(sort: Query['sort']): boolean {
  return sort.at(-1)?.descending === true;
}

function equal(field: string, value: IndexedValue): Bound {
  return value === null ? { field, op: 'null' } : { field, op: 'is', value };
}

/** Null comes before everything, so it is last on the way down. */
function beyond(field: string, value: IndexedValue, descending: boolean): readonly Bound[] {
  if (value === null) return descending ? [] : [{ field, op: 'notNull' }];
  return descending ? [{ field, op: 'below', value }, { field, op: 'null' }] : [{ field, op: 'above', value }];
}
