import type { DecisionContext } from '../context';
import type { BusinessMinute } from '../dates';
import { byClauseOf, refused } from '../decision';
import type { Decision, OfficialAct, OrgId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import type { RoundFact } from './facts';
import { deadlineOf, deadlineLevels } from './notice';
import { climbing } from './parameters';
import { gateOfOfficer, seatsOf, type RoundState } from './round';

export interface ExtendDeadlineCommand {
  readonly level: OrgLevel;
  /** Null: every unit of the level. */
  readonly unit: OrgId | null;
  readonly until: BusinessMinute;
  readonly act: OfficialAct;
}

/** An extension is an act of the bureau while the round still takes papers; what lapsed before it does not come back. */
export function decideExtendDeadline(state: RoundState, command: ExtendDeadlineCommand, context: DecisionContext): Decision<RoundFact> {
  const { level, unit, until, act } = command;
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  if (!deadlineLevels(state).includes(level)) return refused('levelNotInRound', { round: state.id, level });
  if (unit !== null && seatsOf(state, unit, level).seats === null) return refused('noSeatsForUnit', { unit, round: state.id });
  const before = deadlineOf(state, level, unit);
  if (until <= before || until < context.now) return refused('extensionNotLater', { until, deadline: before, now: context.now });
  const next = climbing.slice(climbing.indexOf(level) + 1).find((higher) => deadlineLevels(state).includes(higher));
  if (next !== undefined && until > deadlineOf(state, next, null)) return refused('extensionBeyondNext', { until, next, deadline: deadlineOf(state, next, null) });
  return { kind: 'events', events: [{ type: 'DeadlineExtended', data: { level, unit, before, until }, act, ...byClauseOf(context, 'OpenRound') }] };
}
