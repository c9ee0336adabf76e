import type { DecisionContext } from '../context';
import { citing, refused, type Refused } from '../decision';
import type { NominationId } from '../facts';
import type { OrgsState } from '../orgs';
import type { TierRules } from '../programme-rules';
import type { OrgLevel } from '../registry-facts';
import type { PathStep, RoundParameters, SeatFate } from './facts';
import { levelRunning } from './notice';
import { levelsOf, lineKey } from './path';
import { shownAtLevel } from './publicity';
import { parametersOf, type RecommendationLine, type RoundState } from './round';
import { candidatesOf } from './recommendation-lines';

/** The level that has to speak next on a nomination; null once all of its path have recommended it. */
export function nextStep(state: RoundState, nomination: NominationId, path: readonly PathStep[]): PathStep | null {
  return path.find(({ level }) => !recommendedAt(state, nomination, level)) ?? null;
}

/** May this level speak on her yet: she is in the selection, nothing is asked of her, and the level below has recommended her and shown her to the public where it has to. */
export function readyForLevel(state: RoundState, { nomination, path }: { readonly nomination: NominationId; readonly path: readonly PathStep[] }, level: OrgLevel, tier: TierRules): Refused | null {
  const place = path.findIndex((step) => step.level === level);
  if (place < 0) return refused('levelNotOnPath', { level, path: path.map((step) => step.level) }, citing(tier.levels));
  const gone = inTheSelection(state, nomination);
  if (gone) return gone;
  const below = path[place - 1];
  if (below === undefined) return null;
  if (!recommendedAt(state, nomination, below.level)) return refused('notRecommendedBelow', { level: below.level, unit: below.unit }, citing(tier.levels));
  return shownAtLevel(state, tier, nomination, below.level) ? null : refused('notShownBelow', { level: below.level, unit: below.unit }, citing(tier.publicityAt?.[below.level]));
}

/** Neither gone for good nor returned for completion. */
export function inTheSelection(state: RoundState, nomination: NominationId): Refused | null {
  if (state.left.has(nomination)) return refused('nominationGone', { nomination });
  const returned = state.returns.get(nomination);
  return returned ? refused('nominationReturned', { nomination, due: returned.due }) : null;
}

/** Nominations closed and no level, or not every level, had recommended her: nothing comes of it any more, though nobody said so to her. */
export function leftUnrecommended(state: RoundState, nomination: NominationId): boolean {
  return state.gate !== 'NONE' && state.gate !== 'OPEN' && !candidatesOf(state).some((line) => line.nomination === nomination);
}

/** A seat given up comes back before the deadline of its level and lapses after it, unless the round says that it always comes back. */
export function fateOf(state: RoundState, { level, unit }: Pick<RecommendationLine, 'level' | 'unit'>, context: DecisionContext): SeatFate {
  return parametersOf(state).seatsComeBack === 'ALWAYS' || levelRunning(state, level, unit, context) === null ? 'RELEASE' : 'LAPSE';
}

/** The seat table with the level of every row: a county's row in a round that goes through the counties is the county's. */
export function levelledSeats(seats: RoundParameters['recommendationSeats'], tier: TierRules, tree: OrgsState): RoundParameters['recommendationSeats'] {
  const levels = levelsOf(tier);
  return seats.map((row) => {
    const own = tree.orgs.get(row.unit);
    const level = row.level ?? (own !== undefined && own.kind === 'BUREAU' && levels.includes(own.level) ? own.level : 'SCHOOL');
    const { unit, seats: count } = row;
    return level === 'SCHOOL' ? { unit, seats: count } : { unit, seats: count, level };
  });
}

/** A row of a level at which nobody recommends, or of a unit that does not stand at it. */
export function seatLevelFault(seats: RoundParameters['recommendationSeats'], tier: TierRules, tree: OrgsState): Refused | null {
  const levels = levelsOf(tier);
  for (const { unit, level } of seats) {
    if (level === undefined) continue;
    const own = tree.orgs.get(unit);
    if (!levels.includes(level) || own?.kind !== 'BUREAU' || own.level !== level) return refused('seatLevelUnused', { unit, level, levels: [...levels] }, citing(tier.levels));
  }
  return null;
}

function recommendedAt(state: RoundState, nomination: NominationId, level: OrgLevel): boolean {
  const line = state.recommendations.get(state.live.get(lineKey(nomination, level)) ?? '');
  return line?.status === 'CONFIRMED' && line.leaving === null;
}
