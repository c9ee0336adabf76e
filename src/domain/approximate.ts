import { compareDecimals, decimal, multiplyDecimals, type Fraction } from './rules/decimal';

/**
 * How a text says a number: `EXACT` 400名; `NEARLY` 近400, that many or somewhat fewer; `ABOUT` 约、左右, either side;
 * `MORE_THAN` 400余, that many or somewhat more; `AT_LEAST` 不少于, `AT_MOST` 不超过.
 */
export const numberWords = ['EXACT', 'NEARLY', 'ABOUT', 'MORE_THAN', 'AT_LEAST', 'AT_MOST'] as const;
export type NumberWord = (typeof numberWords)[number];

/** A number as a text gives it. `percent` is the tolerance that the programme states for its 近, 约, 余 or 左右. */
export interface StatedNumber {
  readonly number: number;
  readonly word: NumberWord;
  readonly percent: number;
}

/**
 * `MEETS` what the words say; `NEAR` it, on the side that the words do not say, but within the tolerance: told as a
 * warning; `BEYOND` the tolerance: such a number stands only with a recorded waiver. Never an error by itself (E17).
 */
export type Approximation = 'MEETS' | 'NEAR' | 'BEYOND';

export interface ApproximationWorking {
  readonly outcome: Approximation;
  /** Where the count lies against the number of the text. */
  readonly side: 'UNDER' | 'ON' | 'OVER';
}

/** Whether a count is what the text says. Exact: 420 is within five percent of 400, and 421 is not. */
export function approximate(count: number, stated: StatedNumber): ApproximationWorking {
  const difference = compareDecimals(decimal(count), decimal(stated.number));
  const side = difference < 0 ? 'UNDER' : difference > 0 ? 'OVER' : 'ON';
  if (side === 'ON') return { outcome: 'MEETS', side };
  const { said, tolerated } = sides[stated.word];
  if (said.includes(side) && (unbounded.has(stated.word) || within(count, stated))) return { outcome: 'MEETS', side };
  return { outcome: tolerated && within(count, stated) ? 'NEAR' : 'BEYOND', side };
}

const sides: { readonly [word in NumberWord]: { readonly said: readonly ('UNDER' | 'OVER')[]; readonly tolerated: boolean } } = {
  EXACT: { said: [], tolerated: false },
  NEARLY: { said: ['UNDER'], tolerated: true },
  ABOUT: { said: ['UNDER', 'OVER'], tolerated: true },
  MORE_THAN: { said: ['OVER'], tolerated: true },
  AT_LEAST: { said: ['OVER'], tolerated: false },
  AT_MOST: { said: ['UNDER'], tolerated: false },
};

/** Words that bound one side only: whatever lies on the other is what they say. */
const unbounded: ReadonlySet<NumberWord> = new Set(['AT_LEAST', 'AT_MOST']);

function within(count: number, { number, percent }: StatedNumber): boolean {
  const hundred: Fraction = decimal(100);
  const distance = decimal(Math.abs(count - number));
  return compareDecimals(multiplyDecimals(distance, hundred), multiplyDecimals(decimal(number), decimal(percent))) <= 0;
}
