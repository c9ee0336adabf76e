import type { JsonObject } from '../../src/domain/facts';
import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { ATTACHMENTS, attachments } from './attachments';

const file = (n: number): string => String(n).repeat(64);
const attached = (kind: string, n: number, print: string) => ({ kind, file: file(n), type: 'pdf', size: 10, print });
const nominated = (id: string, handedIn: readonly JsonObject[]): GivenEvent => ({
  type: 'Nominated', stream: `teacher-${id}`, on: '2019-05-10', version: 2, id: `nominated-${id}`,
  data: { nomination: `n-${id}`, round: 'r1', programme: 'p', tier: 'T', track: 'TEACHER', unit: 'u1', stage: 'PRIMARY', subject: '语文', verdicts: [], path: [{ level: 'SCHOOL', unit: 'u1' }], attachments: handedIn },
});
const completed = (id: string, handedIn: readonly JsonObject[]): GivenEvent => ({
  type: 'NominationCompleted', stream: `teacher-${id}`, on: '2019-05-20', id: `completed-${id}`,
  data: { nomination: `n-${id}`, round: 'r1', registration: 'x', version: 2, verdicts: [], attachments: handedIn, endorsements: 'STAYS' },
});

describe('attachments', () => {
  describeProjection([attachments], [
    {
      name: 'E43 the same paper of two candidates is one document that names both; a copy handed in again by one is no second use',
      given: [nominated('a', [attached('证明材料', 1, 'same'), attached('事迹', 2, 'own')]), nominated('b', [attached('证明材料', 3, 'same')]), completed('a', [attached('证明材料', 1, 'same'), attached('事迹', 4, 'newer')])],
      then: ({ body }) => {
        expect(body(ATTACHMENTS, 'r1/same')).toEqual({
          round: 'r1', print: 'same', candidates: 2,
          uses: [
            { nomination: 'n-a', teacher: 'a', kind: '证明材料', file: file(1), event: 'nominated-a', on: '2019-05-10' },
            { nomination: 'n-b', teacher: 'b', kind: '证明材料', file: file(3), event: 'nominated-b', on: '2019-05-10' },
          ],
        });
        expect(body(ATTACHMENTS, 'r1/own')).toMatchObject({ candidates: 1, uses: [{ teacher: 'a' }] });
        expect(body(ATTACHMENTS, 'r1/newer')).toMatchObject({ candidates: 1, uses: [{ event: 'completed-a' }] });
      },
    },
  ]);
});
