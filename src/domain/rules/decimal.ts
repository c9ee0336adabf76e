/**
 * Exact numbers for scores and class periods: a fraction of two BigInts, in lowest terms. Adding 0.1 and 0.2 in
 * binary floating point decides titles wrongly; nothing here does.
 */
export interface Fraction {
  readonly numerator: bigint;
  /** Always positive. */
  readonly denominator: bigint;
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

const PLAIN = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;

/** True for a number that has a plain decimal form of at most 15 digits before and 9 after the point. */
export function isDecimal(value: number | string): boolean {
  return PLAIN.test(String(value));
}

/** @throws RangeError for what `isDecimal` refuses: NaN, Infinity, 1e-10. */
export function decimal(value: number | string): Fraction {
  const match = PLAIN.exec(String(value));
  if (match === null) throw new RangeError(`Not a plain decimal number: ${value}`);
  const places = match[3] ?? '';
  const digits = BigInt(`${match[2]}${places}`);
  return fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(places.length));
}

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) throw new RangeError('Division by zero');
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = commonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign);
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

export function addDecimals(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiplyDecimals(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divideDecimals(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function compareDecimals(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Half away from zero, as a bureau rounds by hand (四舍五入): 0.125 to two places is 0.13, −0.125 is −0.13. */
export function roundDecimal(value: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(places);
  const magnitude = value.numerator < 0n ? -value.numerator : value.numerator;
  const rounded = (2n * magnitude * scale + value.denominator) / (2n * value.denominator);
  return fraction(value.numerator < 0n ? -rounded : rounded, scale);
}

/** Exactly `places` digits after the point, rounded. */
export function fixedDecimal(value: Fraction, places: number): string {
  const { numerator, denominator } = roundDecimal(value, places);
  const scaled = (numerator * 10n ** BigInt(places)) / denominator;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** The number itself: `87.5`, or `260/3` where no decimal form ends. */
export function showDecimal(value: Fraction): string {
  for (let places = 0; places <= 12; places += 1) {
    if (10n ** BigInt(places) % value.denominator === 0n) return fixedDecimal(value, places);
  }
  return `${value.numerator}/${value.denominator}`;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
