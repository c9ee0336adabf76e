import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dossier, OFFICER, schoolName } from '../commands/town';
import { describeKilledMongo, makeEveryTable, SECANTUSD } from '../servers/mongodb/database';
import { startSecantusDb } from '../servers/secantusdb.js';
import { Client } from './built/client';
import { faultsOf, playCourse } from './built/course';
import { SMALL } from './built/script';
import { buildServer, type ServerProcess } from './built/server-process';
import { World } from './built/world';
import { random, SEED } from './seeds';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('kill -9 in the middle of a conferral of 50', () => {
  it('and a restart leave 50 titles, nothing acknowledged missing and nothing twice', async () => {
    buildServer();
    const world = await World.embedded();
    try {
      await world.settle();
      const conferred: number[] = [];
      const titles = async (): Promise<number> => (await world.events()).filter(({ envelope }) => envelope.type === 'TitleConferred').length;
      const begun = async (): Promise<void> => {
        const already = conferred.at(-1) ?? 0;
        for (let looks = 0; looks < 2_000 && (await titles()) <= already; looks += 1) await pause(1);
      };
      const run = await playCourse(world, { size: SMALL, draw: random(SEED), fire: [{ chapter: 'conferral', kills: 2, within: 0, when: begun, struck: async () => void conferred.push(await titles()) }] });
      console.info(`killed with ${conferred.join(' and ')} of 50 conferred`);
      // The kill came in the middle of the batch, and not before or after it.
      expect(conferred[0]).toBeGreaterThan(0);
      expect(conferred[0]).toBeLessThan(50);
      expect(faultsOf(run.events, run.acknowledged, SMALL)).toEqual([]);
    } finally {
      await world.remove();
    }
  }, 300_000);
});

describeKilledMongo('a store is gone while the server runs', () => {
  let folder: string;
  let mongo: Awaited<ReturnType<typeof startSecantusDb>>;
  let world: World;
  let server: ServerProcess;
  let client: Client;
  beforeEach(async () => {
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    buildServer();
    folder = mkdtempSync(join(tmpdir(), 'echelon-outage-'));
    mongo = await startSecantusDb({ ...(SECANTUSD === undefined ? {} : { program: SECANTUSD }), folder });
    await makeEveryTable(mongo.url);
    world = await World.cluster(mongo.url.replace('/?', '/echelon_outage?'));
    await world.settle();
    server = await world.server();
    await server.start();
    client = new Client([server.url], world.data);
  }, 120_000);
  afterEach(async () => {
    await server.stop();
    await world.remove();
    await mongo.stop();
    rmSync(folder, { recursive: true, force: true });
    jest.restoreAllMocks();
  }, 120_000);

  const register = (n: number): Promise<Record<string, unknown>> => client.done(OFFICER, '/teachers', dossier(n, schoolName(1)), `teacher-${n}`);
  /** The roster, and the pyramid that is counted from it: both must have everybody, once. */
  const expectEverybody = async (count: number): Promise<void> => {
    const headers = { 'echelon-position': client.position };
    const roster = await client.get(OFFICER, '/roster?limit=200', headers);
    const pyramid = await client.get(OFFICER, '/pyramid', headers);
    const rows = roster['rows'] as readonly { readonly teacher: string }[];
    expect(new Set(rows.map(({ teacher }) => teacher)).size).toBe(count);
    expect(rows).toHaveLength(count);
    expect(pyramid['total']).toBe(count);
  };

  it('MongoDB killed while the projector folds: 503 with Retry-After, then the views heal and the recount is equal', async () => {
    const sent = Array.from({ length: 40 }, (_, n) => n);
    let done = 0;
    const work = Promise.all([0, 1, 2, 3].map(async (lane) => {
      for (const n of sent.filter((one) => one % 4 === lane)) {
        await register(n);
        done += 1;
      }
    }));
    work.catch(() => undefined);
    for (const stop of [8, 20]) {
      while (done < stop) await pause(2);
      await mongo.kill();
      await pause(300);
      mongo = await startSecantusDb({ ...(SECANTUSD === undefined ? {} : { program: SECANTUSD }), folder, port: mongo.port });
    }
    await work;
    await expectEverybody(sent.length);
  }, 180_000);

  it('EventStoreDB killed: a command gets 503 with Retry-After within its deadline, and succeeds under the same key afterwards', async () => {
    await register(1);
    await world.eventStore?.kill();
    const from = performance.now();
    const refused = await client.ask('POST', '/teachers', { as: OFFICER, body: dossier(2, schoolName(1)), headers: { 'idempotency-key': 'teacher-2' } });
    expect(refused?.status).toBe(503);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(performance.now() - from).toBeLessThan(25_000);
    const ready = await client.ask('GET', '/health/ready', { as: OFFICER });
    expect(ready?.status).toBe(503);
    await world.eventStore?.start();
    await register(2);
    await register(3);
    await expectEverybody(3);
    const until = Date.now() + 30_000;
    let healthy = (await client.ask('GET', '/health/ready', { as: OFFICER }))?.status;
    while (healthy !== 200 && Date.now() < until) {
      await pause(100);
      healthy = (await client.ask('GET', '/health/ready', { as: OFFICER }))?.status;
    }
    expect(healthy).toBe(200);
  }, 180_000);
});
