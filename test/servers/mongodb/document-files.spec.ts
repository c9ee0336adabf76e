import { setTimeout } from 'node:timers/promises';
import { GridFsBlobs } from '../../../src/documents/mongodb/gridfs-blobs';
import { StoreUnavailableError } from '../../../src/event-store/event-store';
import { describeDocumentFiles } from '../../contract/document-files.contract';
import { describeMongo, dropDatabase, failing, healed, ownDatabase, withClient } from './database';

jest.setTimeout(60_000);

/** Every document of every collection, binary parts as bytes. */
function everyByte(url: string): Promise<Buffer> {
  return withClient(url, async (client) => {
    const found: Buffer[] = [];
    for (const { name } of await client.db().listCollections().toArray()) {
      for (const document of await client.db().collection(name).find().toArray()) {
        found.push(Buffer.from(JSON.stringify(document)), Buffer.from(document['data']?.buffer ?? []));
      }
    }
    return Buffer.concat(found);
  });
}

describeMongo('MongoDB', () => {
  describeDocumentFiles('gridfs', async () => {
    const url = ownDatabase();
    const stores: GridFsBlobs[] = [];
    const open = async (): Promise<GridFsBlobs> => {
      const store = await GridFsBlobs.open(url);
      stores.push(store);
      return store;
    };
    return {
      blobs: await open(),
      again: open,
      bytes: () => everyByte(url),
      remove: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await dropDatabase(url);
      },
    };
  });

  // A read asks for the entry, for the file and for its chunks: the removal falls before the second or before the third.
  it.each([1, 2])('a file whose content is taken away after %i steps of reading it reads as what then stands there', async (skip) => {
    const url = ownDatabase();
    const store = await GridFsBlobs.open(url);
    const blob = { hash: 'cd'.repeat(32), owner: 't-1', uploadedAt: '2019-05-10T01:00:00.000Z' };
    try {
      await store.put(blob, Buffer.alloc(600_000, 1));
      await failing(url, { skip, times: 1 }, { failCommands: ['find'], blockConnection: true, blockTimeMS: 500 });
      const reading = store.get(blob.hash);
      await setTimeout(150);
      expect(await store.clear(blob.hash)).toBe(true);

      expect(await reading).toEqual({ blob, bytes: Buffer.alloc(0) });
    } finally {
      await healed(url);
      await store.close();
      await dropDatabase(url);
    }
  });

  it('an upload that was cut short is not in the way of the next, and is swept away', async () => {
    const url = ownDatabase();
    const store = await GridFsBlobs.open(url);
    const blob = { hash: 'ab'.repeat(32), owner: 't-1', uploadedAt: '2019-05-10T01:00:00.000Z' };
    const chunks = (): Promise<number> => withClient(url, (client) => client.db().collection('_files.chunks').countDocuments());
    try {
      // given an upload whose last steps fail: chunks are there, the entry is not
      await failing(url, { skip: 2, times: 2 }, { failCommands: ['insert'], errorCode: 10_107 });
      await expect(store.put(blob, Buffer.alloc(600_000, 1))).rejects.toBeInstanceOf(StoreUnavailableError);
      await healed(url);
      const left = await chunks();
      expect(left).toBeGreaterThan(0);
      expect(await store.get(blob.hash)).toBeUndefined();

      // when it is put again, and what is old is swept
      await store.put({ ...blob, uploadedAt: '2019-05-11T01:00:00.000Z' }, Buffer.alloc(600_000, 2));
      expect(await chunks()).toBe(left + 3);
      await store.sweep('2019-05-10T12:00:00.000Z');

      // then only the second is there
      expect(await chunks()).toBe(3);
      expect((await store.get(blob.hash))?.bytes.equals(Buffer.alloc(600_000, 2))).toBe(true);

      // and a removal leaves nothing
      await store.remove({ ...blob, uploadedAt: '2019-05-11T01:00:00.000Z' });
      expect(await chunks()).toBe(0);
    } finally {
      await healed(url);
      await store.close();
      await dropDatabase(url);
    }
  });
});
