import type { EventId, JsonObject, Meta, PersonId, Revision, StreamName } from '../domain/facts';
import type { Instant } from '../domain/dates';
import { NoticeError } from './notice';

/** Opaque, ordered as text, serialisable. Adapters pad their numbers so that text order is log order. */
export type Position = string;

/** A private or sealed part at rest: `commitment` stands in the canonical form, `cipher` does not. */
export interface SealedPart {
  /** SHA-256(salt ‖ canonical part), hex. */
  readonly commitment: string;
  /** base64(iv ‖ ciphertext ‖ tag), AES-256-GCM under `key`, bound to (event id, person or seal key). */
  readonly cipher: string;
}

/** The logical envelope at rest (design, section 5). JSON, nothing in it readable without a key that is personal. */
export interface StoredEnvelope {
  readonly id: EventId;
  readonly type: string;
  readonly version: number;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly recordedAt: Instant;
  readonly data: JsonObject;
  readonly private: { readonly [person: PersonId]: SealedPart };
  readonly sealed?: SealedPart & { readonly key: string };
  readonly meta: Meta;
}

/** An envelope with its place in the whole log. */
export interface LoggedEvent {
  readonly position: Position;
  readonly envelope: StoredEnvelope;
}

export interface Appended {
  /** Position of the last event of the append. */
  readonly position: Position;
  readonly revision: Revision;
}

/** Events of the types asked for among all up to `position`, and how many others lie between. */
export interface TypedPage {
  readonly events: readonly LoggedEvent[];
  readonly position: Position;
  readonly passedOver: number;
}

export type LiveMessage =
  | { readonly kind: 'events'; readonly events: readonly LoggedEvent[] }
  /** Everything up to `position` (null: an empty log) has been delivered. Repeated while idle, as proof of life. */
  | { readonly kind: 'caughtUp'; readonly position: Position | null };

/**
 * The log. Every adapter passes `test/contract/event-store.contract.ts`.
 *
 * Errors: ConflictError (the stream is not at `expected`), UnknownOutcomeError (may or may not be stored: send the same
 * envelopes at the same revision again), StoreUnavailableError (not stored; try again later), InvalidEventError (never stored),
 * StoreRefusedError (a position that is not of this log or lies beyond its end: the log was exchanged or restored).
 */
export interface EventStore {
  /**
   * Stores all or nothing. `expected` is the revision of the stream's last event, −1 for a new stream; envelopes carry
   * revisions expected+1 … At most 1 MiB of JSON in one append. Repeating an append with the same ids at the same
   * revision answers as the first time.
   */
  append(stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): Promise<Appended>;
  /** Pages of a stream from a revision (inclusive), oldest first. A missing stream is empty. */
  readStream(stream: StreamName, from?: Revision): AsyncIterable<readonly LoggedEvent[]>;
  /** Pages of the whole log after a position (exclusive; null: from the start), up to the head at the time of asking. */
  readAll(after: Position | null, pageSize?: number): AsyncIterable<readonly LoggedEvent[]>;
  /** As `readAll`, for a reader that takes few types: what it does not take is neither fetched nor parsed. Only where the store can do it cheaply. */
  readTypes?(after: Position | null, types: ReadonlySet<string>, pageSize?: number): AsyncIterable<TypedPage>;
  /** Never dies silently: ends only when `signal` is aborted; trouble is survived inside and told to `onTrouble`. */
  subscribe(after: Position | null, signal: AbortSignal, onTrouble?: (error: Error) => void): AsyncIterable<LiveMessage>;
  /** Position of the last event; null when empty. */
  head(): Promise<Position | null>;
  /** Events after one position (null: from the start) up to another, inclusive; an estimate where the store cannot count. For progress and lag only. */
  count?(after: Position | null, upTo: Position): Promise<number>;
  /** Made once with the store; a checkpoint of another identity is refused. */
  identity(): Promise<string>;
  close(): Promise<void>;
}

/** The stream is not at `expected`; `actual` is −1 where there is no such stream, undefined where the store does not say. */
export class ConflictError extends Error {
  constructor(readonly stream: StreamName, readonly expected: Revision, readonly actual: Revision | undefined) {
    super(`${stream} is not at revision ${expected}`);
    this.name = 'ConflictError';
  }
}
/** May or may not be stored. Settled by sending the same envelopes at the same revision again. */
export class UnknownOutcomeError extends NoticeError {}
/** Not stored, not read; may heal by itself. */
export class StoreUnavailableError extends NoticeError {}
/** The store as it is will never serve this process: another writer, a newer data format, another identity. Says what to change. */
export class StoreRefusedError extends NoticeError {}
/** Never stored: a value that does not survive the canonical form, an unknown type, too large, wrong revisions. */
export class InvalidEventError extends NoticeError {}
