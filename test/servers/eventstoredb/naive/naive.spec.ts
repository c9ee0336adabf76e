import { EventStoreDBClient } from '@eventstore/db-client';
import { dockerRuns, NO_DOCKER } from '../../docker.js';
import { eventStoreContainer, IMAGE } from '../container';
import { StandIn } from '../stand-in';
import { plain, type Host, type Row } from './rows';
import { SECTION_1 } from './section-1';
import { SECTION_3 } from './section-3';
import { SECTION_4 } from './section-4';

const REAL = process.env['TEST_ESDB_URL'];
const SECTIONS: readonly (readonly [string, readonly Row[]])[] = [
  ['section 1: append, expected revision, idempotence', SECTION_1],
  ['section 3: missing, soft-deleted, tombstoned', SECTION_3],
  ['section 4: subscriptions', SECTION_4],
];

/** The bare client against a server, row by row; none of the adapter's code takes part. */
function describeRows(name: string, isReal: boolean, start: () => Promise<{ readonly host: Host; readonly stop: () => Promise<void> }>): void {
  describe(`eventstoredb.md as the bare client sees it: ${name}`, () => {
    let host: Host;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      ({ host, stop } = await start());
    }, 300_000);
    afterAll(() => stop());

    for (const [section, rows] of SECTIONS) {
      describe(section, () => {
        for (const row of rows) {
          const { run } = row;
          const reason = row.skipped ?? (isReal ? row.skippedOnReal : undefined);
          if (run === undefined || reason !== undefined) it.skip(`${row.label} (not played: ${reason})`, () => undefined);
          else it(row.label, async () => expect(plain(await run(host))).toEqual(row.expected), row.timeout ?? 15_000);
        }
      });
    }
  });
}

describeRows('stand-in', false, async () => {
  let standIn = await StandIn.start();
  const client = EventStoreDBClient.connectionString(standIn.connectionString);
  const restart = async (): Promise<void> => {
    const { log, port } = standIn;
    await standIn.stop();
    standIn = await StandIn.start({ log, port });
    // The client notices a lost connection in its own time (section 4: the first append after a restart succeeds).
    for (let tried = 0; tried < 200; tried += 1) {
      try {
        await client.appendToStream('naive-restarted', [], {});
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  };
  return {
    host: { url: standIn.connectionString, client, standIn: { current: () => standIn, restart } },
    stop: async () => {
      // The server first: `dispose()` waits for streams that the rows have spoilt.
      await standIn.stop();
      await Promise.race([client.dispose(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    },
  };
});

if (REAL !== undefined) {
  describeRows('TEST_ESDB_URL', true, async () => {
    const client = EventStoreDBClient.connectionString(REAL);
    return { host: { url: REAL, client }, stop: () => client.dispose() };
  });
} else if (dockerRuns()) {
  describeRows(IMAGE, true, async () => {
    const server = await eventStoreContainer();
    if (server === undefined) throw new Error(NO_DOCKER);
    const client = EventStoreDBClient.connectionString(server.url);
    return {
      host: { url: server.url, client },
      stop: async () => {
        await client.dispose();
        await server.end();
      },
    };
  });
} else {
  const reason = `TEST_ESDB_URL is not set and ${NO_DOCKER}`;
  describe('eventstoredb.md as the bare client sees it: a real server', () => {
    it.skip(`not played: ${reason}`, () => undefined);
  });
  console.log(`EventStoreDB: the rows were not played against a real server, because ${reason}.`);
}
