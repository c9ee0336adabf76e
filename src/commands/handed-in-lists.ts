import type { BatchId, RoundId, StreamName } from '../domain/facts';
import type { EventStore, LoggedEvent } from '../event-store/event-store';
import { batchStream } from './desk';

const OF_LISTS: ReadonlySet<string> = new Set(['BatchOpened', 'BatchCompleted']);

/**
 * Lists of nominations that a round accepted and that are not carried out to the end. A list stands on a stream of its own
 * and the round does not name it, so the log is walked, once for each time that somebody closes nominations. A list opened
 * between this walk and the closing is not seen here: it is carried out all the same, by the gate at which it was handed in.
 */
export async function listsUnderWay(store: EventStore, round: RoundId): Promise<readonly BatchId[]> {
  const open = new Set<StreamName>();
  for await (const { envelope: { type, stream, data } } of listFacts(store)) {
    if (type === 'BatchCompleted') open.delete(stream);
    // Batches with a reservation follow from what the round's own stream says, and it waits for those by itself.
    else if (data['round'] === round && data['reservation'] === null) open.add(stream);
  }
  return [...open].map((stream) => stream.slice(batchStream('').length));
}

async function* listFacts(store: EventStore): AsyncIterable<LoggedEvent> {
  if (store.readTypes) for await (const { events } of store.readTypes(null, OF_LISTS)) yield* events;
  else for await (const page of store.readAll(null)) yield* page.filter(({ envelope }) => OF_LISTS.has(envelope.type));
}
