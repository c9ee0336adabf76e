import fc from 'fast-check';
import type { ScoringScheme } from '../programme-rules';
import { decimal, fixedDecimal, fraction } from './decimal';
import { apartnessOf, leaningsOf, outlierLimit } from './outliers';

const names = { zh: '', en: '' };
const scheme: ScoringScheme = {
  clause: 'C7', dropHighest: 0, dropLowest: 0, minimumSheets: 3, decimals: 2, passLine: null, tieBreak: [],
  components: [{ code: 'LESSON', names, weight: 70, max: 100 }, { code: 'PAPER', names, weight: 30, max: 100, source: 'ENTERED' }],
};
const sheets = (...weighted: readonly (number | string)[]) => weighted.map((one, index) => ({ expert: `x-${index + 1}`, weighted: decimal(one) }));

describe('sheets that stand apart', () => {
  test('the limit is so many hundredths of what the experts\' own components weigh', () => {
    expect(fixedDecimal(outlierLimit(scheme), 2)).toBe('7.00');
    expect(fixedDecimal(outlierLimit(scheme, 25), 2)).toBe('17.50');
  });

  test('a sheet is held against the mean of the others, and at the limit it is not marked', () => {
    expect(apartnessOf(sheets(60, 60, 67), outlierLimit(scheme)).map(({ others, distance, outlier }) => [others, distance, outlier])).toEqual([['63.50', '-3.50', false], ['63.50', '-3.50', false], ['60.00', '7.00', false]]);
    expect(apartnessOf(sheets(60, 60, '67.01'), outlierLimit(scheme)).map(({ outlier }) => outlier)).toEqual([false, false, true]);
  });

  test('two sheets tell nothing of each other, however far apart', () => {
    expect(apartnessOf(sheets(10, 70), outlierLimit(scheme))).toEqual([{ expert: 'x-1', others: null, distance: null, outlier: false }, { expert: 'x-2', others: null, distance: null, outlier: false }]);
    expect(leaningsOf([sheets(10, 70)], outlierLimit(scheme))).toMatchObject([{ compared: 0, outliers: 0, mean: null }, { compared: 0, outliers: 0, mean: null }]);
  });

  test('an expert over all her candidates', () => {
    expect(leaningsOf([sheets(50, 60, 60), sheets(55, 60, 60)], outlierLimit(scheme))).toEqual([
      { expert: 'x-1', compared: 2, outliers: 1, mean: '-7.50' },
      { expert: 'x-2', compared: 2, outliers: 0, mean: '3.75' },
      { expert: 'x-3', compared: 2, outliers: 0, mean: '3.75' },
    ]);
  });

  test('property: the order of the sheets and a shift of all of them mark the same experts', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 9 }), fc.integer({ min: 0, max: 10 }), (marks, shift) => {
      const limit = fraction(7n, 1n);
      const marked = (list: readonly { readonly expert: string; readonly weighted: ReturnType<typeof decimal> }[]) => apartnessOf(list, limit).filter(({ outlier }) => outlier).map(({ expert }) => expert).sort();
      const found = marked(sheets(...marks));
      expect(marked([...sheets(...marks)].reverse())).toEqual(found);
      expect(marked(sheets(...marks.map((mark) => mark + shift)))).toEqual(found);
    }));
  });
});
