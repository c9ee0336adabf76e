import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Carelessness } from '../../test/servers/mongodb/careless-server';
import { startCarelessServer } from '../../test/servers/mongodb/careless-server';
import { StoreRefusedError, StoreUnavailableError } from '../event-store/event-store';
import { UnsuitableServerError } from '../read-models/document-store';
import { MongoDocumentStore } from '../read-models/mongodb/mongodb-document-store';
import type { MongoOptions } from './connection';

/** For a server that never answers. One that does answer gets the default time, which a busy machine needs. */
const FAST: MongoOptions = { serverSelectionMs: 300, socketMs: 300, deadlineMs: 1_000 };

async function refusal(url: string, options?: MongoOptions): Promise<unknown> {
  try {
    await (await MongoDocumentStore.open(url, options)).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('a MongoDB server at start', () => {
  it.each<Carelessness>(['everyoneWins', 'lastIsKept'])('is refused by name when its compare-and-set does not hold: %s (pitfalls.md 4d: FerretDB)', async (carelessness) => {
    const server = await startCarelessServer(carelessness);
    try {
      const error = await refusal(server.url);

      expect(error).toBeInstanceOf(UnsuitableServerError);
      expect(String(error)).toMatch(/FerretDB v1\.24\.0 \(as MongoDB 7\.0\.42\) at 127\.0\.0\.1:\d+ cannot hold read models/);
      expect(String(error)).toContain(carelessness === 'everyoneWins' ? '16 were told' : 'not what it wrote');
      expect(String(error)).toMatch(/Use MongoDB 7\.0 or later.*请改用 MongoDB 7\.0/s);
    } finally {
      await server.close();
    }
  });

  it('is named as out of reach, in bounded time, when nothing listens; the password is not shown', async () => {
    const begun = Date.now();

    const error = await refusal('mongodb://echelon:geheim@127.0.0.1:1/?authSource=admin', FAST);

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(String(error)).toMatch(/127\.0\.0\.1:1 cannot be reached.*ECHELON_READ_MODELS.*无法连接/s);
    expect(String(error)).not.toContain('geheim');
    expect(Date.now() - begun).toBeLessThan(3_000);
  });

  it('is named as out of reach, in bounded time, when it accepts and never answers', async () => {
    const sockets: { destroy(): void }[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const begun = Date.now();
    try {
      expect(await refusal(`mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`, FAST)).toBeInstanceOf(StoreUnavailableError);
      expect(Date.now() - begun).toBeLessThan(3_000);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    }
  });

  it('needs an address that is one', async () => {
    const error = await refusal('mongo://localhost');

    expect(error).toBeInstanceOf(StoreRefusedError);
    expect(String(error)).toMatch(/mongodb:\/\/host:27017\/echelon/);
  });
});
