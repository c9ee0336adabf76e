import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../domain/facts';
import type { Checkpoint, Comparison, Document, IndexedValue, Query } from '../document-store';
import type { Place } from '../cursor';
import type { IndexedFields } from '../indexed-fields';
import { unknownCollection } from '../indexed-fields';
import { idDescends } from '../keyset';

interface Collection {
  readonly fields: IndexedFields;
  readonly documents: Map<string, Document>;
}

/** What is at rest. It outlives the stores opened on it, as a disk outlives a process; several leaders share one. */
export class MemoryDisk {
  private readonly collections = new Map<string, Collection>();
  readonly checkpoints = new Map<string, Checkpoint>();
  private readonly settings = new Map<string, JsonObject>();

  prepare(fields: IndexedFields): void {
    const known = this.collections.get(fields.spec.name);
    if (known !== undefined) fields.refuseOther(known.fields.signature());
    else this.collections.set(fields.spec.name, { fields, documents: new Map() });
  }

  collection(name: string): Collection {
    const collection = this.collections.get(name);
    if (collection === undefined) throw unknownCollection(name);
    return collection;
  }

  drop(name: string): void {
    this.collections.delete(name);
  }

  /** The atomic compare-and-set, of one document. */
  replace(collection: string, expected: number, document: Document): boolean {
    const { documents } = this.collection(collection);
    if ((documents.get(document.id)?.rev ?? 0) !== expected) return false;
    documents.set(document.id, frozen({ ...document, rev: expected + 1 }));
    return true;
  }

  setting(name: string): JsonObject | undefined {
    return this.settings.get(name);
  }

  setSetting(name: string, expected: JsonObject | undefined, value: JsonObject): boolean {
    if (!isDeepStrictEqual(this.settings.get(name), expected)) return false;
    this.settings.set(name, frozen(value));
    return true;
  }

  matching(collection: string, where: readonly Comparison[]): Document[] {
    const { fields, documents } = this.collection(collection);
    const found: Document[] = [];
    for (const document of documents.values()) {
      if (document.gone !== true && where.every((comparison) => holds(fields, document, comparison))) found.push(document);
    }
    return found;
  }

  sorted(collection: string, query: Query, after: Place | undefined): Document[] {
    const { fields } = this.collection(collection);
    const placed = this.matching(collection, query.where).map((document) => ({
      document,
      place: { id: document.id, values: query.sort.map(({ field }) => fields.value(document.id, document.body, field)) },
    }));
    const rest = after === undefined ? placed : placed.filter(({ place }) => comparePlaces(query, place, after) > 0);
    return rest.sort((a, b) => comparePlaces(query, a.place, b.place)).map(({ document }) => document);
  }
}

function comparePlaces(query: Query, a: Place, b: Place): number {
  for (const [i, { descending }] of query.sort.entries()) {
    const order = compareValues(a.values[i] ?? null, b.values[i] ?? null);
    if (order !== 0) return descending === true ? -order : order;
  }
  return idDescends(query.sort) ? compareText(b.id, a.id) : compareText(a.id, b.id);
}

function compareValues(a: IndexedValue, b: IndexedValue): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

/** Order of the UTF-8 bytes, as SQLite and MongoDB have it. JavaScript's own puts 𠮷 (a surrogate pair) before 﨑. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function holds(fields: IndexedFields, document: Document, comparison: Comparison): boolean {
  const value = fields.value(document.id, document.body, comparison.field);
  if ('eq' in comparison) return value === comparison.eq;
  if ('in' in comparison) return comparison.in.includes(value);
  if (value === null) return false;
  return 'lte' in comparison ? compareValues(value, comparison.lte) <= 0 : compareValues(value, comparison.gt) > 0;
}

/** A copy that nobody can change: what was handed in or out is never at rest at the same time. */
function frozen<T extends object>(value: T): T {
  return freeze(JSON.parse(JSON.stringify(value)) as T);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
