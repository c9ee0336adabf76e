import type { Position } from '../event-store/event-store';
import type { JsonObject } from '../domain/facts';

/**
 * One document of a read model. `at` is the last event folded in, `rev` counts writes (0: never written).
 * A tombstone keeps `at` and `rev`; nothing is deleted.
 */
export interface Document<B = JsonObject> {
  readonly id: string;
  readonly rev: number;
  readonly at: Position;
  readonly gone?: true;
  /** The key is parked: the event at this position failed to fold. */
  readonly stuck?: { readonly since: Position; readonly reason: string };
  readonly body: B;
}

export type IndexedValue = string | number | null;

/** Fields of `body` that may be filtered and sorted on. Top level only. */
export interface CollectionSpec {
  /** `roster_v1`, `roster_v1_rows`: the view, its version, and for derived documents what they are. */
  readonly name: string;
  readonly indexes: readonly { readonly field: string; readonly type: 'text' | 'number' }[];
}

export interface Checkpoint {
  readonly position: Position;
  /** `EventStore.identity()` of the log it belongs to. */
  readonly log: string;
}

/** Replace where `rev` is still the value read (0: insert). */
export interface Write {
  readonly collection: string;
  readonly expected: number;
  readonly document: Document;
}

export type Comparison =
  | { readonly field: string; readonly eq: IndexedValue }
  | { readonly field: string; readonly in: readonly IndexedValue[] }
  | { readonly field: string; readonly lte: string | number }
  | { readonly field: string; readonly gt: string | number };

export interface Query {
  readonly where: readonly Comparison[];
  readonly sort: readonly { readonly field: string; readonly descending?: boolean }[];
  readonly limit: number;
  /** `Page.next` of the page before. Opaque; bound to `where` and `sort`. */
  readonly after?: string;
}

export interface Page {
  readonly documents: readonly Document[];
  readonly next?: string;
}

/**
 * Read models at rest. Every adapter passes `test/contract/document-store.contract.ts`.
 * Errors: StoreUnavailableError; DocumentTooLargeError (16 MB); UnsuitableServerError at start, by name and with what to use.
 */
export interface DocumentStore {
  /** Creates what is missing; an index that differs is an error. */
  prepare(specs: readonly CollectionSpec[]): Promise<void>;
  get(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  /**
   * Order: derived, sources, checkpoint; each durable before the next (one transaction where the store has them).
   * 'stale' when a compare-and-set missed: the batch is abandoned and everything is read again. A checkpoint never goes back.
   */
  write(batch: {
    readonly derived: readonly Write[];
    readonly sources: readonly Write[];
    readonly checkpoint?: { readonly name: string; readonly value: Checkpoint };
  }): Promise<'written' | 'stale'>;
  checkpoint(name: string): Promise<Checkpoint | undefined>;
  find(collection: string, query: Query): Promise<Page>;
  count(collection: string, where: readonly Comparison[]): Promise<number>;
  /** Streams a whole collection in id order, tombstones included: rebuild comparison, search index, export. */
  scan(collection: string): AsyncIterable<readonly Document[]>;
  /** Small named settings, compare-and-set by `expected` (undefined: must not exist). Which version is live, leases, skip lists. */
  setting(name: string): Promise<JsonObject | undefined>;
  setSetting(name: string, expected: JsonObject | undefined, value: JsonObject): Promise<boolean>;
  /** Only for a frozen or abandoned view version, never for a live one. */
  drop(collection: string): Promise<void>;
  close(): Promise<void>;
}

export class DocumentTooLargeError extends Error {}
export class UnsuitableServerError extends Error {}
