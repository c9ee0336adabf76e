import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

export const MONGODB_URL = process.env['TEST_MONGODB_URL'];

/** The program of a server that a test may start, kill and start again. */
export const SECANTUSD = process.env['TEST_SECANTUSD'];

/** `describe` where a server is configured; else a skipped one, with the reason printed, or a failed one where it may not be skipped. */
export function describeMongo(name: string, tests: () => void): void {
  describeWhere('TEST_MONGODB_URL', MONGODB_URL, name, tests);
}

/** As `describeMongo`, for tests that start and kill a server of their own. */
export function describeKilledMongo(name: string, tests: () => void): void {
  describeWhere('TEST_SECANTUSD', SECANTUSD, name, tests);
}

function describeWhere(variable: string, value: string | undefined, name: string, tests: () => void): void {
  if (value !== undefined) return void describe(name, tests);
  const reason = `${variable} is not set (node test/servers/with-secantusdb.js <command> sets it)`;
  if (process.env['ECHELON_REQUIRE_MONGODB'] === '1') throw new Error(`ECHELON_REQUIRE_MONGODB=1, so this may not be skipped: ${name}: ${reason}`);
  console.warn(`skipped: ${name}: ${reason}`);
  describe.skip(name, tests);
}

/** An address with a database of its own on the server under test. */
export function ownDatabase(url: string = MONGODB_URL ?? 'mongodb://127.0.0.1:1'): string {
  const address = new URL(url);
  address.pathname = `/echelon_test_${randomUUID().slice(0, 8)}`;
  return address.toString();
}

export async function dropDatabase(url: string): Promise<void> {
  await withClient(url, (client) => client.db().dropDatabase());
}

/** 36 collections of this database hash to all of SecantusDB's 16 document tables. */
const EVERY_TABLE = 36;

/**
 * Has SecantusDB make every document table it will ever have. It makes each with the first collection that hashes there, and killed
 * within that moment it never opens again (seen with 0.7.0b3), which is a fault of the test server: a kill should meet writes only.
 */
export async function makeEveryTable(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (let n = 0; n < EVERY_TABLE; n += 1) await client.db('echelon_every_table').createCollection(`t${n}`);
  });
}

/** What `failCommand` does to commands (mongod's fail point): the server answers so `times` times. */
export interface Fault {
  readonly failCommands: readonly string[];
  readonly closeConnection?: boolean;
  readonly errorCode?: number;
  readonly blockConnection?: boolean;
  readonly blockTimeMS?: number;
  readonly writeConcernError?: { readonly code: number; readonly errmsg: string };
}

/** So many times, or so many after some that pass. */
export async function failing(url: string, mode: number | { readonly skip: number; readonly times: number }, data: Fault): Promise<void> {
  await withClient(url, (client) => client.db('admin').command({ configureFailPoint: 'failCommand', mode: typeof mode === 'number' ? { times: mode } : mode, data }));
}

export async function healed(url: string): Promise<void> {
  await withClient(url, (client) => client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' }));
}

export async function withClient<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
