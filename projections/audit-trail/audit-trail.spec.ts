import { catalogue, type EventType } from '../../src/domain/catalogue';
import { describeProjection } from '../../test/projector/given';
import { AUDIT_TRAIL, auditTrail } from './audit-trail';
import { auditQuery } from './query';

const types = Object.keys(catalogue) as readonly EventType[];
const act = { body: 'edz', kind: '通知', number: '威经教〔2019〕7号', date: '2019-07-01', file: null };

describe('audit trail', () => {
  describeProjection([auditTrail], [
    {
      name: 'who, as whom, when, to whom, under which clause and act',
      given: [
        {
          type: 'TitleRevoked', stream: 'teacher-t1', on: '2019-07-01', id: 'e-revoked', recordedAt: '2019-07-03T02:00:00.000Z',
          data: { title: 'ti', programme: 'weihai', tier: 'RISING_STAR', ground: 'ETHICS', authority: 'edz', certificateRecovered: true },
          private: { t1: { commitment: 'c', cipher: 'secret' } },
          meta: { useCase: 'RevokeTitle', actor: 'officer-1', enteredBy: 'clerk-1', class: 'public', rule: { programme: 'weihai', version: 2, clause: 'W12' }, act },
        },
      ],
      then: ({ body }) => {
        expect(body(AUDIT_TRAIL, 'e-revoked')).toEqual({
          event: 'e-revoked', position: '0000000000000001', type: 'TitleRevoked', class: 'public', stream: 'teacher-t1', revision: 0, recordedAt: '2019-07-03T02:00:00.000Z', effectiveOn: '2019-07-01',
          useCase: 'RevokeTitle', actor: 'officer-1', appointment: 'ap-1', post: 'BureauOfficer', org: 'edz', enteredBy: 'clerk-1', via: null,
          subject: 't1', round: null, nomination: null, programme: 'weihai', rule: null, clause: 'W12', programmeVersion: 2, act: { ...act, meeting: null },
          corrects: null, correlation: 'c1', cause: 'c1',
        });
      },
    },
    {
      name: 'a refusal with its rule, a score with its round but not its number, a seat with its teacher',
      given: [
        { type: 'NominationRefused', stream: 'teacher-t2', on: '2019-05-01', data: { round: 'r1', programme: 'weihai', tier: 'RISING_STAR', track: 'T', useCase: 'SubmitNomination', rule: 'bornOnOrAfter', clause: 'W12', inputs: {}, verdicts: [], read: {} } },
        { type: 'ScoreSubmitted', stream: 'panel-7f-3a-2', on: '2019-06-01', data: { sheet: 's', check: 'c', panel: 'p', nomination: 'n1', teacher: 't3', expert: 'x' }, meta: { class: 'sealed' } },
        { type: 'SeatReserved', version: 1, stream: 'round-r1', on: '2019-05-02', data: { ledger: 'RECOMMENDATION', unit: 'u1', nomination: 'n1', teacher: 't3' } },
        { type: 'PersonRegistered', stream: 'people', on: '2019-05-02', data: { person: 'p9' } },
      ],
      then: ({ bodies }) => {
        expect(bodies(AUDIT_TRAIL).map(({ subject, round, rule, clause, nomination }) => ({ subject, round, rule, clause, nomination }))).toEqual([
          { subject: 't2', round: 'r1', rule: 'bornOnOrAfter', clause: 'W12', nomination: null },
          { subject: 't3', round: '7f-3a', rule: null, clause: null, nomination: 'n1' },
          { subject: 't3', round: 'r1', rule: null, clause: null, nomination: 'n1' },
          { subject: 'p9', round: null, rule: null, clause: null, nomination: null },
        ]);
      },
    },
    {
      name: 'an act on what came with a merged dossier is about that one, wherever it was recorded',
      given: [{ type: 'TitleRevoked', stream: 'teacher-x', on: '2021-03-01', data: { title: 't' }, id: 'e-about', meta: { about: 'teacher-a' } }],
      then: ({ body }) => expect(body(AUDIT_TRAIL, 'e-about')).toMatchObject({ stream: 'teacher-x', subject: 'a' }),
    },
    {
      name: 'paper with the day on it and the clerk\'s own post',
      given: [{ type: 'SchoolRecommended', stream: 'teacher-t4', on: '2019-05-17', data: { round: 'r1', nomination: 'n1', unit: 'u1', reservation: 'e' }, id: 'e-paper', meta: { actor: 'head-1', enteredBy: 'clerk-1', paper: { signedOn: '2019-05-17', file: null, appointment: 'ap-2', post: 'SchoolAdmin', org: 'u1' } } }],
      then: ({ body }) => expect(body(AUDIT_TRAIL, 'e-paper')).toMatchObject({ actor: 'head-1', enteredBy: 'clerk-1', paper: { signedOn: '2019-05-17', file: null, appointment: 'ap-2', post: 'SchoolAdmin', org: 'u1' } }),
    },
    {
      name: 'every type of event has its line',
      given: types.map((type, i) => ({ type, stream: 'orgs', on: '2019-01-01', data: {}, id: `e-${i}` })),
      then: ({ bodies }) => expect(bodies(AUDIT_TRAIL).map(({ type }) => type)).toEqual(types),
    },
  ]);

  it('filters by what is indexed, in the order of the log', () => {
    expect(auditQuery({ subject: 't1', enteredBy: 'clerk-1', classes: ['public'], recordedAfter: 'A', recordedUpTo: 'B' }, { limit: 50, newestFirst: true })).toEqual({
      where: [
        { field: 'subject', eq: 't1' },
        { field: 'enteredBy', eq: 'clerk-1' },
        { field: 'class', in: ['public'] },
        { field: 'recordedAt', gt: 'A' },
        { field: 'recordedAt', lte: 'B' },
      ],
      sort: [{ field: 'position', descending: true }],
      limit: 50,
    });
  });
});
