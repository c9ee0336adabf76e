import { risingStar, weihai } from '../../../test/domain/district';
import type { TierRules } from '../programme-rules';
import { funnelLines } from './board';

describe('the funnel beside the numbers of the text', () => {
  const two = { value: 2, clause: 'W12' };
  const exact: TierRules = { ...risingStar, way: 'AWARD', seats: { value: 50, clause: 'W12' }, cadenceYears: two };
  const awarded = (tier: TierRules, whole = true) => funnelLines({ programme: { ...weihai, tiers: [tier] }, counts: [], held: [], left: new Map(), whole }).map((line) => line.awarded);

  it('a tier whose rounds confer has its number, of the rounds of the years together, or of each round where none are stated', () => {
    expect(awarded(exact)).toEqual([{ number: 50, clause: 'W12', per: 'CADENCE', years: 2 }]);
    const nearly: TierRules = { ...exact, seatsAs: { word: 'NEARLY', percent: 5, clause: 'W12' } };
    expect(awarded(nearly)).toEqual([{ number: 50, clause: 'W12', per: 'CADENCE', years: 2 }]);
    expect(awarded({ ...exact, cadenceYears: null })).toEqual([{ number: 50, clause: 'W12', per: 'ROUND', years: null }]);
  });

  it('it is the whole\'s; posts have numbers of their own, and what the text leaves to the notice has none', () => {
    expect([awarded(exact, false), awarded({ ...exact, way: 'POST' }), awarded({ ...exact, seats: null })]).toEqual([[null], [null], [null]]);
  });
});
