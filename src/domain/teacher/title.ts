import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, citing, needed, refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct, Refusal, RoundId } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { PoolState } from '../cultivation/pool';
import { groupSeats } from '../round/groups';
import { conferralOf, openedRound, tierOf, type RoundState } from '../round/round';
import { isReviewDue } from '../team/review';
import { absorptions } from './absorption';
import { barringHonours } from './barred';
import type { TeacherFact } from './facts';
import { NO_DOSSIERS, type Dossiers } from './nomination';
import { LAST_DAY } from './nomination-view';
import { admissionTo } from './cultivation';
import { serviceFault } from './place';
import { awardKey, standingFacts, type Settlement, type TeacherState } from './teacher';
import { nextNumber, overlapping } from './title-series';
import { lastDayOf } from './title-term';
import { view, type TitleView } from './view';

/** One line of the round's `ConferralDecided`; the round's state holds all that the title needs. */
export interface ConferTitleCommand {
  readonly round: RoundState;
  /** The decision to carry out; a round may have several. */
  readonly reservation: EventId;
  readonly nomination: NominationId;
  /** Of a team: what its members' own streams say. */
  readonly dossiers?: Dossiers;
  /** Where the round ends in a pool: the pool, which has put in order whom there is a place for. */
  readonly pool?: PoolState | null;
}

/** Step two of a conferral: exactly one outcome per reserved award seat, the title or its decline. */
export function decideConfer(state: TeacherState, command: ConferTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const { round, nomination, reservation, dossiers = NO_DOSSIERS, pool = null } = command;
  const conferral = conferralOf(round, reservation);
  const line = conferral?.conferrals.find((entry) => entry.nomination === nomination);
  if (!conferral || !line) return refused('unknownReservation', { ledger: 'AWARD', reservation, nomination });
  if (settlementOfConferral(state, reservation, nomination)) return alreadySo;
  const { batch, conferredOn } = conferral;
  const tier = tierOf(round, programme);
  const common = { effectiveOn: conferredOn, cause: reservation, ...(tier.conferringBody ? { rule: ruleReference(programme, tier.conferringBody.clause) } : {}), ...(conferral.act ? { act: conferral.act } : {}) };
  const fault = pool?.admissions.get(reservation)?.get(nomination) ?? conferralFault(state, round, nomination, conferredOn, { dossiers, today: context.today, programme });
  if (fault) return { kind: 'events', events: [{ type: 'ConferralDeclined', data: { nomination, round: round.id, reservation, batch, rule: fault.rule, inputs: fault.inputs }, ...common }] };
  const now = view(state.facts, LAST_DAY);
  const nominated = now.nominations.find((entry) => entry.nomination === nomination);
  if (!nominated) throw new Error(`nomination ${nomination} vanished`);
  if (tier.pool !== undefined) {
    const admitted = pool === null ? null : admissionTo({ nominated, round, tier, reservation, batch, pool });
    if (admitted === null) throw new Error(`the pool says nothing of ${nomination}`);
    return { kind: 'events', events: [{ ...admitted, ...common }] };
  }
  const { tier: code, track } = openedRound(round);
  const series = { programme: programme.id, tier: code, track };
  const number = nextNumber(now.titles, series);
  const to = lastDayOf(programme, tier, conferredOn);
  const { unit, stage, subject } = nominated;
  const id = context.eventId(0);
  return {
    kind: 'events',
    events: [
      {
        id,
        type: 'TitleConferred',
        data: { title: line.title, programme: programme.id, tier: code, track, stage, subject, unit, round: round.id, nomination, reservation, batch, certificate: line.certificate, term: { number, from: conferredOn, to } },
        standsOn: [nominated.event, ...nominated.standsOn],
        ...common,
      },
      ...absorptions(now.titles, { title: line.title, conferral: id, programme, tier, on: conferredOn, cause: reservation }),
    ],
  };
}

/** 未入选: the round decided, and she is not among those conferred. */
export function decideNotSelect(state: TeacherState, command: ConferTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const { round, nomination, reservation } = command;
  if (state.notSelected.has(nomination)) return alreadySo;
  const conferral = conferralOf(round, reservation);
  const line = conferral?.notSelected.find((entry) => entry.nomination === nomination);
  if (!conferral || !line) return refused('unknownReservation', { ledger: 'AWARD', reservation, nomination });
  const { batch, conferredOn, act } = conferral;
  const programme = needed(context, 'programme');
  const tier = tierOf(round, programme);
  const clause = tier.seats?.clause ?? tier.conferringBody?.clause;
  const ranked = round.ranking?.lines.find((entry) => entry.nomination === nomination);
  const seats = ranked === undefined ? undefined : groupSeats(round, tier).find(({ code }) => code === (ranked.group ?? null))?.seats;
  return {
    kind: 'events',
    events: [{
      type: 'NotSelected',
      data: { nomination, round: round.id, rank: line.rank, ...(seats === undefined ? {} : { seats }), batch },
      effectiveOn: conferredOn, cause: reservation, ...(act ? { act } : {}), ...(clause === undefined ? {} : { rule: ruleReference(programme, clause) }),
    }],
  };
}

