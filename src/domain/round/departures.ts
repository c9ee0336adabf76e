import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, refused, type Refused } from '../decision';
import type { BatchId, Decision, EventId, NominationId, OfficialAct, OrgId, Proposed, TeacherId, PersonId } from '../facts';
import { candidateAsOfficer, ownMatter } from '../people';
import { signedBefore } from '../people/on-paper';
import type { LatePaper, LineGivenUp, PathStep, RoundFact, SeatFate } from './facts';
import { fateOf, inTheSelection } from './levels';
import { lateWithdrawalFault } from './notice';
import { atGate, gates, rolesIn, type Gate, type RecommendationLine, type RoundState } from './round';
import { linesOf } from './recommendation-lines';

export interface RegisterWithdrawalCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Her own words; private. */
  readonly reason?: string;
  readonly school: OrgId;
  /** The last day on which anything of the nomination holds: she cannot take back what was not there. */
  readonly since: BusinessDate;
  /** Her paper was received before a deadline and is entered after it (E23). */
  readonly late?: LatePaper;
}
export interface RegisterRejectionCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of a team: who is in it. */
  readonly members?: readonly PersonId[];
  /** The level that decides not to recommend her. */
  readonly step: PathStep;
  readonly reason: string;
  /** The last day on which anything of the nomination holds: nobody signs about it before. */
  readonly since?: BusinessDate;
  readonly act: OfficialAct;
  /** Of the mass act that decides it of several. */
  readonly batch?: BatchId;
}

/**
 * Step one of a withdrawal. The round says what becomes of the seats she holds, at this moment and for good: her own
 * stream cannot know whether a seat still has a taker. From a list that hangs on the
 * wall she is taken by a change of that list, without which its publicity is not closed.
 */
export function decideRegisterWithdrawal(state: RoundState, command: RegisterWithdrawalCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, reason, school, since, late } = command;
  const over = beforeTheConferral(state);
  if (over) return over;
  if (state.left.has(nomination)) return refused('nominationGone', { nomination });
  // A receipt is the office's word, and she does not give it to herself.
  if (late !== undefined && context.acting.appointment === null) return refused('receiptOfHerOwn', { person: context.acting.person });
  const fault = late === undefined ? null : lateWithdrawalFault(state, linesOf(state, nomination), school, late, context);
  if (fault) return fault;
  const received = late === undefined ? undefined : { ...context, now: late.receivedAt, today: late.receivedAt.slice(0, 10) };
  const data = { nomination, teacher, lines: givenUp(state, nomination, received ?? context), ...(late === undefined ? {} : { late, unit: school }) };
  // The day it was received; never before what it takes back, which would then come after it. The round has her seats before her own stream knows of them.
  const last = linesOf(state, nomination).reduce((day, { on }) => (on > day ? on : day), since);
  const effectiveOn = received === undefined ? {} : { effectiveOn: received.today < last ? last : received.today };
  return { kind: 'events', events: [{ type: 'WithdrawalRegistered', data, ...(reason === undefined ? {} : { private: { [teacher]: { reason } } }), ...effectiveOn }] };
}

/** Step one of 不予推荐: by the level whose turn it is, while nominations are open. */
export function decideRegisterRejection(state: RoundState, command: RegisterRejectionCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, members, step, reason, act, batch, since } = command;
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const own = ownMatter(members ?? [teacher], context) ?? candidateAsOfficer(rolesIn(state), context.acting);
  if (own) return own;
  const gone = inTheSelection(state, nomination) ?? signedBefore(since, context);
  if (gone) return gone;
  const data = { nomination, teacher, level: step.level, unit: step.unit, lines: givenUp(state, nomination, context), ...(batch === undefined ? {} : { batch }) };
  return { kind: 'events', events: [{ type: 'RejectionRegistered', data, private: { [teacher]: { reason } }, act }] };
}

/** Derived only from what her stream says of the departure: every seat she held, each by the fate decided for it. */
export function decideSettleDeparture(state: RoundState, command: { readonly registration: EventId; readonly outcome: EventId }): Decision<RoundFact> {
  const { registration, outcome } = command;
  const departure = state.departures.get(registration);
  if (!departure) throw new Error(`round ${state.id} knows no departure ${registration}`);
  const { nomination, on } = departure;
  const held = departure.lines.flatMap(({ reservation }) => state.recommendations.get(reservation) ?? []).filter((line) => line.leaving !== null);
  const returned = state.returns.get(nomination);
  const ended: readonly Proposed<RoundFact>[] = returned ? [{ type: 'ReturnEnded', data: { nomination, registration: returned.registration, how: 'LEFT', outcome }, effectiveOn: on, cause: outcome }] : [];
  return held.length + ended.length === 0 ? alreadySo : { kind: 'events', events: [...held.map((line) => seatEnded(line, line.leaving ?? 'RELEASE', outcome, on)), ...ended] };
}

/** A line that she holds no longer, and what becomes of its seat. */
export function seatEnded(line: RecommendationLine, fate: SeatFate, outcome: EventId, on: string): Proposed<RoundFact> {
  const { reservation, nomination, level, unit, status } = line;
  const data = { ledger: 'RECOMMENDATION' as const, reservation, nomination, outcome, level, unit, was: status === 'RESERVED' ? ('RESERVED' as const) : ('CONFIRMED' as const) };
  return { type: fate === 'RELEASE' ? 'SeatReleased' : 'SeatLapsed', data, effectiveOn: on, cause: outcome };
}

function givenUp(state: RoundState, nomination: NominationId, context: DecisionContext): readonly LineGivenUp[] {
  return linesOf(state, nomination).map((line) => ({ reservation: line.reservation, fate: fateOf(state, line, context) }));
}

function beforeTheConferral(state: RoundState): Refused | null {
  if (state.gate === 'NONE') return atGate(state, 'OPEN');
  const passed = (gate: Gate) => gates.indexOf(state.gate) >= gates.indexOf(gate);
  return passed('CONFERRAL_DECIDED') ? refused('withdrawalTooLate', { round: state.id, gate: state.gate }) : null;
}
