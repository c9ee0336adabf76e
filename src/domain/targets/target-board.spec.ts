import { Story } from '../../../test/domain/story';
import { decideRegisterOrg, orgs } from '../orgs';
import type { Honour } from './honours';
import { isUnder, targetBoard } from './target-board';

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

describe('a target that is set for a unit', () => {
  const tree = new Story(orgs, 'orgs');
  const context = tree.on('2024-12-31');
  for (const [org, parent, level] of [['east', null, 'DISTRICT'], ['west', null, 'DISTRICT'], ['s-1', 'east', 'SCHOOL'], ['s-2', 'west', 'SCHOOL']] as const) {
    tree.take(decideRegisterOrg(tree.state, { org, names: { zh: org, en: org }, level, kind: 'BUREAU', parent, stages: [], code: null, rural: false, weak: false, effectiveOn: '2000-01-01' }, context), context);
  }
  tree.take({ kind: 'events', events: [{ type: 'OrgsMerged', data: { from: ['west'], into: 'east', moved: ['s-2'] }, effectiveOn: '2023-09-01' }] }, context);
  const made = ['s-1', 's-2', 'west'].map((unit) => ({ target: 'LESSONS', unit, days: { '2023-03-01': 1 } }));
  const counted = (unit: string, due: string | null, asOf: string) =>
    targetBoard({ programme: 'p', asOf, targets: [{ ...target, code: 'LESSONS', counts: null, unit, due }], entries: [], made, honours: () => [], asked: undefined, isWithin: (one, above, day) => isUnder(tree.state, one, above, day) })[0]?.counted;

  it('E32 what the schools of a district that was merged did is not lost with it', () => {
    expect(['2023-08-31', '2023-09-01', '2024-06-01'].map((asOf) => counted('west', null, asOf))).toEqual([2, 2, 2]);
  });

  it('E32 is reached with what the unit carries on from the day on, and not by a merger after its time', () => {
    expect(['2023-08-31', '2023-09-01'].map((asOf) => counted('east', null, asOf))).toEqual([1, 3]);
    expect(['2023-08-31', '2023-09-01', '2024-06-01'].map((asOf) => counted('east', '2023-06-30', asOf))).toEqual([1, 1, 1]);
  });
});
