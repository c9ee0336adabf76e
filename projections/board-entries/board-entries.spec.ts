import { describeProjection } from '../../test/projector/given';
import { BOARD_ENTRIES, boardEntries, entryOf, type BoardEntryDocument } from './board-entries';

const made = { programme: 'p', target: 'VIDEOS', unit: 'u1', quantity: 12, proof: { name: '目录', number: null, file: null } };
const act = { body: 'b1', kind: '批复', number: '3号', date: '2024-12-30', file: null };

describe('board entries', () => {
  describeProjection([boardEntries], [
    {
      name: 'one for each fact as last worded, at its first place, with the act it stands on; of a day what holds by then',
      given: [
        { type: 'OutputRecorded', stream: 'targets-p', on: '2024-03-01', id: 'first', data: made },
        { type: 'OutputRecorded', stream: 'targets-p', on: '2024-04-01', id: 'second', data: { ...made, quantity: 10 }, meta: { corrects: 'first' } },
        { type: 'TargetWaived', stream: 'targets-p', on: '2024-12-31', id: 'third', data: { programme: 'p', target: 'VIDEOS', period: '2024-01-01', count: 1300 }, meta: { act } },
      ],
      then: ({ body }) => {
        expect(body(BOARD_ENTRIES, 'second')).toBeUndefined();
        expect(entryOf(body(BOARD_ENTRIES, 'first') as BoardEntryDocument)).toEqual({ event: 'second', type: 'OutputRecorded', revision: 0, on: '2024-04-01', data: { ...made, quantity: 10 }, corrects: 'first', act: null });
        expect(body(BOARD_ENTRIES, 'third')).toMatchObject({ board: 'TARGETS', programme: 'p', act });
      },
    },
  ]);
});
