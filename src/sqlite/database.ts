import { createRequire } from 'node:module';
import { StoreRefusedError, StoreUnavailableError } from '../event-store/event-store';

export type SqlValue = null | number | bigint | string | Uint8Array;
export interface SqlRow {
  readonly [column: string]: SqlValue;
}

/** The part that `node:sqlite` and `@photostructure/sqlite` have in common and that we use. Everything is synchronous. */
export interface SqlStatement {
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
  iterate(...values: SqlValue[]): IterableIterator<SqlRow>;
}

export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  close(): void;
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
}

interface SqlModule {
  readonly DatabaseSync: new (path: string, options: { readOnly: boolean }) => SqlDatabase;
}

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** How long a statement waits for another connection's lock, ms. Default 5,000. */
  readonly busyMs?: number;
  /** Page cache, KiB. Default 16,384. */
  readonly cacheKiB?: number;
  /** 'none' leaves the file's own journal mode; for the lock file, which is never written. Default 'wal'. */
  readonly journal?: 'wal' | 'none';
}

const nodeRequire = createRequire(__filename);
let loaded: SqlModule | undefined;

/** `node:sqlite` needs no flag from Node 22.13; before that `@photostructure/sqlite`, which has the same interface. */
function sqlModule(): SqlModule {
  loaded ??= builtIn() ?? (nodeRequire('@photostructure/sqlite') as SqlModule);
  return loaded;
}

function builtIn(): SqlModule | undefined {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 13)) return undefined;
  // Node announces node:sqlite as experimental on some versions; that one warning is silenced, no other (pitfalls.md, "More").
  const emit = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: never[]): void => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (!/SQLite is an experimental feature/i.test(text)) emit.call(process, warning, ...rest);
  }) as typeof process.emitWarning;
  try {
    return nodeRequire('node:sqlite') as SqlModule;
  } finally {
    process.emitWarning = emit;
  }
}

/**
 * Opens a database file: WAL, `synchronous=FULL` (a commit that returned is on the disk), foreign keys on. The default
 * `wal_autocheckpoint` is kept: a recycled WAL is faster than a growing one (pitfalls.md, "More").
 * Errors: StoreUnavailableError (folder missing or not writable, disk full, file damaged), in zh and en.
 */
export function openDatabase(path: string, options: OpenOptions = {}): SqlDatabase {
  const readOnly = options.readOnly ?? false;
  let database: SqlDatabase | undefined;
  try {
    database = new (sqlModule().DatabaseSync)(path, { readOnly });
    database.exec(`PRAGMA busy_timeout = ${options.busyMs ?? 5_000}; PRAGMA cache_size = -${options.cacheKiB ?? 16_384};`);
    if (!readOnly && options.journal !== 'none') {
      const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
      if (mode !== 'wal' && path !== ':memory:') throw new Error(`journal mode ${String(mode)} instead of wal`);
      database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    }
    // Reads the first page, so that a damaged or foreign file is noticed here and not at the first command.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (error) {
    if (database !== undefined) closeDatabase(database);
    throw unavailable(path, error);
  }
}

/**
 * Closes a connection and lets go of its locks. A statement that is not collected yet keeps a closed connection alive
 * inside SQLite, with its transaction and its locks, so an open transaction is ended first, and the WAL, which SQLite
 * empties only when the last connection is really gone, is written back: a file that is copied alone after a clean stop
 * holds everything.
 */
export function closeDatabase(database: SqlDatabase): void {
  if (!database.isOpen) return;
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
    writeBack(database);
  } finally {
    database.close();
  }
}

function writeBack(database: SqlDatabase): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Read-only, a full disk, a reader beside it: nothing is lost, what is left in the WAL is read at the next start.
  }
}

/** SQLite's primary result code (5 busy, 8 readonly, 10 I/O, 11 corrupt, 13 full, 14 cannot open, 26 not a database). */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** The error of a failed open, read or write as a sentence with what to do. An error that is already ours stays. */
export function unavailable(path: string, error: unknown): StoreUnavailableError | StoreRefusedError {
  if (error instanceof StoreUnavailableError || error instanceof StoreRefusedError) return error;
  const notice = notices[sqliteCode(error) ?? 0] ?? notices[0];
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreUnavailableError(
    { zh: notice.zh.replace('{path}', path).replace('{detail}', detail), en: notice.en.replace('{path}', path).replace('{detail}', detail) },
    { cause: error },
  );
}

const readOnlyNotice = {
  zh: '数据文件 {path} 只能读取，不能写入。请检查该文件及其所在文件夹的权限，或换一个数据文件夹 (ECHELON_DATA)。',
  en: 'The data file {path} can be read but not written. Check the permissions of the file and its folder, or choose another data folder (ECHELON_DATA).',
};
const notices: { readonly 0: { zh: string; en: string }; readonly [code: number]: { zh: string; en: string } } = {
  0: {
    zh: '数据文件 {path} 无法使用：{detail}。请检查磁盘和文件夹后重试。',
    en: 'The data file {path} cannot be used: {detail}. Check the disk and the folder, then try again.',
  },
  5: {
    zh: '数据文件 {path} 正被另一个进程占用。请先停止那个进程，或稍后重试。',
    en: 'The data file {path} is locked by another process. Stop that process, or try again later.',
  },
  8: readOnlyNotice,
  10: {
    zh: '读写数据文件 {path} 时磁盘出错：{detail}。请检查磁盘；已确认的记录不受影响。',
    en: 'The disk failed while {path} was read or written: {detail}. Check the disk; what was acknowledged is not affected.',
  },
  11: {
    zh: '数据文件 {path} 已损坏：{detail}。请保留该文件，并从最近的备份恢复。',
    en: 'The data file {path} is damaged: {detail}. Keep the file aside and restore the latest backup.',
  },
  13: {
    zh: '磁盘已满，{path} 无法写入；本次未保存。请腾出空间后重试，无需重启。',
    en: 'The disk is full and {path} cannot grow; nothing was stored. Free some space and try again; no restart is needed.',
  },
  14: {
    zh: '无法打开数据文件 {path}。请确认文件夹存在且当前用户可读写，或换一个数据文件夹 (ECHELON_DATA)。',
    en: 'The data file {path} cannot be opened. See that its folder exists and that this user may write there, or choose another data folder (ECHELON_DATA).',
  },
  26: {
    zh: '{path} 不是数据库文件。请换一个数据文件夹 (ECHELON_DATA)，或从备份恢复。',
    en: '{path} is not a database file. Choose another data folder (ECHELON_DATA), or restore a backup.',
  },
};

/** Runs `work` in one transaction. What throws before COMMIT is rolled back and thrown on; see `CommitFailed` for the rest. */
export function inTransaction<T>(database: SqlDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  let result: T;
  try {
    result = work();
  } catch (error) {
    // SQLite rolls back by itself on some errors (full disk, I/O): a second ROLLBACK would hide the first error.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  try {
    database.exec('COMMIT');
  } catch (error) {
    throw new CommitFailed(error);
  }
  return result;
}

/** COMMIT itself failed: it is unknown whether the transaction is on the disk. Close, open again, read what is there. */
export class CommitFailed extends Error {
  constructor(cause: unknown) {
    super(`COMMIT failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'CommitFailed';
  }
}
