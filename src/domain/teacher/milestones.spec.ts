import { District, weihai } from '../../../test/domain/district';
import type { EffectiveProgramme } from '../programme-rules';
import { decideConcludeAssessment } from './assessment';
import { decideCorrect } from './correction';
import { milestoneBar, milestonesOf } from './milestones';
import { decideDepart, decideReemploy, decideRetire } from './service';

const stated = <T>(value: T) => ({ value, clause: 'W7' });
const programmeOf = (bars = true, since = '2010-01-01'): EffectiveProgramme => ({
  ...weihai,
  assessments: [{ code: 'M1', kind: 'MILESTONE', clause: 'W10', grades: ['QUALIFIED', 'UNQUALIFIED'], post: 'BureauOfficer', level: 'DISTRICT', within: stated(3) }],
  milestones: [{ code: 'M1', names: { zh: '一年期满', en: 'First year' }, clause: 'W7', years: 1, assessment: stated('M1'), tier: null, bars: stated(bars), since }],
});

function teacher(enteredOn: string | null, effectiveOn: string, programme = programmeOf()) {
  const district = new District(programme);
  district.register('t', { enteredOn, effectiveOn });
  const story = district.teacher('t');
  const conclude = (grade: 'QUALIFIED' | 'UNQUALIFIED', today: string, period = 'M1') => {
    const context = district.about(story, today, 'officer');
    return story.take(decideConcludeAssessment(story.state, { assessment: `as-${period}`, programme: programme.id, code: 'M1', kind: 'MILESTONE', period, grade, title: null, assessor: 'bureau', act: { body: 'bureau', kind: '通知', number: '1号', date: today, file: null } }, context), context);
  };
  const on = (day: string) => milestonesOf(story.state.facts, [programme], day)[0]?.status;
  return { district, story, conclude, on, bar: (day: string) => milestoneBar(story.state.facts, programme, day) };
}

