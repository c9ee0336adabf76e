import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { evidence, EVIDENCE } from './evidence';

const used = (teacher: string, round = 'r-1', fingerprint = 'f'): GivenEvent => ({ type: 'EvidenceUsed', stream: `evidence-${fingerprint}`, on: '2019-05-12', data: { fingerprint, kind: 'PAPER', round, teacher, nomination: null, earlierInRound: 0, earlier: 0 } });

describe('evidence', () => {
  describeProjection([evidence], [
    { name: 'E43 one work of two candidates is one document that names both', given: [used('a'), used('b')], then: ({ body }) => expect(body(EVIDENCE, 'r-1/f')).toMatchObject({ users: 2, uses: [{ teacher: 'a' }, { teacher: 'b' }] }) },
    { name: 'entered again by the same teacher it is still hers alone', given: [used('a'), used('a')], then: ({ body }) => expect(body(EVIDENCE, 'r-1/f')).toMatchObject({ users: 1 }) },
    { name: 'another round or another work is another document', given: [used('a'), used('b', 'r-2'), used('c', 'r-1', 'g')], then: ({ bodies }) => expect(bodies(EVIDENCE).map((one) => one['users'])).toEqual([1, 1, 1]) },
  ]);
});
