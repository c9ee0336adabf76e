import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import { describeEventStore } from '../../contract/event-store.contract';
import { dockerRuns, NO_DOCKER } from '../docker.js';
import { Cable } from './cable';
import { eventStoreContainer, IMAGE, type EventStoreContainer } from './container';

/** The contract suite against a real server: TEST_ESDB_URL, else a container where Docker runs, else skipped with the reason. */
function describeReal(name: string, target: () => { readonly host: string; readonly port: number; readonly query: string }): void {
  describeEventStore(name, async () => {
    const { port, host, query } = target();
    if (host !== '127.0.0.1' && host !== 'localhost') throw new Error('TEST_ESDB_URL must be a server on this machine: its connection is cut by the tests');
    const cable = await Cable.to(port);
    const url = `esdb://127.0.0.1:${cable.port}${query}`;
    const open = async (): Promise<EventStoreDbStore> => new EventStoreDbStore(url, { idle: 100, settleWithin: 0, backoff: { first: 5, cap: 50 } });
    return {
      open,
      reopen: open,
      second: open,
      // Cut when the first byte comes back: stored by then or not, the answer is lost either way.
      loseNextAnswer: () => cable.cutAtNextAnswer(),
      loseNextAppend: () => cable.cutAtNextQuestion(),
      dropSubscriptions: async () => {
        cable.cut();
        await new Promise((resolve) => setTimeout(resolve, 100)); // until the append client has noticed, too
      },
      clean: () => cable.close(),
    };
  });
}

const given = process.env['TEST_ESDB_URL'];
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => undefined));

if (given !== undefined) {
  const url = new URL(given.replace(/^esdb:/, 'http:'));
  describeReal('eventstoredb, TEST_ESDB_URL', () => ({ host: url.hostname, port: Number(url.port || '2113'), query: url.search }));
} else if (dockerRuns()) {
  let container: EventStoreContainer | undefined;
  beforeAll(async () => void (container = await eventStoreContainer()), 300_000);
  afterAll(() => container?.end());
  describeReal(`eventstoredb, ${IMAGE}`, () => ({ host: '127.0.0.1', port: container?.port ?? 0, query: '?tls=false' }));
} else {
  const reason = `TEST_ESDB_URL is not set and ${NO_DOCKER}`;
  console.log(`EventStoreDB: the contract suite was not run against a real server, because ${reason}.`);
  it.skip(`event store contract: a real EventStoreDB (not run: ${reason})`, () => undefined);
}
