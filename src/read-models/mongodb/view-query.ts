import type { Filter, Sort } from 'mongodb';
import type { JsonObject } from '../../domain/facts';
import type { Place } from '../cursor';
import type { Comparison, Document, Query } from '../document-store';
import type { IndexedFields } from '../indexed-fields';
import type { Bound } from '../keyset';
import { idDescends, rangesAfter } from '../keyset';

/** A document as it lies in MongoDB. Indexed fields are those of the body; positions are text, since longs come back as doubles. */
export interface StoredDocument {
  readonly _id: string;
  readonly rev: number;
  readonly at: string;
  readonly gone: boolean;
  readonly stuck?: Document['stuck'];
  /** Which write put it here: tells one's own write from another's after an unknown outcome. */
  readonly by: string;
  readonly body: JsonObject;
}

export type ViewFilter = Filter<StoredDocument>;

export interface IndexDescription {
  readonly name: string;
  readonly key: { readonly [field: string]: 1 };
}

/** Tombstones first in every index, so that a page never reads through them. */
export function indexesOf(fields: IndexedFields): IndexDescription[] {
  const ordered = [[], ...fields.orders()];
  return ordered.map((parts) => {
    const paths = ['gone', ...parts.map(path), '_id'];
    return { name: ['live', ...parts].join('_'), key: Object.fromEntries(paths.map((field) => [field, 1 as const])) };
  });
}

export function filterOf(where: readonly Comparison[]): ViewFilter {
  return { gone: false, ...all(where.map(comparison)) };
}

export function pageFilter(query: Query, after: Place | undefined): ViewFilter {
  const conditions = query.where.map(comparison);
  if (after !== undefined) conditions.push({ $or: rangesAfter(query.sort, after).map((range) => all(range.map(bound))) });
  return { gone: false, ...all(conditions) };
}

export function sortOf({ sort }: Query): Sort {
  const fields = sort.map(({ field, descending }) => [path(field), descending === true ? -1 : 1] as [string, 1 | -1]);
  return new Map([...fields, ['_id', idDescends(sort) ? -1 : 1]]);
}

function path(field: string): string {
  return `body.${field}`;
}

/** One plain object where every field is named once: not every planner looks for an index inside `$and`. */
function all(conditions: readonly ViewFilter[]): ViewFilter {
  const fields = conditions.flatMap((condition) => Object.keys(condition));
  if (new Set(fields).size < fields.length) return { $and: [...conditions] };
  return conditions.reduce<ViewFilter>((together, condition) => ({ ...together, ...condition }), {});
}

/** MongoDB agrees with the port: null equals a missing field too, and is neither above nor below anything. */
function comparison(it: Comparison): ViewFilter {
  const field = path(it.field);
  if ('eq' in it) return { [field]: it.eq };
  if ('in' in it) return { [field]: { $in: [...it.in] } };
  // SecantusDB 0.7.0b3 reads $lte as $lt where the field stands inside a compound index, but not within $and, which
  // MongoDB flattens. The contract suite found it: 0 was missing from "score <= 0".
  return 'lte' in it ? { $and: [{ [field]: { $lte: it.lte } }] } : { [field]: { $gt: it.gt } };
}

function bound(it: Bound): ViewFilter {
  const field = it.field === undefined ? '_id' : path(it.field);
  if (it.op === 'null') return { [field]: null };
  if (it.op === 'is') return { [field]: it.value };
  if (it.op === 'notNull') return { [field]: { $ne: null } };
  return { [field]: { [it.op === 'above' ? '$gt' : '$lt']: it.value } };
}
