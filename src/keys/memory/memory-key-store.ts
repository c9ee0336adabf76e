import type { FaultPoints } from '../../event-store/memory/faults';
import type { RandomBytes } from '../../event-store/private-parts';
import { ErasedError, type KeyStore } from '../key-store';

/** What outlives a process. */
export class MemoryKeys {
  readonly keys = new Map<string, Buffer>();
  readonly destroyed = new Set<string>();
}

export class MemoryKeyStore implements KeyStore {
  constructor(private readonly held: MemoryKeys, private readonly randomBytes: RandomBytes) {}

  async ensure(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const erased = owners.find((owner) => this.held.destroyed.has(owner));
    if (erased !== undefined) throw new ErasedError(erased);
    for (const owner of owners) if (!this.held.keys.has(owner)) this.held.keys.set(owner, this.randomBytes(32));
    return this.get(owners);
  }

  async get(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for (const owner of owners) {
      const key = this.held.keys.get(owner);
      if (key !== undefined) found.set(owner, key);
    }
    return found;
  }

  async destroy(owner: string): Promise<void> {
    this.held.keys.delete(owner);
    this.held.destroyed.add(owner);
  }

  async isDestroyed(owner: string): Promise<boolean> {
    return this.held.destroyed.has(owner);
  }

  async close(): Promise<void> {
    // Nothing is held open.
  }
}

/** Any key store with faults around its calls. */
export function keysWithFaults(store: KeyStore, points: FaultPoints): KeyStore {
  return {
    ensure: (owners) => points.around('ensure', owners.join(','), true, () => store.ensure(owners)),
    get: (owners) => points.around('get', owners.join(','), false, () => store.get(owners)),
    destroy: (owner) => points.around('destroy', owner, true, () => store.destroy(owner)),
    isDestroyed: (owner) => points.around('isDestroyed', owner, false, () => store.isDestroyed(owner)),
    close: () => store.close(),
  };
}