describe('milestones', () => {
  test('by date alone until it is concluded: the last day in time is still in time', () => {
    const { on } = teacher('2015-09-01', '2015-09-01');
    expect(['2016-08-31', '2016-09-01', '2016-12-01', '2016-12-02'].map(on)).toEqual(['NOT_YET_DUE', 'DUE', 'DUE', 'OVERDUE']);
  });

  test('is concluded from the day on which the years are full, or earlier where the file says so', () => {
    const early = { rule: 'notYetDue', clause: 'W7', inputs: { due: '2016-09-01', on: '2016-08-31' } };
    expect(teacher('2015-09-01', '2015-09-01').conclude('QUALIFIED', '2016-08-31')).toMatchObject(early);
    expect(teacher('2015-09-01', '2015-09-01').conclude('UNQUALIFIED', '2016-08-31')).toMatchObject(early);
    expect(teacher('2015-09-01', '2015-09-01').conclude('QUALIFIED', '2016-09-01')).toEqual(['AssessedQualified', 'MilestoneReached']);
    const programme = programmeOf();
    const inJune = { ...programme, assessments: programme.assessments.map((rules) => ({ ...rules, earliest: stated(3) })) };
    expect(teacher('2015-09-01', '2015-09-01', inJune).conclude('QUALIFIED', '2016-05-31')).toMatchObject({ rule: 'notYetDue', inputs: { due: '2016-06-01' } });
    expect(teacher('2015-09-01', '2015-09-01', inJune).conclude('QUALIFIED', '2016-06-01')).toEqual(['AssessedQualified', 'MilestoneReached']);
    // Nobody knows when she entered, so nobody can say that it is too early.
    expect(teacher(null, '2015-09-01').conclude('QUALIFIED', '2016-06-01')).toEqual(['AssessedQualified', 'MilestoneReached']);
  });

  test('as it was concluded, and as a corrected verdict says', () => {
    const { district, story, conclude, on } = teacher('2015-09-01', '2015-09-01');
    expect(conclude('UNQUALIFIED', '2018-09-03')).toEqual(['AssessedUnqualified', 'MilestoneMissed']);
    expect(on('2018-09-03')).toBe('MISSED');
    expect(story.lastOf('MilestoneMissed').meta.standsOn).toEqual([story.lastOf('AssessedUnqualified').id]);
    const context = district.about(story, '2018-09-10', 'officer');
    story.take(decideCorrect(story.state, { event: story.lastOf('AssessedUnqualified').id, grade: 'QUALIFIED', rounds: [], act: { body: 'bureau', kind: '通知', number: '2号', date: '2018-09-10', file: null } }, context), context);
    expect(on('2018-09-03')).toBe('REACHED');
  });

  test('E29: years that were not full when she left are nobody\'s to assess; those that were are', () => {
    const left = (on: string) => {
      const one = teacher('2015-09-01', '2015-09-01');
      const context = one.district.about(one.story, on, 'officer');
      one.story.take(decideRetire(one.story.state, { on, rounds: [] }, context), context);
      return one.conclude('QUALIFIED', '2016-10-08');
    };
    expect(left('2016-09-01')).toMatchObject({ rule: 'notInService', inputs: { status: 'RETIRED', on: '2016-09-01' } });
    expect(left('2016-09-02')).toEqual(['AssessedQualified', 'MilestoneReached']);
  });

  test('reached, it is not assessed again under another period; what was missed before may be entered late', () => {
    const { story, conclude, on } = teacher('2015-09-01', '2015-09-01');
    expect(conclude('QUALIFIED', '2016-09-10')).toEqual(['AssessedQualified', 'MilestoneReached']);
    for (const grade of ['UNQUALIFIED', 'QUALIFIED'] as const) expect(conclude(grade, '2016-09-10', 'M1-2')).toMatchObject({ rule: 'alreadyAssessed', clause: 'W10', inputs: { period: 'M1', grade: 'QUALIFIED' } });
    expect(conclude('UNQUALIFIED', '2016-09-05', 'M1-0')).toEqual(['AssessedUnqualified', 'MilestoneMissed']);
    expect([on('2016-09-05'), on('2016-09-10')]).toEqual(['MISSED', 'REACHED']);
    expect(story.log.filter(({ type }) => type === 'MilestoneMissed')).toHaveLength(1);
  });

  test('who entered after the last day of the programme is asked nothing, and a verdict stands all the same (E51)', () => {
    const ended = { ...programmeOf(), validity: { from: '2010-01-01', to: '2015-08-31', clause: 'W1', fromClause: 'W1', termsOutlive: true } };
    const { conclude, on, bar } = teacher('2015-09-01', '2015-09-01', ended);
    expect([on('2016-08-31'), on('2017-01-01'), bar('2017-01-01')]).toEqual([undefined, undefined, null]);
    expect(teacher('2015-08-31', '2015-08-31', ended).on('2017-01-01')).toBe('OVERDUE');
    conclude('QUALIFIED', '2016-09-01');
    expect(on('2017-01-01')).toBe('REACHED');
  });

  test('who came with these years behind her, or before the programme began, has no record and is not barred', () => {
    expect(teacher('2012-09-01', '2015-09-01').on('2018-10-01')).toBe('NO_RECORD');
    expect(teacher('2015-09-01', '2015-09-01', programmeOf(true, '2017-11-01')).on('2018-10-01')).toBe('NO_RECORD');
    expect(teacher('2012-09-01', '2015-09-01').bar('2018-10-01')).toBeNull();
    expect(teacher(null, '2015-09-01').on('2018-10-01')).toBeUndefined();
  });

  test('what came due while she was gone is asked of nobody, of who came back too, and bars nobody', () => {
    const backOn = (back: string) => {
      const { district, story, on, bar } = teacher('2015-09-01', '2015-09-01');
      const at = (day: string) => district.about(story, day, 'officer');
      story.take(decideDepart(story.state, { on: '2016-05-01', kind: 'MOVED_AWAY', to: null, rounds: [] }, at('2016-05-01')), at('2016-05-01'));
      const gone = on('2016-09-01');
      story.take(decideReemploy(story.state, { on: back, unit: 'school-2', stage: 'PRIMARY', subject: '语文', onEstablishment: true, inPost: true }, at(back)), at(back));
      return [gone, on('2017-01-01'), bar('2017-01-01')?.inputs['status'] ?? null];
    };
    // Back on the day on which the year was full, and on the day after.
    expect([backOn('2016-09-01'), backOn('2016-09-02')]).toEqual([['NO_RECORD', 'OVERDUE', 'OVERDUE'], ['NO_RECORD', 'NO_RECORD', null]]);
  });

  test('bars a nomination where the programme says so, from its day until it is reached', () => {
    const one = teacher('2015-09-01', '2015-09-01');
    expect(one.bar('2016-08-31')).toBeNull();
    expect(one.bar('2016-09-01')).toMatchObject({ rule: 'milestoneNotReached', clause: 'W7', inputs: { milestone: 'M1', due: '2016-09-01', status: 'DUE' } });
    one.conclude('UNQUALIFIED', '2018-09-03');
    expect(one.bar('2018-09-03')).toMatchObject({ inputs: { status: 'MISSED' } });
    one.conclude('QUALIFIED', '2018-10-08', 'M1-2');
    expect(one.bar('2018-10-08')).toBeNull();
    expect(teacher('2015-09-01', '2015-09-01', programmeOf(false)).bar('2018-10-01')).toBeNull();
  });
});
