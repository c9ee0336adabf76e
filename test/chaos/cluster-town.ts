import { randomBytes } from 'node:crypto';
import type { Document, MongoClient } from 'mongodb';
import { Application } from '../../src/application';
import type { LoggedEvent } from '../../src/event-store/event-store';
import { EventStoreDbStore } from '../../src/event-store/eventstoredb/eventstoredb-store';
import { withFaults, type FaultPoints } from '../../src/event-store/memory/faults';
import { masterKeyFromText } from '../../src/keys/master-key';
import { keysWithFaults } from '../../src/keys/memory/memory-key-store';
import { MongoKeyStore } from '../../src/keys/mongodb/mongodb-key-store';
import type { CrashTown } from '../commands/crash';
import { portsOf, TownClock } from '../commands/town';
import { StandInLog } from '../servers/eventstoredb/log';
import { StandIn } from '../servers/eventstoredb/stand-in';
import { dropDatabase, ownDatabase, withClient } from '../servers/mongodb/database';

const MASTER = randomBytes(32).toString('base64');
const KEY_COLLECTIONS = ['_keys', '_key_store'] as const;

/**
 * A town on the cluster profile: its log on a stand-in for EventStoreDB, spoken to over gRPC, its keys in MongoDB. Each has
 * a log and a database of its own, so that a point of a crash leaves nothing to the next.
 */
export class ClusterTown implements CrashTown {
  private running: { readonly store: EventStoreDbStore; readonly keys: MongoKeyStore } | undefined;

  private constructor(
    private readonly standIn: StandIn,
    readonly database: string,
    readonly clock: TownClock,
  ) {}

  static async make(log = new StandInLog(), clock = new TownClock('2019-05-10T01:00:00.000Z')): Promise<ClusterTown> {
    return new ClusterTown(await StandIn.start({ log }), ownDatabase(), clock);
  }

  get url(): string {
    return this.standIn.connectionString;
  }

  async copy(): Promise<ClusterTown> {
    await this.stop();
    const log = new StandInLog();
    for (const record of this.standIn.log.all) if (!record.stream.startsWith('$')) log.append(record.stream, 'any', [record]);
    const copied = await ClusterTown.make(log, new TownClock(this.clock.now()));
    await withClient(this.database, async (client) => {
      for (const name of KEY_COLLECTIONS) await copyDocuments(client, this.database, copied.database, name);
    });
    return copied;
  }

  async boot(points?: FaultPoints): Promise<Application> {
    await this.stop();
    const keys = await MongoKeyStore.open({ url: this.database, master: masterKeyFromText(MASTER), randomBytes });
    const store = new EventStoreDbStore(this.url, { idle: 30, watchdog: 150, backoff: { first: 5, cap: 50 } });
    this.running = { store, keys };
    return new Application(portsOf(points === undefined ? store : withFaults(store, points), points === undefined ? keys : keysWithFaults(keys, points), this.clock));
  }

  async events(): Promise<readonly LoggedEvent[]> {
    if (this.running === undefined) await this.boot();
    const events: LoggedEvent[] = [];
    for await (const page of this.running?.store.readAll(null) ?? []) events.push(...page);
    return events;
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.standIn.stop();
    await dropDatabase(this.database);
  }

  private async stop(): Promise<void> {
    await this.running?.store.close();
    await this.running?.keys.close();
    this.running = undefined;
  }
}

async function copyDocuments(client: MongoClient, from: string, to: string, name: string): Promise<void> {
  const documents = await client.db(nameOf(from)).collection<Document>(name).find().toArray();
  if (documents.length > 0) await client.db(nameOf(to)).collection<Document>(name).insertMany(documents);
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);
