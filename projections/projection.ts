import type { EventType } from '../src/domain/catalogue';
import type { JsonObject, Meta, PersonId } from '../src/domain/facts';
import type { Instant } from '../src/domain/dates';
import type { Position } from '../src/event-store/event-store';
import type { CollectionSpec } from '../src/read-models/document-store';

/**
 * A private part as a view holds it: still under the person's key, opened only when read. So a projection needs no
 * key, a rebuild after an erasure writes the same bytes, and what is left of a view on disk is unreadable.
 */
export interface SealedReference extends JsonObject {
  readonly event: string;
  readonly person: PersonId;
  readonly cipher: string;
}

/** An event as a projection sees it: envelope in clear, private parts sealed. */
export interface ProjectedEvent {
  readonly position: Position;
  readonly id: string;
  readonly type: EventType;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: Instant;
  readonly data: JsonObject;
  readonly private: { readonly [person: PersonId]: SealedReference };
  readonly meta: Meta;
}

/**
 * What a changed source document does to derived ones, event by event. Deltas of one event on one document are summed before the
 * guard by position; a row put by one event and withdrawn by the next is still written as a tombstone at the second's position.
 */
export type Delta =
  /** Owned by one source document: replaced whole, or tombstoned by `body: null`. */
  | { readonly kind: 'put'; readonly collection: string; readonly id: string; readonly body: JsonObject | null }
  /**
   * Shared by many (the pyramid of a unit): whole numbers added to `days`, field by field; a field that returns to 0 is
   * removed, and a cell without fields is a tombstone. The cell is `{ ...key, days }`; where its collection indexes `since`, the
   * least of the fields stands there: of a cell by days the first on which it may count.
   */
  | { readonly kind: 'add'; readonly collection: string; readonly id: string; readonly key: JsonObject; readonly add: { readonly [field: string]: number } };

/**
 * A read model as data plus pure functions (design, section 11). The engine does batching, checkpoints, rebuilds and parking.
 * A changed meaning is a new `version`; both stand side by side until the switch.
 */
export interface Projection<B extends JsonObject = JsonObject> {
  readonly name: string;
  readonly version: number;
  readonly events: readonly EventType[];
  /** Documents that an event touches; usually one. Must follow from the event alone. */
  keys(event: ProjectedEvent): readonly string[];
  /**
   * A pure fold; undefined is a document not yet there, and stays one if returned. Must not mutate `body`. `other`: another
   * document that the event touches, with or without this event and, after an interruption, later ones: only what is the
   * same in each of these may be taken from it. It throws where that document waits for a person; then this one does too.
   */
  fold(body: B | undefined, event: ProjectedEvent, key: string, other: (key: string) => B | undefined): B | undefined;
  /**
   * Difference that a document's change from `before` to `after` makes in derived collections. Called for each event; a
   * fold that changes nothing returns the body it was given and costs no derivation and no write.
   */
  derive?(before: B | undefined, after: B, id: string): readonly Delta[];
  /** No two events share a key: documents are inserted without reading first, and none is kept in memory. */
  readonly once?: true;
  readonly collection: CollectionSpec;
  readonly derived?: readonly CollectionSpec[];
}
