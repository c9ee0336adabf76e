import type { JsonObject } from '../../src/domain/facts';
import type { CollectionSpec, Document, DocumentStore, IndexedValue, Query, Write } from '../../src/read-models/document-store';
import {
  CollectionError,
  CursorError,
  DocumentTooLargeError,
  ForeignCheckpointError,
  InvalidDocumentError,
  InvalidQueryError,
} from '../../src/read-models/document-store';

export interface OpenedDocumentStore {
  readonly store: DocumentStore;
  /** Another client of the same data, as another process has it. */
  again(): Promise<DocumentStore>;
  /** Closes every client and removes the data. */
  remove(): Promise<void>;
}

const at = (n: number): string => String(n).padStart(12, '0');
const insert = (collection: string, id: string, body: JsonObject, more: Partial<Document> = {}): Write => ({
  collection,
  expected: 0,
  document: { id, rev: 0, at: at(1), body, ...more },
});
const replace = (collection: string, read: Document, body: JsonObject, more: Partial<Document> = {}): Write => ({
  collection,
  expected: read.rev,
  document: { id: read.id, rev: read.rev, at: read.at, body, ...more },
});

/** What every adapter of the DocumentStore port holds. */
export function describeDocumentStore(name: string, open: () => Promise<OpenedDocumentStore>): void {
  describe(`${name}: read models at rest`, () => {
    let opened: OpenedDocumentStore;
    let store: DocumentStore;
    let made = 0;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(() => opened?.remove());

    async function collection(...indexes: CollectionSpec['indexes']): Promise<string> {
      made += 1;
      const spec = { name: `contract_v${made}`, indexes };
      await store.prepare([spec]);
      return spec.name;
    }
    const source = (...sources: Write[]): Promise<'written' | 'stale'> => store.write({ derived: [], sources });
    const one = async (from: string, id: string): Promise<Document> => {
      const document = (await store.get(from, [id])).get(id);
      if (document === undefined) throw new Error(`${id} is not there`);
      return document;
    };

    describe('documents', () => {
      it('gives back what was written, byte for byte', async () => {
        const views = await collection();
        const body = JSON.parse(
          `{"text":"𠮷田·阿卜杜拉","empty":"","numbers":[0,-1,2147483648,9007199254740991,-9007199254740991,0.1,1e300],
            "flags":[true,false,null],"none":[],"deep":{"a":{"b":{"c":[{"d":{}}]}}},"10":1,"2":2,"line":"a\\u0000b\\n"}`,
        ) as JsonObject;

        await source(insert(views, 't-1', body, { at: at(7) }));

        const read = await one(views, 't-1');
        expect(read).toEqual({ id: 't-1', rev: 1, at: at(7), body });
        expect(JSON.stringify(read.body)).toBe(JSON.stringify(body));
      });

      it('keeps keys that MongoDB or JavaScript treat as special (pitfalls.md 4d: keys with . or $)', async () => {
        const views = await collection({ field: 'unit', type: 'text' });
        const body = JSON.parse('{"unit":"u","a.b":{"$set":{"":1,"50%":2,"%2E":3,"$":4}},"$where":[{"x.y":5}],"__proto__":{"p.q":6},"n\\u0000l":7,"constructor":8}') as JsonObject;

        await source(insert(views, 't.1$', body));

        expect(JSON.stringify((await one(views, 't.1$')).body)).toBe(JSON.stringify(body));
      });

      it('counts writes from 1, whatever the document says', async () => {
        const views = await collection();
        await source(insert(views, 't-1', { n: 1 }, { rev: 41 }));
        await source(replace(views, await one(views, 't-1'), { n: 2 }));

        expect(await one(views, 't-1')).toMatchObject({ rev: 2, body: { n: 2 } });
      });

      it('gets many at once, and leaves out what was never written', async () => {
        const views = await collection();
        const ids = Array.from({ length: 1_500 }, (_, i) => `t-${i}`);
        await source(...ids.slice(0, 1_200).map((id, i) => insert(views, id, { i })));

        const read = await store.get(views, ids);

        expect(read.size).toBe(1_200);
        expect(read.get('t-1199')?.body).toEqual({ i: 1_199 });
        expect(read.has('t-1200')).toBe(false);
        expect(await store.get(views, [])).toEqual(new Map());
      });

      it('keeps a tombstone for get and scan, hides it from find and count, and lets it come back', async () => {
        const views = await collection({ field: 'unit', type: 'text' });
        await source(insert(views, 'kept', { unit: 'a' }), insert(views, 'left', { unit: 'a' }));
        await source(replace(views, await one(views, 'left'), { unit: 'a' }, { gone: true, at: at(9) }));

        expect(await one(views, 'left')).toEqual({ id: 'left', rev: 2, at: at(9), gone: true, body: { unit: 'a' } });
        expect((await store.find(views, { where: [], sort: [], limit: 9 })).documents.map(({ id }) => id)).toEqual(['kept']);
        expect(await store.count(views, [{ field: 'unit', eq: 'a' }])).toBe(1);
        expect((await everything(store, views)).map(({ id }) => id)).toEqual(['kept', 'left']);

        await source(replace(views, await one(views, 'left'), { unit: 'a' }, { at: at(10) }));
        expect(await one(views, 'left')).toEqual({ id: 'left', rev: 3, at: at(10), body: { unit: 'a' } });
        expect(await store.count(views, [])).toBe(2);
      });

      it('keeps why a key is parked, and shows it on a page', async () => {
        const views = await collection();
        const stuck = { since: at(4), reason: 'no such tier' };
        await source(insert(views, 't-1', { n: 1 }, { stuck }));

        expect((await store.find(views, { where: [], sort: [], limit: 1 })).documents[0]).toEqual({ id: 't-1', rev: 1, at: at(1), stuck, body: { n: 1 } });
      });

      it('scans a whole collection in id order, in more than one page', async () => {
        const views = await collection();
        const ids = Array.from({ length: 1_100 }, (_, i) => `t-${String((i * 7_919) % 1_100).padStart(5, '0')}`);
        await source(...ids.map((id) => insert(views, id, {})));

        const scanned = (await everything(store, views)).map(({ id }) => id);

        expect(scanned).toEqual([...ids].sort());
      });

      it('holds nothing that the caller can still change', async () => {
        const views = await collection();
        const body = { list: [1] };
        await source(insert(views, 't-1', body));
        body.list.push(2);

        expect((await one(views, 't-1')).body).toEqual({ list: [1] });
      });

      it('names the document that is too large, and stores nothing of its batch (pitfalls.md 4d: RangeError)', async () => {
        const views = await collection();
        const large = insert(views, 'large', { text: 'x'.repeat(17 * 1024 * 1024) });

        const writing = source(insert(views, 'small', {}), large);

        await expect(writing).rejects.toBeInstanceOf(DocumentTooLargeError);
        await expect(writing).rejects.toMatchObject({ collection: views, id: 'large' });
        expect((await store.get(views, ['small', 'large'])).size).toBe(0);
      });

      it('refuses a value that its index cannot hold', async () => {
        const views = await collection({ field: 'score', type: 'number' });

        for (const score of ['7', true, [1], { n: 1 }]) {
          await expect(source(insert(views, 't-1', { score }))).rejects.toBeInstanceOf(InvalidDocumentError);
        }
        expect((await store.get(views, ['t-1'])).size).toBe(0);
      });
    });

    describe('compare-and-set', () => {
      it('is stale when the document to insert is there', async () => {
        const views = await collection();
        await source(insert(views, 't-1', { n: 1 }));

        expect(await source(insert(views, 't-1', { n: 2 }))).toBe('stale');
        expect((await one(views, 't-1')).body).toEqual({ n: 1 });
      });

      it('is stale when the document to replace is newer, older or absent', async () => {
        const views = await collection();
        await source(insert(views, 't-1', { n: 1 }));
        const read = await one(views, 't-1');
        await source(replace(views, read, { n: 2 }));

        expect(await source(replace(views, read, { n: 3 }))).toBe('stale');
        expect(await source(replace(views, { ...read, rev: 3 }, { n: 3 }))).toBe('stale');
        expect(await source(replace(views, { ...read, id: 'absent' }, { n: 3 }))).toBe('stale');
        expect(await one(views, 't-1')).toMatchObject({ rev: 2, body: { n: 2 } });
      });

      it('abandons the batch: no source after a stale derived document, no checkpoint after a stale source', async () => {
        const views = await collection();
        const rows = await collection();
        await store.write({ derived: [insert(rows, 'row', { n: 1 })], sources: [insert(views, 'taken', { n: 1 })] });
        const checkpoint = { name: `${views}_stale`, value: { position: at(5), log: 'log-1' } };

        expect(await store.write({ derived: [insert(rows, 'row', { n: 2 })], sources: [insert(views, 't-2', {})], checkpoint })).toBe('stale');
        expect((await store.get(views, ['t-2'])).size).toBe(0);
        expect(await store.write({ derived: [], sources: [insert(views, 'taken', { n: 2 })], checkpoint })).toBe('stale');
        expect(await store.checkpoint(checkpoint.name)).toBeUndefined();
        expect((await one(rows, 'row')).body).toEqual({ n: 1 });
        expect((await one(views, 'taken')).body).toEqual({ n: 1 });
      });

      it('lets exactly one of 64 racers win, on a replace and on an insert, from two clients', async () => {
        const views = await collection();
        const other = await opened.again();
        await source(insert(views, 'raced', { by: -1 }));
        const read = await one(views, 'raced');
        const racers = Array.from({ length: 64 }, (_, by) => by);
        const client = (by: number): DocumentStore => (by % 2 === 0 ? store : other);

        for (const write of [(by: number) => replace(views, read, { by }), (by: number) => insert(views, 'new', { by })]) {
          const outcomes = await Promise.all(racers.map((by) => client(by).write({ derived: [], sources: [write(by)] })));

          const winners = racers.filter((by) => outcomes[by] === 'written');
          expect(winners).toHaveLength(1);
          const { id, rev } = write(0).document;
          expect(await one(views, id)).toMatchObject({ rev: rev + 1, body: { by: winners[0] } });
        }
      });
    });

    describe('checkpoints', () => {
      it('starts with none, moves on, and is what another client reads', async () => {
        expect(await store.checkpoint('fresh')).toBeUndefined();
        await store.write({ derived: [], sources: [], checkpoint: { name: 'fresh', value: { position: at(3), log: 'log-1' } } });
        await store.write({ derived: [], sources: [], checkpoint: { name: 'fresh', value: { position: at(4), log: 'log-1' } } });

        expect(await (await opened.again()).checkpoint('fresh')).toEqual({ position: at(4), log: 'log-1' });
      });

      it('never goes back', async () => {
        const advance = (n: number): Promise<string> => store.write({ derived: [], sources: [], checkpoint: { name: 'back', value: { position: at(n), log: 'log-1' } } });
        await advance(10);

        expect(await advance(9)).toBe('written');
        expect(await advance(10)).toBe('written');
        expect(await store.checkpoint('back')).toEqual({ position: at(10), log: 'log-1' });

        await Promise.all([13, 11, 15, 12, 14].map(advance));
        expect(await store.checkpoint('back')).toEqual({ position: at(15), log: 'log-1' });
      });

      it('refuses a checkpoint of another log', async () => {
        const advance = (n: number, log: string): Promise<string> => store.write({ derived: [], sources: [], checkpoint: { name: 'foreign', value: { position: at(n), log } } });
        await advance(1, 'log-1');

        await expect(advance(2, 'log-2')).rejects.toBeInstanceOf(ForeignCheckpointError);
        expect(await store.checkpoint('foreign')).toEqual({ position: at(1), log: 'log-1' });
      });
    });

    describe('queries', () => {
      const TIERS = [null, 'RISING_STAR', 'BACKBONE', 'renown', '𠮷', '﨑', '骨干'];
      const rows = Array.from({ length: 60 }, (_, i) => ({
        id: `t-${String((i * 37) % 60).padStart(3, '0')}`,
        body: { tier: TIERS[i % 7] ?? null, score: i % 5 === 0 ? null : (i % 4) * 2.5 - 2.5, unit: `u-${i % 3}`, n: i },
      }));
      let views: string;

      beforeAll(async () => {
        views = 'contract_queries_v1';
        const indexes: CollectionSpec['indexes'] = [{ field: 'tier', type: 'text' }, { field: 'score', type: 'number' }, { field: 'unit', type: 'text' }];
        await store.prepare([{ name: views, indexes, compound: [['unit', 'score', 'tier'], ['unit', 'tier']] }]);
        // A null that is written and a field that is not there are the same.
        const bodies = rows.map(({ id, body: { tier, ...rest } }, i): Write => insert(views, id, tier === null && i % 2 === 0 ? rest : { tier, ...rest }));
        await source(...bodies);
      });

      const ids = async (where: Query['where']): Promise<string[]> => {
        const { documents } = await store.find(views, { where, sort: [], limit: 100 });
        expect(await store.count(views, where)).toBe(documents.length);
        return documents.map(({ id }) => id);
      };
      const expected = (holds: (body: (typeof rows)[number]['body']) => boolean): string[] =>
        rows.filter(({ body }) => holds(body)).map(({ id }) => id).sort();

      it('filters by every comparison, null being equal to null and in no order', async () => {
        expect(await ids([{ field: 'tier', eq: 'BACKBONE' }])).toEqual(expected(({ tier }) => tier === 'BACKBONE'));
        expect(await ids([{ field: 'tier', eq: null }])).toEqual(expected(({ tier }) => tier === null));
        expect(await ids([{ field: 'tier', in: ['骨干', 'renown'] }])).toEqual(expected(({ tier }) => tier === '骨干' || tier === 'renown'));
        expect(await ids([{ field: 'tier', in: ['骨干', null] }])).toEqual(expected(({ tier }) => tier === '骨干' || tier === null));
        expect(await ids([{ field: 'tier', in: [] }])).toEqual([]);
        expect(await ids([{ field: 'score', lte: 0 }])).toEqual(expected(({ score }) => score !== null && score <= 0));
        expect(await ids([{ field: 'score', gt: 0 }])).toEqual(expected(({ score }) => score !== null && score > 0));
        expect(await ids([{ field: 'tier', gt: '﨑' }])).toEqual(expected(({ tier }) => tier === '𠮷'));
        expect(await ids([{ field: 'unit', eq: 'u-1' }, { field: 'score', lte: 0 }])).toEqual(expected(({ score, unit }) => unit === 'u-1' && score !== null && score <= 0));
        expect(await ids([{ field: 'unit', eq: 'u-1' }, { field: 'tier', gt: 'BACKBONE' }])).toEqual(expected(({ tier, unit }) => unit === 'u-1' && tier !== null && tier !== 'BACKBONE'));
        expect(await ids([{ field: 'score', gt: -2.5 }, { field: 'score', lte: 2.5 }, { field: 'unit', eq: 'u-1' }])).toEqual(
          expected(({ score, unit }) => score !== null && score > -2.5 && score <= 2.5 && unit === 'u-1'),
        );
      });

      const sorts: Query['sort'][] = [
        [],
        [{ field: 'tier' }],
        [{ field: 'tier', descending: true }],
        [{ field: 'score' }],
        [{ field: 'score', descending: true }],
        [{ field: 'tier' }, { field: 'score', descending: true }],
        [{ field: 'score', descending: true }, { field: 'tier', descending: true }],
        [{ field: 'unit', descending: true }, { field: 'score' }, { field: 'tier', descending: true }],
      ];
      it.each(sorts.map((sort) => [sort.map(({ field, descending }) => `${field}${descending === true ? '↓' : '↑'}`).join(' ') || 'id', sort] as const))(
        'walks pages by %s with duplicates and nulls: each document once, in order',
        async (_, sort) => {
          for (const where of [[], [{ field: 'unit', in: ['u-0', 'u-2'] }]] as Query['where'][]) {
            const inOrder = rows
              .filter(({ body }) => where.length === 0 || body.unit !== 'u-1')
              .sort((a, b) => reference(sort, a, b))
              .map(({ id }) => id);

            for (const limit of [7, 60, 61]) {
              const walked = await walk(store, views, { where, sort, limit });
              expect(walked.map(({ id }) => id)).toEqual(inOrder);
            }
          }
        },
      );

      it('goes on after a document that changed since, without a repeat', async () => {
        const moving = await collection({ field: 'n', type: 'number' });
        await source(...[1, 2, 3, 4].map((n) => insert(moving, `t-${n}`, { n })));
        const query: Query = { where: [], sort: [{ field: 'n' }], limit: 2 };
        const first = await store.find(moving, query);
        await source(replace(moving, await one(moving, 't-2'), { n: 9 }), replace(moving, await one(moving, 't-3'), { n: 3 }, { gone: true }));

        const second = await store.find(moving, { ...query, after: first.next ?? '' });

        expect(second.documents.map(({ id }) => id)).toEqual(['t-4', 't-2']);
        expect(second.next).toBeUndefined();
      });

      it('refuses the cursor of another query, and a damaged one; another page size is fine', async () => {
        const query: Query = { where: [{ field: 'unit', eq: 'u-1' }], sort: [{ field: 'tier' }], limit: 3 };
        const { next: after = '' } = await store.find(views, query);

        await expect(store.find(views, { ...query, after, where: [{ field: 'unit', eq: 'u-2' }] })).rejects.toBeInstanceOf(CursorError);
        await expect(store.find(views, { ...query, after, where: [] })).rejects.toBeInstanceOf(CursorError);
        await expect(store.find(views, { ...query, after, sort: [{ field: 'tier', descending: true }] })).rejects.toBeInstanceOf(CursorError);
        await expect(store.find(views, { ...query, after, sort: [{ field: 'score' }] })).rejects.toBeInstanceOf(CursorError);
        for (const damaged of ['', 'x', after.slice(0, -4), `${after}AA`, Buffer.from('[1,2]').toString('base64url')]) {
          await expect(store.find(views, { ...query, after: damaged })).rejects.toBeInstanceOf(CursorError);
        }
        const rest = await store.find(views, { ...query, after, limit: 50 });
        expect(rest.documents).toHaveLength((await store.count(views, query.where)) - 3);
      });

      it('refuses what it could not answer from an index', async () => {
        const refused: Partial<Query>[] = [
          { where: [{ field: 'n', eq: 1 }] },
          { sort: [{ field: 'n' }] },
          { sort: [{ field: 'tier' }, { field: 'tier', descending: true }] },
          { where: [{ field: 'score', eq: '1' }] },
          { where: [{ field: 'tier', in: ['a', 1] }] },
          { where: [{ field: 'score', lte: Number.NaN }] },
          { limit: 0 },
          { limit: 1.5 },
          { limit: 10_001 },
        ];
        for (const query of refused) {
          await expect(store.find(views, { where: [], sort: [], limit: 1, ...query })).rejects.toBeInstanceOf(InvalidQueryError);
        }
        await expect(store.count(views, [{ field: 'n', eq: 1 }])).rejects.toBeInstanceOf(InvalidQueryError);
      });
    });

    describe('collections', () => {
      it('are prepared again without harm, by another client too', async () => {
        const spec: CollectionSpec = { name: 'again_v1', indexes: [{ field: 'tier', type: 'text' }, { field: 'n', type: 'number' }], compound: [['tier', 'n']] };
        await store.prepare([spec]);
        await source(insert('again_v1', 't-1', { tier: 'a', n: 1 }));

        const other = await opened.again();
        await other.prepare([{ ...spec, indexes: [...spec.indexes].reverse() }]);

        expect(await other.count('again_v1', [{ field: 'tier', eq: 'a' }])).toBe(1);
      });

      it('refuse other indexes under the same name', async () => {
        const views = await collection({ field: 'tier', type: 'text' });

        await expect(store.prepare([{ name: views, indexes: [] }])).rejects.toBeInstanceOf(CollectionError);
        await expect(store.prepare([{ name: views, indexes: [{ field: 'tier', type: 'number' }] }])).rejects.toBeInstanceOf(CollectionError);
        await expect((await opened.again()).prepare([{ name: views, indexes: [{ field: 'unit', type: 'text' }] }])).rejects.toBeInstanceOf(CollectionError);
      });

      it('refuse names that some adapter could not hold', async () => {
        for (const named of ['', 'Roster', 'roster-1', 'a"b', '1roster', 'system.users', 'x'.repeat(61)]) {
          await expect(store.prepare([{ name: named, indexes: [] }])).rejects.toBeInstanceOf(CollectionError);
        }
        const twice: CollectionSpec['indexes'] = [{ field: 'orgId', type: 'text' }, { field: 'orgID', type: 'text' }];
        await expect(store.prepare([{ name: 'twice_v1', indexes: twice }])).rejects.toBeInstanceOf(CollectionError);
        await expect(store.prepare([{ name: 'odd_v1', indexes: [], compound: [['tier']] }])).rejects.toBeInstanceOf(CollectionError);
      });

      it('that were never prepared, or were dropped, are named', async () => {
        const views = await collection({ field: 'tier', type: 'text' });
        await source(insert(views, 't-1', { tier: 'a' }));
        await store.find(views, { where: [], sort: [{ field: 'tier' }], limit: 1 });
        await store.drop(views);
        await store.drop(views);

        for (const absent of [views, 'never_v1']) {
          await expect(store.get(absent, ['t-1'])).rejects.toBeInstanceOf(CollectionError);
          await expect(source(insert(absent, 't-1', {}))).rejects.toBeInstanceOf(CollectionError);
          await expect(store.find(absent, { where: [], sort: [], limit: 1 })).rejects.toBeInstanceOf(CollectionError);
          await expect(store.count(absent, [])).rejects.toBeInstanceOf(CollectionError);
          await expect(everything(store, absent)).rejects.toBeInstanceOf(CollectionError);
        }
        await store.prepare([{ name: views, indexes: [{ field: 'other', type: 'number' }] }]);
        expect(await store.count(views, [])).toBe(0);
      });
    });

    describe('settings', () => {
      it('are written where they are as expected, whatever the order of keys', async () => {
        expect(await store.setting('live')).toBeUndefined();
        expect(await store.setSetting('live', { version: 1 }, { version: 2 })).toBe(false);
        expect(await store.setSetting('live', undefined, { version: 1, by: { 'a.b': '$x' } })).toBe(true);
        expect(await store.setSetting('live', undefined, { version: 2 })).toBe(false);
        expect(await store.setSetting('live', { by: { 'a.b': '$x' }, version: 1 }, { version: 2 })).toBe(true);

        expect(await (await opened.again()).setting('live')).toEqual({ version: 2 });
      });

      it('let exactly one of 64 racers win', async () => {
        await store.setSetting('lease', undefined, { holder: 'nobody' });

        const won = await Promise.all(Array.from({ length: 64 }, (_, holder) => store.setSetting('lease', { holder: 'nobody' }, { holder })));

        expect(won.filter(Boolean)).toHaveLength(1);
        expect(await store.setting('lease')).toEqual({ holder: won.indexOf(true) });
      });
    });
  });
}

type Row = { readonly id: string; readonly body: { readonly [field: string]: IndexedValue } };

function reference(sort: Query['sort'], a: Row, b: Row): number {
  for (const { field, descending } of sort) {
    const [x, y] = [a.body[field] ?? null, b.body[field] ?? null];
    const order = x === y ? 0 : x === null ? -1 : y === null ? 1 : typeof x === 'number' ? x - Number(y) : Buffer.compare(Buffer.from(x), Buffer.from(String(y)));
    if (order !== 0) return descending === true ? -order : order;
  }
  return a.id < b.id === (sort.at(-1)?.descending !== true) ? -1 : 1;
}

async function walk(store: DocumentStore, collection: string, query: Query): Promise<Document[]> {
  const walked: Document[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(collection, after === undefined ? query : { ...query, after });
    expect(page.documents.length).toBeLessThanOrEqual(query.limit);
    walked.push(...page.documents);
    after = page.next;
    // A cursor that does not move would walk for ever.
    if (walked.length > 1_000) throw new Error('the walk does not end');
  } while (after !== undefined);
  return walked;
}

async function everything(store: DocumentStore, collection: string): Promise<Document[]> {
  const all: Document[] = [];
  for await (const page of store.scan(collection)) all.push(...page);
  return all;
}
