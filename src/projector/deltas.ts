import type { JsonObject } from '../domain/facts';
import type { Position } from '../event-store/event-store';
import type { Document } from '../read-models/document-store';
import type { Delta } from '../../projections/projection';
import type { Entry } from './documents';
import type { PlannedCollection, PlannedProjection } from './plan';

/** A delta with the event it came from. `mark`: the owner of this row is parked. */
export interface Laid {
  readonly position: Position;
  readonly collection: PlannedCollection;
  readonly delta: Delta | { readonly kind: 'mark'; readonly id: string; readonly stuck: NonNullable<Document['stuck']> };
}

/** Throws where a projection asks for what cannot be stored, so that the key is parked and not the store blamed. */
export function checkDelta(planned: PlannedProjection, delta: Delta): PlannedCollection {
  const collection = planned.derived.get(delta.collection);
  if (collection === undefined) throw new Error(`${delta.collection} is not among the derived collections of ${planned.projection.name}`);
  if (delta.kind === 'put') {
    if (delta.body !== null) collection.fields.check(delta.id, delta.body);
    return collection;
  }
  collection.fields.check(delta.id, delta.key);
  for (const field in delta.add) {
    if (!Number.isSafeInteger(delta.add[field])) throw new Error(`${field} of ${delta.id} is not changed by a whole number`);
  }
  return collection;
}

/** Lays a delta unless the document holds its event already. All deltas of one event on one document count as one. */
export function lay(entry: Entry, { position, collection, delta }: Laid, heldAlready: boolean): boolean {
  if (entry.laying !== position) {
    if (heldAlready) return false;
    entry.laying = position;
    entry.at = position;
  }
  switch (delta.kind) {
    case 'put':
      entry.body = delta.body ?? undefined;
      break;
    case 'mark':
      if (entry.body !== undefined) entry.stuck = delta.stuck;
      break;
    case 'add':
      entry.body = sum(entry, delta, collection.fields.types.has('since'));
      break;
  }
  return true;
}

/** Cells may hold thousands of days: copied once a batch, then added to in place. */
function sum(entry: Entry, delta: Extract<Delta, { kind: 'add' }>, dated: boolean): JsonObject | undefined {
  if (!entry.own) {
    entry.body = { ...delta.key, days: { ...daysOf(entry.body) } };
    entry.own = true;
  }
  const body = entry.body ?? { ...delta.key, days: {} };
  const days = daysOf(body);
  for (const field in delta.add) {
    const total = (days[field] ?? 0) + (delta.add[field] ?? 0);
    if (total === 0) delete days[field];
    else days[field] = total;
  }
  if (!hasFields(days)) return undefined;
  return dated ? { ...body, since: least(days) } : body;
}

function least(days: { readonly [day: string]: number }): string | null {
  let first: string | null = null;
  for (const day in days) if (first === null || day < first) first = day;
  return first;
}

function hasFields(object: object): boolean {
  for (const field in object) if (Object.hasOwn(object, field)) return true;
  return false;
}

function daysOf(body: JsonObject | undefined): { [field: string]: number } {
  return (body?.['days'] ?? {}) as { [field: string]: number };
}
