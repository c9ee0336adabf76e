import { describeProjection, type GivenEvent } from '../../test/projector/given';
import { OPERATIONS, operations } from './operations';

const batch = (type: GivenEvent['type'], data: GivenEvent['data']): GivenEvent => ({ type, stream: 'batch-b1', on: '2019-07-01', data: { batch: 'b1', ...data } });
const listed = (part: number, targets: readonly string[]) => batch('BatchTargetsListed', { part, targets: targets.map((target) => ({ target, data: {} })) });
const opened = batch('BatchOpened', { useCase: 'ConferTitles', targets: 3, listHash: 'h', round: 'r1', reservation: 'd1' });
const settled = batch('BatchTargetsSettled', { outcomes: [{ target: 'a', outcome: 'DONE', event: 'x', rule: null }, { target: 'b', outcome: 'DECLINED', event: 'y', rule: 'noSanction' }] });

describe('operations', () => {
  describeProjection([operations], [
    {
      name: 'progress while it runs, with those that were declined and why',
      given: [listed(1, ['a', 'b']), listed(2, ['c']), opened, settled],
      then: ({ body }) =>
        expect(body(OPERATIONS, 'b1')).toEqual({
          batch: 'b1', state: 'OPEN', useCase: 'ConferTitles', round: 'r1', targets: 3, done: 1, declined: 1, declines: [{ target: 'b', rule: 'noSanction', event: 'y' }],
          openedAt: '2019-07-01T01:00:00.000Z', completedAt: null, actor: 'officer-1',
        }),
    },
    {
      name: 'completed',
      given: [listed(1, ['a', 'b', 'c']), opened, settled, batch('BatchCompleted', { done: 2, declined: 1, completedAt: '2019-07-01T02:00:00.000Z' })],
      then: ({ body }) => expect(body(OPERATIONS, 'b1')).toMatchObject({ state: 'COMPLETED', done: 2, declined: 1, completedAt: '2019-07-01T02:00:00.000Z' }),
    },
    { name: 'listed and not yet opened', given: [listed(1, ['a', 'b'])], then: ({ body }) => expect(body(OPERATIONS, 'b1')).toMatchObject({ state: 'LISTED', targets: 2, useCase: null }) },
  ]);
});
