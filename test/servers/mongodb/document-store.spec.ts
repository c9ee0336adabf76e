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
