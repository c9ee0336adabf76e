import { approximate, type NumberWord } from './approximate';

const outcomes = (word: NumberWord, number: number, percent: number, counts: readonly number[]): readonly string[] =>
  counts.map((count) => `${count} ${approximate(count, { number, word, percent }).outcome}`);

describe('E17 a number that a text gives approximately', () => {
  it('near 400: 396 is what it says, 412 is warned of, 520 needs a waiver', () => {
    expect(outcomes('NEARLY', 400, 5, [396, 412, 520])).toEqual(['396 MEETS', '412 NEAR', '520 BEYOND']);
  });

  it('counts the bound of the tolerance in, and nothing beyond it', () => {
    expect(outcomes('NEARLY', 400, 5, [379, 380, 400, 401, 420, 421])).toEqual(['379 BEYOND', '380 MEETS', '400 MEETS', '401 NEAR', '420 NEAR', '421 BEYOND']);
  });

  it('is as wide as the programme states', () => {
    expect(outcomes('NEARLY', 400, 2.5, [390, 389, 410, 411])).toEqual(['390 MEETS', '389 BEYOND', '410 NEAR', '411 BEYOND']);
    expect(outcomes('NEARLY', 400, 0, [399, 400, 401])).toEqual(['399 BEYOND', '400 MEETS', '401 BEYOND']);
  });

  it('about eight million, in fen: either side within the tolerance', () => {
    expect(outcomes('ABOUT', 800_000_000, 5, [760_000_000, 759_999_999, 840_000_000, 840_000_001])).toEqual(['760000000 MEETS', '759999999 BEYOND', '840000000 MEETS', '840000001 BEYOND']);
  });

  it('a hundred odd: a few fewer are warned of, half as many again are too many', () => {
    expect(outcomes('MORE_THAN', 100, 10, [89, 90, 99, 100, 110, 111])).toEqual(['89 BEYOND', '90 NEAR', '99 NEAR', '100 MEETS', '110 MEETS', '111 BEYOND']);
  });

  it('an exact number, and one that bounds a side, know no tolerance', () => {
    expect(outcomes('EXACT', 100, 10, [99, 100, 101])).toEqual(['99 BEYOND', '100 MEETS', '101 BEYOND']);
    expect(outcomes('AT_LEAST', 100, 10, [99, 100, 500])).toEqual(['99 BEYOND', '100 MEETS', '500 MEETS']);
    expect(outcomes('AT_MOST', 100, 10, [0, 100, 101])).toEqual(['0 MEETS', '100 MEETS', '101 BEYOND']);
  });

  it('says on which side a count lies', () => {
    expect([390, 400, 410].map((count) => approximate(count, { number: 400, word: 'NEARLY', percent: 5 }).side)).toEqual(['UNDER', 'ON', 'OVER']);
  });
});
