import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { sumAsOf } from '../facts-of';
import { ENTERED_ROWS, type EnteredRow } from './entered';
import { trainings, TRAININGS } from './trainings';
import { VERDICT_COUNTS, VERDICT_ROWS, type VerdictCount } from './verdicts';

const hers = (type: GivenEvent['type'], data: GivenEvent['data'], id?: string): GivenEvent => ({ type, stream: 'teacher-a', on: '2019-05-12', data, ...(id === undefined ? {} : { id }) });
const piece = (id: string): GivenEvent => hers('DeliverableSubmitted', { programme: 'p', requirement: 'R', piece: { kind: 'PLAN', file: null, type: null, size: null, print: null }, receivedOn: '2019-05-12' }, id);

const on = (day: string, type: GivenEvent['type'], data: GivenEvent['data'], more: Partial<GivenEvent> = {}): GivenEvent => ({ type, stream: 'teacher-a', on: day, data, ...more });
const place = { unit: 'u1', stage: 'PRIMARY', subject: '语文', enteredOn: '2018-08-25', onEstablishment: true, inPost: true };
const verdict = (day: string, id: string, more: GivenEvent['data'] = {}, stream = 'teacher-a'): GivenEvent => ({ type: 'AssessedQualified', stream, on: day, id, data: { assessment: id, programme: 'p', kind: 'ANNUAL', code: 'ANNUAL', period: day.slice(0, 4), title: 'ti', assessor: 'u1', ...more } });
const counted = (bodies: readonly unknown[], day: string): readonly unknown[] => (bodies as readonly VerdictCount[]).map(({ programme, days }) => [programme, sumAsOf(days, day)]);

describe('trainings', () => {
  describeProjection([trainings], [
    { name: 'what is handed in waits until it is judged', given: [piece('d-1'), piece('d-2'), hers('DeliverableAccepted', { programme: 'p', requirement: 'R', deliverable: 'd-1', kind: 'PLAN' }, 'j-1')], then: ({ body }) => expect(body(TRAININGS, 'a')).toMatchObject({ waiting: 1 }) },
    { name: 'a judgement that is voided makes it wait again', given: [piece('d-1'), hers('DeliverableReturned', { programme: 'p', requirement: 'R', deliverable: 'd-1', kind: 'PLAN' }, 'j-1'), hers('FactVoided', { event: 'j-1', reasonCode: 'ENTERED_TWICE' })], then: ({ body }) => expect(body(TRAININGS, 'a')).toMatchObject({ waiting: 1 }) },
    { name: 'a void of what no requirement reads is not kept', given: [piece('d-1'), hers('FactVoided', { event: 'other', reasonCode: 'ENTERED_TWICE' })], then: ({ body }) => expect(body(TRAININGS, 'a')?.['facts']).toHaveLength(1) },
    {
      name: 'what is concluded singly is listed and counted from its day, as it was corrected, and no longer once it is voided; what several are assessed in is not',
      given: [verdict('2020-01-10', 'v-1'), verdict('2021-01-10', 'v-2'), verdict('2022-01-10', 'v-3', { cohort: 'c' }), on('2021-01-12', 'AssessedExcellent', verdict('2021-01-10', 'v-2').data, { id: 'v-4', meta: { corrects: 'v-2' } }), hers('FactVoided', { event: 'v-1', reasonCode: 'ENTERED_TWICE' })],
      then: ({ bodies }) => {
        expect(bodies(VERDICT_ROWS)).toEqual([expect.objectContaining({ line: '2021-01-12/a/v-2', teacher: 'a', programme: 'p', code: 'ANNUAL', period: '2021', grade: 'EXCELLENT', on: '2021-01-12' })]);
        expect([counted(bodies(VERDICT_COUNTS), '2021-01-11'), counted(bodies(VERDICT_COUNTS), '2021-01-12')]).toEqual([[['p', 0]], [['p', 1]]]);
      },
    },
    {
      name: 'a verdict goes with the dossier that hers was merged into',
      given: [on('2017-09-01', 'TeacherRegistered', place, { stream: 'teacher-b' }), on('2017-09-01', 'TeacherRegistered', place), verdict('2020-01-10', 'v-1'), on('2020-02-01', 'IdentitiesMerged', { from: 'a', into: 'b' })],
      then: ({ bodies }) => {
        expect(bodies(VERDICT_ROWS)).toMatchObject([{ teacher: 'b' }]);
        expect(counted(bodies(VERDICT_COUNTS), '2020-02-01')).toEqual([['p', 1]]);
        expect(bodies(ENTERED_ROWS)).toMatchObject([{ teacher: 'b' }]);
      },
    },
    {
      name: 'whose day of entry is known has a row of what her first years ask, and nobody else',
      given: [on('2018-09-01', 'TeacherRegistered', place), on('2018-09-01', 'TeacherRegistered', { ...place, enteredOn: null }, { stream: 'teacher-b' }), on('2019-09-01', 'Transferred', { from: 'u1', to: 'u2', stage: 'PRIMARY', subject: '语文' }), verdict('2019-09-02', 'v-1', { kind: 'MILESTONE', code: 'M1', period: 'M1', title: null })],
      then: ({ bodies }) => expect(bodies(ENTERED_ROWS) as readonly EnteredRow[]).toMatchObject([{ teacher: 'a', enteredOn: '2018-08-25', of: { cameOn: '2018-09-01', units: [{ from: '2018-09-01', unit: 'u1' }, { from: '2019-09-01', unit: 'u2' }], verdicts: [{ code: 'M1', on: '2019-09-02' }] } }]),
    },
  ]);
});
