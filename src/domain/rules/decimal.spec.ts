import * as fc from 'fast-check';
import { addDecimals, compareDecimals, decimal, divideDecimals, fixedDecimal, fraction, isDecimal, multiplyDecimals, roundDecimal, showDecimal, ZERO } from './decimal';

describe('exact decimals', () => {
  it('adds 0.1 and 0.2 to 0.3', () => {
    expect(showDecimal(addDecimals(decimal(0.1), decimal(0.2)))).toBe('0.3');
  });

  it.each([
    ['0.125', 2, '0.13'], ['-0.125', 2, '-0.13'], ['0.124999999', 2, '0.12'], ['2.5', 0, '3'], ['-2.5', 0, '-3'], ['1.005', 2, '1.01'], ['89.995', 2, '90.00'], ['-0.001', 2, '0.00'], ['7', 2, '7.00'],
  ])('rounds %s to %i places half away from zero: %s', (value, places, text) => {
    expect(fixedDecimal(decimal(value), places)).toBe(text);
    expect(compareDecimals(roundDecimal(decimal(value), places), decimal(text))).toBe(0);
  });

  it.each([Number.NaN, Infinity, -Infinity, 1e-10, 1e21, '1,5', '', '１', '.5', '5.', '0x10'])('takes no %p', (value) => {
    expect(isDecimal(value)).toBe(false);
    expect(() => decimal(value)).toThrow(RangeError);
  });

  it('shows a fraction that no decimal form ends', () => {
    expect(showDecimal(divideDecimals(decimal(260), decimal(3)))).toBe('260/3');
    expect(showDecimal(divideDecimals(decimal(1), decimal(8)))).toBe('0.125');
    expect(showDecimal(multiplyDecimals(decimal('-1.5'), decimal(2)))).toBe('-3');
  });

  it('refuses to divide by zero', () => {
    expect(() => divideDecimals(decimal(1), ZERO)).toThrow(RangeError);
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
  });

  it('rounds as whole numbers do: never further than half a place away, ties outward', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }), fc.integer({ min: 0, max: 6 }), (numerator, denominator, places) => {
        const value = fraction(numerator, denominator);
        const rounded = roundDecimal(value, places);
        const twice = 2n * 10n ** BigInt(places);
        const distance = addDecimals(rounded, multiplyDecimals(value, decimal(-1)));
        const magnitude = fraction(distance.numerator < 0n ? -distance.numerator : distance.numerator, distance.denominator);
        const compared = compareDecimals(magnitude, fraction(1n, twice));
        expect(compared).toBeLessThanOrEqual(0);
        if (compared === 0) expect(rounded.numerator < 0n ? rounded.numerator * value.denominator < value.numerator * rounded.denominator : rounded.numerator * value.denominator > value.numerator * rounded.denominator).toBe(true);
      }),
    );
  });
});
