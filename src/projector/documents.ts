import type { JsonObject } from '../domain/facts';
import type { Position } from '../event-store/event-store';
import type { Document, DocumentStore, Write } from '../read-models/document-store';

/** Before every position: nothing has been folded in. */
const NOTHING_YET: Position = '';

/** One document while a batch works on it. */
export interface Entry {
  readonly id: string;
  /** As last read or written. */
  rev: number;
  at: Position;
  /** undefined: never written, or a tombstone. */
  body: JsonObject | undefined;
  stuck: Document['stuck'];
  /** The event whose deltas are being laid: all of one event go in together, or none. */
  laying: Position | undefined;
  /** `days` is a copy of this batch and may be changed in place. */
  own: boolean;
}

/**
 * What the store held when last looked at. Only a cache: every write is a compare-and-set, and when one misses, or its
 * outcome is unknown, all of it is forgotten.
 */
export class Documents {
  private young = new Map<string, Map<string, Entry>>();
  private old = new Map<string, Map<string, Entry>>();
  private count = 0;

  constructor(private readonly store: DocumentStore, private readonly limit: number) {}

  /** Makes `of` answer for these ids. `absent`: they are taken to be new, and the write will tell if not. */
  async load(collection: string, ids: Iterable<string>, absent = false): Promise<void> {
    const entries = this.entries(collection);
    const aged = this.old.get(collection);
    const missing: string[] = [];
    for (const id of ids) {
      if (entries.has(id)) continue;
      const kept = aged?.get(id);
      if (kept !== undefined) {
        entries.set(id, kept);
        this.count++;
      } else missing.push(id);
    }
    if (missing.length === 0) return;
    const found = absent ? undefined : await this.store.get(collection, missing);
    for (const id of missing) entries.set(id, entryOf(id, found?.get(id)));
    this.count += missing.length;
  }

  of(collection: string, id: string): Entry {
    const entry = this.young.get(collection)?.get(id);
    if (entry === undefined) throw new Error(`${collection}/${id} was not loaded`);
    return entry;
  }

  written(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      entry.rev++;
      entry.laying = undefined;
      entry.own = false;
    }
  }

  /** Called between batches: what was not used for a while goes. */
  age(): void {
    if (this.count < this.limit / 2) return;
    this.old = this.young;
    this.young = new Map();
    this.count = 0;
  }

  forgetCollection(collection: string): void {
    this.count -= this.young.get(collection)?.size ?? 0;
    this.young.delete(collection);
    this.old.delete(collection);
  }

  forget(): void {
    this.young.clear();
    this.old.clear();
    this.count = 0;
  }

  private entries(collection: string): Map<string, Entry> {
    let entries = this.young.get(collection);
    if (entries === undefined) this.young.set(collection, (entries = new Map()));
    return entries;
  }
}

function entryOf(id: string, document: Document | undefined): Entry {
  return {
    id,
    rev: document?.rev ?? 0,
    at: document?.at ?? NOTHING_YET,
    body: document === undefined || document.gone === true ? undefined : document.body,
    stuck: document?.stuck,
    laying: undefined,
    own: false,
  };
}

const EMPTY: JsonObject = Object.freeze({});

export function writeOf(collection: string, entry: Entry): Write {
  const { id, rev, at, body, stuck } = entry;
  return {
    collection,
    expected: rev,
    document: {
      id,
      rev: rev + 1,
      at,
      // A tombstone keeps `at`: without it the event that emptied the document, read again, would fill it again.
      ...(body === undefined && stuck === undefined ? { gone: true as const } : {}),
      ...(stuck === undefined ? {} : { stuck }),
      body: body ?? EMPTY,
    },
  };
}
