import type { Collection } from 'mongodb';
import { Binary } from 'mongodb';
import { StoreUnavailableError } from '../../event-store/event-store';
import type { RandomBytes } from '../../event-store/private-parts';
import type { MongoOptions } from '../../mongodb/connection';
import { MongoConnection } from '../../mongodb/connection';
import { classifyWrite, mongoError } from '../../mongodb/outcome';
import { ErasedError, type KeyStore } from '../key-store';
import type { MasterKey } from '../master-key';

const KEY_BYTES = 32;
/** Owners in one call. */
const BULK = 1_000;
const ATTEMPTS = 3;

/** An owner whose key was destroyed stays, without it. */
interface StoredKey {
  readonly _id: string;
  readonly wrapped?: Binary;
  readonly destroyed?: true;
}
interface StoredCheck {
  readonly _id: 'master';
  readonly value: string;
}

export interface MongoKeyStoreOptions {
  readonly url: string;
  /** ECHELON_MASTER_KEY: several processes share it, so it is never made here. */
  readonly master: MasterKey;
  readonly randomBytes: RandomBytes;
  readonly mongo?: MongoOptions;
}

/**
 * Keys in MongoDB, each wrapped by the master key. Nothing is cached: another process may destroy a key at any time. What
 * is left of a destroyed one in the oplog is wrapped, and rolls out of it; backups are to leave `_keys` out.
 */
export class MongoKeyStore implements KeyStore {
  private constructor(
    private readonly connection: MongoConnection,
    private readonly options: MongoKeyStoreOptions,
  ) {}

  /** Errors: as `MongoConnection.open`; MasterKeyError when these keys belong to another master key. */
  static async open(options: MongoKeyStoreOptions): Promise<MongoKeyStore> {
    const store = new MongoKeyStore(await MongoConnection.open(options.url, options.mongo), options);
    try {
      await store.verifyMaster();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async ensure(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const wanted = [...new Set(owners)];
    let failure: unknown;
    // Only a key that was read back from the majority is handed out: whoever inserted it first, and whatever became of our insert.
    for (let attempt = 0; attempt <= ATTEMPTS; attempt += 1) {
      const stored = await this.read(wanted);
      const erased = wanted.find((owner) => stored.get(owner)?.destroyed === true);
      if (erased !== undefined) throw new ErasedError(erased);
      const missing = wanted.filter((owner) => !stored.has(owner));
      if (missing.length === 0) return this.unwrapped(stored);
      failure = await this.insert(missing);
    }
    throw mongoError(this.connection.where, failure ?? this.neverThere());
  }

  async get(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return this.unwrapped(await this.read([...new Set(owners)]));
  }

  async destroy(owner: string): Promise<void> {
    let failure: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        await this.connection.withDeadline('destroy key', () =>
          this.keys().updateOne({ _id: owner }, { $set: { destroyed: true }, $unset: { wrapped: 1 } }, { upsert: true }),
        );
        return;
      } catch (error) {
        failure = error;
        // A duplicate is a race with `ensure`, an unknown outcome may be none: both are simply repeated.
        if (classifyWrite(error) === 'failed') break;
      }
    }
    throw mongoError(this.connection.where, failure);
  }

  async isDestroyed(owner: string): Promise<boolean> {
    return (await this.read([owner])).get(owner)?.destroyed === true;
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private keys(): Collection<StoredKey> {
    return this.connection.db.collection<StoredKey>('_keys');
  }

  private async verifyMaster(): Promise<void> {
    const checks = this.connection.db.collection<StoredCheck>('_key_store');
    const value = this.options.master.checkValue();
    const stored = await this.connection.call('master key', () =>
      checks.findOneAndUpdate({ _id: 'master' }, { $setOnInsert: { value } }, { upsert: true, returnDocument: 'after' }),
    );
    if (stored !== null) this.options.master.verify(stored.value);
  }

  private async read(owners: readonly string[]): Promise<ReadonlyMap<string, StoredKey>> {
    const found = new Map<string, StoredKey>();
    for (let i = 0; i < owners.length; i += BULK) {
      const some = owners.slice(i, i + BULK);
      const stored = await this.connection.call('keys', () => this.keys().find({ _id: { $in: some } }).toArray());
      for (const key of stored) found.set(key._id, key);
    }
    return found;
  }

  /** Resolves with what is still unknown, if anything is; a duplicate was made by another process and is read next. */
  private async insert(owners: readonly string[]): Promise<unknown> {
    const made = owners.map((_id): StoredKey => ({ _id, wrapped: new Binary(this.options.master.wrap(_id, this.options.randomBytes(KEY_BYTES), this.options.randomBytes)) }));
    let unknown: unknown;
    for (let i = 0; i < made.length; i += BULK) {
      try {
        await this.connection.withDeadline('make keys', () => this.keys().insertMany(made.slice(i, i + BULK), { ordered: false }));
      } catch (error) {
        const failure = classifyWrite(error);
        if (failure === 'failed') throw mongoError(this.connection.where, error);
        if (failure === 'unknown') unknown = error;
      }
    }
    return unknown;
  }

  private unwrapped(stored: ReadonlyMap<string, StoredKey>): ReadonlyMap<string, Buffer> {
    const keys = new Map<string, Buffer>();
    for (const { _id, wrapped } of stored.values()) {
      if (wrapped !== undefined) keys.set(_id, this.options.master.unwrap(_id, wrapped.buffer));
    }
    return keys;
  }

  private neverThere(): StoreUnavailableError {
    return new StoreUnavailableError({
      en: `MongoDB at ${this.connection.where} acknowledged new keys and does not return them. Check the replica set; it is tried again.`,
      zh: `MongoDB（${this.connection.where}）确认了新密钥，却读不到它们。请检查副本集；系统会自动重试。`,
    });
  }
}
