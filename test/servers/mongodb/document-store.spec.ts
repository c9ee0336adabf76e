import type { Write } from '../../../src/read-models/document-store';
import { MongoDocumentStore } from '../../../src/read-models/mongodb/mongodb-document-store';
import { describeDocumentStore } from '../../contract/document-store.contract';
import { describeMongo, dropDatabase, ownDatabase, withClient } from './database';

jest.setTimeout(60_000);

describeMongo('MongoDB', () => {
  describeDocumentStore('mongodb', async () => {
    const url = ownDatabase();
    const stores: MongoDocumentStore[] = [];
    const open = async (): Promise<MongoDocumentStore> => {
      const store = await MongoDocumentStore.open(url);
      stores.push(store);
      return store;
    };
    return {
      store: await open(),
      again: open,
      remove: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await dropDatabase(url);
      },
    };
  });

  it('takes a duplicate key for a miss and no fault, and an unordered bulk for unfinished (pitfalls.md 4d: 11000 is the compare-and-set saying no, the rest is carried on with)', async () => {
    const url = ownDatabase();
    const store = await MongoDocumentStore.open(url);
    const insert = (id: string, n: number): Write => ({ collection: 'views_v1', expected: 0, document: { id, rev: 0, at: '000001', body: { n } } });
    try {
      await store.prepare([{ name: 'views_v1', indexes: [] }]);
      await store.write({ derived: [], sources: [insert('taken', 1)] });
      const checkpoint = { name: 'views_v1', value: { position: '000002', log: 'log-1' } };

      expect(await store.write({ derived: [], sources: [insert('before', 2), insert('taken', 2), insert('after', 2)], checkpoint })).toBe('stale');

      const stored = await store.get('views_v1', ['before', 'taken', 'after']);
      expect(Object.fromEntries([...stored].map(([id, { rev, body }]) => [id, [rev, body]]))).toEqual({ before: [1, { n: 2 }], taken: [1, { n: 1 }], after: [1, { n: 2 }] });
      expect(await store.checkpoint('views_v1')).toBeUndefined();
    } finally {
      await store.close();
      await dropDatabase(url);
    }
  });

  it('is raced at start without leaving anything, and without a warning (pitfalls.md 4d: timeoutMS is deprecated)', async () => {
    const url = ownDatabase();
    const warned = jest.spyOn(process, 'emitWarning');
    const store = await MongoDocumentStore.open(url);
    try {
      await store.prepare([{ name: 'views_v1', indexes: [] }]);
      await store.find('views_v1', { where: [], sort: [], limit: 1 });

      expect(warned.mock.calls).toEqual([]);
      expect(await withClient(url, (client) => client.db().collection('_race').countDocuments())).toBe(0);
    } finally {
      warned.mockRestore();
      await store.close();
      await dropDatabase(url);
    }
  });
});
