import type { DecisionContext } from '../context';
import { isBusinessMinute, type BusinessDate, type BusinessMinute } from '../dates';
import { alreadySo, needed, refused } from '../decision';
import type { BatchId, Decision, EventId, NominationId, Proposed, TeacherId, PersonId } from '../facts';
import { candidateAsOfficer, ownMatter } from '../people';
import { signedBefore } from '../people/on-paper';
import type { OrgLevel } from '../registry-facts';
import { seatEnded } from './departures';
import type { RoundFact } from './facts';
import { fateOf, inTheSelection } from './levels';
import { deadlineOf } from './notice';
import type { OpenReturn } from './leaving-state';
import { atGate, rolesIn, tierOf, type RoundState } from './round';
import { linesOf } from './recommendation-lines';

export interface RegisterReturnCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of a team: who is in it. */
  readonly members?: readonly PersonId[];
  /** The last day on which anything of the nomination holds: nobody signs about it before. */
  readonly since?: BusinessDate;
  /** Of the body that returns it. */
  readonly level: OrgLevel;
  /** Kinds that have to be handed in again. */
  readonly items: readonly string[];
  /** What is wrong with them; private to her. */
  readonly words?: string;
  readonly due: BusinessMinute;
  /** Of the mass act that asks it of several. */
  readonly batch?: BatchId;
}

/** How a return came to its end, as her own stream says. */
export interface EndReturnCommand {
  readonly registration: EventId;
  readonly nomination: NominationId;
  readonly how: 'COMPLETED' | 'OVERDUE';
  readonly outcome: EventId;
  /** Day of the outcome. */
  readonly on: BusinessDate;
  /** The `ReturnReopened` that it ends; what ended the return before it does not end it again. */
  readonly reopened?: EventId;
}

/** Step one of 退回补正: the round knows of it first, so that nominations do not close over it. */
export function decideRegisterReturn(state: RoundState, command: RegisterReturnCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, members, level, items, words, due, batch, since } = command;
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const own = ownMatter(members ?? [teacher], context) ?? candidateAsOfficer(rolesIn(state), context.acting);
  if (own) return own;
  const gone = inTheSelection(state, nomination) ?? signedBefore(since, context);
  if (gone) return gone;
  if (items.length === 0 && words === undefined) return refused('nothingAskedFor');
  const deadline = deadlineOf(state, level, null);
  if (!isBusinessMinute(due) || due <= context.now || due > deadline) return refused('dueOutOfBounds', { due, now: context.now, deadline });
  const { overdueReturn, endorsementAfterCompletion } = tierOf(state, needed(context, 'programme'));
  const data = { nomination, teacher, level, items, due, overdue: overdueReturn?.value ?? 'NOT_RECOMMENDED', endorsements: endorsementAfterCompletion?.value ?? 'STAYS', ...(batch === undefined ? {} : { batch }) };
  return { kind: 'events', events: [{ type: 'ReturnRegistered', data, ...(words === undefined ? {} : { private: { [teacher]: { words } } }) }] };
}

/**
 * Derived only from her stream. Not completed in time: her seats go as they would have gone at the due minute. Completed
 * where the programme wants it recommended again: they come back to those who have to recommend.
 */
export function decideEndReturn(state: RoundState, command: EndReturnCommand, context: DecisionContext): Decision<RoundFact> {
  const { registration, nomination, how, outcome, on } = command;
  const open = state.returns.get(nomination);
  if (open?.registration !== registration || open.reopened?.event !== command.reopened) return alreadySo;
  const ended: Proposed<RoundFact> = { type: 'ReturnEnded', data: { nomination, registration, how, outcome }, effectiveOn: on, cause: outcome };
  return { kind: 'events', events: [ended, ...seatsGivenUp(state, open, command, context)] };
}

function seatsGivenUp(state: RoundState, open: OpenReturn, { nomination, how, outcome, on }: EndReturnCommand, context: DecisionContext): readonly Proposed<RoundFact>[] {
  const held = linesOf(state, nomination).filter((line) => line.leaving === null);
  if (how === 'COMPLETED' && open.endorsements === 'AGAIN') return held.map((line) => seatEnded(line, 'RELEASE', outcome, on));
  if (how !== 'OVERDUE' || open.overdue === 'GOES_ON') return [];
  const then = { ...context, now: open.due, today: on };
  return held.map((line) => seatEnded(line, fateOf(state, line, then), outcome, on));
}
