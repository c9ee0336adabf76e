import { NoticeError } from '../event-store/notice';
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

/**
 * Fields of `body` that may be filtered and sorted on. Top level only; an absent field counts as null, a value of
 * another type is an InvalidDocumentError.
 */
export interface CollectionSpec {
  /** `roster_v7`, `roster_v7_rows`: the view, its version, and for derived documents what they are. `[a-z][a-z0-9_]*`. */
  readonly name: string;
  readonly indexes: readonly {
    readonly field: string;
    readonly type: 'text' | 'number';
    /** It is only ever filtered on beside another field, or leads a compound: it needs no index of its own. Speed only. */
    readonly alone?: false;
  }[];
  /** Indexed fields that are filtered and sorted on together, filters first: `[['tier', 'name']]`. Speed only. */
  readonly compound?: readonly (readonly string[])[];
}

export interface Checkpoint {
  readonly position: Position;
  /** `EventStore.identity()` of the log it belongs to. */
  readonly log: string;
}

/**
 * Replace where `rev` is still the value read (0: insert). It is stored with `rev` = expected + 1, whatever the document
 * says. A document is written at most once in a batch.
 */
export interface Write {
  readonly collection: string;
  readonly expected: number;
  readonly document: Document;
}

export interface PrepareOptions {
  /** Nobody asks for these yet: an adapter may put off until `complete` what only queries need. They are answered all the same. */
  readonly unread?: boolean;
}

/** `lte` and `gt` never match null. */
export type Comparison =
  | { readonly field: string; readonly eq: IndexedValue }
  | { readonly field: string; readonly in: readonly IndexedValue[] }
  | { readonly field: string; readonly lte: string | number }
  | { readonly field: string; readonly gt: string | number };

export interface Query {
  /** All of them hold. */
  readonly where: readonly Comparison[];
  /** Text in binary order of its UTF-8, null before everything; what ties, by id in the direction of the last field. */
  readonly sort: readonly { readonly field: string; readonly descending?: boolean }[];
  /** 1 to 10,000. */
  readonly limit: number;
  /** `Page.next` of the page before. Opaque; bound to the collection, `where` and `sort`, but not to `limit`. */
  readonly after?: string;
}

/** Without tombstones; parked documents are there, and say so. */
export interface Page {
  readonly documents: readonly Document[];
  readonly next?: string;
}

/**
 * Read models at rest. Every adapter passes `test/contract/document-store.contract.ts`.
 * Errors: StoreUnavailableError (what was under way may or may not be stored: read everything again); DocumentTooLargeError
 * (16 MiB), InvalidDocumentError, InvalidQueryError, CursorError: nothing was stored; CollectionError;
 * ForeignCheckpointError; UnsuitableServerError at start, by name and with what to use.
 */
export interface DocumentStore {
  /** Creates what is missing; indexes that differ from those the collection was made with are a CollectionError. */
  prepare(specs: readonly CollectionSpec[], options?: PrepareOptions): Promise<void>;
  /** Makes what `unread` put off; nothing where nothing was. It may take seconds for a million documents. */
  complete?(collections: readonly string[]): Promise<void>;
  /** Tombstones included; what was never written is absent. */
  get(collection: string, ids: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  /**
   * Order: derived, sources, checkpoint; each durable before the next (one transaction where the store has them).
   * 'stale' when a compare-and-set missed: the batch is abandoned and everything is read again; parts of it may be
   * stored, never a later step without the whole of the earlier ones. A checkpoint never goes back: an older one is
   * passed over; one of another log is a ForeignCheckpointError.
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

/** The most that one document may take, in bytes of the adapter's own encoding: MongoDB's limit, so that a view fits everywhere. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

export class DocumentTooLargeError extends NoticeError {
  constructor(readonly collection: string, readonly id: string, readonly bytes: number) {
    super({
      en: `Document ${id} of ${collection} takes ${bytes} bytes, more than ${MAX_DOCUMENT_BYTES}. Split what this view keeps under one key.`,
      zh: `${collection} 的文档 ${id} 有 ${bytes} 字节，超过上限 ${MAX_DOCUMENT_BYTES}。请把该视图的一个键拆成多个。`,
    });
  }
}
/** A document that no adapter could index alike. */
export class InvalidDocumentError extends NoticeError {}
/** A field that is not indexed, a limit out of bounds, a value of the wrong type. */
export class InvalidQueryError extends NoticeError {}
/** A page cursor that is damaged or belongs to another query. */
export class CursorError extends NoticeError {}
/** A collection that was never prepared, is not nameable, or was prepared with other indexes. */
export class CollectionError extends NoticeError {}
/** The views belong to another log: they are rebuilt, not continued. */
export class ForeignCheckpointError extends NoticeError {
  constructor(readonly checkpoint: string, readonly log: string, readonly stored: string) {
    super({
      en: `Checkpoint ${checkpoint} belongs to log ${stored}, not to ${log}. Use the event store that these views were built from, or rebuild them.`,
      zh: `检查点 ${checkpoint} 属于日志 ${stored}，而不是 ${log}。请使用生成这些视图的事件库，或重建视图。`,
    });
  }
}
/** The server does not hold what read models rely on, an atomic replace by `{_id, rev}` (pitfalls.md, 4d). */
export class UnsuitableServerError extends NoticeError {}
