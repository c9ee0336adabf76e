import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '../../src/clock';
import { newEventId } from '../../src/ids';
import type { EventStore, LoggedEvent, TypedPage } from '../../src/event-store/event-store';
import { SqliteEventStore } from '../../src/event-store/sqlite/sqlite-event-store';
import { openDatabase } from '../../src/sqlite/database';
import { SqliteDocumentStore } from '../../src/read-models/sqlite/sqlite-document-store';
import { Build } from '../../src/projector/build';
import { unpaced } from '../../src/projector/pace';
import { roster, ROSTER_ROWS } from '../../projections/roster/roster';
import { logOf } from './given';
import { teacher } from './lives';

const TEACHERS = 30;
const EVENTS = 12;

/** Lives of which the roster takes three events in twelve. */
const given = Array.from({ length: EVENTS * TEACHERS }, (_, i) => {
  const t = teacher(`t${i % TEACHERS}`);
  const step = Math.floor(i / TEACHERS);
  if (step === 0) return t.registered('2015-09-01', 'u1');
  if (step === 4) return t.transferred('2016-09-01', 'u1', 'u2');
  if (step === 8) return t.conferred('2017-07-01', `ti${i % TEACHERS}`, 'RISING_STAR');
  return { type: 'ConsentGiven' as const, stream: `teacher-t${i % TEACHERS}`, on: '2018-01-01', data: { round: 'r', form: 'APPLIED' } };
});

describe('a rebuild of one view on SQLite', () => {
  let folder: string;
  let events: SqliteEventStore;
  let last: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'echelon-reading-'));
    events = new SqliteEventStore({ folder });
    for (const { envelope } of logOf(given)) await events.append(envelope.stream, envelope.revision - 1, [{ ...envelope, id: newEventId() }]);
    last = (await events.head()) ?? '';
  });
  afterAll(async () => {
    await events.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Builds the roster in a worker's way, reading through `log`; answers its documents and how many events were fetched. */
  async function build(log: EventStore, file: string) {
    const documents = new SqliteDocumentStore(join(folder, file));
    const building = { generation: 1, members: [{ projection: roster.name, version: roster.version, generation: 1 }], skips: [], state: 'RUNNING' as const, then: 'WAIT' as const };
    let made: Build | undefined;
    await new Promise<void>((resolve, reject) => {
      made = new Build({ events: log, documents, clock: new SystemClock(), random: () => 0.5 }, 'views', [roster], building, { pace: unpaced, batch: 7, sliceMs: null, onCaughtUp: resolve });
      made.run().catch(reject);
    });
    const progress = made?.progress();
    await made?.stop();
    const rows: unknown[] = [];
    for (const name of ['roster_v7_g1', `${ROSTER_ROWS}_g1`, 'pyramid_v7_units_g1']) for await (const page of documents.scan(name)) rows.push(...page.map((document) => ({ ...document, rev: 0 })));
    const checkpoint = await documents.checkpoint('views_g1_build');
    await documents.close();
    return { rows, progress, checkpoint };
  }

  const indexesOf = (file: string): readonly string[] => {
    const database = openDatabase(join(folder, file), { readOnly: true });
    const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`).all().map(({ name }) => String(name));
    database.close();
    return names;
  };

  it('reads only the types the view takes, counts all, and ends at the head with the same documents', async () => {
    let fetched = 0;
    const counting: EventStore = {
      append: (...args) => events.append(...args),
      readStream: (...args) => events.readStream(...args),
      readAll: () => {
        throw new Error('the whole log was read');
      },
      async *readTypes(...args): AsyncIterable<TypedPage> {
        for await (const page of events.readTypes(...args)) {
          fetched += page.events.length;
          yield page;
        }
      },
      subscribe: (...args) => events.subscribe(...args),
      head: () => events.head(),
      count: (...args) => events.count(...args),
      identity: () => events.identity(),
      close: () => events.close(),
    };
    const whole: EventStore = {
      append: (...args) => events.append(...args),
      readStream: (...args) => events.readStream(...args),
      readAll: (...args) => events.readAll(...args),
      subscribe: (...args) => events.subscribe(...args),
      head: () => events.head(),
      identity: () => events.identity(),
      close: () => events.close(),
    };

    const few = await build(counting, 'few.db');
    const all = await build(whole, 'all.db');

    expect(fetched).toBe(3 * TEACHERS);
    expect(few.rows).toEqual(all.rows);
    expect(few.rows.length).toBeGreaterThan(3 * TEACHERS);
    expect(few.checkpoint?.position).toBe(last);
    expect(few.progress).toMatchObject({ events: EVENTS * TEACHERS, percent: 100 });
  });

  it('has all its indexes when it has caught up, though none while it was built', async () => {
    await build(events, 'bulk.db');
    const store = new SqliteDocumentStore(join(folder, 'plain.db'));
    await store.prepare([{ ...(roster.derived?.[0] ?? roster.collection), name: `${ROSTER_ROWS}_g1` }]);
    const put = new SqliteDocumentStore(join(folder, 'unread.db'));
    await put.prepare([{ ...(roster.derived?.[0] ?? roster.collection), name: `${ROSTER_ROWS}_g1` }], { unread: true });
    const ofRows = (file: string) => indexesOf(file).filter((name) => name.startsWith(`view_${ROSTER_ROWS}_g1`));

    expect(ofRows('unread.db')).toEqual([]);
    await put.complete([`${ROSTER_ROWS}_g1`, 'never_prepared']);
    expect(ofRows('unread.db')).toEqual(ofRows('plain.db'));
    expect(ofRows('bulk.db')).toEqual(ofRows('plain.db'));
    expect(ofRows('plain.db').length).toBeGreaterThan(10);
    await store.close();
    await put.close();
  });

  it('pages by types say up to where they looked, also where nothing was found', async () => {
    const collect = async (types: readonly string[]): Promise<{ readonly found: readonly LoggedEvent[]; readonly passed: number; readonly end: string | undefined }> => {
      const pages: TypedPage[] = [];
      for await (const page of events.readTypes(null, new Set(types), 10)) pages.push(page);
      return { found: pages.flatMap((page) => page.events), passed: pages.reduce((sum, page) => sum + page.passedOver, 0), end: pages.at(-1)?.position };
    };

    expect(await collect(['RoundOpened'])).toEqual({ found: [], passed: EVENTS * TEACHERS, end: last });
    const some = await collect(['Transferred']);
    expect(some).toMatchObject({ passed: (EVENTS - 1) * TEACHERS, end: last });
    expect(some.found.map(({ envelope }) => envelope.type)).toEqual(Array.from({ length: TEACHERS }, () => 'Transferred'));
    expect(await events.count(null, last)).toBe(EVENTS * TEACHERS);
    expect(await events.count(some.found[0]?.position ?? null, last)).toBe(EVENTS * TEACHERS - 4 * TEACHERS - 1);
  });
});
