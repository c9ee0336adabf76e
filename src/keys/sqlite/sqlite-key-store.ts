import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreRefusedError, StoreUnavailableError } from '../../event-store/event-store';
import type { RandomBytes } from '../../event-store/private-parts';
import { closeDatabase, inTransaction, openDatabase, unavailable, type SqlDatabase, type SqlStatement } from '../../sqlite/database';
import { ErasedError, MasterKeyError, type KeyStore } from '../key-store';
import { masterKeyOfFolder, type MasterKey } from '../master-key';
import { KEY_BYTES, readOrMakeSecret } from '../secret-file';

const FORMAT = 1;
/** Unwrapped keys held in memory by the writing process, 32 bytes each. */
const MAX_CACHED = 20_000;

const SCHEMA = `
  CREATE TABLE store (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE keys (owner TEXT PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE destroyed (owner TEXT PRIMARY KEY) WITHOUT ROWID;
`;

export interface SqliteKeyStoreOptions {
  readonly folder: string;
  /** ECHELON_MASTER_KEY; undefined: `master.key` in the folder. */
  readonly masterKey?: string | undefined;
  readonly readOnly?: boolean;
  readonly randomBytes: RandomBytes;
  /** How long an erasure waits for readers to let go of the WAL, ms. Default 5,000. */
  readonly busyMs?: number;
}

interface Opened {
  readonly database: SqlDatabase;
  readonly find: SqlStatement;
  readonly isDestroyed: SqlStatement;
}

/** Keys in `keys.db`, apart from the log and left out of its backups, so that an erased key is in none of them. */
export class SqliteKeyStore implements KeyStore {
  /** HMAC key of identities (`identity.key`): made at the first start, never rotated. */
  readonly identityKey: Buffer;
  /** There was no key store before. On a log that already has events that means: it was lost or not restored. */
  readonly madeNow: boolean;
  readonly #path: string;
  readonly #options: SqliteKeyStoreOptions;
  readonly #master: MasterKey;
  readonly #cache = new Map<string, Buffer>();
  #opened: Opened | undefined;
  #closed = false;

  /** Errors: MasterKeyError, StoreUnavailableError, StoreRefusedError (newer format). */
  constructor(options: SqliteKeyStoreOptions) {
    this.#options = options;
    this.#path = join(options.folder, 'keys.db');
    try {
      if (options.readOnly !== true) mkdirSync(options.folder, { recursive: true });
      const { database } = this.#open();
      const settings = settingsOf(database);
      const check = settings.get('master-check');
      this.madeNow = check === undefined;
      if (this.madeNow && options.readOnly === true) throw neverStarted(options.folder);
      this.#master = masterKeyOfFolder(options.folder, options.masterKey, this.madeNow, options.randomBytes);
      if (check !== undefined) this.#master.verify(check);
      this.identityKey = identityKeyOf(options, settings.get('identity-check'), this.madeNow);
      if (this.madeNow) {
        // The key files are durable before the rows that expect them: a crash in between starts as the first time.
        inTransaction(database, () => {
          const set = database.prepare('INSERT INTO store (name, value) VALUES (?, ?)');
          set.run('master-check', this.#master.checkValue());
          set.run('identity-check', checkOf(this.identityKey));
        });
      }
    } catch (error) {
      this.#forget();
      throw error instanceof MasterKeyError ? error : unavailable(this.#path, error);
    }
  }

  async ensure(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const found = await this.get(owners);
    if (owners.every((owner) => found.has(owner))) return found;
    return this.#try(({ database, find, isDestroyed }) => {
      const made = new Map<string, Buffer>();
      inTransaction(database, () => {
        const insert = database.prepare('INSERT INTO keys (owner, wrapped) VALUES (?, ?)');
        for (const owner of owners) {
          if (isDestroyed.get(owner) !== undefined) throw new ErasedError(owner);
          const present = find.get(owner)?.['wrapped'];
          const key = present instanceof Uint8Array ? this.#master.unwrap(owner, present) : (made.get(owner) ?? this.#options.randomBytes(KEY_BYTES));
          if (!(present instanceof Uint8Array)) insert.run(owner, this.#master.wrap(owner, key, this.#options.randomBytes));
          made.set(owner, key);
        }
      });
      for (const [owner, key] of made) this.#remember(owner, key);
      return made;
    });
  }

  async get(owners: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    return this.#try(({ find }) => {
      const found = new Map<string, Buffer>();
      for (const owner of owners) {
        const cached = this.#cache.get(owner);
        const wrapped = cached === undefined ? find.get(owner)?.['wrapped'] : undefined;
        const key = cached ?? (wrapped instanceof Uint8Array ? this.#master.unwrap(owner, wrapped) : undefined);
        if (key === undefined) continue;
        found.set(owner, key);
        if (cached === undefined) this.#remember(owner, key);
      }
      return found;
    });
  }

