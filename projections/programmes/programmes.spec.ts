import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { PROGRAMMES, programmes } from './programmes';

const published = (version: number, on: string): GivenEvent => ({ type: 'ProgrammeVersionPublished', stream: 'programme-weihai', on, id: `v${version}`, data: { programme: 'weihai', version, format: 1, definition: { version }, hash: `h${version}` } });

describe('programmes', () => {
  describeProjection([programmes], [
    {
      name: 'the newest version is shown, all are listed, and what was adopted',
      given: [published(1, '2019-01-01'), { type: 'OpenValueAdopted', stream: 'programme-weihai', on: '2019-02-01', id: 'ad1', data: { programme: 'weihai', version: 1, path: '/tiers/0/seats', value: 50, sample: true } }, published(2, '2019-03-01')],
      then: ({ body }) =>
        expect(body(PROGRAMMES, 'weihai')).toEqual({
          programme: 'weihai', version: 2, definition: { version: 2 },
          versions: [{ version: 1, format: 1, hash: 'h1', on: '2019-01-01', event: 'v1' }, { version: 2, format: 1, hash: 'h2', on: '2019-03-01', event: 'v2' }],
          adoptions: [{ version: 1, path: '/tiers/0/seats', value: 50, sample: true, on: '2019-02-01', event: 'ad1' }],
        }),
    },
  ]);
});
