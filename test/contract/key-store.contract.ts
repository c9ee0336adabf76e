import { ErasedError, type KeyStore } from '../../src/keys/key-store';

export interface KeyStoreHarness {
  open(): Promise<KeyStore>;
  /** The same keys opened again, as by a restarted process. */
  reopen(): Promise<KeyStore>;
  clean(): Promise<void>;
}

/** What every key store holds to. Owners are made unique, so that a shared server may be used. */
export function describeKeyStore(name: string, makeHarness: () => Promise<KeyStoreHarness>): void {
  describe(`key store contract: ${name}`, () => {
    let harness: KeyStoreHarness;
    let store: KeyStore;
    let turn = 0;
    let prefix: string;
    beforeEach(async () => {
      harness = await makeHarness();
      store = await harness.open();
      prefix = `p-${process.pid}-${Date.now()}-${(turn += 1)}`;
    });
    afterEach(async () => {
      await store.close();
      await harness.clean();
    });
    const hex = (keys: ReadonlyMap<string, Buffer>): readonly (readonly [string, string])[] => [...keys].map(([owner, key]) => [owner, key.toString('hex')] as const).sort();

    it('makes keys of 32 bytes, another for each owner', async () => {
      const owners = [`${prefix}-a`, `${prefix}-b`, `programme:${prefix}`, `seal:${prefix}`];
      const keys = await store.ensure(owners);
      expect([...keys.keys()].sort()).toEqual([...owners].sort());
      expect([...keys.values()].every((key) => key.length === 32)).toBe(true);
      expect(new Set([...keys.values()].map((key) => key.toString('hex'))).size).toBe(4);
    });

    it('gives the same key again, also after a restart', async () => {
      const keys = hex(await store.ensure([`${prefix}-a`, `${prefix}-b`]));
      expect(hex(await store.ensure([`${prefix}-b`, `${prefix}-a`]))).toEqual(keys);
      await store.close();
      store = await harness.reopen();
      expect(hex(await store.get([`${prefix}-a`, `${prefix}-b`]))).toEqual(keys);
      expect(hex(await store.ensure([`${prefix}-a`, `${prefix}-b`]))).toEqual(keys);
    });

    it('takes an owner that is named twice, and no owner', async () => {
      expect((await store.ensure([`${prefix}-a`, `${prefix}-a`])).size).toBe(1);
      expect((await store.ensure([])).size).toBe(0);
      expect((await store.get([])).size).toBe(0);
    });

    it('leaves out of `get` who has no key', async () => {
      await store.ensure([`${prefix}-a`]);
      expect([...(await store.get([`${prefix}-a`, `${prefix}-none`])).keys()]).toEqual([`${prefix}-a`]);
    });

    it('agrees on one key when 64 ask at once', async () => {
      const answers = await Promise.all(Array.from({ length: 64 }, () => store.ensure([`${prefix}-a`])));
      expect(new Set(answers.map((keys) => keys.get(`${prefix}-a`)?.toString('hex'))).size).toBe(1);
      expect((await store.get([`${prefix}-a`])).get(`${prefix}-a`)?.toString('hex')).toBe(answers[0]?.get(`${prefix}-a`)?.toString('hex'));
    });

    it('destroys for good and remembers it, also after a restart', async () => {
      await store.ensure([`${prefix}-a`, `${prefix}-b`]);
      await store.destroy(`${prefix}-a`);
      for (let round = 0; round < 2; round += 1) {
        expect([...(await store.get([`${prefix}-a`, `${prefix}-b`])).keys()]).toEqual([`${prefix}-b`]);
        expect(await store.isDestroyed(`${prefix}-a`)).toBe(true);
        expect(await store.isDestroyed(`${prefix}-b`)).toBe(false);
        await expect(store.ensure([`${prefix}-a`])).rejects.toBeInstanceOf(ErasedError);
        await store.close();
        store = await harness.reopen();
      }
    });

    it('makes no key for anybody when one of those asked for is erased', async () => {
      await store.destroy(`${prefix}-a`);
      await expect(store.ensure([`${prefix}-new`, `${prefix}-a`])).rejects.toMatchObject({ owner: `${prefix}-a` });
      expect((await store.get([`${prefix}-new`])).size).toBe(0);
    });

    it('destroys again, and who never had a key, without complaint', async () => {
      await store.destroy(`${prefix}-a`);
      await store.destroy(`${prefix}-a`);
      expect(await store.isDestroyed(`${prefix}-a`)).toBe(true);
      await expect(store.ensure([`${prefix}-a`])).rejects.toBeInstanceOf(ErasedError);
    });
  });
}
