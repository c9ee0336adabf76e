import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailableError } from '../../../src/event-store/event-store';
import type { DocumentStore, Write } from '../../../src/read-models/document-store';
import { MongoDocumentStore } from '../../../src/read-models/mongodb/mongodb-document-store';
import type { SecantusDb } from '../secantusdb';
import { startSecantusDb } from '../secantusdb';
import type { Fault } from './database';
import { describeKilledMongo, describeMongo, dropDatabase, failing, healed, makeEveryTable, ownDatabase, SECANTUSD, withClient } from './database';
import { startProxy } from './proxy';

jest.setTimeout(60_000);

const FAST = { serverSelectionMs: 1_500, socketMs: 700, deadlineMs: 4_000 };
const SPECS = [
  { name: 'rows_v1', indexes: [] },
  { name: 'views_v1', indexes: [] },
];
const write = (collection: string, id: string, expected = 0): Write => ({
  collection,
  expected,
  document: { id, rev: expected, at: '000001', body: { written: expected + 1 } },
});
const batchAt = (expected: number, n = 1): Parameters<DocumentStore['write']>[0] => ({
  derived: [write('rows_v1', 'r-1', expected)],
  sources: [write('views_v1', 'v-1', expected)],
  checkpoint: { name: 'views_v1', value: { position: String(n).padStart(6, '0'), log: 'log-1' } },
});
/** [revision of the derived document, of the source, position of the checkpoint], each 0 or undefined where there is none. */
async function stored(store: DocumentStore): Promise<[number, number, string | undefined]> {
  const row = (await store.get('rows_v1', ['r-1'])).get('r-1')?.rev ?? 0;
  const view = (await store.get('views_v1', ['v-1'])).get('v-1')?.rev ?? 0;
  return [row, view, (await store.checkpoint('views_v1'))?.position];
}
/** Asks again until the store answers: the driver looks for a primary every half second. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || attempt === 20) throw error;
    }
  }
}

describeMongo('MongoDB that fails', () => {
  let url: string;
  let store: MongoDocumentStore;

  beforeEach(async () => {
    url = ownDatabase();
    store = await MongoDocumentStore.open(url, FAST);
    await store.prepare(SPECS);
  });
  afterEach(async () => {
    await healed(url);
    await store.close();
    await dropDatabase(url);
  });

  const lost: Fault['failCommands'][] = [['insert'], ['update']];
  it.each(lost)('settles two lost connections in a row during %s: written once (pitfalls.md 4d: retryWrites hides one)', async (command) => {
    if (command === 'update') await store.write(batchAt(0));
    const expected = command === 'update' ? 1 : 0;
    await failing(url, 2, { failCommands: [command], closeConnection: true });

    expect(await store.write(batchAt(expected, 2))).toBe('written');
    expect(await stored(store)).toEqual([expected + 1, expected + 1, '000002']);
  });

  it.each(lost)('settles an answer to %s that was lost twice although the write was made', async (command) => {
    if (command === 'update') await store.write(batchAt(0));
    const expected = command === 'update' ? 1 : 0;
    const proxy = await startProxy(url);
    const far = await MongoDocumentStore.open(proxy.url, FAST);
    try {
      proxy.loseAnswers(command, 2);

      expect(await far.write(batchAt(expected, 2))).toBe('written');
      expect(await stored(store)).toEqual([expected + 1, expected + 1, '000002']);
    } finally {
      await far.close();
      await proxy.close();
    }
  });

  it('gives up on a server that keeps losing connections, and heals', async () => {
    await store.write(batchAt(0));
    await failing(url, 1_000, { failCommands: ['update'], closeConnection: true });
    await expect(store.write(batchAt(1, 2))).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await stored(store)).toEqual([1, 1, '000001']);

    await healed(url);
    expect(await answered(() => store.write(batchAt(1, 2)))).toBe('written');
    expect(await stored(store)).toEqual([2, 2, '000002']);
  });

  it('says so when reads lose their connection twice, and reads again after', async () => {
    await store.write(batchAt(0));
    await failing(url, 2, { failCommands: ['find'], closeConnection: true });

    await expect(store.get('views_v1', ['v-1'])).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await stored(store)).toEqual([1, 1, '000001']);
  });

  it.each(lost)('settles a write-concern error of %s by what is there (pitfalls.md 4d: code 64)', async (command) => {
    if (command === 'update') await store.write(batchAt(0));
    const expected = command === 'update' ? 1 : 0;
    await failing(url, 1, { failCommands: [command], writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } });

    expect(await store.write(batchAt(expected, 2))).toBe('written');
    expect(await stored(store)).toEqual([expected + 1, expected + 1, '000002']);
  });

  it.each([10_107, 189])('is out of reach while its node is no longer primary (%i), keeps the order, and heals', async (errorCode) => {
    await failing(url, 2, { failCommands: ['update'], errorCode });

    // Inserts pass, so the documents of a first batch are stored; its checkpoint is an update and is not.
    const writing = store.write(batchAt(0));
    await expect(writing).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(writing).rejects.toThrow(/no primary.*主节点/s);
    await healed(url);

    expect(await answered(() => stored(store))).toEqual([1, 1, undefined]);
    expect(await answered(() => store.write(batchAt(1)))).toBe('written');
    expect(await stored(store)).toEqual([2, 2, '000001']);
  });

  it('writes once when a stalled write wakes up after it was tried again', async () => {
    await store.write(batchAt(0));
    await failing(url, 2, { failCommands: ['update'], blockConnection: true, blockTimeMS: 1_600 });

    await answered(async () => store.write(batchAt(1, 2)));

    // The late ones have run when one that came after them, and was held up as long, has.
    await failing(url, 1, { failCommands: ['count'], blockConnection: true, blockTimeMS: 1_600 });
    await withClient(url, (client) => client.db().command({ count: 'views_v1' }));
    const [row, view] = await answered(() => stored(store));
    expect([row, view]).toEqual([2, 2]);
  });

  it('answers in bounded time on a stalled socket, and heals (pitfalls.md 4d: timeoutMS does nothing)', async () => {
    await store.write(batchAt(0));
    const proxy = await startProxy(url);
    const far = await MongoDocumentStore.open(proxy.url, FAST);
    try {
      proxy.stall();
      for (const call of [() => far.get('views_v1', ['v-1']), () => far.write(batchAt(1, 2)), () => far.checkpoint('views_v1')]) {
        const begun = Date.now();
        await expect(call()).rejects.toBeInstanceOf(StoreUnavailableError);
        expect(Date.now() - begun).toBeLessThan(2 * FAST.deadlineMs);
      }
      proxy.resume();

      const [row, view] = await answered(() => stored(far));
      expect(row).toBeLessThanOrEqual(2);
      expect(await answered(() => far.write({ derived: [], sources: [write('views_v1', 'v-1', view)] }))).toMatch(/written|stale/);
    } finally {
      await far.close();
      await proxy.close();
    }
  });
});

describeKilledMongo('MongoDB that is killed', () => {
  it('keeps what it acknowledged, and a batch that was cut short is finished after the restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'echelon-killed-'));
    let server: SecantusDb = await startSecantusDb({ program: SECANTUSD ?? '', folder });
    await makeEveryTable(server.url);
    const store = await MongoDocumentStore.open(server.url, { ...FAST, socketMs: 5_000, deadlineMs: 10_000 });
    try {
      await store.prepare(SPECS);
      await store.write(batchAt(0));
      const ids = Array.from({ length: 4_000 }, (_, i) => `t-${i}`);
      const checkpoint = { name: 'views_v1', value: { position: '000009', log: 'log-1' } };

      // given a batch under way, when the server is killed once part of it is there
      const writing = store.write({ derived: [], sources: ids.map((id) => write('views_v1', id)), checkpoint });
      const ended = writing.then(() => 'written', (error: unknown) => error);
      await partly(server.url, 100);
      await server.kill();
      expect(await ended).toBeInstanceOf(StoreUnavailableError);
      server = await startSecantusDb({ program: SECANTUSD ?? '', folder, port: server.port });

      // then what was acknowledged is there, and the checkpoint is not ahead of its documents
      expect(await answered(() => stored(store))).toEqual([1, 1, '000001']);
      const left = await store.get('views_v1', ids);
      expect(left.size).toBeGreaterThanOrEqual(100);
      expect(left.size).toBeLessThan(4_000);

      // when the batch is folded again from what is there, then it is whole, and nothing was written twice
      const missing = ids.filter((id) => !left.has(id));
      expect(await store.write({ derived: [], sources: missing.map((id) => write('views_v1', id)), checkpoint })).toBe('written');
      const whole = await store.get('views_v1', ids);
      expect([whole.size, new Set([...whole.values()].map(({ rev }) => rev))]).toEqual([4_000, new Set([1])]);
      expect(await store.checkpoint('views_v1')).toEqual(checkpoint.value);
    } finally {
      await store.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

async function partly(url: string, documents: number): Promise<void> {
  await withClient(url, async (client) => {
    for (let asked = 0; asked < 2_000; asked += 1) {
      if ((await client.db('echelon').collection('views_v1').estimatedDocumentCount()) > documents) return;
    }
    throw new Error(`the batch never reached ${documents} documents`);
  });
}
