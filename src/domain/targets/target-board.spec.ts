import type { Honour } from './honours';
import { targetBoard } from './target-board';

const title = (teacher: string, unit: string, conferredOn: string, more: Partial<Honour> = {}): Honour => ({
  teacher, kind: 'TITLE', programme: 'p', tier: 'STAR', track: 'TEACHER', name: null, level: null, number: null, conferredOn, revokedOn: null, unit, ...more,
});
const target = {
  code: 'NEW', names: { zh: '新增', en: 'New' }, clause: null, quote: null, number: 1, word: null, percent: null,
  counts: { of: 'TITLES', tiers: ['STAR'], earlier: ['新秀'] }, from: '2022-01-01', due: null, everyYears: null, unit: null, by: null,
} as const;
const countedIn = (unit: string, honours: readonly Honour[]) =>
  targetBoard({ programme: 'p', asOf: '2024-01-01', targets: [target], entries: [], made: [], honours: () => honours, asked: (one) => one === unit, isWithin: (one, above) => one === above })[0]?.counted;

describe('a target of which a part of the units is asked', () => {
  it('E52 a title counts in the unit in which it was conferred, whatever else she was given there', () => {
    const honours = [title('a', 'u1', '2023-09-01'), title('b', 'u2', '2023-09-01'), title('b', 'u1', '2022-09-01', { tier: 'MASTER' }), title('c', 'u2', '2023-09-01'), title('c', 'u1', '2022-09-01', { programme: 'q' })];
    expect([countedIn('u1', honours), countedIn('u2', honours)]).toEqual([1, 2]);
  });

  it('E52 whoever held one before the period is not new, wherever it was conferred and also where only a list says so', () => {
    const list = title('b', 'u2', '2015', { kind: 'LEGACY', programme: null, tier: null, track: null, name: '新秀' });
    expect(countedIn('u1', [title('a', 'u1', '2023-09-01'), title('a', 'u2', '2021-12-31'), title('b', 'u1', '2023-09-01'), list, title('c', 'u1', '2022-01-01')])).toBe(1);
  });
});
