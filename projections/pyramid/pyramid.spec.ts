import { describeProjection } from '../../test/projector/given';
import { teacher } from '../../test/projector/lives';
import { roster } from '../roster/roster';
import { PYRAMID_UNITS } from './pyramid';
import { countAsOf, groupCounts } from './query';

const given = ['a', 'b', 'c'].flatMap((id, i) => [teacher(id).registered('2015-09-01', i === 2 ? 'u2' : 'u1')]);

describe('pyramid', () => {
  describeProjection([roster], [
    {
      name: 'cells shared by many, summed up to a day and over what is not asked for',
      given: [...given, teacher('a').conferred('2017-07-01', 'ta', 'RISING_STAR'), teacher('c').conferred('2017-07-01', 'tc', 'RISING_STAR', { unit: 'u2' }), teacher('a').conferred('2019-07-01', 'ta2', 'BACKBONE')],
      then: ({ bodies }) => {
        const tiers = (day: string) => Object.fromEntries(groupCounts(countAsOf(bodies(PYRAMID_UNITS), day), ['tier']).map(({ tier, size }) => [String(tier), size]));
        expect(tiers('2015-08-31')).toEqual({});
        expect(tiers('2016-01-01')).toEqual({ null: 3 });
        expect(tiers('2018-01-01')).toEqual({ null: 1, RISING_STAR: 2 });
        expect(tiers('2019-07-01')).toEqual({ null: 1, RISING_STAR: 2, BACKBONE: 1 });
        expect(groupCounts(countAsOf(bodies(PYRAMID_UNITS), '2018-01-01'), ['tier', 'unit'])).toContainEqual({ tier: 'RISING_STAR', unit: 'u2', size: 1 });
      },
    },
    {
      name: 'a cell that nobody was ever in leaves a tombstone, not a zero',
      given: [...given, teacher('a').conferred('2017-07-01', 'ta', 'RISING_STAR', { id: 'x' }), teacher('a').voided('2017-08-01', 'x')],
      then: ({ bodies, all }) => {
        expect(countAsOf(bodies(PYRAMID_UNITS), '2018-01-01').map(({ tier, size }) => [tier, size])).toEqual([[null, 2], [null, 1]]);
        expect(all().find(({ id }) => id === 'weihai/RISING_STAR')).toMatchObject({ gone: true, at: '0000000000000005' });
      },
    },
  ]);
});