export interface StrikeCommand {
  readonly round: RoundId;
  readonly nomination: NominationId;
  readonly because: 'APPROVAL' | 'OBJECTION';
  /** The round's fact that took her off the list, with its act. */
  readonly decision: EventId;
  readonly act: OfficialAct | null;
  /** What the approving body wrote; private. */
  readonly reason?: string;
}

/** What her stream says of a strike: she is off the list of that round. */
export function decideStrike(state: TeacherState, command: StrikeCommand): Decision<TeacherFact> {
  const { round, nomination, because, decision, act, reason } = command;
  if (state.facts.some((fact) => fact.type === 'NominationStruck' && fact.data.decision === decision)) return alreadySo;
  return { kind: 'events', events: [{ type: 'NominationStruck', data: { nomination, round, because, decision }, ...(reason === undefined ? {} : { private: { [state.id]: { reason } } }), cause: decision, ...(act ? { act } : {}) }] };
}

/** An objection upheld after the conferral takes no title away: a person reviews it. Nothing where she was declined the title. */
export function decideReviewObjected(state: TeacherState, command: Omit<StrikeCommand, 'because' | 'round' | 'reason'>): Decision<TeacherFact> {
  const { nomination, decision, act } = command;
  const conferred = standingFacts(state).flatMap(({ fact, origin }) => ((fact.type === 'TitleConferred' || fact.type === 'AdmittedToPool') && fact.data.nomination === nomination ? [{ fact, origin }] : [])).at(-1);
  if (conferred === undefined || state.facts.some((fact) => fact.type === 'ReviewRequired' && fact.data.facts.includes(decision))) return alreadySo;
  const { fact: { type: outcomeType, data }, origin: outcome } = conferred;
  const title = 'title' in data ? data.title : null;
  return { kind: 'events', events: [{ type: 'ReviewRequired', data: { outcome, outcomeType, title, facts: [decision], rule: 'objectionUpheld', inputs: {} }, standsOn: [outcome], cause: decision, ...(act ? { act } : {}) }] };
}

/** Why a title would be declined now; null where it would be conferred. Answers a dry run, person by person. */
export function conferralFault(state: TeacherState, round: RoundState, nomination: NominationId, on: BusinessDate, { dossiers, today, programme }: { readonly dossiers: Dossiers; readonly today: BusinessDate; readonly programme?: EffectiveProgramme }): Refusal | null {
  const now = view(state.facts, LAST_DAY);
  const nominated = now.nominations.find((entry) => entry.nomination === nomination && entry.round === round.id);
  if (!nominated) return { rule: 'unknownNomination', inputs: {} };
  const gone = serviceFault(view(state.facts, on));
  if (gone) return gone;
  if (nominated.status !== 'RECOMMENDED') return { rule: 'nominationNotRecommended', inputs: { status: nominated.status } };
  // A title is an honour: what bars honours on its day bars it, whenever it was recorded and whatever the notice asks.
  const barring = barringHonours(view(state.facts, on).career.sanctions, on);
  if (barring) return { rule: 'sanctionInForce', inputs: { day: on } };
  const review = now.reviews.find((entry) => entry.open && entry.outcomeType === 'Nominated' && entry.rule !== 'factChanged' && entry.outcome === nominated.event);
  if (review) return { rule: 'reviewOpen', inputs: { review: review.event, by: review.rule } };
  if (isReviewDue(state, nominated.event, dossiers, today)) return { rule: 'teamReviewDue', inputs: {} };
  return programme === undefined ? null : overlapFault(now.titles, round, programme, on);
}

/** E26: the term that it would begin shares a day with one that runs; a place in a pool begins none. */
function overlapFault(titles: readonly TitleView[], round: RoundState, programme: EffectiveProgramme, on: BusinessDate): Refusal | null {
  const { tier, track } = openedRound(round);
  const rules = tierOf(round, programme);
  if (rules.pool !== undefined) return null;
  const to = lastDayOf(programme, rules, on);
  const met = overlapping(titles, { programme: programme.id, tier, track }, { from: on, to });
  return met === null ? null : { rule: 'termOverlaps', ...citing(rules.termYears), inputs: { from: on, to, runsFrom: met.from, runsTo: met.to } };
}

/** What her stream says of an award seat; null while it says nothing. */
export function settlementOfConferral(state: TeacherState, reservation: EventId, nomination: NominationId): Settlement | null {
  return state.settlements.get(awardKey(reservation, nomination)) ?? null;
}
