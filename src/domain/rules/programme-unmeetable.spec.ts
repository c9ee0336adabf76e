import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionProblems, effectiveProgramme } from '../programme';
import type { Json, JsonObject } from '../facts';
import { fillOpen, openLeaves } from './leaves';
import { withoutIdle } from './left-open';
import type { ProgrammeDefinition } from './programme-definition';
import { readDefinition, readProgramme } from './programme-text';
import { readSample } from './sample-text';

/** A folder's file, and the same with its sample choices in the place of what it leaves open. */
function read(folder: string): { readonly stated: ProgrammeDefinition; readonly filled: ProgrammeDefinition } {
  const text = (file: string): string => readFileSync(join(__dirname, '../../../programmes', folder, file), 'utf8');
  const reading = readProgramme(text('programme.yaml'));
  const sample = reading.kind === 'programme' ? readSample(text('sample.yaml'), reading.definition) : null;
  if (reading.kind === 'refused' || sample?.kind !== 'sample') throw new Error(`${folder} is not good`);
  const filled = fillOpen(reading.definition, new Map(sample.choices.map(({ path, value }) => [path, value])));
  return { stated: reading.definition, filled: withoutIdle(filled, openLeaves(reading.definition)) };
}

const folders = { qingdao: read('qingdao-mingshi-2024'), weihai: read('weihai-edz-2017'), wenzhou: read('wenzhou-ouyue-2022'), district: read('district-five-level-2023') };
const leaf = (value: Json): JsonObject => ({ value, stated: 'X1' });

/** What the check says of a file with other parts at some places. */
function told(folder: keyof typeof folders, parts: { readonly [path: string]: Json }): readonly string[] {
  const changed = structuredClone(folders[folder].filled) as unknown as JsonObject;
  for (const [path, part] of Object.entries(parts)) {
    const steps = path.split('.');
    const holder = steps.slice(0, -1).reduce<object>((here, step) => {
      if (Reflect.get(here, step) === undefined) Reflect.set(here, step, {});
      return Reflect.get(here, step) as object;
    }, changed);
    Reflect.set(holder, steps.at(-1) ?? '', part);
  }
  const answer = readDefinition(changed);
  return answer.kind === 'refused' ? answer.problems.map(({ code, path }) => `${code} ${path}`) : [];
}

const rule = (word: string, given: { readonly [argument: string]: Json }): Json => [{ code: 'asked', rule: word, stated: 'X1', with: Object.fromEntries(Object.entries(given).map(([argument, value]) => [argument, leaf(value)])) }];
const tiers = { star: 'tiers.RISING_STAR', master: 'tiers.MASTER' };
const CITY = { workingDays: leaf(5), countFirstDay: leaf(false) };