  /**
   * `secure_delete` overwrites the key in the page, and the WAL, which still holds the page as it was, is emptied before
   * this resolves. If a reader keeps the WAL from being emptied, the key is already unusable but the call fails, to be repeated.
   */
  async destroy(owner: string): Promise<void> {
    this.#cache.delete(owner);
    this.#try(({ database }) => {
      inTransaction(database, () => {
        database.prepare('DELETE FROM keys WHERE owner = ?').run(owner);
        database.prepare('INSERT OR IGNORE INTO destroyed (owner) VALUES (?)').run(owner);
      });
      const busy = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'];
      if (Number(busy) !== 0) {
        throw new StoreUnavailableError({
          zh: `${owner} 的密钥已停用，但另一个进程正在读取 ${this.#path}，残留尚未清除。请结束该进程后重试。`,
          en: `The key of ${owner} is out of use, but another process is reading ${this.#path}, so its last trace is not gone yet. End that process and repeat.`,
        });
      }
    });
  }

  async isDestroyed(owner: string): Promise<boolean> {
    return this.#try(({ isDestroyed }) => isDestroyed.get(owner) !== undefined);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cache.clear();
    this.#forget();
  }

  #remember(owner: string, key: Buffer): void {
    // Another process may destroy a key while this one only reads: it asks the file each time.
    if (this.#options.readOnly === true) return;
    this.#cache.set(owner, key);
    if (this.#cache.size <= MAX_CACHED) return;
    const [oldest] = this.#cache.keys();
    if (oldest !== undefined) this.#cache.delete(oldest);
  }

  #try<T>(work: (opened: Opened) => T): T {
    if (this.#closed) throw new StoreUnavailableError({ zh: '密钥库已关闭。', en: 'The key store was closed.' });
    try {
      return work(this.#open());
    } catch (error) {
      if (error instanceof ErasedError || error instanceof MasterKeyError || error instanceof StoreUnavailableError) throw error;
      // Every call may be repeated, so after a failure of any kind the file is opened again and read anew.
      this.#forget();
      throw unavailable(this.#path, error);
    }
  }

  #open(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    const readOnly = this.#options.readOnly ?? false;
    const database = openDatabase(this.#path, { readOnly, busyMs: this.#options.busyMs ?? 5_000 });
    try {
      if (!readOnly) database.exec('PRAGMA secure_delete = ON');
      prepareStore(database, this.#path, readOnly, this.#options.folder);
      const opened = {
        database,
        find: database.prepare('SELECT wrapped FROM keys WHERE owner = ?'),
        isDestroyed: database.prepare('SELECT 1 AS yes FROM destroyed WHERE owner = ?'),
      };
      this.#opened = opened;
      return opened;
    } catch (error) {
      closeDatabase(database);
      throw error;
    }
  }

  #forget(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    if (opened !== undefined) closeDatabase(opened.database);
  }
}

function prepareStore(database: SqlDatabase, path: string, readOnly: boolean, folder: string): void {
  if (database.prepare(`SELECT 1 AS yes FROM sqlite_schema WHERE name = 'store'`).get() === undefined) {
    if (readOnly) throw neverStarted(folder);
    inTransaction(database, () => {
      database.exec(SCHEMA);
      database.prepare('INSERT INTO store (name, value) VALUES (?, ?)').run('format', String(FORMAT));
    });
  }
  const format = Number(settingsOf(database).get('format'));
  if (format === FORMAT) return;
  throw new StoreRefusedError({
    zh: `${path} 的数据格式是 ${format}，本程序只认识 ${FORMAT}。请升级到写入它的版本或更新的版本；文件未被改动。`,
    en: `${path} has data format ${format}; this program knows ${FORMAT}. Upgrade to the version that wrote it or a later one; the file was not changed.`,
  });
}

function settingsOf(database: SqlDatabase): ReadonlyMap<string, string> {
  return new Map(database.prepare('SELECT name, value FROM store').all().map((row) => [String(row['name']), String(row['value'])]));
}

function identityKeyOf(options: SqliteKeyStoreOptions, check: string | undefined, firstStart: boolean): Buffer {
  const path = join(options.folder, 'identity.key');
  const key = readOrMakeSecret(path, firstStart ? options.randomBytes : undefined);
  if (key !== undefined && key.length === KEY_BYTES && (check === undefined || check === checkOf(key))) return key;
  throw new MasterKeyError({
    zh: `身份密钥 ${path} 缺失或不是原来的那个；换用别的会让同一人重复建档。请从备份放回原文件。`,
    en: `The identity key ${path} is missing or is not the original; with another one a person could be registered twice. Put the original file back from a backup.`,
  });
}

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update('echelon identity key').digest('hex');
}

function neverStarted(folder: string): StoreRefusedError {
  return new StoreRefusedError({
    zh: `${folder} 中还没有密钥库。请检查数据文件夹 (ECHELON_DATA)，或先启动一次服务。`,
    en: `There is no key store in ${folder} yet. Check the data folder (ECHELON_DATA), or start the server once.`,
  });
}
