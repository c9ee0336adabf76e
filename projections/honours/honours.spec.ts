import { describeProjection } from '../../test/projector/given';
import { HONOURS, honours, honoursAsOf, type HonoursDocument } from './honours';
import { UNIT_CAREERS } from './unit-careers';

const conferred = { title: 'title-1', programme: 'p', tier: 'MASTER', track: 'TEACHER', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', nomination: 'n', reservation: 'x', batch: 'b', certificate: 'C-001', term: { number: 1, from: '2023-09-01', to: null } };
const listed = { name: '名师', level: 'CITY', conferredOn: '2015', number: null, programme: null, file: 'f', row: 2, verified: false };

describe('honours', () => {
  describeProjection([honours], [
    {
      name: 'one document for who was given something, with all of it as of a day',
      given: [
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2015-01-01', data: listed },
        { type: 'TitleConferred', stream: 'teacher-t1', on: '2023-09-01', data: conferred },
        { type: 'TitleRevoked', stream: 'teacher-t1', on: '2024-03-01', data: { title: 'title-1', programme: 'p', tier: 'MASTER', ground: 'G', authority: 'b1', certificateRecovered: false } },
      ],
      then: ({ body }) => {
        const document = body(HONOURS, 't1') as HonoursDocument;
        expect(honoursAsOf(document, '2023-08-31', 'u2')).toEqual([expect.objectContaining({ kind: 'LEGACY', name: '名师', conferredOn: '2015', unit: 'u2' })]);
        expect(honoursAsOf(document, '2024-02-29', null)[0]).toMatchObject({ kind: 'TITLE', tier: 'MASTER', revokedOn: null, unit: 'u1' });
        expect(honoursAsOf(document, '2024-03-01', null)[0]).toMatchObject({ revokedOn: '2024-03-01' });
      },
    },
    {
      name: 'what was entered by mistake is gone, what was corrected is as it should be, and other voids leave no trace',
      given: [
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2015-01-01', id: 'wrong', data: listed },
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2016-01-01', id: 'first', data: { ...listed, conferredOn: '2016' } },
        { type: 'FactVoided', stream: 'teacher-t1', on: '2024-01-01', data: { event: 'wrong', reasonCode: 'ENTERED_IN_ERROR' } },
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2017-01-01', data: { ...listed, conferredOn: '2017' }, meta: { corrects: 'first' } },
        { type: 'FactVoided', stream: 'teacher-t2', on: '2024-01-01', data: { event: 'elsewhere', reasonCode: 'ENTERED_IN_ERROR' } },
      ],
      then: ({ body }) => {
        expect(honoursAsOf(body(HONOURS, 't1') as HonoursDocument, '2024-06-01', null).map(({ conferredOn }) => conferredOn)).toEqual(['2017']);
        expect(body(HONOURS, 't2')).toBeUndefined();
      },
    },
    {
      name: 'a career that tells of each title from the day on which a revocation, its overturning or a correction changes it',
      given: [
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2015-01-01', id: 'list', data: listed },
        { type: 'TitleConferred', stream: 'teacher-t1', on: '2023-09-01', data: conferred },
        { type: 'TitleRevoked', stream: 'teacher-t1', on: '2024-03-01', id: 'revoked', data: { title: 'title-1', programme: 'p', tier: 'MASTER', ground: 'G', authority: 'b1', certificateRecovered: false } },
        { type: 'RevocationOverturned', stream: 'teacher-t1', on: '2024-09-01', data: { title: 'title-1', programme: 'p', tier: 'MASTER', revocation: 'revoked' } },
        { type: 'LegacyTitleImported', stream: 'teacher-t1', on: '2016-01-01', id: 'better', data: { ...listed, conferredOn: '2016' }, meta: { corrects: 'list' } },
      ],
      then: ({ bodies }) => {
        const [careers] = bodies(UNIT_CAREERS);
        expect(careers).toMatchObject({ programme: 'p', unit: 'u1' });
        const career = [
          [['2023-09-01', 'MASTER', '2024-03-01'], ['2024-03-01', 'MASTER', '2024-09-01', '2023-09-01', '2024-03-01'], ['2024-09-01', 'MASTER', null, '2023-09-01']],
          [['2016-01-01', '名师', '2016']],
        ];
        expect(careers?.['days']).toEqual({ [`2023-09-01 ${JSON.stringify(career)}`]: 1 });
      },
    },
  ]);
});
