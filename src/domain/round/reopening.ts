import type { DecisionContext } from '../context';
import { refused, type Refused } from '../decision';
import type { Decision, EventId, NominationId, OrgId, PersonId } from '../facts';
import { separationOfDuties } from '../people';
import type { Attachment } from '../teacher/facts';
import type { LatePaper, RoundFact } from './facts';
import type { OverdueReturn } from './leaving-state';
import { countSeat } from './limits';
import { lateCompletionFault } from './notice';
import type { LineRestored } from './reopened-facts';
import { rolesIn, seatsOf, type RecommendationLine, type RoundState } from './round';
import type { SeatTaker } from './seat-table';

export interface ReopenReturnCommand {
  readonly nomination: NominationId;
  /** Her own school, stage and subject, and whether she leads a school, which the limits of the seat table count by. */
  readonly taker: SeatTaker;
  readonly attachments: readonly Attachment[];
  /** Reservations that her own stream has answered with a recommendation; one that it never answered is not given back. */
  readonly recommended: (reservation: EventId) => boolean;
  readonly late: LatePaper;
}

/**
 * Step one of a completion whose paper was received by the due minute and is entered after it, when the round has given
 * up her seats already (E23). They are hers again as far as they are still there: what somebody else holds by now is not
 * taken from her. Where the programme wants a completed nomination recommended again, there is nothing to give back.
 */
export function decideReopenReturn(state: RoundState, command: ReopenReturnCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, taker, attachments, recommended, late } = command;
  const overdue = lapsed(state, nomination, taker.unit, late, context);
  if (overdue.kind === 'refused') return overdue;
  const { open, given } = overdue.overdue;
  const wanted = open.endorsements === 'AGAIN' ? [] : given.filter(({ reservation }) => recommended(reservation));
  const clash = partsFault(state, wanted);
  if (clash) return clash;
  const lines: LineRestored[] = [];
  for (const line of wanted) {
    const back = restored(state, line, taker, context);
    if (back.kind === 'refused') return back;
    lines.push(back.line);
  }
  const { registration, teacher } = open;
  return { kind: 'events', events: [{ type: 'ReturnReopened', data: { nomination, teacher, registration, unit: taker.unit, attachments, late, lines }, act: late.act }] };
}

/** The return that was not completed in time, where this paper may open it again. */
function lapsed(state: RoundState, nomination: NominationId, school: OrgId, late: LatePaper, context: DecisionContext): Refused | { readonly kind: 'lapsed'; readonly overdue: OverdueReturn } {
  const open = state.returns.get(nomination);
  const overdue = state.overdue.get(nomination);
  const of = overdue?.open ?? open;
  if (of === undefined) return refused('nothingReturned', { nomination });
  const fault = lateCompletionFault(state, of, school, late, context);
  if (fault) return fault;
  const gone = state.left.get(nomination);
  if (gone !== undefined && gone !== overdue?.ended) return refused('nominationGone', { nomination });
  // Open still: its lapse, or an entry like this one, is being recorded.
  return overdue === undefined ? refused('nominationReturned', { nomination, due: of.due }) : { kind: 'lapsed', overdue };
}

/** She became a candidate of nothing when her seats went, and may have had another part in the round since. */
function partsFault(state: RoundState, lines: readonly RecommendationLine[]): Refused | null {
  const roles = rolesIn(state);
  const candidates: readonly PersonId[] = lines.flatMap(({ teacher, members }) => members ?? [teacher]);
  return [
    ...candidates.map((person) => separationOfDuties(roles, person, 'CANDIDATE')),
    ...lines.flatMap(({ recommenders }) => recommenders).map((person) => separationOfDuties(roles, person, 'RECOMMENDER')),
  ].find((clash) => clash !== null) ?? null;
}

function restored(state: RoundState, { reservation, level, unit, status, countsTo }: RecommendationLine, taker: SeatTaker, context: DecisionContext): Refused | { readonly kind: 'restored'; readonly line: LineRestored } {
  // Nobody took a seat that does not come back, and it still counts as it did.
  if (status === 'LAPSED') return { kind: 'restored', line: { reservation, level, unit, was: 'LAPSED', countsTo } };
  const { seats, reserved, confirmed, lapsed: gone } = seatsOf(state, unit, level);
  if (reserved + confirmed + gone >= (seats ?? 0)) return refused('givenUpSeatTaken', { level, unit, seats: seats ?? 0, reserved, confirmed, lapsed: gone });
  const seat = countSeat(state, level, unit, taker, context);
  return seat.kind === 'refused' ? seat : { kind: 'restored', line: { reservation, level, unit, was: 'RELEASED', countsTo: seat.to } };
}
