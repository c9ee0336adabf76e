import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import { NO_DOCKER } from '../docker.js';
import { eventStoreContainer } from '../eventstoredb/container';

/** An EventStoreDB that nobody has written to yet. */
export interface EventStoreServer {
  readonly name: string;
  readonly url: string;
  end(): Promise<void>;
}

/** TEST_ESDB_URL where it is given and empty, else a container where Docker runs; undefined, with the reason printed: neither. */
export async function realEventStore(): Promise<EventStoreServer | undefined> {
  const given = process.env['TEST_ESDB_URL'];
  if (given !== undefined) {
    // A round has fixed streams (people, orgs), and follows the whole log: it cannot share one with other tests.
    if (await isEmpty(given)) return { name: 'TEST_ESDB_URL', url: given, end: async () => undefined };
    console.info('the round does not run on TEST_ESDB_URL, because that server holds events already: give it an empty one');
    return undefined;
  }
  const container = await eventStoreContainer();
  if (container === undefined) console.info(`the round runs on the stand-in for EventStoreDB, because TEST_ESDB_URL is not set and ${NO_DOCKER}`);
  return container;
}

async function isEmpty(url: string): Promise<boolean> {
  const store = new EventStoreDbStore(url);
  try {
    return (await store.head()) === null;
  } finally {
    await store.close();
  }
}
