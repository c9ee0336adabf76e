import type { EventId } from '../domain/facts';
import type { Seen } from '../commands/streams';
import { StoreRefusedError, type EventStore, type Position } from '../event-store/event-store';
import type { PendingState } from './pending-state';

/** What a reactor knew at an event of the log: with it a start reads what came since, and not the log from its beginning. */
export interface Kept {
  /** `EventStore.identity()` of the log it was learnt from. */
  readonly log: string;
  /** The last event that it was learnt from, and the position of the one before it. */
  readonly position: Position;
  readonly before: Position | null;
  readonly last: EventId;
  readonly pending: PendingState;
  readonly seen: Seen;
}

/** Where it lies between two starts. Nothing is lost with it: the log says all of it again. */
export interface KeptState {
  /** undefined: there is none, it is damaged, or another program made it. */
  load(): Promise<Kept | undefined>;
  save(kept: Kept): Promise<void>;
}

/**
 * Whether this log holds what it was learnt from. One that was restored from an older backup may have grown past the place
 * since, with other events, so the event itself is looked at. Error: StoreUnavailableError.
 */
export async function isOfLog({ log, position, before, last }: Kept, store: Pick<EventStore, 'identity' | 'readAll'>): Promise<boolean> {
  if ((await store.identity()) !== log) return false;
  try {
    for await (const [event] of store.readAll(before, 1)) return event?.position === position && event.envelope.id === last;
    return false;
  } catch (error) {
    if (error instanceof StoreRefusedError) return false;
    throw error;
  }
}
