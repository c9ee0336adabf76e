import { hostname } from 'node:os';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreRefusedError } from '../event-store/event-store';
import { closeDatabase, openDatabase, sqliteCode } from './database';

export interface WriterLock {
  release(): void;
}

/**
 * One writing process per data folder. The lock is SQLite's exclusive lock on an empty file of its own: the operating
 * system takes it back when the process dies in whatever way, so a kill -9 leaves nothing to clean up. `writer.json`
 * beside it only names the holder.
 * Errors: StoreRefusedError with the holder and what to do; StoreUnavailableError when the folder cannot be written.
 */
export function lockFolder(folder: string): WriterLock {
  const note = join(folder, 'writer.json');
  let database: ReturnType<typeof openDatabase> | undefined;
  try {
    database = openDatabase(join(folder, 'writer.lock'), { busyMs: 0, journal: 'none' });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    if (database !== undefined) closeDatabase(database);
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (sqliteCode(cause) !== 5) throw error;
    const holder = holderOf(note);
    throw new StoreRefusedError(
      {
        zh: `数据文件夹 ${folder} 正由${holder.zh}写入，同一文件夹只能有一个写入进程。请先停止它，或用 ECHELON_DATA 指定另一个文件夹；命令行可以只读方式并行使用。`,
        en: `The data folder ${folder} is being written by ${holder.en}; only one process may write a folder. Stop that one, or name another folder in ECHELON_DATA; the command line may read beside it.`,
      },
      { cause: error },
    );
  }
  const held = database;
  writeFileSync(note, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() }));
  return {
    release() {
      if (!held.isOpen) return;
      rmSync(note, { force: true });
      closeDatabase(held);
    },
  };
}

function holderOf(note: string): { readonly zh: string; readonly en: string } {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number; host: string; since: string };
    return { zh: `进程 ${pid}(${host}，自 ${since} 起)`, en: `process ${pid} (on ${host}, since ${since})` };
  } catch {
    // The holder is between taking the lock and writing its name.
    return { zh: '另一个进程', en: 'another process' };
  }
}
