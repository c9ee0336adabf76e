import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { MEMBERSHIPS, memberships } from './memberships';

const registered: GivenEvent = {
  type: 'TeamRegistered', stream: 'team-x', on: '2019-01-10', id: 'registered',
  data: { names: { zh: '语文团队', en: 'Chinese Team' }, unit: 'u1', stage: 'PRIMARY', subject: '语文', leader: 'a', members: [{ person: 'a', role: 'CORE' }, { person: 'b', role: 'MEMBER' }] },
};
const left: GivenEvent = { type: 'MemberLeft', stream: 'team-x', on: '2019-06-01', id: 'left', data: { member: 'b', reason: 'TRANSFERRED' } };

describe('memberships', () => {
  describeProjection([memberships], [
    {
      name: 'E39 a member who left keeps her row with its last day, and the leader is told apart',
      given: [registered, left],
      then: ({ body }) => {
        expect(body(MEMBERSHIPS, 'x/b/2019-01-10')).toEqual({ team: 'x', names: { zh: '语文团队', en: 'Chinese Team' }, person: 'b', role: 'MEMBER', leads: false, from: '2019-01-10', leftOn: '2019-06-01', reason: 'TRANSFERRED' });
        expect(body(MEMBERSHIPS, 'x/a/2019-01-10')).toMatchObject({ leads: true, leftOn: null });
      },
    },
    {
      name: 'E39 a departure that was voided never was, and a join that was voided takes its row away',
      given: [registered, left, { type: 'FactVoided', stream: 'team-x', on: '2019-06-02', data: { event: 'left', reasonCode: 'NEVER_HAPPENED' } },
        { type: 'MemberJoined', stream: 'team-x', on: '2019-03-01', id: 'joined', data: { member: 'c', role: 'MEMBER' } }, { type: 'FactVoided', stream: 'team-x', on: '2019-06-03', data: { event: 'joined', reasonCode: 'WRONG_PERSON' } }],
      then: ({ body }) => {
        expect(body(MEMBERSHIPS, 'x/b/2019-01-10')).toMatchObject({ leftOn: null });
        expect(body(MEMBERSHIPS, 'x/c/2019-03-01')).toBeUndefined();
      },
    },
  ]);
});
