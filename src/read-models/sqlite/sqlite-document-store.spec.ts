import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeDocumentStore } from '../../../test/contract/document-store.contract';
import { StoreUnavailableError } from '../../event-store/event-store';
import { openDatabase } from '../../sqlite/database';
import type { DocumentStore, Query, Write } from '../document-store';
import { ForeignCheckpointError } from '../document-store';
import { IndexedFields } from '../indexed-fields';
import { rangesAfter } from '../keyset';
import { SqliteDocumentStore } from './sqlite-document-store';
import { paging } from './view-sql';

const folder = (): string => mkdtempSync(join(tmpdir(), 'echelon-views-'));

describeDocumentStore('sqlite', () => {
  const path = folder();
  const stores: DocumentStore[] = [];
  const open = (): DocumentStore => {
    const store = new SqliteDocumentStore(join(path, 'views.db'));
    stores.push(store);
    return store;
  };
  return Promise.resolve({
    store: open(),
    again: () => Promise.resolve(open()),
    remove: async () => {
      for (const store of stores) await store.close();
      rmSync(path, { recursive: true });
    },
  });
});

const write = (id: string, expected = 0): Write => ({ collection: 'views', expected, document: { id, rev: expected, at: '1', body: { tier: 'a', n: 1 } } });

describe('sqlite: one transaction', () => {
  let path: string;
  let store: SqliteDocumentStore;
  const spec = { name: 'views', indexes: [{ field: 'tier', type: 'text' }, { field: 'n', type: 'number' }], compound: [['tier', 'n']] } as const;

  beforeEach(async () => {
    path = folder();
    store = new SqliteDocumentStore(join(path, 'views.db'));
    await store.prepare([spec]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  it('recycles its WAL at 4,000 pages and lets it grow no further (pitfalls.md, More: wal_autocheckpoint; docs/decisions/read-models-at-rest.md has the figures)', async () => {
    // A frame of the WAL is a page of 4,096 bytes and a header of 24.
    const pages = (): number => Math.floor(statSync(join(path, 'views.db-wal')).size / 4_120);
    const large = (n: number): Write => ({ collection: 'views', expected: 0, document: { id: `large-${n}`, rev: 0, at: '1', body: { tier: 'a', n, text: 'x'.repeat(200_000) } } });
    const most: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      await store.write({ derived: [], sources: [large(n)] });
      most.push(pages());
    }
    // Some 10,000 pages were written: the default of 1,000 would have kept it below 1,100.
    expect(Math.max(...most)).toBeGreaterThan(3_900);
    expect(Math.max(...most)).toBeLessThan(4_200);
    expect(most.at(-1)).toBe(Math.max(...most));
  });

  it('leaves nothing of a batch that was stale, failed, or whose checkpoint was refused', async () => {
    await store.write({ derived: [], sources: [write('taken')], checkpoint: { name: 'c', value: { position: '1', log: 'log-1' } } });

    expect(await store.write({ derived: [write('a')], sources: [write('taken')] })).toBe('stale');
    const foreign = store.write({ derived: [write('b')], sources: [], checkpoint: { name: 'c', value: { position: '2', log: 'log-2' } } });
    await expect(foreign).rejects.toBeInstanceOf(ForeignCheckpointError);

    expect([...(await store.get('views', ['a', 'b', 'taken'])).keys()]).toEqual(['taken']);
  });

  it('finds everything again after a restart, and reads beside a writer without writing', async () => {
    await store.write({ derived: [], sources: [write('t-1')], checkpoint: { name: 'c', value: { position: '1', log: 'log-1' } } });
    const reader = new SqliteDocumentStore(join(path, 'views.db'), { readOnly: true });
    await store.write({ derived: [], sources: [write('t-2')] });

    expect(await reader.count('views', [{ field: 'tier', eq: 'a' }])).toBe(2);
    await expect(reader.write({ derived: [], sources: [write('t-3')] })).rejects.toBeInstanceOf(StoreUnavailableError);
    await reader.close();
    await store.close();

    store = new SqliteDocumentStore(join(path, 'views.db'));
    expect(await store.count('views', [])).toBe(2);
    expect(await store.checkpoint('c')).toEqual({ position: '1', log: 'log-1' });
  });

  it('says what to do when the folder is missing, and when the file is locked by another process', async () => {
    expect(() => new SqliteDocumentStore(join(path, 'absent', 'views.db'))).toThrow(/ECHELON_DATA/);

    const other = openDatabase(join(path, 'views.db'), { busyMs: 0 });
    const hasty = new SqliteDocumentStore(join(path, 'views.db'), { busyMs: 0 });
    other.exec('BEGIN IMMEDIATE');
    await expect(hasty.write({ derived: [], sources: [write('t-1')] })).rejects.toThrow(/another process/);
    other.exec('ROLLBACK');
    other.close();
    expect(await hasty.write({ derived: [], sources: [write('t-1')] })).toBe('written');
    await hasty.close();
  });

  it('reads every range of a page from an index, without a sort of its own', () => {
    const database = openDatabase(join(path, 'views.db'));
    const fields = new IndexedFields(spec);
    const plans = (query: Query, place: { values: (string | number | null)[]; id: string }): string[] =>
      [[], ...rangesAfter(query.sort, place)].map((range) => {
        const { text, values } = paging(fields, query, range, 50);
        return database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values).map((row) => String(row['detail'])).join('; ');
      });
    const queries: [Query, (string | number | null)[]][] = [
      [{ where: [{ field: 'tier', eq: 'a' }], sort: [{ field: 'n', descending: true }], limit: 50 }, [3]],
      [{ where: [{ field: 'tier', eq: 'a' }], sort: [{ field: 'n' }], limit: 50 }, [3]],
      [{ where: [], sort: [{ field: 'tier' }], limit: 50 }, ['a']],
    ];
    for (const [query, values] of queries) {
      for (const plan of plans(query, { values, id: 't-1' })) {
        expect(plan).toMatch(/USING INDEX view_views_/);
        expect(plan).not.toMatch(/TEMP B-TREE/);
      }
    }
    database.close();
  });
});
