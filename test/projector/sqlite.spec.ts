import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fold } from '../../src/projector/fold';
import { unpaced } from '../../src/projector/pace';
import { Plan } from '../../src/projector/plan';
import type { Document, DocumentStore } from '../../src/read-models/document-store';
import { MemoryDocumentStore } from '../../src/read-models/memory/memory-document-store';
import { SqliteDocumentStore } from '../../src/read-models/sqlite/sqlite-document-store';
import { projections, VIEW_SET } from '../../projections/all';
import { PYRAMID_UNITS } from '../../projections/pyramid/pyramid';
import { countAsOf, pyramidOfUnits } from '../../projections/pyramid/query';
import { rosterQuery } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { logOf } from './given';
import { teacher } from './lives';

const TEACHERS = 40;

/** Lives with transfers entered late, titles, revocations and voids, interleaved. */
const events = logOf(
  [0, 1, 2, 3, 4].flatMap((step) =>
    Array.from({ length: TEACHERS }, (_, i) => {
      const t = teacher(`t${i}`);
      const steps = [
        t.registered('2015-09-01', `u${i % 3}`),
        t.conferred('2017-07-01', `ti${i}`, i % 4 === 0 ? 'BACKBONE' : 'RISING_STAR', { id: `conf-${i}` }),
        t.transferred('2016-09-01', `u${i % 3}`, `u${(i + 1) % 3}`),
        i % 5 === 0 ? t.revoked('2018-03-01', `ti${i}`, 'RISING_STAR') : t.transferred('2018-09-01', `u${(i + 1) % 3}`, `u${i % 3}`),
        i % 7 === 0 ? t.voided('2018-10-01', `conf-${i}`) : t.transferred('2018-11-01', 'u0', 'u1'),
      ];
      const fact = steps[step];
      if (fact === undefined) throw new Error('no such step');
      return fact;
    }),
  ),
);
const plan = new Plan(projections, projections.map(({ name, version }) => ({ projection: name, version, generation: 1 })), []);

async function build(store: DocumentStore): Promise<void> {
  await store.prepare(plan.specs);
  const fold = new Fold(plan, store, { name: `${VIEW_SET}_g1`, log: 'log' }, unpaced);
  for (let i = 0; i < events.length; i += 23) expect(await fold.advance(events.slice(i, i + 23))).toBe('written');
}

async function atRest(store: DocumentStore): Promise<ReadonlyMap<string, readonly Document[]>> {
  const all = new Map<string, readonly Document[]>();
  for (const { name } of plan.specs) {
    const documents: Document[] = [];
    for await (const page of store.scan(name)) documents.push(...page);
    all.set(name, documents);
  }
  return all;
}

describe('the views on SQLite', () => {
  let folder: string;
  let sqlite: SqliteDocumentStore;
  const memory = new MemoryDocumentStore();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'echelon-views-'));
    sqlite = new SqliteDocumentStore(join(folder, 'views.sqlite'));
    await build(sqlite);
    await build(memory);
  });
  afterAll(async () => {
    await sqlite.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are the same documents as in memory', async () => {
    expect(await atRest(sqlite)).toEqual(await atRest(memory));
  });

  it('roster and pyramid of a day count the same people', async () => {
    for (const day of ['2015-08-31', '2016-12-31', '2017-07-01', '2018-03-01', '2020-01-01']) {
      const cells = await sqlite.find(`${PYRAMID_UNITS}_g1`, pyramidOfUnits(undefined, { limit: 100 }));
      const size = countAsOf(cells.documents.map(({ body }) => body), day, { tier: 'RISING_STAR' }).reduce((sum, cell) => sum + cell.size, 0);
      const page = await sqlite.find(`${ROSTER_ROWS}_g1`, rosterQuery({ asOf: day, tier: 'RISING_STAR', status: 'ACTIVE' }, { sort: [{ field: 'unit' }, { field: 'certificate', descending: true }], limit: 100 }));
      expect(page.documents).toHaveLength(size);
      if (day === '2017-07-01') expect(size).toBeGreaterThan(20);
    }
  });
});
