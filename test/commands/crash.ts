import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application } from '../../src/application';
import type { EventStore, LoggedEvent } from '../../src/event-store/event-store';
import { crashAt, FaultPoints, SimulatedCrash, withFaults } from '../../src/event-store/memory/faults';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store';
import type { KeyStore } from '../../src/keys/key-store';
import { keysWithFaults } from '../../src/keys/memory/memory-key-store';
import { SqliteKeyStore } from '../../src/keys/sqlite/sqlite-key-store';
import { KeptFile } from '../../src/reactors/kept-file';
import { logical, portsOf, Town, TownClock } from './town';

/** A place whose processes can be killed: what they stored outlives them. */
export interface CrashTown {
  readonly clock: TownClock;
  copy(): Promise<CrashTown>;
  /** Starts a process; the one before is gone. */
  boot(points?: FaultPoints): Promise<Application>;
  events(): Promise<readonly LoggedEvent[]>;
  remove(): Promise<void>;
}

export class MemoryTown implements CrashTown {
  constructor(readonly town = new Town()) {}

  get clock(): TownClock {
    return this.town.clock;
  }

  async copy(): Promise<MemoryTown> {
    return new MemoryTown(this.town.copy());
  }

  async boot(points?: FaultPoints): Promise<Application> {
    return this.town.boot({ streams: { checkReadOnly: false }, ...(points === undefined ? {} : { store: (store: EventStore) => withFaults(store, points), keys: (keys: KeyStore) => keysWithFaults(keys, points) }) });
  }

  async events(): Promise<readonly LoggedEvent[]> {
    return this.town.log.events;
  }

  async remove(): Promise<void> {
    // Nothing is on a disk.
  }
}

/** A process that is gone has written no byte after its crash, so closing its files is all that is left to do for it. */
export class SqliteTown implements CrashTown {
  private running: { readonly store: EventStore; readonly keys: KeyStore } | undefined;

  constructor(
    readonly folder = mkdtempSync(join(tmpdir(), 'echelon-crash-')),
    readonly clock = new TownClock('2019-05-10T01:00:00.000Z'),
  ) {}

  /** With what a start before has kept of the log: whoever is started after a crash goes on from there. */
  async copy(): Promise<SqliteTown> {
    await (await this.boot()).reactor.start();
    await this.stop();
    const folder = mkdtempSync(join(tmpdir(), 'echelon-crash-'));
    cpSync(this.folder, folder, { recursive: true });
    return new SqliteTown(folder, new TownClock(this.clock.now()));
  }

  async boot(points?: FaultPoints): Promise<Application> {
    await this.stop();
    const store = new SqliteEventStore({ folder: this.folder });
    const keys = new SqliteKeyStore({ folder: this.folder, randomBytes });
    this.running = { store, keys };
    return new Application(portsOf(points === undefined ? store : withFaults(store, points), points === undefined ? keys : keysWithFaults(keys, points), this.clock), { streams: { soleWriter: true }, reactor: { kept: new KeptFile(this.folder), keepAfter: 0 } });
  }

  async events(): Promise<readonly LoggedEvent[]> {
    if (this.running === undefined) await this.boot();
    const events: LoggedEvent[] = [];
    for await (const page of this.running?.store.readAll(null) ?? []) events.push(...page);
    return events;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async stop(): Promise<void> {
    await this.running?.store.close();
    await this.running?.keys.close();
    this.running = undefined;
  }
}

/** Commands under fixed keys: said again after a crash, they are repetitions. */
export type Script = (app: Application) => Promise<void>;

async function untilCrash(app: Application, script: Script): Promise<boolean> {
  try {
    await script(app);
    await app.reactor.rest();
    return false;
  } catch (error) {
    if (error instanceof SimulatedCrash) return true;
    throw error;
  }
}

/**
 * Kills the process at edges of its port calls, `sample` of them spread over the run (all with
 * ECHELON_CRASH_POINTS=all), starts another on what was left, and compares with the run that nothing interrupted.
 */
export async function crashEverywhere(town: CrashTown, script: Script, sample = 60): Promise<void> {
  // given the run that nothing interrupts
  const start = (await town.events()).length;
  const calm = await town.copy();
  const counted = new FaultPoints(() => undefined);
  await untilCrash(await calm.boot(counted), script);
  const expected = logical({ events: await calm.events() }, start);
  await calm.remove();
  expect(expected.length).toBeGreaterThan(0);
  const stride = process.env['ECHELON_CRASH_POINTS'] === 'all' ? 1 : Math.max(1, Math.ceil(counted.count / sample));
  let crashes = 0;
  for (let edge = 1, turn = 0; edge <= counted.count; edge += stride, turn += 1) {
    const struck = await town.copy();
    try {
      // when the process dies at this edge and another starts on what it left
      if (await untilCrash(await struck.boot(new FaultPoints(crashAt(edge))), script)) crashes += 1;
      const app = await struck.boot();
      await app.reactor.start();
      // whoever comes first: the reactor, or the caller who never had his answer
      if (turn % 2 === 0) await app.reactor.rest();
      await script(app);
      await app.reactor.rest();
      // then everything is as if nothing had happened, and nothing is left over
      expect({ edge, facts: logical({ events: await struck.events() }, start) }).toEqual({ edge, facts: expected });
      expect(app.reactor.open.filter((work) => work.kind !== 'window')).toEqual([]);
    } finally {
      await struck.remove();
    }
  }
  expect(crashes).toBeGreaterThan(0);
}
