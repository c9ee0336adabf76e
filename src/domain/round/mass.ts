import type { DecisionContext } from '../context';
import { byClauseOf, refused, type Refused } from '../decision';
import type { BatchId, Decision, NominationId, OfficialAct, Proposed, Refusal, TeacherId } from '../facts';
import { separationOfDuties } from '../people';
import type { OrgLevel } from '../registry-facts';
import type { LatePaper, RoundFact, SeatLine } from './facts';
import { inTheSelection, nextStep } from './levels';
import { dayOfPaper } from './notice';
import { lineReservation } from './path';
import { takeSeat } from './ledger';
import { atGate, rolesIn, type RecommendationLine, type RoundState } from './round';
import { decideReserveSeat, stageOf, type ReserveSeatCommand } from './seats';

/** What a mass act comes to for one of its selection. */
export interface Verdict {
  readonly teacher: TeacherId;
  readonly nomination: NominationId | null;
  /** null: the act goes through for her. */
  readonly refusal: Refusal | null;
}

/** Everybody's verdict, in the order of the selection, and the act on those who pass. */
export interface MassDecision {
  readonly verdicts: readonly Verdict[];
  readonly decision: Decision<RoundFact>;
}

/** One of a selection as her own stream was read; refused where that says enough. */
export interface Selected<Asked> {
  readonly teacher: TeacherId;
  readonly nomination: NominationId | null;
  readonly asked: Asked | Refused;
}

export type SeatAsked = Pick<ReserveSeatCommand, 'nomination' | 'unit' | 'path' | 'version' | 'school' | 'stage' | 'subject' | 'leader' | 'members' | 'since'>;

export interface ReserveSeatsCommand {
  readonly batch: BatchId;
  readonly level: OrgLevel;
  /** In the order in which they take their seats. */
  readonly people: readonly Selected<SeatAsked>[];
  readonly act: OfficialAct;
  readonly late?: LatePaper;
  /** Nobody gave them an order: where there are too few seats, the act would choose among equals. */
  readonly unordered: boolean;
}

/** Of one act: its lines, with what was read of each, stay well below the 1 MiB of an append. */
export const MOST_SELECTED = 500;

/**
 * Step one of a recommendation of many: each as if she were asked for alone, after those before her had their seats, so
 * that the ledger, the limits and the separation of duties hold of the whole as they hold of its lines. One append.
 */
export function decideReserveSeats(state: RoundState, command: ReserveSeatsCommand, context: DecisionContext): MassDecision {
  const { batch, level, people, act, late, unordered } = command;
  const wrong = atGate(state, 'OPEN') ?? sizeFault(people.length, level) ?? separationOfDuties(rolesIn(state), context.acting, 'RECOMMENDER');
  if (wrong) return { verdicts: [], decision: wrong };
  const tried = triedOut(state);
  const { person, onBehalfOf } = context.acting;
  const under = { recommenders: [person, ...(onBehalfOf === undefined ? [] : [onBehalfOf])], on: context.today, act };
  const lines: SeatLine[] = [];
  const verdicts = people.map(({ teacher, nomination, asked }): Verdict => {
    if ('kind' in asked) return { teacher, nomination, refusal: asked.refusal };
    const decision = decideReserveSeat(tried, { ...asked, teacher, level, act, ...(late ? { late } : {}) }, context);
    if (decision.kind === 'refused') return { teacher, nomination, refusal: decision.refusal };
    for (const event of decision.events) {
      if (event.type !== 'SeatReserved') continue;
      const { unit, path, version, countsTo, members } = event.data;
      const line = { unit, nomination: asked.nomination, teacher, path, version, countsTo, ...(members ? { members } : {}) };
      lines.push(line);
      takeSeat(tried, { ...line, level, reservation: lineReservation(batch, line.nomination), ...under }, -1);
    }
    return { teacher, nomination, refusal: null };
  });
  const short = verdicts.filter(isScarce).length;
  if (unordered && short > 0) return { verdicts, decision: refused('selectionNeeded', { ready: people.length, short }) };
  const leftOut = verdicts.flatMap(({ teacher, nomination, refusal }) => (refusal === null ? [] : [{ teacher, nomination, rule: refusal.rule }]));
  const data = { ledger: 'RECOMMENDATION', batch, level, lines, leftOut, ...(late ? { late } : {}) } as const;
  return { verdicts, decision: { kind: 'events', events: [{ type: 'SeatsReserved', data, act, ...dayOfPaper(late), ...byClauseOf(context, stageOf(level)) }] } };
}

/** What is asked of each by itself, under one act: the registrations of those who pass, in one append. */
export function decideForEach<Asked extends { readonly nomination: NominationId }>(people: readonly Selected<Asked>[], decide: (asked: Asked, teacher: TeacherId) => Decision<RoundFact>): MassDecision {
  const events: Proposed<RoundFact>[] = [];
  const verdicts = people.map(({ teacher, nomination, asked }): Verdict => {
    const decision = 'kind' in asked ? asked : decide(asked, teacher);
    if (decision.kind === 'refused') return { teacher, nomination, refusal: decision.refusal };
    events.push(...decision.events);
    return { teacher, nomination, refusal: null };
  });
  return { verdicts, decision: { kind: 'events', events } };
}

/** Whose turn it is at a level above the lowest of her path: recommended below, neither gone nor returned. In the order of the ledger. */
export function readyAt(state: RoundState, level: OrgLevel): readonly RecommendationLine[] {
  const seen = new Set<NominationId>();
  return [...state.recommendations.values()].filter((line) => {
    const { nomination, path, status, leaving } = line;
    if (status !== 'CONFIRMED' || leaving !== null || seen.has(nomination)) return false;
    seen.add(nomination);
    return nextStep(state, nomination, path)?.level === level && inTheSelection(state, nomination) === null;
  });
}

/** Rules that say how many and not who: whom they leave out is for the order of a selection to say. */
const SCARCE: ReadonlySet<string> = new Set(['noSeatLeft', 'limitReached', 'seatsKept']);

function isScarce({ refusal }: Verdict): boolean {
  return refusal !== null && SCARCE.has(refusal.rule);
}

function sizeFault(count: number, level: OrgLevel): Refused | null {
  if (count === 0) return refused('nobodyReady', { level });
  return count > MOST_SELECTED ? refused('selectionTooLarge', { count, most: MOST_SELECTED }) : null;
}

/** The round to try a list out on: what a reservation changes is copied, everything else is shared. */
function triedOut(state: RoundState): RoundState {
  const { notice, taken, live, recommendations, ledgerRevision, candidates, recommenders } = state;
  return {
    ...state,
    notice: { ...notice, counted: new Map([...notice.counted].map(([limit, units]) => [limit, new Map(units)])) },
    taken: new Map([...taken].map(([ledger, of]) => [ledger, { ...of }])),
    live: new Map(live),
    recommendations: new Map(recommendations),
    ledgerRevision: new Map(ledgerRevision),
    candidates: new Map(candidates),
    recommenders: new Map(recommenders),
  };
}
