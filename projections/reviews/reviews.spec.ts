import { describeProjection } from '../../test/projector/given';
import { REVIEWS, reviews } from './reviews';

const review = { outcome: 'e1', outcomeType: 'TitleConferred', rule: 'bornOnOrAfter', clause: 'Z8', facts: ['e2'] };

describe('reviews', () => {
  describeProjection([reviews], [
    {
      name: 'one line for each outcome in doubt, in the order of the log, and none for what else happens',
      given: [
        { type: 'ReviewRequired', stream: 'teacher-t1', on: '2023-05-01', id: 'first', data: review },
        { type: 'Retired', stream: 'teacher-t1', on: '2023-06-01', data: {} },
        { type: 'ReviewRequired', stream: 'team-g1', on: '2023-04-01', id: 'second', data: review },
      ],
      then: ({ body, bodies }) => {
        expect(bodies(REVIEWS)).toHaveLength(2);
        expect(body(REVIEWS, 'first')).toMatchObject({ type: 'ReviewRequired', stream: 'teacher-t1', subject: 't1', effectiveOn: '2023-05-01', clause: 'Z8' });
        expect(body(REVIEWS, 'second')).toMatchObject({ subject: 'g1', effectiveOn: '2023-04-01' });
      },
    },
  ]);
});
