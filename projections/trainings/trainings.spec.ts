import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { trainings, TRAININGS } from './trainings';

const hers = (type: GivenEvent['type'], data: GivenEvent['data'], id?: string): GivenEvent => ({ type, stream: 'teacher-a', on: '2019-05-12', data, ...(id === undefined ? {} : { id }) });
const piece = (id: string): GivenEvent => hers('DeliverableSubmitted', { programme: 'p', requirement: 'R', piece: { kind: 'PLAN', file: null, type: null, size: null, print: null }, receivedOn: '2019-05-12' }, id);

describe('trainings', () => {
  describeProjection([trainings], [
    { name: 'what is handed in waits until it is judged', given: [piece('d-1'), piece('d-2'), hers('DeliverableAccepted', { programme: 'p', requirement: 'R', deliverable: 'd-1', kind: 'PLAN' }, 'j-1')], then: ({ body }) => expect(body(TRAININGS, 'a')).toMatchObject({ waiting: 1 }) },
    { name: 'a judgement that is voided makes it wait again', given: [piece('d-1'), hers('DeliverableReturned', { programme: 'p', requirement: 'R', deliverable: 'd-1', kind: 'PLAN' }, 'j-1'), hers('FactVoided', { event: 'j-1', reasonCode: 'ENTERED_TWICE' })], then: ({ body }) => expect(body(TRAININGS, 'a')).toMatchObject({ waiting: 1 }) },
    { name: 'a void of what no requirement reads is not kept', given: [piece('d-1'), hers('FactVoided', { event: 'other', reasonCode: 'ENTERED_TWICE' })], then: ({ body }) => expect(body(TRAININGS, 'a')?.['facts']).toHaveLength(1) },
  ]);
});
