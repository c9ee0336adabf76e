import 'reflect-metadata';
import { InputError, validated } from './input';
import { NoBody } from './no-body';
import { RecordTrainingBody } from './record-training';
import { SubmitScoreBody } from './submit-score';
import { TeacherInput } from './personal-input';

const training = { training: 't-1', activity: '班级管理', topic: 'CLASS_MANAGEMENT', periods: 18, provider: '教研中心', completedOn: '2019-05-10', source: 'x-1' };
const teacher = {
  personal: { name: '阿卜杜拉·买买提', identityType: 'RESIDENT_ID', identityNumber: '11010519491231002X', birthDate: '1990-01-02', sex: '1', phone: null },
  unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true,
};

function paths(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.fields.map((field) => field.path);
    throw error;
  }
  return [];
}

describe('bodies of commands', () => {
  it('takes a right body', () => {
    expect(validated(RecordTrainingBody, training)).toEqual(training);
    expect(validated(TeacherInput, teacher)).toEqual(teacher);
    expect(validated(NoBody, {})).toEqual({});
  });

  it.each([
    ['a date that is not one', { completedOn: '2019-02-30' }, 'completedOn'],
    ['a date with a time', { completedOn: '2019-02-01T00:00:00Z' }, 'completedOn'],
    ['a lone surrogate', { activity: 'x\ud800' }, 'activity'],
    ['a control character', { activity: 'x\u0000' }, 'activity'],
    ['only blanks', { activity: '  ' }, 'activity'],
    ['a number beyond its bound', { periods: 2 ** 53 }, 'periods'],
    ['a number as text', { periods: '18' }, 'periods'],
    ['null where there is no null', { source: null }, 'source'],
    ['an unknown field', { hours: 3 }, 'hours'],
  ])('refuses %s', (_, change, path) => {
    expect(paths(() => validated(RecordTrainingBody, { ...training, ...change }))).toEqual([path]);
  });

  it('names a field inside a part, and says so in both languages', () => {
    const wrong = { ...teacher, personal: { ...teacher.personal, birthDate: 'yesterday' } };
    try {
      validated(TeacherInput, wrong);
      throw new Error('taken');
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.fields[0]?.path).toBe('personal.birthDate');
      expect(error.fields[0]?.notice.zh).toMatch(/日期/);
      expect(error.fields[0]?.notice.en).toMatch(/day that exists/);
    }
  });

  it('refuses what is no object, a field of an empty body, a polluted prototype and scores that are no numbers', () => {
    expect(paths(() => validated(NoBody, []))).toEqual(['']);
    expect(paths(() => validated(NoBody, { a: 1 }))).toEqual(['a']);
    expect(paths(() => validated(SubmitScoreBody, { teacher: 't-1', components: { LESSON: '91' } }))).toEqual(['components']);
    expect(paths(() => validated(SubmitScoreBody, JSON.parse('{"teacher":"t-1","components":{"__proto__":1}}')))).toEqual(['components']);
  });
});
