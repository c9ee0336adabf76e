import { describeProjection } from '../../test/projector/given';
import { BACKDATED, backdated } from './backdated';

const act = { body: 'b1', kind: '决定', number: '3号', date: '2020-03-02', file: null };
const entered = (now: string) => ({ context: { today: now, now: `${now}T09:30` } });

describe('backdated', () => {
  describeProjection([backdated], [
    {
      name: 'what took effect before the day of its entry, with how many days; what was entered in time and what is worded anew are none',
      given: [
        { type: 'TitleSuspended', stream: 'teacher-a', on: '2020-03-02', id: 'late', data: { title: 't-1', programme: 'p' }, meta: { ...entered('2020-05-01'), act, rule: { programme: 'p', version: 1, clause: 'C9' } } },
        { type: 'TitleReinstated', stream: 'teacher-a', on: '2020-05-01', id: 'in-time', data: { title: 't-1', programme: 'p' }, meta: entered('2020-05-01') },
        { type: 'TitleRenewed', stream: 'teacher-a', on: '2020-07-01', id: 'ahead', data: { title: 't-1', programme: 'p' }, meta: entered('2020-05-02') },
        { type: 'Retired', stream: 'teacher-b', on: '2020-04-30', id: 'retired', data: { on: '2020-04-30' }, meta: entered('2020-05-03') },
        { type: 'Transferred', stream: 'teacher-b', on: '2018-09-01', id: 'again', data: { from: 'u1', to: 'u2' }, meta: { ...entered('2020-05-04'), corrects: 'first' } },
        { type: 'TitleRevoked', stream: 'team-c', on: '2020-05-01', id: 'signed', data: { title: 't-2', programme: 'q' }, meta: { context: { today: '2020-05-01', now: '2020-05-20T10:00' }, enteredBy: 'clerk' } },
      ],
      then: ({ body }) => {
        expect(body(BACKDATED, 'late')).toMatchObject({ holder: 'a', programme: 'p', of: 'p', title: 't-1', days: 60, effectiveOn: '2020-03-02', recordedOn: '2020-05-01', clause: 'C9', act: { number: '3号' } });
        expect(body(BACKDATED, 'retired')).toMatchObject({ holder: 'b', programme: null, of: 'LIFE', days: 3 });
        expect(body(BACKDATED, 'signed')).toMatchObject({ holder: 'c', holderKind: 'TEAM', of: 'q', days: 19, enteredBy: 'clerk' });
        for (const none of ['in-time', 'ahead', 'again']) expect(body(BACKDATED, none)).toBeUndefined();
      },
    },
  ]);
});
