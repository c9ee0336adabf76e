import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailableError } from '../event-store/event-store';
import { closeDatabase, CommitFailed, inTransaction, openDatabase, sqliteCode, unavailable } from './database';

describe('database', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'echelon-db-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('opens in WAL with full synchronisation and the default checkpoint size (pitfalls.md, More: wal_autocheckpoint)', () => {
    const database = openDatabase(join(folder, 'a.db'));
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    expect(database.prepare('PRAGMA wal_autocheckpoint').get()).toEqual({ wal_autocheckpoint: 1000 });
    database.close();
  });

  it('leaves nothing in the WAL when it is closed, though a statement is still about: the file alone is a backup', () => {
    const database = openDatabase(join(folder, 'a.db'));
    database.exec('CREATE TABLE t (a)');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    insert.run('kept');
    closeDatabase(database);
    copyFileSync(join(folder, 'a.db'), join(folder, 'copy.db'));
    expect(openDatabase(join(folder, 'copy.db')).prepare('SELECT a FROM t').all()).toEqual([{ a: 'kept' }]);
  });

  it('says in both languages that a folder is missing, and what to do', () => {
    const open = (): unknown => openDatabase(join(folder, 'none', 'a.db'));
    expect(open).toThrow(StoreUnavailableError);
    expect(open).toThrow(/ECHELON_DATA/);
    expect(open).toThrow(/数据文件夹/);
  });

  it('refuses a file that is no database', () => {
    writeFileSync(join(folder, 'a.db'), 'not a database at all, but longer than a header needs to be, so that SQLite looks at it twice'.repeat(20));
    expect(() => openDatabase(join(folder, 'a.db'))).toThrow(/not a database file.*不是数据库文件/);
  });

  it('refuses to write through a read-only connection', () => {
    openDatabase(join(folder, 'a.db')).close();
    const reader = openDatabase(join(folder, 'a.db'), { readOnly: true });
    let code: number | undefined;
    try {
      reader.exec('CREATE TABLE t (a)');
    } catch (error) {
      code = sqliteCode(error);
    }
    expect(code).toBe(8);
    reader.close();
  });

  it('rolls back what throws, and keeps the first error of a full disk', () => {
    const database = openDatabase(join(folder, 'a.db'));
    database.exec('CREATE TABLE t (a)');
    expect(() => inTransaction(database, () => { database.exec('INSERT INTO t VALUES (1)'); throw new Error('no'); })).toThrow('no');
    expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
    database.exec('PRAGMA max_page_count = 3');
    const fill = (): void => inTransaction(database, () => void database.prepare('INSERT INTO t VALUES (zeroblob(100000))').run());
    let error: unknown;
    try { fill(); } catch (caught) { error = caught; }
    expect(sqliteCode(error)).toBe(13);
    expect(unavailable('x.db', error).notice?.zh).toMatch(/磁盘已满/);
    expect(database.isTransaction).toBe(false);
    database.exec('PRAGMA max_page_count = 1000');
    fill();
    expect(database.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 });
    database.close();
  });

  it('tells a failed COMMIT from a failed statement', () => {
    const database = openDatabase(join(folder, 'a.db'));
    database.exec('CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED)');
    expect(() => inTransaction(database, () => database.exec('INSERT INTO c VALUES (7)'))).toThrow(CommitFailed);
    database.close();
  });
});
