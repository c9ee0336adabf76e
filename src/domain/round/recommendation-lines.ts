import type { NominationId } from '../facts';
import { climbing } from './parameters';
import { lastStep, lineKey } from './path';
import type { RecommendationLine, RoundState } from './round';

/** Taken and not settled, or given up and not settled: nominations do not close over these. */
export function pendingRecommendations(state: RoundState): readonly RecommendationLine[] {
  return [...state.recommendations.values()].filter((line) => line.status === 'RESERVED' || line.leaving !== null);
}

export function confirmedRecommendations(state: RoundState): readonly RecommendationLine[] {
  return [...state.recommendations.values()].filter((line) => line.status === 'CONFIRMED');
}

/**
 * Who stands in the selection: everything after the recommending levels asks this and nothing else. Confirmed at the last
 * level of her path, and neither gone nor returned for completion.
 */
export function candidatesOf(state: RoundState): readonly RecommendationLine[] {
  return [...state.recommendations.values()].filter((line) => stands(state, line));
}

/** The line by which this one stands in the selection, as `candidatesOf` has it; null where she does not. */
export function candidateOf(state: RoundState, nomination: NominationId): RecommendationLine | null {
  return linesOf(state, nomination).find((line) => stands(state, line)) ?? null;
}

function stands(state: RoundState, line: RecommendationLine): boolean {
  return line.status === 'CONFIRMED' && line.leaving === null && line.level === lastStep(line.path).level && !state.left.has(line.nomination) && !state.returns.has(line.nomination);
}

/** Her seats, pending or confirmed, lowest level first. */
export function linesOf(state: RoundState, nomination: NominationId): readonly RecommendationLine[] {
  return climbing.flatMap((level) => state.recommendations.get(state.live.get(lineKey(nomination, level)) ?? '') ?? []);
}

/** The line by which somebody is known to the round: her candidacy, a seat on the way to it, or one that she had. */
export function lineOf(state: RoundState, nomination: NominationId): RecommendationLine | null {
  const [held] = linesOf(state, nomination);
  return candidateOf(state, nomination) ?? held ?? [...state.recommendations.values()].find((line) => line.nomination === nomination) ?? null;
}
