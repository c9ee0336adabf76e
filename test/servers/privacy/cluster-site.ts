import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binary, MongoClient } from 'mongodb';
import { readConfig, type Config } from '../../../src/config';
import type { House } from '../../../src/house';
import { OFFICER } from '../../commands/town';
import type { Finding, Scan, Scanner } from '../../privacy/scanner';
import { openWithLog, type Site } from '../../privacy/site';
import { StandInLog } from '../eventstoredb/log';
import { StandIn } from '../eventstoredb/stand-in';
import { dropDatabase, ownDatabase, withClient } from '../mongodb/database';
import { startSecantusDb, type SecantusDb } from '../secantusdb';

interface StoredKey {
  readonly _id: string;
  readonly wrapped?: Binary;
}

/**
 * EventStoreDB's stand-in with its data file, and MongoDB. With TEST_SECANTUSD the server is one of its own, so that its
 * folder and its log are read byte by byte; on any other server, whose folder is not ours to read and whose pages are
 * compressed, everything is read through the driver, the oplog included.
 */
export class ClusterSite implements Site {
  private constructor(
    readonly config: Config,
    readonly folder: string,
    private readonly mongodb: { readonly url: string; readonly server?: SecantusDb },
    private readonly log: StandInLog,
    private readonly standIn: StandIn,
  ) {}

  static async start(): Promise<ClusterSite> {
    const folder = mkdtempSync(join(tmpdir(), 'echelon-privacy-'));
    for (const name of ['data', 'stand-in', 'mongodb-folder']) mkdirSync(join(folder, name));
    const program = process.env['TEST_SECANTUSD'];
    const server = program === undefined ? undefined : await startSecantusDb({ program, folder: join(folder, 'mongodb-folder'), log: join(folder, 'mongodb.log') });
    if (server !== undefined) writeFileSync(join(folder, 'mongodb.log'), '', { flag: 'a' });
    const url = ownDatabase(server?.url);
    const log = new StandInLog({ file: join(folder, 'stand-in', 'log.jsonl') });
    const standIn = await StandIn.start({ log });
    const config = readConfig({
      ECHELON_EVENT_STORE: standIn.connectionString, ECHELON_READ_MODELS: url, ECHELON_DATA: join(folder, 'data'),
      ECHELON_MASTER_KEY: randomBytes(32).toString('base64'), ECHELON_FIRST_OFFICER: OFFICER,
    }, { empty: true });
    return new ClusterSite(config, folder, server === undefined ? { url } : { url, server }, log, standIn);
  }

  /** Whether the server's folder is ours to read. */
  get folderIsRead(): boolean {
    return this.mongodb.server !== undefined;
  }

  open(): Promise<House> {
    return openWithLog(this.config);
  }

  async scan(scanner: Scanner): Promise<Scan> {
    const files = scanner.scan(this.folder);
    const collections = await withClient(this.mongodb.url, (client) => searchServer(client, scanner, this.folderIsRead ? undefined : new URL(this.mongodb.url).pathname.slice(1)));
    return { ...files, findings: [...files.findings, ...collections] };
  }

  async keepKeys(): Promise<() => Promise<void>> {
    const keys = (client: MongoClient) => client.db().collection<StoredKey>('_keys');
    const kept = await withClient(this.mongodb.url, (client) => keys(client).find().toArray());
    return () => withClient(this.mongodb.url, async (client) => {
      await keys(client).deleteMany({});
      await keys(client).insertMany(kept);
    });
  }

  async wrappedKey(_house: House, person: string): Promise<Buffer | undefined> {
    const stored = await withClient(this.mongodb.url, (client) => client.db().collection<StoredKey>('_keys').findOne({ _id: person }));
    return stored?.wrapped === undefined ? undefined : Buffer.from(stored.wrapped.buffer);
  }

  /** Closes the server of our own; its folder stays. */
  async stopServer(): Promise<void> {
    await this.mongodb.server?.stop();
  }

  async remove(): Promise<void> {
    if (this.mongodb.server === undefined) await dropDatabase(this.mongodb.url);
    await this.mongodb.server?.stop();
    await this.standIn.stop();
    this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Every document of every collection as BSON, names and oplog included; `only`: of a shared server our database, and our entries of the oplog. */
async function searchServer(client: MongoClient, scanner: Scanner, only: string | undefined): Promise<readonly Finding[]> {
  const { databases } = await client.db('admin').admin().listDatabases();
  const findings: Finding[] = [];
  const search = async (database: string, collection: string, filter: object): Promise<void> => {
    const where = `mongodb, ${database}.${collection}`;
    const found = new Map<string, Finding>();
    for await (const document of client.db(database).collection(collection).find(filter, { raw: true })) {
      for (const finding of scanner.search(bytesOf(document), where)) found.set(finding.what, finding);
    }
    findings.push(...found.values());
  };
  for (const { name } of databases) {
    if (name === 'local' || (only !== undefined && name !== only)) continue;
    for (const { name: collection } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
      findings.push(...scanner.search(Buffer.from(collection), `mongodb, names of ${name}`));
      await search(name, collection, {});
    }
  }
  await search('local', 'oplog.rs', only === undefined ? {} : { ns: { $regex: `^${only}\\.` } });
  return findings;
}

/** With `raw` the driver gives the bytes of a document, whatever its type says. */
function bytesOf(document: object): Buffer {
  if (!(document instanceof Uint8Array)) throw new Error('the driver parsed what was to be raw');
  return Buffer.from(document);
}
