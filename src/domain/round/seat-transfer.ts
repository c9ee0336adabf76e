import type { DecisionContext } from '../context';
import { byClauseOf, needed, refused } from '../decision';
import type { Decision, OfficialAct, OrgId } from '../facts';
import { orgOn } from '../orgs';
import type { OrgLevel } from '../registry-facts';
import type { RoundFact } from './facts';
import { leadFault } from './leading';
import { restFault } from './limits';
import { levelRunning } from './notice';
import { moved } from './notice-state';
import { gateOfOfficer, openedRound, parametersOf, seatsOf, withTable, type RoundState } from './round';

export interface TransferSeatsCommand {
  readonly level: OrgLevel;
  readonly fromUnit: OrgId;
  readonly toUnit: OrgId;
  readonly n: number;
  readonly act: OfficialAct;
}

/** 名额调剂: unused seats of one unit go to another of the level before its deadline, under an act. */
export function decideTransferSeats(state: RoundState, command: TransferSeatsCommand, context: DecisionContext): Decision<RoundFact> {
  const { level, fromUnit, toUnit, n, act } = command;
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  if (fromUnit === toUnit) return refused('sameUnitTwice', { unit: fromUnit });
  if (!Number.isSafeInteger(n) || n < 1) return refused('seatsNotANumber', { name: toUnit, seats: n });
  const { seats, reserved, confirmed, lapsed } = seatsOf(state, fromUnit, level);
  if (seats === null) return refused('noSeatsForUnit', { unit: fromUnit, round: state.id });
  // Before the receiving unit's deadline: afterwards nobody could use them.
  const closed = levelRunning(state, level, toUnit, context);
  if (closed) return closed;
  const { snapshotOn, recommendationSeats } = parametersOf(state);
  const unit = orgOn(needed(context, 'orgs'), toUnit, snapshotOn);
  if (!unit) return refused('seatUnitsUnknown', { units: [toUnit], count: 1, day: snapshotOn });
  for (const org of [fromUnit, toUnit]) {
    const own = context.orgs?.orgs.get(org)?.level ?? '—';
    if (own !== level) return refused('seatLevelDiffers', { unit: org, level, unitLevel: own });
  }
  const taken = reserved + confirmed + lapsed;
  if (seats - n < taken) return refused('seatsBelowTaken', { unit: fromUnit, seats: seats - n, taken });
  const table = moved(recommendationSeats, fromUnit, toUnit, n, level);
  const programme = needed(context, 'programme');
  const fault = restFault(withTable(state, table), context) ?? leadFault(programme, openedRound(state).tier, { ...parametersOf(state), recommendationSeats: table }, needed(context, 'orgs'));
  if (fault) return fault;
  return { kind: 'events', events: [{ type: 'SeatsTransferred', data: { level, fromUnit, toUnit, n }, act, ...byClauseOf(context, 'OpenRound') }] };
}
