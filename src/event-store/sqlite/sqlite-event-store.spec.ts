import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, describeEventStore, envelopes, follow } from '../../../test/contract/event-store.contract';
import { CommitFailed, inTransaction, openDatabase, type SqlDatabase } from '../../sqlite/database';
import { StoreRefusedError, StoreUnavailableError, UnknownOutcomeError } from '../event-store';
import { SqliteEventStore } from './sqlite-event-store';

const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'echelon-log-'));
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

describeEventStore('sqlite', async () => {
  const folder = makeFolder();
  let next: 'answer' | 'append' | undefined;
  const transact = <T>(database: SqlDatabase, work: () => T): T => {
    const lost = next;
    next = undefined;
    if (lost === 'append') {
      database.exec('BEGIN IMMEDIATE');
      work();
      // The connection is closed with the transaction open, as when COMMIT fails: SQLite rolls it back.
      throw new CommitFailed(new Error('disk I/O error'));
    }
    const result = inTransaction(database, work);
    if (lost === 'answer') throw new CommitFailed(new Error('disk I/O error'));
    return result;
  };
  const open = async () => new SqliteEventStore({ folder, idleMs: 20, transact });
  return {
    open,
    reopen: open,
    second: async () => new SqliteEventStore({ folder, readOnly: true, idleMs: 20 }),
    loseNextAnswer: () => { next = 'answer'; },
    loseNextAppend: () => { next = 'append'; },
    clean: async () => remove(folder),
  };
});

