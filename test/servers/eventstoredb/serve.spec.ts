import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import { collect, envelopes } from '../../contract/event-store.contract';

const ROOT = path.resolve(__dirname, '../../..');

async function serve(file: string, port: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ['-r', './test/chaos/run-ts.cjs', 'test/servers/eventstoredb/serve.ts', '--port', port, '--file', file], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line]: Buffer[] = await once(child.stdout, 'data');
  return { child, url: String(line).trim() };
}

it('the stand-in as a process loses nothing that it acknowledged when it is killed, and goes on from its file', async () => {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const folder = await mkdtemp(path.join(tmpdir(), 'stand-in-'));
  const file = path.join(folder, 'log.jsonl');
  let { child, url } = await serve(file, '0');
  const store = new EventStoreDbStore(url);
  try {
    const identity = await store.identity();
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      let running = true;
      const writers = Array.from({ length: 4 }, async (_, writer) => {
        const stream = `s-${round}-${writer}`;
        for (let revision = -1; running; revision += 1) {
          const written = envelopes(stream, revision);
          await store.append(stream, revision, written);
          for (const envelope of written) acknowledged.add(envelope.id);
        }
      });
      const before = acknowledged.size;
      while (acknowledged.size < before + 40) await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill('SIGKILL');
      await once(child, 'exit');
      ({ child, url } = await serve(file, new URL(url.replace('esdb:', 'http:')).port));
      running = false;
      await Promise.all(writers);
    }
    const stored = (await collect(store.readAll(null))).map((event) => event.envelope.id);
    expect(stored.length).toBe(new Set(stored).size);
    expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([]);
    expect(await store.identity()).toBe(identity);
  } finally {
    await store.close();
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
