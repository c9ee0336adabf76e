import { describeProjection } from '../../test/projector/given';
import { CERTIFICATES, certificates } from './certificates';

const conferred = { title: 'title-1', programme: 'p', tier: 'T', track: 'K', stage: 'PRIMARY', subject: '语文', unit: 'u1', round: 'r', nomination: 'n', reservation: 'x', batch: 'b', certificate: 'C-001', term: { number: 1, from: '2019-07-01', to: null } };

describe('certificates', () => {
  describeProjection([certificates], [
    {
      name: 'every number ever given out leads to its title',
      given: [
        { type: 'TitleConferred', stream: 'teacher-t1', on: '2019-07-01', data: conferred },
        { type: 'CertificateReissued', stream: 'teacher-t1', on: '2020-01-01', data: { title: 'title-1', certificate: 'C-001-R1', replaces: 'C-001', reasonCode: 'LOST' } },
      ],
      then: ({ body }) => {
        expect(body(CERTIFICATES, 'C-001')).toEqual({ certificate: 'C-001', teacher: 't1', title: 'title-1' });
        expect(body(CERTIFICATES, 'C-001-R1')).toEqual({ certificate: 'C-001-R1', teacher: 't1', title: 'title-1' });
      },
    },
  ]);
});
