import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import { figureLine } from '../domain/targets/figures';
import type { Honour, PeopleMetric } from '../domain/targets/honours';
import { ledgerCounts, legacyOf } from '../domain/targets/ledger';
import { targetBoard } from '../domain/targets/target-board';
import type { Comparison } from '../read-models/document-store';
import { MemoryDocumentStore } from '../read-models/memory/memory-document-store';
import { HONOURS, honours, honoursAsOf, type HonoursDocument } from '../../projections/honours/honours';
import { HONOUR_ROWS } from '../../projections/honours/rows';
import { UNIT_CAREERS, unitCareers } from '../../projections/honours/unit-careers';
import { ROSTER_ROWS, roster } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { foldBatches, logOf, type Folded, type GivenEvent } from '../../test/projector/given';
import { DAYS, history, UNITS } from '../../test/projector/honoured';
import { teacher } from '../../test/projector/lives';
import { Random } from '../../test/projector/random';
import { honoursOfUnits, listedTitles } from './honours';
import { ofUnits } from './stated';

const METRICS: readonly PeopleMetric[] = [
  { of: 'TITLES', tiers: ['STAR'] },
  { of: 'TITLES', tiers: ['STAR', 'MASTER'], earlier: ['名师'] },
  { of: 'LEGACY', names: ['名师'] },
  { of: 'RECOGNITIONS', kinds: ['GRADE', 'MODEL'] },
];
const PARTS = [['u1'], ['u2', 'u3'], UNITS, []];

/** Honours of people who are somewhere and move; one of them is nobody's. */
function lives(random: Random): readonly GivenEvent[] {
  const places = [0, 1, 2, 3, 4, 5].flatMap((n) => {
    const [from, to] = [random.pick(UNITS), random.pick(UNITS)];
    const { registered, transferred } = teacher(`t${n}`);
    return [registered('2012-09-01', from, { id: `reg-${n}` }), ...(from === to ? [] : [transferred(random.pick(DAYS), from, to, { id: `move-${n}` })])];
  });
  return [...places, ...history(random)];
}

/** The views as a question reads them: by declared fields only. */
async function viewsOf(folded: Folded): Promise<{ readonly all: (logical: string, where: readonly Comparison[]) => AsyncIterable<{ id: string; rev: number; at: string; body: JsonObject }> }> {
  const store = new MemoryDocumentStore();
  await store.prepare([unitCareers, ...(roster.derived ?? [])]);
  const sources = [HONOUR_ROWS, UNIT_CAREERS].flatMap((collection) => folded.bodies(collection).map((body, n) => ({ collection, expected: 0, document: { id: `d${n}`, rev: 0, at: '1', body } })));
  await store.write({ derived: [], sources });
  return {
    async *all(collection, where) {
      yield* (await store.find(collection, { where, sort: [], limit: 10_000 })).documents;
    },
  };
}

/** What everybody was given by the day, folded one by one, with where each is: what the counts were made from before there were rows. */
function everybodys(folded: Folded, asOf: BusinessDate): readonly Honour[] {
  const rows = (folded.bodies(ROSTER_ROWS) as readonly RosterRow[]).filter(({ from, to }) => from <= asOf && asOf < to);
  const units = new Map(rows.map((row) => [row.teacher, row.unit]));
  return (folded.bodies(HONOURS) as readonly HonoursDocument[]).flatMap((document) => honoursAsOf(document, asOf, units.get(document.teacher) ?? null));
}

async function overTime(check: (folded: Folded, views: Awaited<ReturnType<typeof viewsOf>>, asOf: BusinessDate, seed: number) => Promise<void>): Promise<void> {
  for (let seed = 1; seed <= 8; seed += 1) {
    const folded = await foldBatches([honours, roster], [logOf(lives(new Random(seed)))]);
    const views = await viewsOf(folded);
    for (const asOf of DAYS) await check(folded, views, asOf, seed);
  }
}

describe('honours of a part of the units', () => {
  it('E52 whichever units are asked about as of whatever day, targets and figures say what everybody’s honours say', async () => {
    let counted = 0;
    await overTime(async (folded, views, asOf, seed) => {
      const all = everybodys(folded, asOf);
      for (const units of PARTS.map((part) => new Set(part))) {
        for (const programme of ['p', 'q']) {
          const read = await honoursOfUnits(views, { programme, metrics: METRICS, units, asOf });
          const target = { names: { zh: '目标', en: 'Target' }, clause: null, quote: null, number: 1, word: null, percent: null, due: null, everyYears: null, by: null };
          const targets = METRICS.flatMap((counts, n) => ['2010-01-01', '2019-01-01', '2021-06-01'].map((from) => ({ ...target, code: `${n} ${from}`, counts, from, unit: null })));
          const board = (from: (of: PeopleMetric['of']) => readonly Honour[]) => targetBoard({ programme, asOf, targets, entries: [], made: [], honours: from, asked: (unit) => units.has(unit), isWithin: (unit, above) => unit === above });
          const expected = board(() => all);
          counted += expected.reduce((sum, line) => sum + line.counted, 0);
          expect({ seed, asOf, lines: board((of) => read.get(of) ?? []) }).toEqual({ seed, asOf, lines: expected });
          const figure = { names: target.names, clause: 'c', quote: null, says: null, word: null, percent: null };
          for (const counts of METRICS) {
            expect(figureLine({ ...figure, code: counts.of, counts }, ofUnits(read.get(counts.of) ?? [], units), programme, asOf)).toEqual(figureLine({ ...figure, code: counts.of, counts }, ofUnits(all, units), programme, asOf));
          }
        }
      }
    });
    expect(counted).toBeGreaterThan(1_000);
  });

  it('the ledger of what lists say is everybody’s, by name and level, of all or of the units', async () => {
    let titles = 0;
    await overTime(async (folded, views, asOf) => {
      const all = everybodys(folded, asOf);
      for (const units of [undefined, ...PARTS.map((part) => new Set(part))]) {
        const ledger = legacyOf(await listedTitles(views, asOf, {}, units), {});
        const expected = legacyOf(ofUnits(all, units), {});
        titles += expected.length;
        expect(ledgerCounts(ledger)).toEqual(ledgerCounts(expected));
        expect(ledger).toEqual(expected);
        expect(legacyOf(await listedTitles(views, asOf, { names: ['新秀'], level: 'CITY' }, units), {})).toHaveLength(expected.filter(({ name }) => name === '新秀').length);
      }
    });
    expect(titles).toBeGreaterThan(300);
  });

  it('reads nothing that no metric counts, of titles the careers of the units, and of lists and other bodies rows alone', async () => {
    const asked: string[] = [];
    const views = await viewsOf(await foldBatches([honours, roster], []));
    const reading = { all: (collection: string, where: readonly Comparison[]) => { asked.push(collection); return views.all(collection, where); } };
    await honoursOfUnits(reading, { programme: 'p', metrics: [], units: new Set(['u1']), asOf: '2023-01-01' });
    expect(asked).toEqual([]);
    await honoursOfUnits(reading, { programme: 'p', metrics: [{ of: 'TITLES', tiers: ['STAR'] }], units: new Set(['u1']), asOf: '2023-01-01' });
    expect(asked).toEqual([UNIT_CAREERS]);
    await honoursOfUnits(reading, { programme: 'p', metrics: METRICS.slice(2), units: new Set(['u1']), asOf: '2023-01-01' });
    expect(asked).toEqual([UNIT_CAREERS, HONOUR_ROWS, HONOUR_ROWS]);
  });
});
