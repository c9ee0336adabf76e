import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { ASSESSMENT_COUNTS, ASSESSMENTS, assessmentAsOf, assessments, countsAsOf, type AssessmentDocument } from './assessments';

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
    {
      name: 'how many stand where is kept for each assessment and for all, on any day, whatever order the papers come in',
      given: [
        opened, proposed, of('ResultsNotified', '2028-05-31', { lastDay: '2028-06-07', teachers: ['a'] }),
        { ...opened, stream: 'cohort-d', data: { ...opened.data, cohort: 'd', members: [{ teacher: 'e', title: 't-e' }] }, on: '2028-05-30' },
        { ...proposed, stream: 'cohort-d', data: { cohort: 'd', grades: [{ teacher: 'e', grade: 'QUALIFIED', marks: null }] }, on: '2028-05-30' },
        of('AssessmentConcluded', '2028-05-29', { batch: 'b', verdicts: [{ teacher: 'b', title: 't-b', grade: 'EXCELLENT', marks: null }], revocation: null }),
      ],
      then: ({ bodies }) => {
        const documents = bodies(ASSESSMENTS) as readonly AssessmentDocument[];
        for (const day of ['2028-05-28', '2028-05-29', '2028-05-30', '2028-05-31', '2028-06-30']) {
          for (const cohort of ['c', 'd', null]) {
            const counts: { [stage: string]: number } = {};
            for (const document of documents.filter((one) => cohort === null || one.cohort === cohort)) {
              const stage = assessmentAsOf(document, day)?.stage;
              if (stage !== undefined) counts[stage] = (counts[stage] ?? 0) + 1;
            }
            expect(countsAsOf(bodies(ASSESSMENT_COUNTS).filter((one) => one['cohort'] === cohort), day)).toEqual(counts);
          }
        }
        expect(countsAsOf(bodies(ASSESSMENT_COUNTS).filter(({ cohort }) => cohort === null), '2028-05-31')).toEqual({ NOTIFIED: 1, PROPOSED: 1, CONCLUDED: 1 });
      },
    },
  ]);
});
