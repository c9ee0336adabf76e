import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { damagedCursor, foreignCursor } from '../read-models/cursor';
import { without } from './without';

/** What was asked, but for the page: a cursor is of no other question, whose lines it would skip or repeat unseen. */
export interface Paged {
  readonly limit?: number;
  readonly after?: string;
}

/** The values that a list which is worked out is ordered by; what has none stands before everything. */
export type Values = readonly (string | number | null)[];

/** Negative: `a` stands before `b`. */
export function compareValues(a: Values, b: Values): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? null;
    if (value !== other) return value === null || (other !== null && value < other) ? -1 : 1;
  }
  return 0;
}

/** The cursor after a line of a list that is worked out and not read. */
export function cursorAfterPlace(asked: Paged, place: Values): string {
  return Buffer.from(JSON.stringify([bound(asked), place])).toString('base64url');
}

/** Such as an id. */
export function isOne(value: unknown): value is readonly [string] {
  return Array.isArray(value) && value.length === 1 && typeof value[0] === 'string';
}

/** Such as a day and an id. */
export function isPair(value: unknown): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && (value as readonly unknown[]).every((part) => typeof part === 'string');
}

/** Error: CursorError where it is none, or one of another question. */
export function placeOfCursor<P>(cursor: string, asked: Paged, isPlace: (value: unknown) => value is P): P {
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw damagedCursor();
  }
  const [of, place]: readonly unknown[] = Array.isArray(read) ? read : [];
  if (typeof of !== 'string') throw damagedCursor();
  if (of !== bound(asked)) throw foreignCursor();
  if (!isPlace(place)) throw damagedCursor();
  return place;
}

function bound(asked: Paged): string {
  return createHash('sha256').update(canonicalize(without(without(asked, 'limit'), 'after')) ?? '').digest('base64url').slice(0, 16);
}
