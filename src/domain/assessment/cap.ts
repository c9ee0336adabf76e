import { refused, type Refused } from '../decision';
import type { JsonObject } from '../facts';
import type { AssessmentRules } from '../programme-rules';
import { decimal, divideDecimals, fraction, multiplyDecimals, roundDecimal } from '../rules/decimal';
import type { Grade } from '../teacher/facts';

/** How many of so many may have the capped grade; null where nothing is capped. */
export function capOf({ cap }: Pick<AssessmentRules, 'cap'>, members: number): number | null {
  if (cap === undefined) return null;
  const share = divideDecimals(multiplyDecimals(decimal(cap.percent), decimal(members)), decimal(100));
  const whole = share.numerator / share.denominator;
  if (cap.rounding === 'HALF_UP') return Number(roundDecimal(share, 0).numerator);
  return Number(cap.rounding === 'UP' && fraction(whole, 1n).numerator * share.denominator !== share.numerator ? whole + 1n : whole);
}

/** Of those assessed together, one grade for each person. */
export function capFault(rules: Pick<AssessmentRules, 'cap'>, grades: readonly Grade[], more: JsonObject = {}): Refused | null {
  const allowed = capOf(rules, grades.length);
  if (rules.cap === undefined || allowed === null) return null;
  const { grade, percent, clause } = rules.cap;
  const proposed = grades.filter((one) => one === grade).length;
  return proposed > allowed ? refused('gradesAboveCap', { grade, proposed, allowed, percent, members: grades.length, ...more }, { clause }) : null;
}
