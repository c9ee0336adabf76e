import { act, District, risingStar, weihai } from '../../../test/domain/district';
import type { BusinessDate } from '../dates';
import type { AssessmentRules, EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment, type ConcludeAssessmentCommand } from './assessment';

type Asks = Pick<AssessmentRules, 'earliest' | 'year' | 'cap'>;

/** a's title from 2019-07-01 to 2022-06-30, and its assessments by a file that says so much of their days. */
function titled(asks: Asks = {}) {
  const programme: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, termYears: { value: 3, clause: 'W4' } }], assessments: weihai.assessments.map((rules) => ({ ...rules, ...asks, post: 'BureauOfficer', level: 'DISTRICT' })) };
  const district = new District(programme);
  district.concluded();
  const story = district.teacher('a');
  const { title } = story.lastOf('TitleConferred').data;
  return (kind: 'ANNUAL' | 'END_OF_TERM', period: string, today: BusinessDate, more: Partial<ConcludeAssessmentCommand> = {}) => {
    const context = district.about(story, today, 'officer');
    return story.take(decideConcludeAssessment(story.state, { assessment: `as-${period}`, programme: programme.id, kind, period, grade: 'QUALIFIED', title, assessor: 'bureau', act: act('3号', today), ...more }, context), context);
  };
}

describe('the end of a term', () => {
  test('is assessed in the last six months where the file is silent', () => {
    const assess = titled();
    expect(assess('END_OF_TERM', 'term-1', '2019-07-15')).toMatchObject({ rule: 'notYetDue', clause: 'W13', inputs: { due: '2021-12-30', on: '2019-07-15' } });
    expect(assess('END_OF_TERM', 'term-1', '2021-12-29')).toMatchObject({ rule: 'notYetDue' });
    expect(assess('END_OF_TERM', 'term-1', '2021-12-30')).toEqual(['AssessedQualified']);
  });

  test('so many months before its last day as the file says, and after it as long as it takes', () => {
    const assess = titled({ earliest: { value: 2, clause: 'W4' } });
    expect(assess('END_OF_TERM', 'term-1', '2022-04-29')).toMatchObject({ rule: 'notYetDue', clause: 'W4', inputs: { due: '2022-04-30' } });
    expect(titled({ earliest: { value: 0, clause: 'W4' } })('END_OF_TERM', 'term-1', '2022-06-29')).toMatchObject({ inputs: { due: '2022-06-30' } });
    expect(assess('END_OF_TERM', 'term-1', '2022-09-01')).toEqual(['AssessedQualified']);
  });

  test('a verdict dated back is asked by its own day', () => {
    expect(titled()('END_OF_TERM', 'term-1', '2022-07-05', { effectiveOn: '2021-11-30' })).toMatchObject({ rule: 'notYetDue', inputs: { on: '2021-11-30' } });
  });

  test('of a list it was asked when that was opened', () => {
    expect(titled()('END_OF_TERM', 'term-1', '2021-11-30', { cohort: 'c-1' })).toEqual(['AssessedQualified']);
  });
});

describe('a year', () => {
  test('is assessed of a title whose terms touch it', () => {
    const assess = titled({ year: { value: 'CALENDAR_YEAR', clause: 'W10' } });
    for (const period of ['2010', '2018', '2023']) expect(assess('ANNUAL', period, '2023-02-01')).toMatchObject({ rule: 'yearNotOfTitle', clause: 'W10', inputs: { tier: 'RISING_STAR', certificate: expect.stringMatching(/./u) as string, period, from: '2019-07-01', to: '2022-06-30' } });
    expect(assess('ANNUAL', '2019', '2023-02-01')).toEqual(['AssessedQualified']);
    expect(assess('ANNUAL', '2022', '2023-02-01')).toEqual(['AssessedQualified']);
  });

  test('a school year that ended before the title began is none of its years; unsaid which, either counts', () => {
    expect(titled({ year: { value: 'SCHOOL_YEAR', clause: 'W10' } })('ANNUAL', '2022', '2023-02-01')).toMatchObject({ rule: 'yearNotOfTitle' });
    expect(titled()('ANNUAL', '2022', '2023-02-01')).toEqual(['AssessedQualified']);
    expect(titled()('ANNUAL', '2017', '2023-02-01')).toMatchObject({ rule: 'yearNotOfTitle', clause: 'W10' });
  });

  test('that has not begun is not assessed, and with no title it is asked only that', () => {
    const assess = titled({ year: { value: 'CALENDAR_YEAR', clause: 'W10' } });
    expect(assess('ANNUAL', '2021', '2020-12-31')).toMatchObject({ rule: 'notYetDue', clause: 'W10', inputs: { due: '2021-01-01' } });
    expect(assess('ANNUAL', '2021', '2021-01-01')).toEqual(['AssessedQualified']);
    expect(titled({ year: { value: 'CALENDAR_YEAR', clause: 'W10' } })('ANNUAL', '2018', '2020-12-31', { title: null })).toEqual(['AssessedQualified']);
    expect(titled({ year: { value: 'CALENDAR_YEAR', clause: 'W10' }, earliest: { value: 1, clause: 'W4' } })('ANNUAL', '2020', '2020-11-29')).toMatchObject({ rule: 'notYetDue', clause: 'W4', inputs: { due: '2020-11-30' } });
  });
});

describe('a grade of which there are only so many', () => {
  test('is given to nobody by herself: the others are needed to count', () => {
    const assess = titled({ cap: { grade: 'EXCELLENT', percent: 30, rounding: 'DOWN', clause: 'Q7' } });
    expect(assess('END_OF_TERM', 'term-1', '2022-06-01', { grade: 'EXCELLENT' })).toMatchObject({ rule: 'assessedInCohort', clause: 'Q7' });
    expect(assess('END_OF_TERM', 'term-1', '2022-06-01', { grade: 'EXCELLENT', cohort: 'c-1' })).toEqual(['AssessedExcellent']);
  });
});
