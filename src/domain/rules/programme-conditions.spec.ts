import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProgramme } from './programme-text';

const text = readFileSync(join(__dirname, '../../../test/programmes/eligibility/programme.yaml'), 'utf8');

const teams = readFileSync(join(__dirname, '../../../test/programmes/team-practice/programme.yaml'), 'utf8');

/** The file with one passage written otherwise, and what is then wrong in it. */
function problems(passage: string, replacement: string, whole = text): readonly (readonly [string, string])[] {
  if (whole.split(passage).length !== 2) throw new Error(`not just one ${passage}`);
  const reading = readProgramme(whole.replace(passage, () => replacement));
  return reading.kind === 'refused' ? reading.problems.map(({ code, path }) => [code, path] as const) : [];
}
const at = (rest: string): string => `tiers.BACKBONE.eligibility.${rest}`;

describe('conditions of a county notice', () => {
  it('the practice programme has nothing wrong in it', () => {
    expect(readProgramme(text)).toMatchObject({ kind: 'programme' });
  });

  it.each([
    ['a level of another kind of credential', 'atLeast: { value: TITLE_FIRST, stated: P7 }', 'atLeast: { value: DEGREE_MASTER, stated: P7 }', [['wrongValue', at('firstGrade.with.atLeast.value')]]],
    ['a level that there is not', 'atLeast: { value: TITLE_FIRST, stated: P7 }', 'atLeast: { value: TITLE_BEST, stated: P7 }', [['wrongValue', at('firstGrade.with.atLeast.value')]]],
    ['a service that there is not', 'value: [PUBLIC_SCHOOL, PRIVATE_SCHOOL, MILITARY]', 'value: [PUBLIC_SCHOOL, CHURCH_SCHOOL]', [['wrongValue', at('longService.with.kinds.value.1')]]],
    ['a scope that is everything', 'scope: { value: HONOURS, stated: P13 }', 'scope: { value: ALL, stated: P13 }', [['wrongValue', at('clean.with.scope.value')]]],
    ['months beyond a life', 'barMonths: { value: 6, stated: P13 }', 'barMonths: { value: 601, stated: P13 }', [['outOfBounds', at('clean.with.barMonths.value')]]],
    ['years beyond a life', 'years: { value: 5, stated: P5 }', 'years: { value: 101, stated: P5 }', [['outOfBounds', at('longService.with.years.value')]]],
    ['a cohort without days', 'from: { value: 1985-01-01, stated: P8 }', '{}', [['noBound', at('educated')]]],
    ['a cohort whose days are reversed', 'from: { value: 1985-01-01, stated: P8 }', 'from: { value: 1985-01-01, stated: P8 }\n          to: { value: 1984-12-31, stated: P8 }', [['datesReversed', at('educated.with.to')]]],
    ['a waiver by a post that there is not', 'lessLeave: { value: [STUDY], stated: P5 }\n          asOf: { value: { parameter: snapshotOn }, stated: P5 }\n        waiver: { value: { post: BureauOfficer', 'asOf: { value: { parameter: snapshotOn }, stated: P5 }\n        waiver: { value: { post: Headmaster', [['unknownPost', at('longService.waiver.value.post')]]],
    ['a waiver of a rule within a rule', 'with:\n              years: { value: 3, stated: P11 }', 'waiver: { value: { post: BureauOfficer, level: DISTRICT }, stated: P17 }\n            with:\n              years: { value: 3, stated: P11 }', [['unknownKey', at('classTeacherOrMaster.of.classTeacher.waiver')]]],
    ['a choice of one', '          - code: master\n            rule: hasCredential@1\n            stated: P11\n            with:\n              kind: { value: DEGREE, stated: P11 }\n              atLeast: { value: DEGREE_MASTER, stated: P11 }\n', '', [['tooFewRules', at('classTeacherOrMaster.of')]]],
  ])('%s is found', (_what, passage, replacement, found) => {
    expect(problems(passage, replacement)).toEqual(found);
  });

  it('a waiver that is left open waives nothing and stops no file', () => {
    expect(problems('waiver: { value: { post: BureauOfficer, level: DISTRICT }, stated: P17 }\n      - code: ofAge', 'waiver: { open: { zh: 谁可以例外审批？, en: Who may waive it? }, type: acting, clause: P17 }\n      - code: ofAge')).toEqual([]);
  });
});

describe('conditions of a notice for teams', () => {
  it.each([
    ['a rule about teams where no team can be put forward', 'tracks: { value: [CURRICULUM_TEAM], stated: G11 }', 'tracks: { value: [TEACHER], stated: G11 }', [['teamRuleWithoutTeam', 'tiers.INNOVATION.eligibility.size.rule']]],
    ['a rule about teams within another', 'rule: yearsOfService@1\n            stated: G5\n            with:\n              years: { value: 10, stated: G5 }', 'rule: teamSize@1\n            stated: G5\n            with: { min: { value: 1, stated: G5 }, max: { value: 2, stated: G5 } }', [['teamRuleWithin', 'tiers.RENOWNED.eligibility.leader.of.served.rule']]],
    ['a share of nobody', 'percent: { value: 60, stated: G6 }', 'percent: { value: 0, stated: G6 }', [['outOfBounds', 'tiers.RENOWNED.eligibility.young.with.percent.value']]],
    ['a share of more than all', 'percent: { value: 60, stated: G6 }', 'percent: { value: 101, stated: G6 }', [['outOfBounds', 'tiers.RENOWNED.eligibility.young.with.percent.value']]],
    ['a size that no team can have', 'max: { value: 9, stated: G11 }', 'max: { value: 1, stated: G11 }', [['floorAboveCap', 'tiers.INNOVATION.eligibility.size.with.max.value']]],
  ])('E39 %s is found', (_what, passage, replacement, found) => {
    expect(problems(passage, replacement, teams)).toEqual(found);
  });
});
