import type { ScoringScheme } from '../programme-rules';
import { addDecimals, compareDecimals, decimal, divideDecimals, fixedDecimal, fraction, ZERO, type Fraction } from './decimal';
import { componentsFrom } from './scoring';

/** So many hundredths of what a sheet can give, where the asker states no other. */
export const OUTLIER_POINTS = 10;
/** Beside fewer others, nobody can say which of them stands apart. */
export const OTHERS_NEEDED = 2;

/** One expert's sheet for one candidate, as weighted by the scheme. */
export interface WeightedSheet {
  readonly expert: string;
  readonly weighted: Fraction;
}

/** How far a sheet stands from the mean of the candidate's other sheets; `others` null where there are too few. */
export interface Apartness {
  readonly expert: string;
  readonly others: string | null;
  /** With its sign: above zero she gave more than the others. */
  readonly distance: string | null;
  readonly outlier: boolean;
}

/** An expert over all her candidates: how many of her sheets are marked, and how much more or less than the others she gave on the whole. */
export interface Leaning {
  readonly expert: string;
  readonly compared: number;
  readonly outliers: number;
  readonly mean: string | null;
}

/** The most that a sheet may stand from the others, in weighted points: so many hundredths of what the experts' components weigh. */
export function outlierLimit(scheme: ScoringScheme, points: number = OUTLIER_POINTS): Fraction {
  const weight = componentsFrom(scheme, 'PANEL').reduce((sum, component) => addDecimals(sum, decimal(component.weight)), ZERO);
  return fraction(weight.numerator * BigInt(points), weight.denominator * 100n);
}

/**
 * Marks the sheets that stand further from the mean of the candidate's other sheets than the limit; at the limit is not
 * marked. The sheet itself is left out of the mean, so that one wild sheet does not hide itself. A mark is a question to a
 * person and moves no rank.
 */
export function apartnessOf(sheets: readonly WeightedSheet[], limit: Fraction): readonly Apartness[] {
  return distancesOf(sheets).map(({ expert, others, distance }) =>
    others === null || distance === null
      ? { expert, others: null, distance: null, outlier: false }
      : { expert, others: fixedDecimal(others, 2), distance: fixedDecimal(distance, 2), outlier: compareDecimals(magnitude(distance), limit) > 0 });
}

/** @param candidates the sheets of each candidate. */
export function leaningsOf(candidates: readonly (readonly WeightedSheet[])[], limit: Fraction): readonly Leaning[] {
  const found = new Map<string, { compared: number; outliers: number; sum: Fraction }>();
  for (const { expert, distance } of candidates.flatMap(distancesOf)) {
    const own = found.get(expert) ?? { compared: 0, outliers: 0, sum: ZERO };
    found.set(expert, own);
    if (distance === null) continue;
    own.compared += 1;
    own.sum = addDecimals(own.sum, distance);
    if (compareDecimals(magnitude(distance), limit) > 0) own.outliers += 1;
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expert, { compared, outliers, sum }]) => ({ expert, compared, outliers, mean: compared === 0 ? null : fixedDecimal(divideDecimals(sum, decimal(compared)), 2) }));
}

function distancesOf(sheets: readonly WeightedSheet[]): readonly { readonly expert: string; readonly others: Fraction | null; readonly distance: Fraction | null }[] {
  const sum = sheets.reduce((all, { weighted }) => addDecimals(all, weighted), ZERO);
  const others = sheets.length - 1;
  return sheets.map(({ expert, weighted }) => {
    if (others < OTHERS_NEEDED) return { expert, others: null, distance: null };
    const mean = divideDecimals(minus(sum, weighted), decimal(others));
    return { expert, others: mean, distance: minus(weighted, mean) };
  });
}

function minus(a: Fraction, b: Fraction): Fraction {
  return addDecimals(a, fraction(-b.numerator, b.denominator));
}

function magnitude(value: Fraction): Fraction {
  return value.numerator < 0n ? fraction(-value.numerator, value.denominator) : value;
}
