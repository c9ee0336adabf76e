import { MongoDocumentStore } from '../../../src/read-models/mongodb/mongodb-document-store';
import { describeDocumentStore } from '../../contract/document-store.contract';
import { describeMongo, dropDatabase, ownDatabase } from './database';

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
});
