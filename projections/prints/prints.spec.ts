import { describeProjection } from '../../test/projector/given';
import { PRINTS, prints } from './prints';

const printed = { print: 'print-1', kind: 'conferral', unit: null, edition: 1, named: null, nominations: ['n1'], content: 'a'.repeat(64), code: 'AAAAAAAAAAAT' };

describe('prints', () => {
  describeProjection([prints], [
    {
      name: 'every check code leads to its round',
      given: [
        { type: 'ListPrinted', stream: 'round-r1', on: '2019-06-20', data: printed },
        { type: 'ListPrinted', stream: 'round-r2', on: '2019-06-21', data: { ...printed, print: 'print-2', edition: 2, code: 'BBBBBBBBBBBK' } },
      ],
      then: ({ body }) => {
        expect(body(PRINTS, 'AAAAAAAAAAAT')).toEqual({ code: 'AAAAAAAAAAAT', rounds: ['r1'] });
        expect(body(PRINTS, 'BBBBBBBBBBBK')).toEqual({ code: 'BBBBBBBBBBBK', rounds: ['r2'] });
      },
    },
  ]);
});
