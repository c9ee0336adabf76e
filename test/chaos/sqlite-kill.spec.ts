import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreRefusedError, type LoggedEvent } from '../../src/event-store/event-store';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store';
import { collect, envelopes } from '../contract/event-store.contract';

/** CHAOS_KILLS=500 for a long run; CHAOS_SEED repeats one. */
const KILLS = Number(process.env['CHAOS_KILLS'] ?? 25);
const SEED = Number(process.env['CHAOS_SEED'] ?? 20190512);

/** mulberry32: small, seeded, good enough to spread kills. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Acknowledged {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

/** Runs the writer and kills it once it has acknowledged `appends`, wherever it then is. */
function writeUntilKilled(folder: string, life: number, callers: number, appends: number): Promise<readonly Acknowledged[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-r', join(__dirname, 'run-ts.cjs'), join(__dirname, 'sqlite-writer.ts'), folder, String(callers), String(life)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      lines += chunk.toString().split('\n').length - 1;
      if (lines > appends) child.kill('SIGKILL');
    });
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.on('exit', (_, signal) => {
      if (signal !== 'SIGKILL') return reject(new Error(`the writer ended by itself: ${errors}`));
      const whole = output.slice(0, output.lastIndexOf('\n')).split('\n').filter((line) => line !== 'ready');
      resolve(whole.map((line) => {
        const [stream = '', revision = '', position = ''] = line.split(' ');
        return { stream, revision: Number(revision), position };
      }));
    });
  });
}

/** Every stream is whole, every position is taken once and in order, and everything acknowledged is there. */
async function expectNothingLost(store: SqliteEventStore, acknowledged: readonly Acknowledged[]): Promise<readonly LoggedEvent[]> {
  const events = await collect(store.readAll(null));
  const at = new Map(events.map((event) => [`${event.envelope.stream} ${event.envelope.revision}`, event.position]));
  expect(at.size).toBe(events.length);
  expect(acknowledged.filter((one) => at.get(`${one.stream} ${one.revision}`) !== one.position)).toEqual([]);
  expect(events.map((event) => Number(event.position))).toEqual(events.map((_, index) => index + 1));
  const last = new Map<string, number>();
  for (const { envelope } of events) {
    expect(envelope.revision).toBe((last.get(envelope.stream) ?? -1) + 1);
    last.set(envelope.stream, envelope.revision);
  }
  return events;
}

describe('kill -9 of the writing process', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'echelon-kill-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(`loses nothing acknowledged in ${KILLS} lives (seed ${SEED})`, async () => {
    const next = random(SEED);
    const acknowledged: Acknowledged[] = [];
    for (let life = 0; life < KILLS; life += 1) {
      acknowledged.push(...(await writeUntilKilled(folder, life, 1 + Math.floor(next() * 32), 1 + Math.floor(next() * 400))));
      // The lock of the killed process is gone with it, and the log goes on where it was.
      const store = new SqliteEventStore({ folder });
      await expectNothingLost(store, acknowledged);
      await store.append(`between-${life}`, -1, envelopes(`between-${life}`, -1));
      await store.close();
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS * 10);
  }, 20_000 + KILLS * 5_000);

  it('reads a log whose WAL ends in a torn tail up to its last whole commit', async () => {
    const acknowledged = await writeUntilKilled(folder, 0, 4, 200);
    const wal = readFileSync(join(folder, 'events.db-wal'));
    const next = random(SEED);
    for (let round = 0; round < 20; round += 1) {
      const copy = join(folder, `copy-${round}`);
      mkdirSync(copy);
      copyFileSync(join(folder, 'events.db'), join(copy, 'events.db'));
      writeFileSync(join(copy, 'events.db-wal'), wal);
      const cut = Math.floor(next() * 5_000);
      truncateSync(join(copy, 'events.db-wal'), Math.max(0, wal.length - cut));
      if (!existsSync(join(copy, 'events.db'))) throw new Error('no copy');
      const store = new SqliteEventStore({ folder: copy });
      const events = await expectNothingLost(store, []);
      // A cut within the last few commits cannot reach the first half of what was acknowledged.
      const early = acknowledged.slice(0, Math.floor(acknowledged.length / 2)).map((one) => one.position);
      expect(early.every((position) => Number(position) <= events.length)).toBe(true);
      await store.append('after', -1, envelopes('after', -1));
      await store.close();
    }
  }, 60_000);

  it('refuses a second process while the first lives, by its process id', async () => {
    const child = spawn(process.execPath, ['-r', join(__dirname, 'run-ts.cjs'), join(__dirname, 'sqlite-writer.ts'), folder, '1', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(() => new SqliteEventStore({ folder })).toThrow(StoreRefusedError);
      expect(() => new SqliteEventStore({ folder })).toThrow(new RegExp(`process ${child.pid} .*进程 ${child.pid}`));
      const reader = new SqliteEventStore({ folder, readOnly: true });
      expect(await reader.identity()).toMatch(/^[0-9a-f-]{36}$/);
      await reader.close();
    } finally {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    await new SqliteEventStore({ folder }).close();
  }, 30_000);
});
