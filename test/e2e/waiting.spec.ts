import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { serve, type Wait } from '../../src/cli/serve';
import { told } from '../../src/cli/told';
import { pauseAfter } from '../../src/cli/waiting';
import { readConfig } from '../../src/config';
import { Process } from './process';

const MASTER_KEY = Buffer.alloc(32, 3).toString('base64');
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'echelon-waiting-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A port of loopback on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function environment(): Promise<NodeJS.ProcessEnv> {
  return {
    ECHELON_DATA: newFolder(), ECHELON_PORT: '0', ECHELON_MASTER_KEY: MASTER_KEY,
    ECHELON_EVENT_STORE: `esdb://127.0.0.1:${await deadPort()}?tls=false`,
    ECHELON_READ_MODELS: `mongodb://127.0.0.1:${await deadPort()}/?serverSelectionTimeoutMS=200`,
  };
}

describe('a server of the cluster profile whose stores are out of reach at the start', () => {
  it('lives, is not ready, answers 503 with Retry-After and both languages, tries again, and ends when asked', async () => {
    const stopped = new AbortController();
    const waits: Wait[] = [];
    let seen: (() => void) | undefined;
    const twice = new Promise<void>((resolve) => (seen = resolve));
    const started = serve(readConfig(await environment()), pino({ level: 'silent' }), () => undefined, {
      signal: stopped.signal,
      onWaiting: (wait) => {
        waits.push(wait);
        if (waits.length === 2) seen?.();
      },
    });
    started.catch(() => undefined);
    await twice;
    const address = waits[0]?.address ?? '';

    expect(await (await fetch(`${address}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${address}/health/ready`);
    expect(ready.status).toBe(503);
    expect(ready.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await ready.json()).toMatchObject({ status: 'notReady', profile: 'cluster', reason: { zh: expect.stringMatching(/MongoDB.*请/) as string, en: expect.stringMatching(/MongoDB.*Check/) as string } });
    const asked = await fetch(`${address}/orgs?x=1`, { method: 'POST', body: '{}', headers: { 'accept-language': 'en' } });
    expect(asked.status).toBe(503);
    expect(asked.headers.get('content-type')).toBe('application/problem+json');
    expect(asked.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await asked.json()).toMatchObject({ type: 'urn:echelon:problem:storeUnavailable', status: 503, instance: '/orgs', sentences: { zh: expect.stringMatching(/请/) as string } });

    stopped.abort();
    await expect(started).rejects.toThrow();
    await expect(fetch(`${address}/health/live`)).rejects.toThrow();
    expect(waits.map(({ attempt, pauseMs }) => [attempt, pauseMs])).toEqual([[1, 500], [2, 1_000]]);
  }, 60_000);

  it('waits longer each time, up to a bound', () => {
    expect([1, 2, 3, 6, 7, 100, 1e9].map(pauseAfter)).toEqual([500, 1_000, 2_000, 15_000, 15_000, 15_000, 15_000]);
  });

  it('does not wait for what waiting does not mend', async () => {
    const env = await environment();
    const failure = serve(readConfig({ ...env, ECHELON_MASTER_KEY: 'short' }), pino({ level: 'silent' }), () => undefined);
    await expect(failure.catch((error: unknown) => told(error).notice.en)).resolves.toMatch(/ECHELON_MASTER_KEY/);
  });

  it('says on stderr what it waits for, in both languages, and Ctrl-C ends it with 0', async () => {
    const process = Process.run(await environment(), 'serve');
    try {
      await process.until(/Next attempt in 1 s/);
      expect(process.said).toMatch(/无法连接 MongoDB[^]*0\.5 秒后再次尝试[^]*503/);
      expect(process.said).toMatch(/MongoDB at 127\.0\.0\.1:\d+ cannot be reached[^]*http:\/\/127\.0\.0\.1:\d+ answers 503/);
      process.signal('SIGINT');
      expect(await process.ended).toBe(0);
      expect(process.said).not.toMatch(/ {4}at /);
    } finally {
      process.signal('SIGKILL');
      await process.ended;
    }
  }, 60_000);
});
