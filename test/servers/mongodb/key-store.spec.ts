import { randomBytes } from 'node:crypto';
import { MasterKeyError } from '../../../src/keys/key-store';
import { MasterKey } from '../../../src/keys/master-key';
import { MongoKeyStore } from '../../../src/keys/mongodb/mongodb-key-store';
import { describeKeyStore } from '../../contract/key-store.contract';
import { describeMongo, dropDatabase, failing, healed, ownDatabase, withClient } from './database';

jest.setTimeout(30_000);

describeMongo('MongoDB', () => {
  const master = new MasterKey(randomBytes(32));

  describeKeyStore('mongodb', () => {
    const url = ownDatabase();
    const open = (): Promise<MongoKeyStore> => MongoKeyStore.open({ url, master, randomBytes });
    return Promise.resolve({ open, reopen: open, clean: () => dropDatabase(url) });
  });

  describe('mongodb key store', () => {
    let url: string;
    let store: MongoKeyStore;
    beforeEach(async () => {
      url = ownDatabase();
      store = await MongoKeyStore.open({ url, master, randomBytes });
    });
    afterEach(async () => {
      await store.close();
      await healed(url);
      await dropDatabase(url);
    });
    const stored = (): Promise<string> => withClient(url, async (client) => JSON.stringify(await client.db().collection('_keys').find().toArray()));

    it('keeps no key in clear, and none of a destroyed owner', async () => {
      const key = (await store.ensure(['t-1'])).get('t-1') ?? Buffer.alloc(0);
      expect(key).toHaveLength(32);
      expect(await stored()).toContain('wrapped');
      expect(await stored()).not.toContain(key.toString('base64'));

      await store.destroy('t-1');
      expect(await stored()).toBe('[{"_id":"t-1","destroyed":true}]');
    });

    it('refuses another master key at start, and changes nothing', async () => {
      await store.ensure(['t-1']);
      const before = await stored();

      await expect(MongoKeyStore.open({ url, master: new MasterKey(randomBytes(32)), randomBytes })).rejects.toBeInstanceOf(MasterKeyError);
      expect(await stored()).toBe(before);
    });

    it('hands out the key that is stored when two connections in a row were lost', async () => {
      await failing(url, 2, { failCommands: ['insert'], closeConnection: true });
      const made = (await store.ensure(['t-1'])).get('t-1');
      await failing(url, 1, { failCommands: ['insert'], writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } });
      await store.ensure(['t-2']);

      expect((await store.get(['t-1', 't-2'])).get('t-1')).toEqual(made);
      await failing(url, 2, { failCommands: ['update'], closeConnection: true });
      await store.destroy('t-1');
      expect([...(await store.get(['t-1', 't-2'])).keys()]).toEqual(['t-2']);
    });

    it('makes keys for 2,500 owners at once', async () => {
      const owners = Array.from({ length: 2_500 }, (_, i) => `t-${i}`);

      expect((await store.ensure(owners)).size).toBe(2_500);
    });
  });
});
