import type { Db } from 'mongodb';
import { MongoClient } from 'mongodb';
import { StoreRefusedError, StoreUnavailableError } from '../event-store/event-store';
import { mongoError } from './outcome';
import { raceReplaces, RACERS } from './race';

export interface MongoOptions {
  /** How long to look for a server, ms. Default 5,000. */
  readonly serverSelectionMs?: number;
  /** How long a socket may be silent, ms. Default 5,000; the driver then tries once more on a new connection. */
  readonly socketMs?: number;
  /** The whole of one call, retries included, ms. Default 12,000. */
  readonly deadlineMs?: number;
}

const DEFAULT_DATABASE = 'echelon';

/**
 * A connection with what the read models rely on: majority, journaled, and a deadline of its own around each call,
 * since `timeoutMS` does nothing in 7.9 but print a warning and `maxTimeMS` does not help against a stalled socket
 * (pitfalls.md, 4d).
 */
export class MongoConnection {
  private constructor(
    private readonly client: MongoClient,
    readonly db: Db,
    /** Hosts only: the address may hold a password. */
    readonly where: string,
    private readonly deadlineMs: number,
  ) {}

  /**
   * Errors: StoreUnavailableError within `serverSelectionMs` when nothing answers; StoreRefusedError (address, user);
   * UnsuitableServerError when the server lets two writers win one compare-and-set.
   */
  static async open(url: string, options: MongoOptions = {}): Promise<MongoConnection> {
    const client = clientOf(url, options);
    const hosts = client.options.srvHost ?? client.options.hosts.map(String).join(', ');
    const connection = new MongoConnection(client, client.db(client.options.dbName === 'test' ? DEFAULT_DATABASE : client.options.dbName), hosts, options.deadlineMs ?? 12_000);
    try {
      await connection.call('connect', () => client.connect());
      await connection.call('race', () => raceReplaces(connection.db, hosts));
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Runs one operation; what the driver throws becomes a sentence, after `deadlineMs` at the latest. */
  async call<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.withDeadline(what, work);
    } catch (error) {
      throw mongoError(this.where, error);
    }
  }

  /** As `call`, with the driver's own error, for those who must tell an unknown outcome from a refusal. */
  async withDeadline<T>(what: string, work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.tooLate(what)), this.deadlineMs);
    });
    const working = work();
    // It may still fail after the deadline, when nobody listens any more.
    working.catch(() => undefined);
    try {
      return await Promise.race([working, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private tooLate(what: string): StoreUnavailableError {
    return new StoreUnavailableError({
      en: `MongoDB at ${this.where} did not answer "${what}" within ${this.deadlineMs} ms. Check its load and the network; it is tried again.`,
      zh: `MongoDB（${this.where}）在 ${this.deadlineMs} 毫秒内没有应答“${what}”。请检查其负载和网络；系统会自动重试。`,
    });
  }
}

function clientOf(url: string, options: MongoOptions): MongoClient {
  const silence = options.socketMs ?? 5_000;
  try {
    return new MongoClient(url, {
      serverSelectionTimeoutMS: options.serverSelectionMs ?? 5_000,
      connectTimeoutMS: silence,
      socketTimeoutMS: silence,
      // The race at start needs its racers on connections of their own; the default of 2 would queue them.
      maxConnecting: RACERS,
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: silence },
      readConcern: { level: 'majority' },
      readPreference: 'primary',
      ignoreUndefined: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreRefusedError(
      {
        en: `This is not a MongoDB address: ${reason}. Write mongodb://host:27017/echelon?replicaSet=rs0 into ECHELON_READ_MODELS.`,
        zh: `这不是 MongoDB 地址：${reason}。请在 ECHELON_READ_MODELS 中填写如 mongodb://host:27017/echelon?replicaSet=rs0 的地址。`,
      },
      { cause: error },
    );
  }
}