describe('sqlite event store', () => {
  let folder: string;
  const open: SqliteEventStore[] = [];
  const store = (options: Partial<ConstructorParameters<typeof SqliteEventStore>[0]> = {}): SqliteEventStore => {
    const made = new SqliteEventStore({ folder, idleMs: 20, ...options });
    open.push(made);
    return made;
  };
  beforeEach(() => { folder = makeFolder(); });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    remove(folder);
  });

  it('shares one commit among all that wait', async () => {
    let commits = 0;
    const log = store({ transact: (database, work) => { commits += 1; return inTransaction(database, work); } });
    await Promise.all(Array.from({ length: 64 }, async (_, caller) => {
      for (let revision = -1; revision < 9; revision += 1) await log.append(`s-${caller}`, revision, envelopes(`s-${caller}`, revision));
    }));
    // 640 appends of 64 callers that come back at once: one commit a round, with slack for a caller that comes late.
    expect(commits).toBeLessThanOrEqual(20);
    expect(await collect(log.readAll(null))).toHaveLength(640);
  });

  it('takes appends that follow each other on one stream into one commit', async () => {
    let commits = 0;
    const log = store({ transact: (database, work) => { commits += 1; return inTransaction(database, work); } });
    await Promise.all([0, 1, 2, 3].map((index) => log.append('s-1', index * 2 - 1, envelopes('s-1', index * 2 - 1, 2))));
    expect(commits).toBe(1);
    expect((await collect(log.readStream('s-1'))).map((event) => event.envelope.revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('does not call it a conflict when the neighbour that stood in the way was not stored', async () => {
    let failing = true;
    const log = store({ transact: (database, work) => {
      if (!failing) return inTransaction(database, work);
      failing = false;
      database.exec('BEGIN IMMEDIATE');
      work();
      throw new CommitFailed(new Error('disk I/O error'));
    } });
    const first = log.append('s-1', -1, envelopes('s-1', -1));
    const second = log.append('s-1', -1, envelopes('s-1', -1));
    await expect(first).rejects.toBeInstanceOf(UnknownOutcomeError);
    await expect(second).resolves.toMatchObject({ revision: 0 });
  });

  it('after a failed COMMIT the outcome is unknown to all of the group, and everybody else goes on', async () => {
    let failing = true;
    const log = store({ transact: (database, work) => {
      const result = inTransaction(database, work);
      if (!failing) return result;
      failing = false;
      throw new CommitFailed(new Error('disk I/O error'));
    } });
    const written = Array.from({ length: 5 }, (_, index) => envelopes(`s-${index}`, -1));
    const outcomes = await Promise.allSettled(written.map((batch, index) => log.append(`s-${index}`, -1, batch)));
    expect(outcomes.every((outcome) => outcome.status === 'rejected' && outcome.reason instanceof UnknownOutcomeError)).toBe(true);
    const settled = await Promise.all(written.map((batch, index) => log.append(`s-${index}`, -1, batch)));
    expect(settled.map((one) => one.revision)).toEqual([0, 0, 0, 0, 0]);
    expect(await collect(log.readAll(null))).toHaveLength(5);
  });

  it('a live subscription sees what was stored under a lost answer, once', async () => {
    let failing = false;
    const log = store({ transact: (database, work) => {
      const result = inTransaction(database, work);
      if (!failing) return result;
      failing = false;
      throw new CommitFailed(new Error('disk I/O error'));
    } });
    await log.append('s-1', -1, envelopes('s-1', -1));
    let done = false;
    const seen = await follow(log, null, (events) => events.length === 3, async (message) => {
      if (message.kind !== 'caughtUp' || done) return;
      done = true;
      failing = true;
      const written = envelopes('s-1', 0);
      await expect(log.append('s-1', 0, written)).rejects.toBeInstanceOf(UnknownOutcomeError);
      await log.append('s-1', 0, written);
      await log.append('s-1', 1, envelopes('s-1', 1));
    });
    expect(seen.map((event) => event.envelope.revision)).toEqual([0, 1, 2]);
  });

  it('says that the disk is full, stores nothing, and goes on without a restart once there is room', async () => {
    let room = 40;
    const connections: SqlDatabase[] = [];
    const limit = (database: SqlDatabase): void => database.exec(`PRAGMA max_page_count = ${room}`);
    const log = store({ configure: (database) => { connections.push(database); limit(database); } });
    await log.append('s-1', -1, envelopes('s-1', -1));
    const large = envelopes('s-1', 0, 1, { filler: 'x'.repeat(400_000) });
    const error: unknown = await log.append('s-1', 0, large).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(String(error)).toMatch(/disk is full.*磁盘已满/);
    expect(await collect(log.readStream('s-1'))).toHaveLength(1);
    room = 10_000;
    connections.filter((database) => database.isOpen).forEach(limit);
    await log.append('s-1', 0, large);
    expect(await collect(log.readStream('s-1'))).toHaveLength(2);
  });

  it('refuses a second writer on the folder by the name of the first, and lets it in afterwards', async () => {
    const first = store();
    expect(() => store()).toThrow(StoreRefusedError);
    expect(() => store()).toThrow(new RegExp(`process ${process.pid}.*ECHELON_DATA.*|进程 ${process.pid}`));
    await first.append('s-1', -1, envelopes('s-1', -1));
    await first.close();
    expect(await collect(store().readAll(null))).toHaveLength(1);
  });

  it('brings a log of format 1, without types, up to date when the server opens it', async () => {
    const old = store();
    await old.append('s-1', -1, envelopes('s-1', -1));
    await old.close();
    const database = openDatabase(join(folder, 'events.db'));
    database.exec(`ALTER TABLE events DROP COLUMN type; UPDATE store SET value = '1' WHERE name = 'format'`);
    database.close();

    expect(() => store({ readOnly: true })).toThrow(/format 1.*Start the server once|数据格式是 1/);
    const log = store();
    const [event] = await collect(log.readAll(null));
    const pages = [];
    for await (const page of log.readTypes(null, new Set([event?.envelope.type ?? '']))) pages.push(page);
    expect(pages).toEqual([{ events: [event], position: event?.position, passedOver: 0 }]);
    await log.append('s-1', 0, envelopes('s-1', 0));
  });

  it('refuses a newer data format and changes nothing', async () => {
    await store().close();
    const database = openDatabase(join(folder, 'events.db'));
    database.exec(`UPDATE store SET value = '3' WHERE name = 'format'`);
    database.close();
    for (const readOnly of [false, true]) {
      expect(() => store({ readOnly })).toThrow(StoreRefusedError);
      expect(() => store({ readOnly })).toThrow(/format 3.*Upgrade.*请升级/);
    }
  });

  it('refuses a database of something else and a file that is none', async () => {
    const database = openDatabase(join(folder, 'events.db'));
    database.exec('CREATE TABLE other (a)');
    database.close();
    expect(() => store()).toThrow(/not an event store of Echelon.*不是 Echelon 的事件库/);
    const garbage = join(folder, 'garbage');
    mkdirSync(garbage);
    writeFileSync(join(garbage, 'events.db'), 'garbage '.repeat(1_000));
    expect(() => store({ folder: garbage })).toThrow(/not a database file/);
  });

  it('says what to do when there is nothing to read, or the folder cannot be made', () => {
    expect(() => store({ readOnly: true })).toThrow(/ECHELON_DATA.*数据文件夹/);
    writeFileSync(join(folder, 'file'), '');
    expect(() => new SqliteEventStore({ folder: join(folder, 'file', 'data') })).toThrow(StoreUnavailableError);
  });

  // root may write anywhere, so the refusal cannot be provoked by permissions there
  (process.getuid?.() === 0 ? it.skip : it)('refuses a folder that it may not write', () => {
    chmodSync(folder, 0o500);
    expect(() => store()).toThrow(/权限|读写/);
    chmodSync(folder, 0o700);
  });

  it('says that the file may not be written, and heals when it may again', async () => {
    let connection: SqlDatabase | undefined;
    let queryOnly = 1;
    await store().close();
    const log = store({ configure: (database) => { connection = database; database.exec(`PRAGMA query_only = ${queryOnly}`); } });
    await expect(log.append('s-1', -1, envelopes('s-1', -1))).rejects.toThrow(/can be read but not written.*只能读取/);
    queryOnly = 0;
    expect(connection?.isOpen).toBe(false);
    await log.append('s-1', -1, envelopes('s-1', -1));
  });

  it('a read-only store refuses to write', async () => {
    store();
    await expect(store({ readOnly: true }).append('s-1', -1, envelopes('s-1', -1))).rejects.toBeInstanceOf(StoreRefusedError);
  });

  it('notices a missing or displaced event of a stream', async () => {
    const log = store();
    await log.append('s-1', -1, envelopes('s-1', -1, 3));
    const database = openDatabase(join(folder, 'events.db'));
    database.exec(`DELETE FROM events WHERE revision = 1`);
    database.close();
    await expect(collect(log.readStream('s-1'))).rejects.toThrow(/missing or out of place.*缺失或错位/);
  });

  it('keeps what is near the head in memory within bounds, and reads the rest from the file', async () => {
    const log = store();
    for (let revision = -1; revision < 19; revision += 1) await log.append('s-1', revision, envelopes('s-1', revision, 1, { filler: 'x'.repeat(500_000) }));
    const seen = await follow(log, null, (events) => events.length === 20);
    expect(seen.map((event) => event.envelope.revision)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it('stores what was accepted before close', async () => {
    const log = store();
    const pending = log.append('s-1', -1, envelopes('s-1', -1));
    await log.close();
    await expect(pending).resolves.toMatchObject({ revision: 0 });
  });
});
