import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { ASSESSMENTS, assessmentAsOf, assessments, type AssessmentDocument } from './assessments';

const of = (type: GivenEvent['type'], on: string, data: GivenEvent['data']): GivenEvent => ({ type, stream: 'cohort-c', on, data: { cohort: 'c', ...data } });
const opened = of('AssessmentOpened', '2028-05-29', { programme: 'p', version: 1, adoptions: 0, code: 'END', kind: 'END_OF_TERM', period: 'term-1', assessor: 'city', members: [{ teacher: 'a', title: 't-a' }, { teacher: 'b', title: 't-b' }] });
const proposed = of('GradesProposed', '2028-05-30', { grades: [{ teacher: 'a', grade: 'QUALIFIED', marks: null }, { teacher: 'b', grade: 'EXCELLENT', marks: null }] });
const notified = of('ResultsNotified', '2028-05-31', { lastDay: '2028-06-07', teachers: ['a', 'b'] });

describe('assessments', () => {
  describeProjection([assessments], [
    { name: 'each has her own stage and grade, and what was asked again is hers alone', given: [opened, proposed, notified, of('ReviewRequested', '2028-06-01', { teacher: 'a' }), of('ReviewDecided', '2028-06-02', { teacher: 'a', before: 'QUALIFIED', grade: 'EXCELLENT', marks: null })], then: ({ body }) => {
      const [a, b] = [body(ASSESSMENTS, 'c/a') as AssessmentDocument, body(ASSESSMENTS, 'c/b') as AssessmentDocument];
      expect(a).toMatchObject({ title: 't-a', lastDay: '2028-06-07', reviewAskedOn: '2028-06-01', reviewDecidedOn: '2028-06-02' });
      expect(b).toMatchObject({ reviewAskedOn: null });
      expect(assessmentAsOf(a, '2028-05-28')).toBeNull();
      expect(assessmentAsOf(a, '2028-05-29')).toEqual({ stage: 'OPENED', since: '2028-05-29', grade: null });
      expect(assessmentAsOf(a, '2028-06-01')).toMatchObject({ stage: 'NOTIFIED', grade: 'QUALIFIED' });
      expect(assessmentAsOf(a, '2028-06-02')).toMatchObject({ stage: 'NOTIFIED', grade: 'EXCELLENT' });
    } },
    { name: 'a conclusion ends it', given: [opened, proposed, notified, of('AssessmentConcluded', '2028-06-08', { batch: 'b', verdicts: [{ teacher: 'a', title: 't-a', grade: 'QUALIFIED', marks: null }, { teacher: 'b', title: 't-b', grade: 'EXCELLENT', marks: null }], revocation: null })], then: ({ body }) => expect(assessmentAsOf(body(ASSESSMENTS, 'c/b') as AssessmentDocument, '2028-06-08')).toEqual({ stage: 'CONCLUDED', since: '2028-06-08', grade: 'EXCELLENT' }) },
  ]);
});
