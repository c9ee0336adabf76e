import * as fc from 'fast-check';
import type { JsonObject } from '../../src/domain/facts';
import { viewOf, resolve } from '../../src/domain/teacher/view';
import { bricksOf, PYRAMID_UNITS, PYRAMID_TIERS } from '../../projections/pyramid/pyramid';
import type { RosterDocument } from '../../projections/roster/roster';
import { lifeOf, roster, ROSTER_ROWS } from '../../projections/roster/roster';
import { rowsOf, type RosterRow } from '../../projections/roster/rows';
import { termsWhere, type TermsFilter } from '../../projections/terms/query';
import { TERM_ROWS } from '../../projections/terms/terms';
import { titleStatuses } from '../../src/domain/teacher/title-status';
import type { Comparison } from '../../src/read-models/document-store';
import { projections } from '../../projections/all';
import type { Folded, GivenEvent } from './given';
import { foldBatches, logOf } from './given';
import { teacher } from './lives';

const TEACHERS = ['t1', 't2', 't3'];
const UNITS = ['u1', 'u2'];
const day = fc.integer({ min: 0, max: 40 }).map((n) => `20${String(15 + Math.floor(n / 10)).padStart(2, '0')}-0${(n % 9) + 1}-01`);

type Move = { readonly kind: 'transfer' | 'confer' | 'revoke' | 'void' | 'correct' | 'review' | 'erase'; readonly who: number; readonly on: string; readonly pick: number; readonly term: boolean };
const move: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom('transfer', 'transfer', 'confer', 'confer', 'revoke', 'void', 'correct', 'review', 'erase'),
  who: fc.nat({ max: TEACHERS.length - 1 }),
  on: day,
  pick: fc.nat({ max: 50 }),
  term: fc.boolean(),
});

/** Histories that a log could hold: late entries in any order, corrections and voids of what is there. */
function history(moves: readonly Move[]): readonly GivenEvent[] {
  const given: GivenEvent[] = [];
  const own = new Map<string, { readonly id: string; readonly title?: string; readonly type: string }[]>();
  for (const [i, id] of TEACHERS.entries()) {
    given.push(teacher(id).registered('2015-01-01', UNITS[i % 2] ?? 'u1', { id: `reg-${id}` }));
    own.set(id, [{ id: `reg-${id}`, type: 'TeacherRegistered' }]);
  }
  for (const [i, { kind, who, on, pick, term }] of moves.entries()) {
    const id = TEACHERS[who] ?? 't1';
    const t = teacher(id);
    const facts = own.get(id) ?? [];
    const titles = facts.filter(({ title }) => title !== undefined);
    const chosen = facts[pick % facts.length];
    const title = titles[pick % Math.max(titles.length, 1)]?.title;
    const event = `f${i}`;
    const unit = UNITS[pick % 2] ?? 'u1';
    switch (kind) {
      case 'transfer':
        given.push(t.transferred(on, 'x', unit, { id: event }));
        facts.push({ id: event, type: 'Transferred' });
        break;
      case 'confer':
        given.push(t.conferred(on, `ti-${event}`, pick % 2 === 0 ? 'RISING_STAR' : 'BACKBONE', { id: event, to: term ? '2018-06-30' : null }));
        facts.push({ id: event, title: `ti-${event}`, type: 'TitleConferred' });
        break;
      case 'revoke':
        if (title !== undefined) given.push(t.revoked(on, title, 'RISING_STAR', { id: event }));
        break;
      case 'review':
        if (title !== undefined) given.push(t.review(on, title.slice('ti-'.length), title));
        break;
      case 'void':
        if (chosen !== undefined && chosen.type !== 'TeacherRegistered') given.push(t.voided(on, chosen.id));
        break;
      case 'correct':
        if (chosen?.type === 'TeacherRegistered') given.push(t.registered(on, unit, { id: event, meta: { corrects: chosen.id } }));
        if (chosen?.type === 'Transferred') given.push(t.transferred(on, 'x', unit, { id: event, meta: { corrects: chosen.id } }));
        break;
      case 'erase':
        if (pick % 5 === 0) given.push(t.erased(on));
        break;
    }
  }
  return given;
}

const histories = fc.array(move, { maxLength: 25 }).map(history);

/** Cells counted from the documents at rest, not from deltas. */
function recount(folded: Folded, collection: typeof PYRAMID_UNITS | typeof PYRAMID_TIERS): readonly JsonObject[] {
  const cells = new Map<string, { readonly key: JsonObject; readonly days: { [day: string]: number } }>();
  for (const document of folded.bodies('roster_v7') as readonly RosterDocument[]) {
    for (const [id, { key, days }] of bricksOf(rowsOf(document.teacher, lifeOf(document)).values(), collection)) {
      const cell = cells.get(id) ?? { key, days: {} };
      cells.set(id, cell);
      for (const [at, n] of Object.entries(days)) cell.days[at] = (cell.days[at] ?? 0) + n;
    }
  }
  return [...cells.values()]
    .map(({ key, days }) => ({ key, days: Object.entries(days).filter(([, n]) => n !== 0) }))
    .filter(({ days }) => days.length > 0)
    .map(({ key, days }) => ({ ...key, days: Object.fromEntries(days) }));
}

