import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import 'reflect-metadata';
import { logOf, serve } from '../../src/cli/serve';
import { told } from '../../src/cli/told';
import { readConfig } from '../../src/config';
import { StoreUnavailableError } from '../../src/event-store/event-store';
import { signLocalToken } from '../../src/http/local-tokens';
import { closeDatabase, openDatabase } from '../../src/sqlite/database';
import { OFFICER } from '../commands/town';
import { Process } from './process';
import { BUREAU, Served } from './served';

const silent = pino({ level: 'silent' });
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'echelon-start-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function start(env: NodeJS.ProcessEnv): ReturnType<typeof serve> {
  return serve(readConfig({ ECHELON_PORT: '0', ...env }, { empty: true }), silent, () => undefined);
}

/** What an operator reads where the server does not start. */
async function failure(env: NodeJS.ProcessEnv): Promise<{ readonly zh: string; readonly en: string; readonly exitCode: number }> {
  try {
    await (await start(env)).stop();
  } catch (error) {
    const { notice, exitCode } = told(error);
    return { ...notice, exitCode };
  }
  throw new Error('it started');
}

function clear({ zh, en, exitCode }: Awaited<ReturnType<typeof failure>>, toDo: RegExp): void {
  expect(exitCode).not.toBe(0);
  expect(zh).toMatch(/请/);
  expect(en).toMatch(toDo);
  expect(`${zh}${en}`).not.toMatch(/node_modules| {4}at |unexpected|意外/);
}

async function started(env: NodeJS.ProcessEnv): Promise<void> {
  await (await start(env)).stop();
}

describe('a server that cannot start says why and what to do', () => {
  it('the data folder cannot be written', async () => {
    const file = join(newFolder(), 'a-file');
    writeFileSync(file, '');
    clear(await failure({ ECHELON_DATA: join(file, 'data') }), /cannot be written.*ECHELON_DATA/);
  });

  it('the port is taken, and the folder is free again afterwards', async () => {
    const data = newFolder();
    const taken: Server = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    clear(await failure({ ECHELON_DATA: data, ECHELON_PORT: String((taken.address() as AddressInfo).port) }), /is taken.*ECHELON_PORT/);
    await new Promise((resolve) => taken.close(resolve));
    await started({ ECHELON_DATA: data });
  });

  it('another process has the folder', async () => {
    const data = newFolder();
    const first = await start({ ECHELON_DATA: data });
    clear(await failure({ ECHELON_DATA: data }), /is being written by process \d+.*only one process/);
    await first.stop();
    await started({ ECHELON_DATA: data });
  });

  it('the master key is missing, is another one, is no key', async () => {
    const data = newFolder();
    await started({ ECHELON_DATA: data });
    clear(await failure({ ECHELON_DATA: data, ECHELON_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }), /key/i);
    clear(await failure({ ECHELON_DATA: data, ECHELON_MASTER_KEY: 'short' }), /ECHELON_MASTER_KEY/);
    rmSync(join(data, 'master.key'));
    clear(await failure({ ECHELON_DATA: data }), /master\.key/);
  });

  it('a newer program wrote the data', async () => {
    const data = newFolder();
    await started({ ECHELON_DATA: data });
    const database = openDatabase(join(data, 'events.db'));
    database.exec(`UPDATE store SET value = '99' WHERE name = 'format'`);
    closeDatabase(database);
    clear(await failure({ ECHELON_DATA: data }), /data format 99.*Upgrade/);
  });

  it('a combination of stores that is no profile, an address that is not loopback without an issuer', async () => {
    for (const env of [{ ECHELON_EVENT_STORE: 'esdb://127.0.0.1:1' }, { ECHELON_BIND: '0.0.0.0' }, { ECHELON_PORT: 'http' }]) {
      expect(() => readConfig(env)).toThrow(expect.objectContaining({ zh: expect.stringMatching(/请|必须/) as string }) as Error);
    }
  });
});

describe('settings', () => {
  it('a level of the log and an issuer that are none', async () => {
    expect(() => logOf({ ECHELON_LOG: 'loud' })).toThrow(/must be one of/);
    clear(await failure({ ECHELON_DATA: newFolder(), ECHELON_ISSUER: 'the bureau' }), /no http\(s\) address/);
  });
});

describe('a store that goes away while the server runs', () => {
  it('is 503 with Retry-After for commands and for readiness, and heals', async () => {
    const served = await Served.start();
    const { events } = served.house;
    const there = { append: events.append.bind(events), head: events.head.bind(events) };
    const gone = () => Promise.reject(new StoreUnavailableError({ zh: '事件库无法访问。请检查服务器。', en: 'The event store cannot be reached. Check the server.' }));
    Object.assign(events, { append: gone, head: gone });
    const refused = await served.post('/orgs', { as: OFFICER, body: BUREAU, headers: { 'idempotency-key': 'again' } });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) as string, 'idempotency-key': 'again' } });
    expect((refused.body as { sentences: { zh: string } }).sentences.zh).toMatch(/请/);
    expect(await served.ask('GET', '/health/ready')).toMatchObject({ status: 503, body: { status: 'notReady', stores: { events: 'down', documents: 'up', keys: 'up' } } });
    Object.assign(events, there);
    expect(await served.post('/orgs', { as: OFFICER, body: BUREAU, headers: { 'idempotency-key': 'again' } })).toMatchObject({ status: 200, body: { repeated: false } });
    expect(await served.ask('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ready', projector: { lagEvents: expect.any(Number) as number } } });
    await served.stop();
  }, 60_000);
});

describe('the process', () => {
  const run = (data: string, ...argv: readonly string[]): Process => Process.run({ ECHELON_DATA: data, ECHELON_FIRST_OFFICER: OFFICER }, ...argv);

  it('tells where the docs are and how to get a token, refuses a second one, and Ctrl-C ends it at once, also with an open event stream (pitfalls, More: app.close() hangs while an SSE client is connected)', async () => {
    const data = newFolder();
    const first = run(data, 'serve', '--empty');
    try {
      const address = await first.until(/http:\/\/127\.0\.0\.1:\d+/);
      await first.until(/Ctrl-C/);
      expect(first.said).toContain(`${address}/docs`);
      expect(first.said).toMatch(/echelon -- token/);
      expect(first.said).toMatch(/clock/);

      const second = run(data, 'serve', '--empty');
      expect(await second.ended).not.toBe(0);
      expect(second.said).toMatch(/is being written by process/);
      expect(second.said).toMatch(/只能有一个写入进程/);
      expect(second.said).not.toMatch(/ {4}at /);

      const authorization = `Bearer ${await signLocalToken(data, OFFICER, 60, Date.now())}`;
      await fetch(`${address}/orgs`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(BUREAU) });
      await fetch(`${address}/appointments`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ person: OFFICER, post: 'Subscriber', org: 'edz', from: '2017-01-01', to: null }) });
      const stream = await fetch(`${address}/events`, { headers: { authorization, accept: 'text/event-stream' } });
      expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);

      const asked = performance.now();
      first.signal('SIGINT');
      expect(await first.ended).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5_000);
      await stream.body?.cancel().catch(() => undefined);
    } finally {
      first.signal('SIGKILL');
      await first.ended;
    }
  }, 60_000);
});
