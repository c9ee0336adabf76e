import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, byClauseOf, needed, refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct, OrgId, PersonId, TeacherId } from '../facts';
import { actsAs, separationOfDuties } from '../people';
import { signedBefore } from '../people/on-paper';
import type { OrgLevel } from '../registry-facts';
import type { Settlement } from '../teacher/teacher';
import type { LatePaper, PathStep, RoundFact } from './facts';
import { readyForLevel } from './levels';
import { countSeat } from './limits';
import { dayOfPaper, levelRunning } from './notice';
import { lineKey } from './path';
import { conferralOf, rolesIn, seatsOf, tierOf, type RoundState } from './round';

export interface ReserveSeatCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly level: OrgLevel;
  /** That recommends at this level, by the nomination's own path. */
  readonly unit: OrgId;
  readonly path: readonly PathStep[];
  readonly version: number;
  /** Her own school, stage and subject, and whether she leads a school, which the limits of the seat table count by. */
  readonly school: OrgId;
  readonly stage: string;
  readonly subject: string;
  readonly leader?: boolean;
  /** Of a team: who was in it when it was nominated. */
  readonly members?: readonly PersonId[];
  readonly act: OfficialAct;
  /** The minutes were received before the deadline and are entered after it. */
  readonly late?: LatePaper;
  /** The last day on which anything of the nomination holds: nobody signs about it before. */
  readonly since?: BusinessDate;
  /** Check code of the signed list that the act recommends. */
  readonly printed?: string;
}

export interface SettleSeatCommand {
  readonly ledger: 'RECOMMENDATION' | 'AWARD';
  readonly reservation: EventId;
  readonly nomination: NominationId;
  /** What the teacher's stream says (`settlementOfRecommendation`, `settlementOfConferral`). */
  readonly settlement: Settlement;
}

/** Step one of a recommendation at any level: takes one of the unit's 推荐名额 there, or says that none is left. */
export function decideReserveSeat(state: RoundState, command: ReserveSeatCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, level, unit, path, version, school, stage, subject, leader = false, members, act, late, since } = command;
  const persons = members ?? [teacher];
  const closed = levelRunning(state, level, unit, context, late);
  if (closed) return closed;
  const clash = separationOfDuties(rolesIn(state), context.acting, 'RECOMMENDER') ?? persons.map((person) => separationOfDuties(rolesIn(state), person, 'CANDIDATE')).find((one) => one !== null);
  if (clash) return clash;
  const own = persons.find((person) => actsAs(context.acting, person));
  if (own !== undefined) return refused('separationOfDuties', { person: own, role: 'RECOMMENDER', holds: 'CANDIDATE', round: state.id });
  const standing = state.live.get(lineKey(nomination, level));
  if (standing !== undefined) return refused('alreadyRecommended', { nomination, reservation: standing });
  const early = signedBefore(since, context, dayOfPaper(late).effectiveOn);
  if (early) return early;
  const unready = readyForLevel(state, { nomination, path }, level, tierOf(state, needed(context, 'programme')));
  if (unready) return unready;
  const { seats, reserved, confirmed, lapsed } = seatsOf(state, unit, level);
  if (seats === null) return refused('noSeatsForUnit', { unit, round: state.id });
  const of = stageOf(level);
  if (reserved + confirmed + lapsed >= seats) return refused('noSeatLeft', { unit, seats, reserved, confirmed, lapsed }, clauseOf(context, of));
  const supplement = state.notice.ineligible.get(nomination);
  if (supplement !== undefined) return refused('ineligibleBySupplement', { nomination, supplement });
  const seat = countSeat(state, level, unit, { unit: school, stage, subject, leader }, context);
  if (seat.kind === 'refused') return seat;
  const data = { ledger: 'RECOMMENDATION', level, unit, nomination, teacher, path, version, countsTo: seat.to, ...(members ? { members } : {}), ...(late ? { late } : {}), ...(command.printed === undefined ? {} : { printed: command.printed }) } as const;
  return { kind: 'events', events: [{ type: 'SeatReserved', data, act, ...dayOfPaper(late), ...byClauseOf(context, of) }] };
}

/** Derived only from what the teacher's stream says of the reservation (design, section 4). */
export function decideSettleSeat(state: RoundState, command: SettleSeatCommand): Decision<RoundFact> {
  const { ledger, reservation, nomination, settlement } = command;
  const line = ledger === 'RECOMMENDATION' ? state.recommendations.get(reservation) : undefined;
  const award = state.awards.get(nomination);
  const status = ledger === 'RECOMMENDATION' ? line?.status : award?.reservation === reservation ? award.status : undefined;
  if (status === undefined || (line && line.nomination !== nomination)) return refused('unknownReservation', { ledger, reservation, nomination });
  // What was given up on the round meanwhile is settled by what gave it up.
  if (status !== 'RESERVED' || (line && line.leaving !== null)) return alreadySo;
  const effectiveOn = line?.on ?? conferralOf(state, reservation)?.on;
  const type = settlement.kind === 'CONFIRMED' ? ('SeatConfirmed' as const) : ('SeatReleased' as const);
  return { kind: 'events', events: [{ type, data: { ledger, reservation, nomination, outcome: settlement.outcome }, ...(effectiveOn ? { effectiveOn } : {}), cause: settlement.outcome }] };
}

/** The stage of the programme that says who recommends at a level. */
export function stageOf(level: OrgLevel): 'RecommendAtSchool' | 'RecommendAtLevel' {
  return level === 'SCHOOL' ? 'RecommendAtSchool' : 'RecommendAtLevel';
}

function clauseOf(context: DecisionContext, stage: 'RecommendAtSchool' | 'RecommendAtLevel'): { readonly clause?: string } {
  const clause = context.programme?.authority[stage]?.clause;
  return clause === undefined ? {} : { clause };
}
