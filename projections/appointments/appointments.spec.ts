import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { APPOINTMENTS, appointments, holdsOn, type AppointmentDocument } from './appointments';

const recorded: GivenEvent = { type: 'AppointmentRecorded', stream: 'people', on: '2019-01-01', data: { appointment: 'ap1', person: 'p1', post: 'SchoolAdmin', org: 'u1', from: '2019-01-01', to: null } };

describe('appointments', () => {
  describeProjection([appointments], [
    {
      name: 'in force from its first day to its last',
      given: [recorded, { type: 'AppointmentEnded', stream: 'people', on: '2019-06-30', data: { appointment: 'ap1', to: '2019-06-30' } }],
      then: ({ body }) => {
        const appointment = body(APPOINTMENTS, 'ap1') as AppointmentDocument;
        expect(appointment).toEqual({ appointment: 'ap1', person: 'p1', post: 'SchoolAdmin', org: 'u1', from: '2019-01-01', to: '2019-06-30' });
        expect(['2018-12-31', '2019-01-01', '2019-06-30', '2019-07-01'].map((day) => holdsOn(appointment, day))).toEqual([false, true, true, false]);
      },
    },
    { name: 'without an end it holds on', given: [recorded], then: ({ body }) => expect(holdsOn(body(APPOINTMENTS, 'ap1') as AppointmentDocument, '2030-01-01')).toBe(true) },
  ]);
});
