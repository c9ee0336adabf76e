import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { NOTICES, notices } from './notices';

const at = (type: GivenEvent['type'], day: string, data: GivenEvent['data']): GivenEvent => ({ type, stream: `notice-${String(data['notice'])}`, on: day, data });
const queued = (notice: string): GivenEvent => at('NoticeQueued', '2019-05-01', { notice, to: 't1', kind: 'RESULT', about: 'e', link: '/teachers/me/case' });

describe('notices', () => {
  describeProjection([notices], [
    {
      name: 'how far each is, with why the last attempt failed',
      given: [
        queued('n1'), queued('n2'), queued('n3'),
        at('NoticeFailed', '2019-05-02', { notice: 'n1', attempt: 1, reason: 'TIMEOUT', final: false }), at('NoticeDelivered', '2019-05-03', { notice: 'n1', attempt: 2 }),
        at('NoticeFailed', '2019-05-02', { notice: 'n2', attempt: 8, reason: 'REFUSED', final: true }),
      ],
      then: ({ body }) => {
        expect(body(NOTICES, 'n1')).toMatchObject({ state: 'DELIVERED', attempts: 2, reason: 'TIMEOUT', triedAt: '2019-05-03T01:00:00.000Z' });
        expect(body(NOTICES, 'n2')).toMatchObject({ state: 'FAILED', attempts: 8, reason: 'REFUSED' });
        expect(body(NOTICES, 'n3')).toMatchObject({ state: 'QUEUED', attempts: 0, reason: null, triedAt: null, to: 't1' });
      },
    },
  ]);
});
