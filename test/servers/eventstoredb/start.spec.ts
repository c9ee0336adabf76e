import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { serve, type Wait } from '../../../src/cli/serve';
import { readConfig } from '../../../src/config';
import { freePort } from '../../chaos/built/server-process';
import { eventually } from '../../e2e/served';
import { describeMongo, dropDatabase, ownDatabase } from '../mongodb/database';
import { startProxy, throughProxy, type Proxy } from '../mongodb/proxy';
import { StandIn } from './stand-in';

const status = async (url: string): Promise<number> => (await fetch(url)).status;

describeMongo('a cluster server that starts before its stores do', () => {
  it('answers 503 while either is out of reach, and serves on the same port once both are there', async () => {
    const data = await mkdtemp(path.join(tmpdir(), 'echelon-early-'));
    const database = ownDatabase();
    const [port, mongoPort] = [await freePort(), await freePort()];
    let standIn: StandIn | undefined;
    let mongo: Proxy | undefined;
    const arrivals: ((wait: Wait) => void)[] = [];
    const next = (pattern: RegExp): Promise<Wait> => new Promise((resolve) => arrivals.push((wait) => pattern.test(wait.error.message) && resolve(wait)));
    const config = readConfig({
      ECHELON_DATA: data, ECHELON_PORT: '0', ECHELON_MASTER_KEY: Buffer.alloc(32, 3).toString('base64'),
      ECHELON_EVENT_STORE: `esdb://127.0.0.1:${port}?tls=false`, ECHELON_READ_MODELS: throughProxy(database, mongoPort),
    });
    const mongoMissed = next(/MongoDB/);
    const logMissed = next(/EventStoreDB/);
    const starting = serve(config, pino({ level: 'silent' }), () => undefined, { onWaiting: (wait) => arrivals.forEach((arrival) => arrival(wait)) });
    starting.catch(() => undefined);
    try {
      const { address } = await mongoMissed;
      expect(await status(`${address}/health/live`)).toBe(200);
      expect(await status(`${address}/health/ready`)).toBe(503);
      mongo = await startProxy(database, mongoPort);
      await logMissed;
      expect(await status(`${address}/rounds`)).toBe(503);
      standIn = await StandIn.start({ port });
      const running = await starting;
      try {
        expect(running.address).toBe(address);
        expect(await eventually(() => status(`${address}/health/ready`), (seen) => seen === 200)).toBe(200);
        expect(await status(`${address}/rounds`)).toBe(401);
      } finally {
        await running.stop();
      }
    } finally {
      await mongo?.close();
      await standIn?.stop();
      await dropDatabase(database);
      await rm(data, { recursive: true, force: true });
    }
  }, 120_000);
});
