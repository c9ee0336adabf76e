import { orgs, tell } from '../orgs';
import type { PanelRules } from '../programme-rules';
import type { RelationRecorded } from '../registry-facts';
import { relate, type Relations } from '../relations';
import { carriedOn, conflictsBetween, type Placed } from './conflicts';

const day = '2019-06-01';
const snapshot = '2019-05-01';
const person = (id: string, ...spells: readonly (readonly [string, string, string | null])[]): Placed => ({ person: id, spells: spells.map(([unit, from, to]) => ({ unit, from, to })) });
const sameUnit = (years: number): PanelRules['conflicts'] => [{ kind: 'SAME_UNIT', years, effect: 'EXCLUDE' }];

function related(...facts: readonly RelationRecorded['data'][]): Relations {
  const relations: Relations = new Map();
  for (const [index, data] of facts.entries()) relate(relations, { id: `rel-${index}`, type: 'RelationRecorded', data } as RelationRecorded);
  return relations;
}

describe('E41 conflicts computed from history', () => {
  const told = (experts: readonly Placed[], candidates: readonly Placed[], years: number): readonly string[] => conflictsBetween(experts, candidates, new Map(), sameUnit(years), day, snapshot).map(({ expert, teacher }) => `${expert}/${teacher}`);

  test('colleagues are those who were at one unit on one day within the years that count', () => {
    const candidates = [person('t-1', ['school-1', '2010-09-01', null]), person('t-2', ['school-2', '2010-09-01', null])];
    expect(told([person('now', ['school-1', '2018-09-01', null])], candidates, 3)).toEqual(['now/t-1']);
    expect(told([person('left', ['school-1', '2010-09-01', '2016-06-01'], ['school-9', '2016-06-02', null])], candidates, 3)).toEqual(['left/t-1']);
    expect(told([person('long-ago', ['school-1', '2010-09-01', '2016-05-31'], ['school-9', '2016-06-01', null])], candidates, 3)).toEqual([]);
  });

  test('one who left before the other came is no colleague', () => {
    expect(told([person('e', ['school-1', '2010-09-01', '2018-07-31'])], [person('t', ['school-1', '2018-08-01', null])], 3)).toEqual([]);
  });

  test('the snapshot day counts where no years do', () => {
    expect(told([person('e', ['school-1', '2010-09-01', '2019-05-01'])], [person('t', ['school-1', '2010-09-01', null])], 0)).toEqual(['e/t']);
    expect(told([person('e', ['school-1', '2010-09-01', '2019-04-30'])], [person('t', ['school-1', '2010-09-01', null])], 0)).toEqual([]);
  });

  test('relations count from either side, while they last and so many years after, with the effect of their kind', () => {
    const relations = related(
      { kind: 'MENTOR', a: 'e-1', b: 't-1', from: '2010-09-01', to: '2017-08-31' },
      { kind: 'STUDIO', a: 't-1', b: 'e-2', from: '2018-09-01', to: null },
      { kind: 'COAUTHOR', a: 'e-1', b: 'stranger', from: '2018-09-01', to: null },
    );
    const rules: PanelRules['conflicts'] = [{ kind: 'MENTOR', years: 2, effect: 'RECUSE' }, { kind: 'STUDIO', years: 0, effect: 'EXCLUDE' }, { kind: 'COAUTHOR', years: 5, effect: 'EXCLUDE' }];
    const [experts, candidates] = [[person('e-1'), person('e-2')], [person('t-1')]];
    expect(conflictsBetween(experts, candidates, relations, rules, day, snapshot)).toEqual([
      { expert: 'e-1', teacher: 't-1', kind: 'MENTOR', effect: 'RECUSE', basis: { event: 'rel-0' } },
      { expert: 'e-2', teacher: 't-1', kind: 'STUDIO', effect: 'EXCLUDE', basis: { event: 'rel-1' } },
    ]);
    expect(conflictsBetween(experts, candidates, relations, rules, '2019-08-31', snapshot).map(({ kind }) => kind)).toEqual(['MENTOR', 'STUDIO']);
    expect(conflictsBetween(experts, candidates, relations, rules, '2019-09-01', snapshot).map(({ kind }) => kind)).toEqual(['STUDIO']);
  });

  test('E6 whoever has several ids is tied by each of them, and met once', () => {
    const relations = related({ kind: 'COAUTHOR', a: 'e-0', b: 't-1', from: '2018-09-01', to: null }, { kind: 'COAUTHOR', a: 't-0', b: 'e-1', from: '2018-10-01', to: null });
    const told = conflictsBetween([{ ...person('e-1'), ids: ['e-1', 'e-0'] }], [{ ...person('t-1'), ids: ['t-1', 't-0'] }], relations, [{ kind: 'COAUTHOR', years: 1, effect: 'RECUSE' }], day, snapshot);
    expect(told).toEqual([{ expert: 'e-1', teacher: 't-1', kind: 'COAUTHOR', effect: 'RECUSE', basis: { event: 'rel-1' } }]);
  });

  test('a relation stated again with an end ends', () => {
    const relations = related({ kind: 'STUDIO', a: 'e', b: 't', from: '2015-09-01', to: null }, { kind: 'STUDIO', a: 'e', b: 't', from: '2015-09-01', to: '2016-08-31' });
    expect(conflictsBetween([person('e')], [person('t')], relations, [{ kind: 'STUDIO', years: 1, effect: 'EXCLUDE' }], day, snapshot)).toEqual([]);
  });

  test('experts and candidates of a city are compared without looking at every pair', () => {
    const experts = Array.from({ length: 400 }, (_, n) => person(`e-${n}`, [`office-${n}`, '2010-01-01', null]));
    const candidates = Array.from({ length: 3_000 }, (_, n) => person(`t-${n}`, [`school-${n % 100}`, '2010-01-01', null]));
    let looked = 0;
    const counted = candidates.map((candidate) => ({ ...candidate, get spells() { looked += 1; return candidate.spells; } }));
    expect(conflictsBetween(experts, counted, new Map(), sameUnit(3), day, snapshot)).toEqual([]);
    expect(looked).toBe(3_000);
  });

  test('E32 two who were at schools that were merged are colleagues from that day on, transferred or not yet', () => {
    const unit = (org: string) => ({ type: 'OrgRegistered', data: { org, names: { zh: org, en: org }, level: 'SCHOOL', kind: 'SCHOOL', parent: null, stages: [], code: null, rural: false } }) as const;
    const tree = ['school-1', 'school-2', 'school-3'].reduce((grown, org) => tell(grown, unit(org), '2000-01-01', org), orgs.initial('orgs'));
    tell(tree, { type: 'OrgsMerged', data: { into: 'school-2', from: ['school-1'], moved: [] } }, '2019-03-01', 'merger');
    tell(tree, { type: 'OrgClosed', data: { org: 'school-3', successor: null } }, '2019-03-01', 'closed');
    const after = (one: Placed): Placed => ({ ...one, spells: one.spells.flatMap((spell) => carriedOn(tree, spell)) });
    const [expert, candidate] = [person('e-1', ['school-1', '2010-09-01', null]), person('t-1', ['school-2', '2010-09-01', null])];
    expect(told([expert], [candidate], 0)).toEqual([]);
    expect(told([after(expert)], [after(candidate)], 0)).toEqual(['e-1/t-1']);
    expect(carriedOn(tree, { unit: 'school-1', from: '2010-09-01', to: '2018-08-31' })).toEqual([{ unit: 'school-1', from: '2010-09-01', to: '2018-08-31' }]);
    expect(carriedOn(tree, { unit: 'school-3', from: '2010-09-01', to: null })).toEqual([{ unit: 'school-3', from: '2010-09-01', to: '2019-02-28' }]);
  });
});
