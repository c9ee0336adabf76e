import { damagedCursor } from '../read-models/cursor';

/** The cursor after a line of a list that is worked out and not read: the values that the list is ordered by. */
export function cursorAfterPlace(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Error: CursorError where it is none, or one of another list. */
export function placeOfCursor<P>(cursor: string, isPlace: (value: unknown) => value is P): P {
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw damagedCursor();
  }
  if (!isPlace(place)) throw damagedCursor();
  return place;
}
