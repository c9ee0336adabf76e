import type { BallotRule } from '../programme-rules';
import { compareDecimals, decimal, divideDecimals, multiplyDecimals, type Fraction } from './decimal';

/** One vote as counted: `number` is the base, those entitled to vote. */
export interface BallotCount {
  readonly number: number;
  readonly present: number;
  readonly cast: number;
  readonly for: number;
}

/** Nobody votes who is not present, and no more votes are for than were cast. */
export function countable({ number, present, cast, for: votes }: BallotCount): boolean {
  return number > 0 && present > 0 && present <= number && cast > 0 && cast <= present && votes >= 0 && votes <= cast;
}

export function quorumReached(rule: BallotRule, { number, present }: BallotCount): boolean {
  return compareDecimals(decimal(present), multiplyDecimals(decimal(number), fractionOf(rule.quorum))) >= 0;
}

/** The least number present that is enough. */
export function presentNeeded(rule: BallotRule, number: number): number {
  const { numerator, denominator } = multiplyDecimals(decimal(number), fractionOf(rule.quorum));
  return Number((numerator + denominator - 1n) / denominator);
}

export function majorityReached(rule: BallotRule, votes: BallotCount): boolean {
  const sign = compareDecimals(ballotShare(rule, votes), fractionOf(rule.majority));
  return rule.word === 'AT_LEAST' ? sign >= 0 : sign > 0;
}

/** Votes for as a share of what the scheme says, exactly. */
export function ballotShare({ of }: BallotRule, { number, present, cast, for: votes }: BallotCount): Fraction {
  return divideDecimals(decimal(votes), decimal(of === 'BASE' ? number : of === 'PRESENT' ? present : cast));
}

/** `2/3`, as the schema of the rule file holds it. */
function fractionOf(share: string): Fraction {
  const [numerator = '0', denominator = '1'] = share.split('/');
  return divideDecimals(decimal(numerator), decimal(denominator));
}