const sorted = (bodies: readonly JsonObject[]) => [...bodies].sort((a, b) => (JSON.stringify([a['unit'], a['programme'], a['tier']]) < JSON.stringify([b['unit'], b['programme'], b['tier']]) ? -1 : 1));

/** What a question about terms finds among the rows at rest, in order. */
function termsFound(rows: readonly JsonObject[], filter: TermsFilter): readonly { readonly place: string; readonly title: string }[] {
  const holds = (row: JsonObject, it: Comparison): boolean => {
    const value = row[it.field] ?? null;
    if ('eq' in it) return value === it.eq;
    if ('in' in it) return it.in.some((one) => one === value);
    return 'lte' in it ? String(value) <= String(it.lte) : String(value) > String(it.gt);
  };
  return termsWhere(filter).flatMap((where) => rows.filter((row) => where.every((it) => holds(row, it)))).map(({ place, title }) => ({ place: String(place), title: String(title) })).sort((a, b) => (a.place < b.place ? -1 : 1));
}

const chance = <T,>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined });
const filters = fc.record({ asOf: day, statuses: chance(fc.subarray([...titleStatuses], { maxLength: 2 })), endsBy: chance(day), tier: chance(fc.constantFrom('RISING_STAR', 'BACKBONE')), units: chance(fc.subarray(UNITS)), after: chance(fc.constantFrom('2018-06-30/t1/ti-f3', '2018-06-30/t2/ti-f5', '9999-12-31/t2/')) });

describe('properties of the views', () => {
  it('rebuild = incremental, wherever batches end', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 30 }), async (given, sizes) => {
        const events = logOf(given);
        const batches: (typeof events)[number][][] = [];
        for (let i = 0, n = 0; i < events.length; n++) {
          const size = sizes[n % Math.max(sizes.length, 1)] ?? 1;
          batches.push(events.slice(i, i + size));
          i += size;
        }
        const rebuilt = await foldBatches(projections, [events]);
        expect((await foldBatches(projections, batches)).all()).toEqual(rebuilt.all());
      }),
      { numRuns: 60 },
    );
  });

  it('tally = recount at every checkpoint', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (given) => {
        const events = logOf(given);
        for (let upTo = 1; upTo <= events.length; upTo += 3) {
          const folded = await foldBatches([roster], [events.slice(0, upTo)]);
          for (const collection of [PYRAMID_UNITS, PYRAMID_TIERS] as const) expect(sorted(folded.bodies(collection))).toEqual(sorted(recount(folded, collection)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('terms(D) = the roster of D in the order of the ends of its terms', async () => {
    await fc.assert(
      fc.asyncProperty(histories, filters, async (given, filter) => {
        const { asOf, statuses = [], endsBy, tier, units, after } = filter;
        const folded = await foldBatches([roster], [logOf(given)]);
        const expected = (folded.bodies(ROSTER_ROWS) as readonly RosterRow[])
          .filter(({ from, to, title }) => title !== null && from <= asOf && asOf < to)
          .filter((row) => (statuses.length === 0 || statuses.some((status) => row.status === status)) && (endsBy === undefined || (row.until !== null && row.until <= endsBy)) && (tier === undefined || row.tier === tier) && (units === undefined || units.includes(row.unit)))
          .map(({ teacher: holder, title, until }) => ({ place: `${until ?? '9999-12-31'}/${holder}/${title ?? ''}`, title: String(title) }))
          .filter(({ place }) => after === undefined || place > after)
          .sort((a, b) => (a.place < b.place ? -1 : 1));
        expect(termsFound(folded.bodies(TERM_ROWS), filter)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('rows(D) = view(D)', async () => {
    await fc.assert(
      fc.asyncProperty(histories, day, async (given, asOf) => {
        const folded = await foldBatches([roster], [logOf(given)]);
        for (const document of folded.bodies('roster_v7') as readonly RosterDocument[]) {
          const view = viewOf(resolve(lifeOf(document)), asOf);
          const rows = folded.bodies(ROSTER_ROWS).filter((row) => row['teacher'] === document.teacher && String(row['from']) <= asOf && asOf < String(row['to']));
          const titles = rows.filter(({ title }) => title !== null).map(({ title, tier, status, unit }) => ({ title, tier, status, unit }));
          const expected = view.unit === null ? [] : view.titles.map(({ title, tier, status }) => ({ title, tier, status, unit: view.unit }));
          expect(titles.sort(byTitle)).toEqual(expected.sort(byTitle));
          const bare = rows.filter(({ title }) => title === null);
          expect(bare).toHaveLength(view.unit !== null && !view.titles.some(({ status }) => status === 'ACTIVE') ? 1 : 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function byTitle(a: { readonly title?: unknown }, b: { readonly title?: unknown }): number {
  return String(a.title) < String(b.title) ? -1 : 1;
}
