import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct, OrgId, TeacherId } from '../facts';
import { actsAs, separationOfDuties } from '../people';
import type { Settlement } from '../teacher/teacher';
import type { RoundFact } from './facts';
import { submissionsRunning } from './notice';
import { conferralOf, rolesIn, seatsOf, type RoundState } from './round';

export interface ReserveSeatCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of the nomination: as on the snapshot date. */
  readonly unit: OrgId;
  readonly act: OfficialAct;
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
  const { nomination, teacher, unit, act } = command;
  const closed = submissionsRunning(state, context);
  if (closed) return closed;
  const clash = separationOfDuties(rolesIn(state), context.acting, 'RECOMMENDER') ?? separationOfDuties(rolesIn(state), teacher, 'CANDIDATE');
  if (clash) return clash;
  if (actsAs(context.acting, teacher)) return refused('separationOfDuties', { person: teacher, role: 'RECOMMENDER', holds: 'CANDIDATE', round: state.id });
  const standing = state.live.get(nomination);
  if (standing !== undefined) return refused('alreadyRecommended', { nomination, reservation: standing });
  const { seats, reserved, confirmed } = seatsOf(state, unit);
  if (seats === null) return refused('noSeatsForUnit', { unit, round: state.id });
  if (reserved + confirmed >= seats) return refused('noSeatLeft', { unit, seats, reserved, confirmed }, clauseOf(context, 'RecommendAtSchool'));
  return { kind: 'events', events: [{ type: 'SeatReserved', data: { ledger: 'RECOMMENDATION', unit, nomination, teacher }, act, ...byClauseOf(context, 'RecommendAtSchool') }] };
}

/** Derived only from what the teacher's stream says of the reservation (design, section 4). */
export function decideSettleSeat(state: RoundState, command: SettleSeatCommand): Decision<RoundFact> {
  const { ledger, reservation, nomination, settlement } = command;
  const line = ledger === 'RECOMMENDATION' ? state.recommendations.get(reservation) : undefined;
  const award = state.awards.get(nomination);
  const status = ledger === 'RECOMMENDATION' ? line?.status : award?.reservation === reservation ? award.status : undefined;
  if (status === undefined || (line && line.nomination !== nomination)) return refused('unknownReservation', { ledger, reservation, nomination });
  if (status !== 'RESERVED') return alreadySo;
  const effectiveOn = line?.on ?? conferralOf(state, reservation)?.on;
  const type = settlement.kind === 'CONFIRMED' ? ('SeatConfirmed' as const) : ('SeatReleased' as const);
  return { kind: 'events', events: [{ type, data: { ledger, reservation, nomination, outcome: settlement.outcome }, ...(effectiveOn ? { effectiveOn } : {}), cause: settlement.outcome }] };
}

function clauseOf(context: DecisionContext, stage: 'RecommendAtSchool'): { readonly clause?: string } {
  const clause = context.programme?.authority[stage]?.clause;
  return clause === undefined ? {} : { clause };
}
