import fc from 'fast-check';
import { orgs, tell } from '../orgs';
import { feasibility } from './feasibility';
import type { SeatLimit } from './parameters';
import { counterOf, problemOf, speaksOf, tableVerdict, type OpenTable, type SeatTree } from './seat-table';

const KINDS = [{ rural: false, stages: ['PRIMARY', 'JUNIOR'] }, { rural: true, stages: ['PRIMARY'] }, { rural: true, stages: ['PRESCHOOL'] }] as const;
const DAY = '2019-05-01';
const unit = { kind: 'SCHOOL', level: 'SCHOOL', parent: 'county', stages: [], code: null, rural: false } as const;
const nameless = (org: string) => ({ org, names: { zh: org, en: org } });
const treeOf = (kinds: readonly number[]): SeatTree => {
  const all = [{ ...unit, ...nameless('county'), level: 'DISTRICT', kind: 'BUREAU', parent: null } as const, ...kinds.map((kind, index) => ({ ...unit, ...nameless(`s${index}`), stages: KINDS[kind]?.stages ?? [], rural: KINDS[kind]?.rural ?? false }))];
  return { tree: all.reduce((tree, data) => tell(tree, { type: 'OrgRegistered', data }, '2000-01-01', data.org), orgs.initial('orgs')), day: DAY };
};
const limitOf = (code: string, more: Partial<SeatLimit>): SeatLimit => ({ code, kind: 'FLOOR', level: 'SCHOOL', of: {}, by: [], amount: { n: 1 }, per: 'ROUND', unitSeats: null, ...more });
const tableOf = (seats: readonly number[], limits: readonly SeatLimit[]): OpenTable => ({ rows: seats.map((n, index) => ({ unit: `s${index}`, seats: n })), limits, free: (unit) => seats[Number(unit.slice(1))] ?? 0, counted: () => 0 });

const limits = fc.array(fc.record({
  kind: fc.constantFrom('CAP' as const, 'FLOOR' as const, 'RESERVED' as const), n: fc.integer({ min: 0, max: 4 }), per: fc.constantFrom('ROUND' as const, 'ROUND' as const, 'UNIT' as const),
  of: fc.constantFrom<SeatLimit['of']>({}, { rural: true }, { leaders: true }, { stages: ['PRIMARY'], leaders: false }, { stages: ['PRIMARY'] }, { stages: ['PRIMARY', 'JUNIOR'] }, { rural: true, stages: ['PRESCHOOL'] }, { subjects: ['语文'] }, { units: ['s0'] }),
}), { maxLength: 5 }).map((all) => all.map(({ n, ...more }, index) => limitOf(`L${index}`, { ...more, amount: { n } })));

describe('a seat table as a problem', () => {
  test('E16 taking like units together decides what each unit by itself decides', () => {
    const seen = { FEASIBLE: 0, INFEASIBLE: 0 };
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 6 }), limits, (schools, wanted) => {
      const tree = treeOf(schools.map(([kind]) => kind));
      const table = tableOf(schools.map(([, seats]) => seats), wanted);
      const verdict = tableVerdict(table, tree);
      const each = feasibility(problemOf(table, tree, false).problem);
      expect(verdict.kind).toBe(each);
      if (each !== 'UNDECIDED') seen[each] += 1;
    }), { numRuns: 400 });
    expect(Math.min(seen.FEASIBLE, seen.INFEASIBLE)).toBeGreaterThan(40);
  });

  test('E16 a county of 5,000 schools and twelve limits is decided, in time for a request', () => {
    const kinds = Array.from({ length: 5_000 }, (_, index) => index % 3);
    const tree = treeOf(kinds);
    const table = tableOf(kinds.map((kind) => 1 + (kind % 2)), [
      limitOf('RURAL', { of: { rural: true }, amount: { percent: 20, base: 'SEATS', rounding: 'UP' } }),
      limitOf('STAGES', { by: ['STAGE'], of: { stages: ['PRESCHOOL', 'PRIMARY', 'JUNIOR'] }, amount: { n: 5 } }),
      limitOf('SAME', { kind: 'CAP', by: ['STAGE', 'SUBJECT'], per: 'UNIT', amount: { n: 1 } }),
      ...['语文', '数学', '英语', '物理', '化学', '生物', '历史', '地理', '音乐'].map((subject, index) => limitOf(`S${index}`, { of: { subjects: [subject] }, amount: { percent: 5, base: 'SEATS', rounding: 'DOWN' } })),
    ]);
    const start = performance.now();
    expect(tableVerdict(table, tree).kind).toBe('FEASIBLE');
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  test('a floor for people whom no unit can put forward does not hold', () => {
    expect(tableVerdict(tableOf([2], [limitOf('VOCATIONAL', { of: { stages: ['VOCATIONAL'] } })]), treeOf([0]))).toEqual({ kind: 'INFEASIBLE', limits: ['VOCATIONAL'] });
    expect(tableVerdict(tableOf([2], [limitOf('EACH', { by: ['STAGE'], of: { stages: ['PRIMARY', 'SENIOR'] } })]), treeOf([0]))).toEqual({ kind: 'INFEASIBLE', limits: ['EACH'] });
  });

  test('seats of a county may go to each kind of school below it', () => {
    const tree = treeOf([0, 2]);
    const table: OpenTable = { rows: [{ unit: 'county', seats: 2, level: 'DISTRICT' }], free: () => 2, counted: () => 0, limits: [limitOf('PRE', { level: 'DISTRICT', of: { stages: ['PRESCHOOL'] } }), limitOf('JUNIOR', { level: 'DISTRICT', of: { stages: ['JUNIOR'], rural: false } })] };
    expect(tableVerdict(table, tree)).toEqual({ kind: 'FEASIBLE' });
  });

  test('a limit for each value counts under that value', () => {
    expect(counterOf({ code: 'SAME', by: ['STAGE', 'SUBJECT'] }, { stage: 'PRIMARY', subject: '语文' })).toBe('SAME/PRIMARY/语文');
    expect(speaksOf({ units: ['county'] }, { unit: 's0', stage: 'PRIMARY', subject: '语文' }, treeOf([0]))).toBe(true);
    expect(speaksOf({ units: ['county'] }, { unit: 'elsewhere', stage: 'PRIMARY', subject: '语文' }, treeOf([0]))).toBe(false);
  });
});
