import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { damagedCursor, foreignCursor } from '../read-models/cursor';
import { without } from './without';

/** What was asked, but for the page: a cursor is of no other question, whose lines it would skip or repeat unseen. */
export interface Paged {
  readonly limit?: number;
  readonly after?: string;
}

/** The cursor after a line of a list that is worked out and not read: the values that the list is ordered by. */
export function cursorAfterPlace(asked: Paged, place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([bound(asked), place])).toString('base64url');
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
