import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig, type Config } from '../../../src/config';
import type { EventStore, LoggedEvent } from '../../../src/event-store/event-store';
import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import { SqliteEventStore } from '../../../src/event-store/sqlite/sqlite-event-store';
import { openHouse, stampDemonstration } from '../../../src/house';
import { MasterKey } from '../../../src/keys/master-key';
import { MongoKeyStore } from '../../../src/keys/mongodb/mongodb-key-store';
import { KEY_BYTES } from '../../../src/keys/secret-file';
import { settle, OFFICER } from '../../commands/town';
import { dropDatabase, ownDatabase } from '../../servers/mongodb/database';
import { SCHOOLS } from './script';
import { freePort, ServerProcess } from './server-process';

const ROOT = resolve(__dirname, '../../..');
/** The day on which the district is settled, before anything of the course. */
const SETTLED = '2019-05-09T01:00:00.000Z';

/** A store of events as a process that can be killed and started again on what it wrote. */
export class StandInProcess {
  private child: ChildProcess | undefined;

  private constructor(private readonly file: string, readonly port: number) {}

  static async start(file: string): Promise<StandInProcess> {
    const process = new StandInProcess(file, await freePort());
    await process.start();
    return process;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['-r', './test/chaos/run-ts.cjs', 'test/servers/eventstoredb/serve.ts', '--port', String(this.port), '--file', this.file], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    await once(child.stdout, 'data');
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

/**
 * One key of identities for every installation of a run: ids of people follow from their identity's stream, and so the
 * facts of the two profiles can be compared.
 */
const IDENTITY_KEY = createHash('sha256').update('identity key of the chaos runs').digest();

async function holdIdentityKey(mongo: string, master: Buffer): Promise<void> {
  const keys = await MongoKeyStore.open({ url: mongo, master: new MasterKey(master), randomBytes: (size) => (size === KEY_BYTES ? IDENTITY_KEY : randomBytes(size)) });
  try {
    await keys.ensure(['server:identity']);
  } finally {
    await keys.close();
  }
}

/** What the server runs on in one run: a folder, and in the cluster profile two servers beside it. */
export class World {
  readonly data = join(this.folder, 'data');

  private constructor(
    private readonly folder: string,
    readonly env: { readonly [name: string]: string },
    private readonly ending: () => Promise<void>,
    readonly eventStore: StandInProcess | undefined,
  ) {}

  /** SQLite in the folder. */
  static async embedded(): Promise<World> {
    const world = new World(temporary(), {}, async () => undefined, undefined);
    mkdirSync(world.data, { recursive: true });
    writeFileSync(join(world.data, 'identity.key'), IDENTITY_KEY.toString('base64'), { mode: 0o600 });
    return world;
  }

  /** A database on the MongoDB under test, and the server that is given or EventStoreDB's stand-in as a process of its own. */
  static async cluster(mongo: string = ownDatabase(), given?: { readonly url: string }): Promise<World> {
    const folder = temporary();
    const store = given === undefined ? await StandInProcess.start(join(folder, 'esdb.jsonl')) : undefined;
    const master = randomBytes(32);
    await holdIdentityKey(mongo, master);
    const env = { ECHELON_EVENT_STORE: given?.url ?? store?.url ?? '', ECHELON_READ_MODELS: mongo, ECHELON_MASTER_KEY: master.toString('base64') };
    return new World(folder, env, async () => {
      await store?.kill();
      await dropDatabase(mongo);
    }, store);
  }

  get config(): Config {
    return readConfig({ ...this.env, ECHELON_DATA: this.data, ECHELON_FIRST_OFFICER: OFFICER }, { empty: true });
  }

  /** The district before the course: units, officers, clerks, experts, the programme with its sample values. */
  async settle(): Promise<void> {
    const house = await openHouse(this.config);
    try {
      house.clock.set(SETTLED);
      await settle(house.application, SCHOOLS);
    } finally {
      await house.close();
    }
    await stampDemonstration(this.config, SETTLED);
    // A folder that says it is a demonstration and names its personas is one that was played to its end.
    writeFileSync(join(this.data, 'personas.json'), '{}');
  }

  /** Business time at the next start: a demonstration's folder says at what time it stands. */
  stand(instant: string): void {
    writeFileSync(join(this.data, 'demonstration.json'), `${JSON.stringify({ demonstration: true, now: instant })}\n`, { mode: 0o600 });
  }

  /** The same at the same moment, for another run. The embedded profile only: nobody runs on it now. */
  copy(): World {
    const folder = temporary();
    cpSync(this.folder, folder, { recursive: true });
    return new World(folder, this.env, async () => undefined, undefined);
  }

  async server(): Promise<ServerProcess> {
    return new ServerProcess(this.data, await freePort(), this.env);
  }

  /** The whole log, read beside whoever writes it. */
  async events(): Promise<readonly LoggedEvent[]> {
    const store: EventStore = this.env['ECHELON_EVENT_STORE'] === undefined ? new SqliteEventStore({ folder: this.data, readOnly: true }) : new EventStoreDbStore(this.env['ECHELON_EVENT_STORE']);
    try {
      const events: LoggedEvent[] = [];
      for await (const page of store.readAll(null)) events.push(...page);
      return events;
    } finally {
      await store.close();
    }
  }

  async remove(): Promise<void> {
    await this.ending();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const temporary = (): string => mkdtempSync(join(tmpdir(), 'echelon-built-'));