describe('what a file asks for can be met', () => {
  test.each(Object.keys(folders) as (keyof typeof folders)[])('all of it in %s', (folder) => {
    expect(told(folder, {})).toEqual([]);
  });

  test.each([
    ['a place in cultivation outlasts the cultivation', 'wenzhou', { [`${tiers.star}.pool.cultivationYears`]: leaf(5), [`${tiers.star}.pool.endsAfterYears`]: leaf(3) }, ['placeEndsInCultivation tiers.RISING_STAR.pool.endsAfterYears.value']],
    ['one that ends on the eve of the first title too', 'wenzhou', { [`${tiers.star}.pool.cultivationYears`]: leaf(5), [`${tiers.star}.pool.endsAfterYears`]: leaf(5) }, ['placeEndsInCultivation tiers.RISING_STAR.pool.endsAfterYears.value']],
    ['one day of titles is enough', 'wenzhou', { [`${tiers.star}.pool.cultivationYears`]: leaf(5), [`${tiers.star}.pool.endsAfterYears`]: leaf(6) }, []],
    ['where no title comes out of it, there is nothing to wait for', 'wenzhou', { [`${tiers.star}.pool.cultivationYears`]: leaf(5), [`${tiers.star}.pool.endsAfterYears`]: leaf(3), [`${tiers.star}.pool.convertsTo`]: leaf(0) }, []],
    ['a place lasts a year', 'wenzhou', { [`${tiers.star}.pool.endsAfterYears`]: leaf(0) }, ['outOfBounds tiers.RISING_STAR.pool.endsAfterYears.value']],
    ['no more years of 优秀 than are looked at', 'weihai', { [`${tiers.star}.eligibility`]: rule('appraisedAtLeast@1', { years: 3, grade: 'QUALIFIED', excellent: 5 }) }, ['outOfBounds tiers.RISING_STAR.eligibility.asked.with.excellent.value']],
    ['all of them may be', 'weihai', { [`${tiers.star}.eligibility`]: rule('appraisedAtLeast@1', { years: 3, grade: 'QUALIFIED', excellent: 3 }) }, []],
    ['a pass line within the total', 'wenzhou', { [`${tiers.star}.scoring.passLine`]: leaf(101) }, ['outOfBounds tiers.RISING_STAR.scoring.passLine.value']],
    ['a share of a grade within all of them', 'qingdao', { 'assessments.END_OF_TERM.cap.percent': leaf(130) }, ['outOfBounds assessments.END_OF_TERM.cap.percent.value']],
    ['a tolerance within the number', 'qingdao', { [`${tiers.master}.seatsTolerance`]: leaf(200) }, ['outOfBounds tiers.MASTER.seatsTolerance.value']],
    ['a grade is given that a share, a renewal or a lifetime asks for', 'qingdao', { 'assessments.END_OF_TERM.grades': leaf(['BASICALLY_QUALIFIED', 'UNQUALIFIED']), [`${tiers.master}.renewal.grades`]: leaf(['QUALIFIED', 'BASICALLY_QUALIFIED']) }, [
      'gradeNotOfAssessment tiers.MASTER.lifetime.grade.value', 'gradeNotOfAssessment tiers.MASTER.renewal.grades.value.0', 'gradeNotOfAssessment assessments.END_OF_TERM.cap.grade.value',
    ]],
    ['the end of a term is assessed', 'qingdao', { 'assessments.END_OF_TERM.kind': leaf('TRAINING') }, ['noAssessmentOfKind tiers.MASTER.lifetime.grade.value', 'noAssessmentOfKind tiers.MASTER.renewal.grades.value.0', 'noAssessmentOfKind tiers.MASTER.renewal.grades.value.1']],
    ['so is what a condition asks about', 'qingdao', { [`${tiers.master}.eligibility`]: rule('assessedAtLeast@1', { kind: 'MILESTONE', grade: 'QUALIFIED' }) }, ['noAssessmentOfKind tiers.MASTER.eligibility.asked.with.grade.value']],
    ['with a grade as good', 'qingdao', { 'assessments.ANNUAL.grades': leaf(['QUALIFIED', 'UNQUALIFIED']), [`${tiers.master}.eligibility`]: rule('assessedAtLeast@1', { kind: 'ANNUAL', grade: 'EXCELLENT' }) }, ['gradeNotOfAssessment tiers.MASTER.eligibility.asked.with.grade.value']],
    ['a better one serves', 'qingdao', { 'assessments.ANNUAL.grades': leaf(['EXCELLENT', 'UNQUALIFIED']), [`${tiers.master}.eligibility`]: rule('assessedAtLeast@1', { kind: 'ANNUAL', grade: 'QUALIFIED' }) }, []],
    ['a milestone is concluded by an assessment of milestones', 'weihai', { 'milestones.M1.assessment': leaf('DYNAMIC_MANAGEMENT') }, ['notOfMilestones milestones.M1.assessment.value']],
    ['and not by one of terms', 'weihai', { 'assessments.M1.kind': leaf('END_OF_TERM') }, ['notOfMilestones milestones.M1.assessment.value']],
    ['who decides does not recommend', 'weihai', { [`${tiers.star}.levels`]: leaf(['SCHOOL', 'DISTRICT']) }, ['recommendsToItself tiers.RISING_STAR.levels.value.1']],
    ['a county that opens the round may recommend to the city that decides', 'wenzhou', { 'authority.OpenRound': leaf({ post: 'BureauOfficer', level: 'DISTRICT' }) }, []],
    ['who recommends nobody posts no list', 'weihai', { [`${tiers.star}.publicityAt`]: { CITY } }, ['postsWithoutRecommending tiers.RISING_STAR.publicityAt.CITY']],
    ['where nothing else is said, the school recommends', 'weihai', { [`${tiers.star}.publicityAt`]: { SCHOOL: CITY } }, []],
    ['a studio covers by levels that it has', 'wenzhou', { 'studios.MASTER_STUDIO.levels': leaf(['CITY', 'DISTRICT', 'SCHOOL']) }, ['coverageOfNoLevel studios.MASTER_STUDIO.coverage.levels.value.0']],
    ['nothing is due before the programme begins: a target', 'wenzhou', { 'targets.NEW_EDGE.due': leaf('2021'), 'targets.NEW_EDGE.from': leaf('2020') }, ['dueBeforeBeginning targets.NEW_EDGE.due.value']],
    ['a paper', 'wenzhou', { 'compliance.COUNTY_PLAN.due': leaf('2022-03'), 'compliance.COUNTY_PLAN.before': leaf('EXCLUSIVE') }, ['dueBeforeBeginning compliance.COUNTY_PLAN.due.value']],
    ['by the end of the same month it is in time', 'wenzhou', { 'compliance.COUNTY_PLAN.due': leaf('2022-03'), 'compliance.COUNTY_PLAN.before': leaf('INCLUSIVE') }, []],
    ['a coverage', 'wenzhou', { 'studios.MASTER_STUDIO.coverage.due': leaf('2021') }, ['dueBeforeBeginning studios.MASTER_STUDIO.coverage.due.value']],
    ['a preference between equals adds no points', 'district', { 'leans.OUTSTANDING_TRAINEES.points': leaf(5) }, ['pointsBetweenEquals leans.OUTSTANDING_TRAINEES.points']],
    ['some hours are asked, not none', 'weihai', { 'training.CLASS_TEACHER_WORK.periods': leaf(0) }, ['asksNothing training.CLASS_TEACHER_WORK.periods.value']],
    ['some years and hours of a candidate', 'weihai', { [`${tiers.star}.eligibility`]: rule('trainedPeriods@1', { periods: 0, years: 0 }) }, ['asksNothing tiers.RISING_STAR.eligibility.asked.with.years.value', 'asksNothing tiers.RISING_STAR.eligibility.asked.with.periods.value']],
  ] as const)('%s', (_what, folder, parts, expected) => {
    expect(told(folder, parts)).toEqual(expected);
  });

  test('what is adopted is held to the same, with the clauses of both', () => {
    const definition = JSON.parse(JSON.stringify(folders.wenzhou.stated)) as JsonObject;
    const [path, other] = ['tiers.RISING_STAR.pool.endsAfterYears', 'tiers.RISING_STAR.pool.cultivationYears'];
    expect(adoptionProblems(definition, [{ path: other, value: 5, sample: false }], path, 6)).toEqual([]);
    const [found] = adoptionProblems(definition, [{ path: other, value: 5, sample: false }], path, 3);
    expect(found).toMatchObject({ code: 'placeEndsInCultivation', clauses: ['Z8'] });
    expect([found?.zh, found?.en]).toEqual([expect.stringContaining('培养满 5 年'), expect.stringContaining('ends after 3')]);
  });
});

describe('points of a lean whose form is left open', () => {
  const definition = JSON.parse(JSON.stringify(folders.wenzhou.stated)) as JsonObject;
  const [form, points] = ['leans.RURAL_SCHOOLS.form', 'leans.RURAL_SCHOOLS.points'];

  test('stand ready for a bonus, and beside a preference between equals they say nothing', () => {
    const ready = [{ path: points, value: 2, sample: false }];
    expect(adoptionProblems(definition, ready, form, 'TIE_BREAK')).toEqual([]);
    expect(adoptionProblems(definition, [{ path: form, value: 'TIE_BREAK', sample: false }], points, 2)).toEqual([]);
  });

  test('are asked for a bonus alone', () => {
    const asked = (value: string) => effectiveProgramme({ programme: 'w', version: 1, definition }, [{ path: form, value, sample: false }], 1).open.some(({ path }) => path === points);
    expect([asked('BONUS'), asked('TIE_BREAK')]).toEqual([true, false]);
  });
});
