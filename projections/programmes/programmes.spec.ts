import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { PROGRAMME_HEADS, PROGRAMMES, programmes } from './programmes';

const names = { zh: '威海', en: 'Weihai' };
const definition = (version: number) => ({ format: 1, programme: { names }, version, basis: [{ kind: 'OFFICIAL_DOCUMENT' }], tiers: [{ code: 'STAR', seats: { open: '几个名额？', clause: 'S1', type: 'wholeNumber' }, termYears: { open: '几年？', clause: 'S2', type: 'wholeNumber' } }] });
const published = (version: number, on: string): GivenEvent => ({ type: 'ProgrammeVersionPublished', stream: 'programme-weihai', on, id: `v${version}`, data: { programme: 'weihai', version, format: 1, definition: definition(version), hash: `h${version}` } });

const adopted = (id: string, version: number, path: string, sample: boolean): GivenEvent => ({ type: 'OpenValueAdopted', stream: 'programme-weihai', on: '2019-02-01', id, data: { programme: 'weihai', version, path, value: 50, sample } });

describe('programmes', () => {
  describeProjection([programmes], [
    {
      name: 'the newest version is shown, all are listed, and what was adopted',
      given: [published(1, '2019-01-01'), { type: 'OpenValueAdopted', stream: 'programme-weihai', on: '2019-02-01', id: 'ad1', data: { programme: 'weihai', version: 1, path: '/tiers/0/seats', value: 50, sample: true } }, published(2, '2019-03-01')],
      then: ({ body }) =>
        expect(body(PROGRAMMES, 'weihai')).toEqual({
          programme: 'weihai', version: 2, definition: definition(2),
          versions: [{ version: 1, format: 1, hash: 'h1', on: '2019-01-01', event: 'v1' }, { version: 2, format: 1, hash: 'h2', on: '2019-03-01', event: 'v2' }],
          adoptions: [{ version: 1, path: '/tiers/0/seats', value: 50, sample: true, on: '2019-02-01', event: 'ad1' }],
        }),
    },
    {
      name: 'a list shows how many values of the newest version are open, and whether a sample stands for one',
      given: [published(1, '2019-01-01'), adopted('ad1', 1, 'tiers.STAR.seats', false), adopted('ad2', 1, 'tiers.STAR.termYears', true), adopted('ad3', 1, 'tiers.STAR.termYears', false)],
      then: ({ body }) => expect(body(PROGRAMME_HEADS, 'weihai')).toEqual({ programme: 'weihai', version: 1, names, open: 0, demonstrationOnly: false }),
    },
    {
      name: 'a sample makes it one for demonstrations; what was adopted for another version counts for nothing',
      given: [published(1, '2019-01-01'), adopted('ad1', 1, 'tiers.STAR.seats', false), published(2, '2019-03-01'), adopted('ad2', 2, 'tiers.STAR.termYears', true)],
      then: ({ body }) => expect(body(PROGRAMME_HEADS, 'weihai')).toEqual({ programme: 'weihai', version: 2, names, open: 1, demonstrationOnly: true }),
    },
  ]);
});
