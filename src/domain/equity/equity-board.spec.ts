import { decideRegisterOrg, orgs } from '../orgs';
import { equityBoard } from './equity-board';
import { Story } from '../../../test/domain/story';

describe('equity board', () => {
  const tree = new Story(orgs, 'orgs');
  const context = tree.on('2022-12-31');
  for (const [org, rural, weak] of [['town', false, false], ['village', true, false], ['weak', false, true]] as const) {
    tree.take(decideRegisterOrg(tree.state, { org, names: { zh: org, en: org }, level: 'SCHOOL', kind: 'SCHOOL', parent: null, stages: [], code: null, rural, weak, effectiveOn: '2000-01-01' }, context), context);
  }
  const population = [{ unit: 'town', subject: '语文', size: 45 }, { unit: 'town', subject: '音乐', size: 15 }, { unit: 'village', subject: '语文', size: 30 }, { unit: 'weak', subject: null, size: 10 }];
  const none = { tiers: [], leans: [], inSubjects: [] };
  const step = (unit: string, of: 'APPLIED' | 'RECOMMENDED' | 'SELECTED' | 'CONFERRED' | 'POOL', size: number, tier = 'STAR') => ({ unit, size, tier, step: of });

  test('shares of those who applied, were recommended, selected and conferred, against the population', () => {
    const [rural, ofStar, weak] = equityBoard({ tree: tree.state, asOf: '2022-12-31', population, ...none, steps: [step('town', 'APPLIED', 6), step('village', 'APPLIED', 2), step('town', 'RECOMMENDED', 5), step('village', 'RECOMMENDED', 1), step('town', 'SELECTED', 2), step('village', 'SELECTED', 1), step('village', 'POOL', 1)] });
    expect(rural).toEqual({
      toward: 'RURAL', subjects: null, tier: null, population: { of: 30, all: 100, percent: 30 },
      steps: { APPLIED: { of: 2, all: 8, percent: 25 }, RECOMMENDED: { of: 1, all: 6, percent: 16.7 }, SELECTED: { of: 1, all: 3, percent: 33.3 }, CONFERRED: { of: 0, all: 0, percent: null } },
      gap: 3.3,
    });
    expect(ofStar).toEqual({ ...rural, tier: 'STAR' });
    expect(weak).toMatchObject({ toward: 'WEAK', population: { percent: 10 }, steps: { SELECTED: { of: 0, all: 3, percent: 0 } }, gap: -10 });
  });

  test('Z27 subjects that a lean goes to, against who teaches them; a programme that names none has no such line', () => {
    const lean = { code: 'WEAK_SUBJECTS', subjects: ['音乐', '美术'] };
    const inSubject = (subject: string, of: 'APPLIED' | 'SELECTED', size: number) => ({ subject, size, tier: 'STAR', step: of });
    const steps = [step('town', 'APPLIED', 6), step('village', 'APPLIED', 2), step('town', 'SELECTED', 2)];
    const lines = equityBoard({ tree: tree.state, asOf: '2022-12-31', population, steps, tiers: ['STAR'], leans: [lean], inSubjects: [inSubject('音乐', 'APPLIED', 2), inSubject('美术', 'APPLIED', 1), inSubject('音乐', 'SELECTED', 1), inSubject('语文', 'SELECTED', 1)] });
    expect(lines.map(({ toward, tier }) => `${toward} ${tier}`)).toEqual(['RURAL null', 'RURAL STAR', 'WEAK null', 'WEAK STAR', 'WEAK_SUBJECTS null', 'WEAK_SUBJECTS STAR']);
    expect(lines[4]).toMatchObject({ subjects: ['音乐', '美术'], population: { of: 15, all: 100, percent: 15 }, steps: { APPLIED: { of: 3, all: 8, percent: 37.5 }, SELECTED: { of: 1, all: 2, percent: 50 }, CONFERRED: { percent: null } }, gap: 35 });
  });

  test('every tier of the programme has its line, so that the populations of parts add up though a unit put nobody forward', () => {
    const steps = [step('village', 'APPLIED', 2)];
    const of = (...units: readonly string[]) => equityBoard({ tree: tree.state, asOf: '2022-12-31', ...none, tiers: ['STAR', 'MASTER'], population: population.filter(({ unit }) => units.includes(unit)), steps: steps.filter(({ unit }) => units.includes(unit)) });
    const [whole, village, others] = [of('town', 'village', 'weak'), of('village'), of('town', 'weak')];
    expect(others.map(({ toward, tier }) => `${toward} ${tier}`)).toEqual(['RURAL null', 'RURAL MASTER', 'RURAL STAR', 'WEAK null', 'WEAK MASTER', 'WEAK STAR']);
    expect(others[2]).toMatchObject({ population: { of: 0, all: 70 }, steps: { APPLIED: { of: 0, all: 0, percent: null } }, gap: null });
    for (const [index, line] of whole.entries()) {
      expect([line.tier, village[index]?.tier, others[index]?.tier]).toEqual([line.tier, line.tier, line.tier]);
      expect((village[index]?.population.all ?? 0) + (others[index]?.population.all ?? 0)).toBe(line.population.all);
      expect((village[index]?.steps.APPLIED.all ?? 0) + (others[index]?.steps.APPLIED.all ?? 0)).toBe(line.steps.APPLIED.all);
    }
  });

  test('E32 who applied from a rural school that was closed since still applied from a rural one', () => {
    tree.take({ kind: 'events', events: [{ type: 'OrgClosed', data: { org: 'village', successor: 'town' }, effectiveOn: '2023-09-01' }] }, context);
    const rural = (asOf: string) => equityBoard({ tree: tree.state, asOf, population, ...none, steps: [step('town', 'APPLIED', 6), step('village', 'APPLIED', 2)] })[0];
    for (const asOf of ['2023-08-31', '2023-09-01']) expect([asOf, rural(asOf)]).toMatchObject([asOf, { population: { of: 30, all: 100 }, steps: { APPLIED: { of: 2, all: 8 } } }]);
  });

  test('a school counts as what it is on the day, and nobody has no share', () => {
    expect(equityBoard({ tree: tree.state, asOf: '1999-12-31', population, ...none, steps: [] })).toMatchObject([{ population: { of: 0, percent: 0 }, gap: null }, { population: { of: 0 } }]);
    expect(equityBoard({ tree: tree.state, asOf: '2022-12-31', population: [], ...none, steps: [] })[0]).toMatchObject({ population: { of: 0, all: 0, percent: null }, gap: null });
  });
});
