import { randomBytes } from 'node:crypto';
import { sealPart } from '../event-store/private-parts';
import type { SealedReference } from '../../projections/projection';
import { nameOf, OpenedParts } from './opened-parts';

const keys = new Map(['p1', 'p2', 'p3'].map((person) => [person, randomBytes(32)]));

function reference(person: string, name: string, event = `e-${person}`): SealedReference {
  const key = keys.get(person);
  if (key === undefined) throw new Error(`no key for ${person}`);
  return { event, person, cipher: sealPart({ name }, key, event, person, randomBytes).cipher };
}

function keyStore(held: ReadonlyMap<string, Buffer> = keys) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    get: async (owners: readonly string[]) => {
      asked.push(owners);
      return new Map(owners.flatMap((owner) => (held.has(owner) ? [[owner, held.get(owner) as Buffer] as const] : [])));
    },
  };
}

describe('private parts of views, opened when read', () => {
  it('asks the key store once for a page, and not again for what it holds', async () => {
    const store = keyStore();
    const parts = new OpenedParts(store);
    const page = [reference('p1', '王甲'), null, reference('p2', '王乙')];

    const opened = await parts.open(page);
    await parts.open(page);

    expect([...opened.values()]).toEqual([{ name: '王甲' }, { name: '王乙' }]);
    expect(store.asked).toEqual([['p1', 'p2']]);
  });

  it('leaves out whose key is gone', async () => {
    const parts = new OpenedParts(keyStore(new Map()));
    expect(await parts.openOne(reference('p1', '王甲'))).toBeNull();
  });

  it('erasure empties it, and what is still in a view or under a key not yet destroyed stays shut', async () => {
    const parts = new OpenedParts(keyStore());
    const sealed = reference('p1', '王甲');
    await parts.open([sealed, reference('p2', '王乙')]);

    parts.forget('p1');

    expect(parts.size).toBe(1);
    expect(await parts.openOne(sealed)).toBeNull();
  });

  it('does not use a key that was on its way when its person was erased', async () => {
    const sealed = reference('p1', '王甲');
    const parts: OpenedParts = new OpenedParts({
      get: async (owners) => {
        parts.forget('p1');
        return new Map(owners.map((owner) => [owner, keys.get(owner) as Buffer]));
      },
    });
    expect(await parts.openOne(sealed)).toBeNull();
    expect(parts.size).toBe(0);
  });

  it('keeps no more than it may, the least recently read goes first', async () => {
    const store = keyStore();
    const parts = new OpenedParts(store, 2);
    const [one, two, three] = [reference('p1', '甲'), reference('p2', '乙'), reference('p3', '丙')];
    await parts.open([one, two]);
    await parts.open([one]);
    await parts.open([three]);
    store.asked.length = 0;

    await parts.open([one]);
    expect(store.asked).toEqual([]);
    await parts.open([two]);
    expect(store.asked).toEqual([['p2']]);
  });

  it('refuses a cipher moved to another event', async () => {
    const sealed = reference('p1', '王甲');
    await expect(new OpenedParts(keyStore()).openOne({ ...sealed, event: 'another' })).rejects.toThrow('does not match');
    expect(nameOf(sealed)).toBe('e-p1 p1');
  });
});
