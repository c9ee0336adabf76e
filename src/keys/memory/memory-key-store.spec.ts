import { randomBytes } from 'node:crypto';
import { describeKeyStore } from '../../../test/contract/key-store.contract';
import { crashAt, FaultPoints, SimulatedCrash } from '../../event-store/memory/faults';
import { UnknownOutcomeError } from '../../event-store/event-store';
import { serverKeys } from '../server-keys';
import { keysWithFaults, MemoryKeys, MemoryKeyStore } from './memory-key-store';

describeKeyStore('memory', async () => {
  const held = new MemoryKeys();
  const open = async () => new MemoryKeyStore(held, randomBytes);
  return { open, reopen: open, clean: async () => undefined };
});

describe('faults around a key store', () => {
  it('crashes around a call and leaves what was done', async () => {
    const held = new MemoryKeys();
    await expect(keysWithFaults(new MemoryKeyStore(held, randomBytes), new FaultPoints(crashAt(1))).ensure(['a'])).rejects.toBeInstanceOf(SimulatedCrash);
    expect(held.keys.size).toBe(0);
    await expect(keysWithFaults(new MemoryKeyStore(held, randomBytes), new FaultPoints(crashAt(2))).ensure(['a'])).rejects.toBeInstanceOf(SimulatedCrash);
    expect(held.keys.size).toBe(1);
  });

  it('loses the answer of a write', async () => {
    const held = new MemoryKeys();
    const store = keysWithFaults(new MemoryKeyStore(held, randomBytes), new FaultPoints(({ when }) => (when === 'after' ? 'fail' : undefined)));
    await expect(store.destroy('a')).rejects.toBeInstanceOf(UnknownOutcomeError);
    expect(held.destroyed.has('a')).toBe(true);
  });
});

describe('server keys', () => {
  it('are the same for every process on one key store, and take the identity key of a file', async () => {
    const held = new MemoryKeys();
    const first = await serverKeys(new MemoryKeyStore(held, randomBytes));
    expect(await serverKeys(new MemoryKeyStore(held, randomBytes))).toEqual(first);
    expect(first.identity.equals(first.request)).toBe(false);
    const own = randomBytes(32);
    expect((await serverKeys(new MemoryKeyStore(held, randomBytes), own)).identity).toBe(own);
  });
});
