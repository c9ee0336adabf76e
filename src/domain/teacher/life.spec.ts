import { District, personal } from '../../../test/domain/district';
import { Story } from '../../../test/domain/story';
import { decideErase, decideTransfer } from './life';
import { teacher } from './teacher';
import { decideRecordTraining, type RecordTrainingCommand } from './training';
import { view } from './view';

describe('a dossier', () => {
  test('is registered once; name, number, phone and birth date stand in her part only', () => {
    const district = new District();
    expect(district.register('a')).toEqual(['TeacherRegistered']);
    const registered = district.teacher('a').last();
    expect(registered.data).toEqual({ unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true });
    expect(registered.private['a']).toEqual(personal('a'));
    expect(district.register('a')).toMatchObject({ rule: 'teacherExists' });
  });

  test.each([
    ['unknownOrg', { unit: 'school-9' }],
    ['inTheFuture', { effectiveOn: '2018-09-02' }],
    ['notADate', { effectiveOn: '2015-02-30' }],
    ['notADate', { enteredOn: '2015-2-3' }],
    ['enteredBeforeBirth', { enteredOn: '1990-03-04' }],
  ])('%s refuses it', (rule, more) => {
    expect(new District().register('a', more)).toMatchObject({ rule });
  });

  test('a birth date in the future is refused, and shown to her alone', () => {
    expect(new District().register('a', { birthDate: '2018-09-02' })).toMatchObject({ rule: 'birthDateImpossible', inputs: {}, personal: { a: { birthDate: '2018-09-02' } } });
  });
});

describe('transfers', () => {
  const moved = () => {
    const district = new District();
    district.register('a');
    const story = district.teacher('a');
    const transfer = (to: string, effectiveOn: string, subject = '语文', today = '2019-09-01') => {
      const context = district.about(story, today);
      return story.take(decideTransfer(story.state, { to, stage: 'PRIMARY', subject, effectiveOn }, context), context, `${today}T02:00:00.000Z`);
    };
    return { story, transfer };
  };

  test('a late entry changes the answer as of D, and the answer as known before its recording stays', () => {
    const { story, transfer } = moved();
    transfer('school-2', '2018-09-01');
    const unitAsOf = (day: string, log = story.log) => view(log, day).unit;
    expect(unitAsOf('2017-10-01')).toBe('school-1');
    expect(transfer('centre', '2017-09-01', '语文', '2019-12-01')).toEqual(['Transferred']);
    expect(story.last().data).toMatchObject({ from: 'school-1', to: 'centre' });
    expect([unitAsOf('2017-08-31'), unitAsOf('2017-10-01'), unitAsOf('2018-10-01')]).toEqual(['school-1', 'centre', 'school-2']);
    expect(unitAsOf('2017-10-01', story.log.slice(0, 2))).toBe('school-1');
  });

  test('refused where nothing changes, the unit is unknown, or she was not yet registered', () => {
    const { transfer } = moved();
    expect(transfer('school-1', '2018-01-01')).toMatchObject({ rule: 'nothingChanges' });
    expect(transfer('school-9', '2018-01-01')).toMatchObject({ rule: 'unknownOrg' });
    expect(transfer('school-2', '2015-08-31')).toMatchObject({ rule: 'notYetRegistered' });
    expect(transfer('school-1', '2018-01-01', '数学')).toEqual(['Transferred']);
    const nobody = new Story(teacher, 'teacher-x');
    expect(decideTransfer(nobody.state, { to: 'school-1', stage: 'PRIMARY', subject: '语文' }, nobody.on('2019-01-01'))).toMatchObject({ refusal: { rule: 'unknownTeacher' } });
  });
});

describe('erasure', () => {
  test('is appended once, and the view is blank on every day while every count stays', () => {
    const district = new District();
    district.concluded();
    const story = district.teacher('a');
    const before = view(story.state.facts, '2019-07-01');
    expect(story.take(decideErase(story.state, { basis: 'REQUEST' }), story.on('2020-01-01'))).toEqual(['PersonalDataErased']);
    expect(decideErase(story.state, { basis: 'REQUEST' }).events).toEqual([]);
    expect(view(story.state.facts, '2019-07-01')).toEqual({ ...before, personal: null, erased: true });
    const nobody = new Story(teacher, 'teacher-x');
    expect(decideErase(nobody.state, { basis: 'REQUEST' })).toMatchObject({ refusal: { rule: 'unknownTeacher' } });
  });
});

describe('trainings', () => {
  test('hold from the day of completion and count once by the provider\'s key', () => {
    const district = new District();
    district.register('a');
    const story = district.teacher('a');
    const context = district.about(story, '2019-08-01');
    const record = (more: Partial<RecordTrainingCommand> = {}) =>
      story.take(decideRecordTraining(story.state, { training: 't-1', topic: 'CLASS_TEACHER', periods: 6, provider: 'centre', completedOn: '2019-07-15', source: 'hmac-1', personal: { activity: '专题', source: 'key-1' }, ...more }, context), context);
    expect(record({ periods: 0 })).toMatchObject({ rule: 'periodsNotPositive' });
    expect(record({ periods: Number.NaN })).toMatchObject({ rule: 'periodsNotPositive' });
    expect(record({ completedOn: '2019-08-02' })).toMatchObject({ rule: 'inTheFuture' });
    expect(record()).toEqual(['CompletedTraining']);
    expect(story.last()).toMatchObject({ meta: { effectiveOn: '2019-07-15' }, private: { a: { activity: '专题', source: 'key-1' } } });
    expect(record()).toMatchObject({ rule: 'trainingCounted', inputs: { training: 't-1' } });
    // Of one offer and day it is the same training, whatever key it is given the second time; a later part of the offer is another.
    expect(record({ source: 'hmac-2' })).toMatchObject({ rule: 'trainingCounted', inputs: { training: 't-1' } });
    expect(record({ completedOn: '2019-07-16', source: 'hmac-2' })).toEqual(['CompletedTraining']);
    expect([view(story.state.facts, '2019-07-14').trainings.length, view(story.state.facts, '2019-07-16').trainings.length]).toEqual([0, 2]);
  });
});
