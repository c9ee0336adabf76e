import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct, OrgId, TeacherId } from '../facts';
import { separationOfDuties } from '../people';
import type { Settlement } from '../teacher/teacher';
import type { LatePaper, RoundFact } from './facts';
import { countSeat } from './limits';
import { dayOfPaper, submissionsRunning } from './notice';
import { rolesIn, seatsOf, type RoundState } from './round';

export interface ReserveSeatCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of the nomination: as on the snapshot date. */
  readonly unit: OrgId;
  readonly stage: string;
  readonly subject: string;
  readonly act: OfficialAct;
  /** The school's minutes were received before the deadline and are entered after it. */
  readonly late?: LatePaper;
}

export interface SettleSeatCommand {
  readonly ledger: 'RECOMMENDATION' | 'AWARD';
  readonly reservation: EventId;
  readonly nomination: NominationId;
  /** What the teacher's stream says (`settlementOfRecommendation`, `settlementOfConferral`). */
  readonly settlement: Settlement;
}

/** Step one of a school's recommendation: takes one of its 推荐名额, or says that none is left. */
export function decideReserveSeat(state: RoundState, command: ReserveSeatCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, unit, stage, subject, act, late } = command;
  const closed = submissionsRunning(state, context, unit, late);
  if (closed) return closed;
  const clash = separationOfDuties(rolesIn(state), context.acting.person, 'RECOMMENDER') ?? separationOfDuties(rolesIn(state), teacher, 'CANDIDATE');
  if (clash) return clash;
  if (context.acting.person === teacher) return refused('separationOfDuties', { person: teacher, role: 'RECOMMENDER', holds: 'CANDIDATE', round: state.id });
  const standing = state.live.get(nomination);
  if (standing !== undefined) return refused('alreadyRecommended', { nomination, reservation: standing });
  const { seats, reserved, confirmed } = seatsOf(state, unit);
  if (seats === null) return refused('noSeatsForUnit', { unit, round: state.id });
  if (reserved + confirmed >= seats) return refused('noSeatLeft', { unit, seats, reserved, confirmed }, clauseOf(context, 'RecommendAtSchool'));
  const supplement = state.notice.ineligible.get(nomination);
  if (supplement !== undefined) return refused('ineligibleBySupplement', { nomination, supplement });
  const seat = countSeat(state, 'SCHOOL', unit, { unit, stage, subject }, context);
  if (seat.kind === 'refused') return seat;
  const data = { ledger: 'RECOMMENDATION', unit, nomination, teacher, ...(seat.to.length > 0 ? { countsTo: seat.to } : {}), ...(late ? { late } : {}) } as const;
  return { kind: 'events', events: [{ type: 'SeatReserved', data, act, ...dayOfPaper(late), ...byClauseOf(context, 'RecommendAtSchool') }] };
}

/** Derived only from what the teacher's stream says of the reservation (design, section 4). */
export function decideSettleSeat(state: RoundState, command: SettleSeatCommand): Decision<RoundFact> {
  const { ledger, reservation, nomination, settlement } = command;
  const line = ledger === 'RECOMMENDATION' ? state.recommendations.get(reservation) : undefined;
  const status = ledger === 'RECOMMENDATION' ? line?.status : state.conferral?.event === reservation ? state.awards.get(nomination) : undefined;
  if (status === undefined || (line && line.nomination !== nomination)) return refused('unknownReservation', { ledger, reservation, nomination });
  if (status !== 'RESERVED') return alreadySo;
  const effectiveOn = line?.on ?? state.conferral?.on;
  const type = settlement.kind === 'CONFIRMED' ? ('SeatConfirmed' as const) : ('SeatReleased' as const);
  return { kind: 'events', events: [{ type, data: { ledger, reservation, nomination, outcome: settlement.outcome }, ...(effectiveOn ? { effectiveOn } : {}), cause: settlement.outcome }] };
}

function clauseOf(context: DecisionContext, stage: 'RecommendAtSchool'): { readonly clause?: string } {
  const clause = context.programme?.authority[stage]?.clause;
  return clause === undefined ? {} : { clause };
}
