import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Document, IndexedValue, Query } from './document-store';
import { CursorError } from './document-store';
import type { IndexedFields } from './indexed-fields';

/** The place of a document in a sort: its sort values, then its id. */
export interface Place {
  readonly values: readonly IndexedValue[];
  readonly id: string;
}

/** Binds a cursor to the collection, the filter and the order: with another of them it would skip or repeat documents unseen. */
function fingerprint(collection: string, query: Query): string {
  const sort = query.sort.map(({ field, descending }) => [field, descending === true]);
  const canonical = canonicalize({ collection, where: query.where, sort }) ?? '';
  return createHash('sha256').update(canonical).digest('base64url').slice(0, 16);
}

export function cursorAfter(fields: IndexedFields, query: Query, last: Document): string {
  const values = query.sort.map(({ field }) => fields.value(last.id, last.body, field));
  return Buffer.from(JSON.stringify([fingerprint(fields.spec.name, query), values, last.id])).toString('base64url');
}

export function placeAfter(fields: IndexedFields, query: Query): Place | undefined {
  if (query.after === undefined) return undefined;
  const [bound, values, id] = parse(query.after);
  if (bound !== fingerprint(fields.spec.name, query)) {
    throw foreignCursor();
  }
  const fit = query.sort.every(({ field }, i) => values[i] === null || typeof values[i] === (fields.types.get(field) === 'number' ? 'number' : 'string'));
  if (values.length !== query.sort.length || !fit) throw damagedCursor();
  return { values, id };
}

function parse(cursor: string): [string, IndexedValue[], string] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw damagedCursor();
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) throw damagedCursor();
  const [bound, values, id] = parsed as unknown[];
  if (typeof bound !== 'string' || typeof id !== 'string' || !Array.isArray(values)) throw damagedCursor();
  return [bound, values as IndexedValue[], id];
}

export function foreignCursor(): CursorError {
  return new CursorError({ en: 'This cursor belongs to another query. Keep filter and order while paging, or start from the first page.', zh: '该分页游标属于另一查询。翻页时请保持筛选与排序不变，或从第一页重新开始。' });
}

export function damagedCursor(): CursorError {
  return new CursorError({ en: 'This cursor is damaged. Start from the first page.', zh: '分页游标已损坏。请从第一页重新开始。' });
}
