import type { DecisionContext } from '../context';
import { addDays, addYears, type BusinessDate } from '../dates';
import { actTooOld, decisionDay, outOfOrder } from '../days-in-order';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { Aggregate, BatchId, Decision, EventId, JsonObject, NominationId, OfficialAct, PrivatePart, RoundId, StreamName } from '../facts';
import { actsAs, isBody } from '../people';
import { openFor, ruleReference, type EffectiveProgramme, type TierRules } from '../programme-rules';
import type { PoolRules } from '../programme-ways';
import { conferralOf, openedRound, tierOf, type RoundState } from '../round/round';
import type { LeavingReason, Place, PoolFact } from './facts';

/** IN: being cultivated; TAKEN: a title is taken for her and not conferred yet; GIVEN_BACK: her own stream declined it, so it never was hers. */
export interface Member extends Place {
  readonly track: string;
  readonly cohort: string;
  readonly round: RoundId;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  /** Day of the decision by which she came in. */
  readonly admittedOn: BusinessDate;
  status: 'IN' | 'TAKEN' | 'CONFIRMED' | 'LEFT' | 'GIVEN_BACK';
}

export interface PoolState {
  readonly id: string;
  readonly members: Map<NominationId, Member>;
  /** Decisions of rounds whose people were taken in, with those who got no place. */
  readonly admissions: Map<EventId, Map<NominationId, { readonly rule: string; readonly inputs: JsonObject }>>;
  /** Of each confirmation, whether it was carried out. */
  readonly confirmations: Map<EventId, boolean>;
  /** Why somebody left, as the body wrote it; null where it is erased. */
  readonly departures: Map<EventId, PrivatePart | null>;
}

export const pool: Aggregate<PoolState, PoolFact> = {
  initial: (stream: StreamName) => ({ id: stream.replace(/^pool-/, ''), members: new Map(), admissions: new Map(), confirmations: new Map(), departures: new Map() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'CandidatesAdmitted': {
        const { places, declined, reservation, track, cohort, round, from, to } = fact.data;
        for (const { nomination, teacher } of places) state.members.set(nomination, { nomination, teacher, track, cohort, round, from, to, admittedOn: decisionDay(fact.meta), status: 'IN' });
        state.admissions.set(reservation, new Map(declined.map(({ nomination, rule, inputs }) => [nomination, { rule, inputs }])));
        return state;
      }
      case 'PlacesGivenBack':
        for (const nomination of fact.data.nominations) become(state, nomination, 'GIVEN_BACK');
        return state;
      case 'ConfirmationDecided':
        for (const { nomination } of fact.data.confirmations) become(state, nomination, 'TAKEN');
        state.confirmations.set(fact.id, false);
        return state;
      case 'ConfirmationCarriedOut':
        for (const nomination of fact.data.confirmed) become(state, nomination, 'CONFIRMED');
        for (const nomination of fact.data.declined) become(state, nomination, 'IN');
        state.confirmations.set(fact.data.reservation, true);
        return state;
      case 'DepartureDecided': {
        state.departures.set(fact.id, fact.private[fact.data.teacher] ?? null);
        become(state, fact.data.nomination, 'LEFT');
        return state;
      }
    }
  },
};

function become(state: PoolState, nomination: NominationId, status: Member['status']): void {
  const member = state.members.get(nomination);
  if (member !== undefined && member.status !== 'GIVEN_BACK') member.status = status;
}

/**
 * Takes in those whom a round chose, in the order of the list, as long as the tier's number over all batches has places. One
 * of a round that chose too many gets none and is told so: what two rounds decided at one time is put in order here.
 */
export function decideAdmit(state: PoolState, { round, reservation }: { readonly round: RoundState; readonly reservation: EventId }, context: DecisionContext): Decision<PoolFact> {
  if (state.admissions.has(reservation)) return alreadySo;
  const programme = needed(context, 'programme');
  const conferral = conferralOf(round, reservation);
  if (conferral === null) throw new Error(`round ${round.id} decided nothing by ${reservation}`);
  const tier = tierOf(round, programme);
  const rules = poolOf(tier);
  const { conferredOn: from } = conferral;
  const { track } = openedRound(round);
  const places: Place[] = [];
  const declined: (Place & { readonly rule: string; readonly inputs: JsonObject })[] = [];
  let taken = takenOn(state, rules, from);
  for (const { nomination, teacher } of conferral.conferrals) {
    const other = [...state.members.values()].find((member) => member.teacher === teacher && isOpenOn(member, from)) ?? places.find((place) => place.teacher === teacher);
    if (other !== undefined) declined.push({ nomination, teacher, rule: 'inPoolAlready', inputs: { nomination: other.nomination } });
    else if (isFull(tier, taken)) declined.push({ nomination, teacher, rule: 'poolFull', inputs: { seats: tier.seats?.value ?? null } });
    else {
      places.push({ nomination, teacher });
      taken += 1;
    }
  }
  const to = rules.endsAfterYears === null ? null : addDays(addYears(from, rules.endsAfterYears.value), -1);
  const data = { programme: programme.id, tier: tier.code, track, cohort: cohortOf(rules, from), round: round.id, reservation, from, to, places, declined };
  return { kind: 'events', events: [{ type: 'CandidatesAdmitted', data, effectiveOn: from, cause: reservation, ...(conferral.act ? { act: conferral.act } : {}), rule: ruleReference(programme, rules.clause) }] };
}

/** What a round's people come to on their own streams has the last word: who is declined there gives the place back. */
export function decideGiveBack(state: PoolState, { reservation, tier, declined }: { readonly reservation: EventId; readonly tier: string; readonly declined: readonly NominationId[] }, context: DecisionContext): Decision<PoolFact> {
  const nominations = declined.filter((nomination) => (state.members.get(nomination)?.status ?? 'GIVEN_BACK') !== 'GIVEN_BACK');
  if (nominations.length === 0) return alreadySo;
  return { kind: 'events', events: [{ type: 'PlacesGivenBack', data: { programme: needed(context, 'programme').id, tier, reservation, nominations }, cause: reservation }] };
}

/** Why a round cannot take so many in now; null where it can. Asked before its act, so that nobody is told of a place that is not there. */
export function admissionFault(state: PoolState, tier: TierRules, asked: number, on: BusinessDate): Refused | null {
  if (tier.pool === undefined || tier.seats === null || tier.seatsAs !== undefined) return null;
  const taken = takenOn(state, tier.pool, on);
  return taken + asked > tier.seats.value ? refused('noPlaceInPool', { asked, taken, seats: tier.seats.value }, { clause: tier.seats.clause }) : null;
}

export interface ConfirmCommand {
  readonly tier: string;
  readonly nominations: readonly NominationId[];
  readonly batch: BatchId;
  readonly act: OfficialAct;
  readonly conferredOn: BusinessDate;
  /** Of those, whose title was confirmed and then voided on her own record: she is in cultivation again, and her title is still counted. */
  readonly voided?: ReadonlySet<NominationId>;
}

/** 认定: who is named becomes a holder, as long as titles are left of the tier's number, and nobody before her years are over. */
export function decideConfirm(state: PoolState, command: ConfirmCommand, context: DecisionContext): Decision<PoolFact> {
  const { nominations, batch, act, conferredOn, voided } = command;
  const found = confirmable(command.tier, context);
  if (found.kind === 'refused') return found;
  const { programme, tier, rules } = found;
  const { conferringBody, code } = tier;
  if (!conferringBody) return refused('noConferringBody', { tier: code });
  if (act.number === null) return refused('actNumberRequired', {}, { clause: conferringBody.clause });
  if (!isBody(needed(context, 'orgs').orgs.get(act.body), conferringBody)) return refused('actOfAnotherBody', { body: act.body, post: conferringBody.post, level: conferringBody.level }, { clause: conferringBody.clause });
  if (conferredOn < act.date) return outOfOrder('act.date', act.date, 'effectiveOn', conferredOn, { clause: conferringBody.clause });
  const underWay = [...state.confirmations].find(([, done]) => !done);
  if (underWay) return refused('confirmationUnderWay', { confirmation: underWay[0] });
  // Before anybody is looked at: a list that is too long is too long whoever stands on it.
  const used = convertedOf(state) - nominations.filter((nomination) => isVoided(state.members.get(nomination), voided)).length;
  if (rules.convertsTo !== null && used + nominations.length > rules.convertsTo.value) return refused('noTitleLeftInPool', { asked: nominations.length, used, convertsTo: rules.convertsTo.value }, { clause: rules.convertsTo.clause });
  const members: Member[] = [];
  for (const nomination of nominations) {
    const member = state.members.get(nomination);
    if (member === undefined || (member.status !== 'IN' && !isVoided(member, voided))) return refused('notInPool', { nomination, status: member?.status ?? null });
    const fault = memberFault(member, rules, conferredOn) ?? actTooOld(act, [['admission', member.admittedOn]], conferringBody.clause) ?? (actsAs(context.acting, member.teacher) ? refused('ownDossier', { person: member.teacher }) : null);
    if (fault) return fault;
    members.push(member);
  }
  const year = conferredOn.slice(0, 4);
  const confirmations = members.map(({ nomination, teacher }, index) => ({ nomination, teacher, title: context.createdId(`title:${nomination}`), certificate: `${code}-${year}-${batch.slice(0, 8)}-${String(index + 1).padStart(3, '0')}` }));
  return { kind: 'events', events: [{ type: 'ConfirmationDecided', data: { programme: programme.id, tier: code, batch, conferredOn, confirmations }, effectiveOn: conferredOn, act, rule: ruleReference(programme, conferringBody.clause) }] };
}

export function decideCarriedOut(state: PoolState, { reservation, batch, confirmed, declined }: { readonly reservation: EventId; readonly batch: BatchId; readonly confirmed: readonly NominationId[]; readonly declined: readonly NominationId[] }): Decision<PoolFact> {
  if (state.confirmations.get(reservation) !== false) return alreadySo;
  return { kind: 'events', events: [{ type: 'ConfirmationCarriedOut', data: { reservation, batch, confirmed, declined }, cause: reservation }] };
}

export interface LeaveCommand {
  readonly tier: string;
  readonly nomination: NominationId;
  readonly reasonCode: LeavingReason;
  readonly reason: string;
  readonly act: OfficialAct;
  readonly effectiveOn: BusinessDate;
  /** As of a confirmation. */
  readonly voided?: ReadonlySet<NominationId>;
}

/** 退出培养: by an act, from a day on. Whether somebody else may have the place, the tier says. */
export function decideLeave(state: PoolState, command: LeaveCommand, context: DecisionContext): Decision<PoolFact> {
  const { nomination, reasonCode, reason, act, effectiveOn, voided } = command;
  const programme = needed(context, 'programme');
  const tier = programme.tiers.find(({ code }) => code === command.tier);
  if (tier?.pool === undefined) return refused('tierWithoutPool', { tier: command.tier, programme: programme.id });
  const member = state.members.get(nomination);
  if (member === undefined || (member.status !== 'IN' && !isVoided(member, voided))) return refused('notInPool', { nomination, status: member?.status ?? null });
  if (actsAs(context.acting, member.teacher)) return refused('ownDossier', { person: member.teacher });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  if (effectiveOn <= member.from) return outOfOrder('admission', member.from, 'effectiveOn', effectiveOn);
  if (act.number === null) return refused('actNumberRequired', {}, { clause: tier.pool.refill.clause });
  const old = actTooOld(act, [['admission', member.admittedOn]], tier.pool.refill.clause);
  if (old) return old;
  const { teacher } = member;
  return { kind: 'events', events: [{ type: 'DepartureDecided', data: { programme: programme.id, tier: tier.code, nomination, teacher }, private: { [teacher]: { reasonCode, reason } }, effectiveOn, act, rule: ruleReference(programme, tier.pool.refill.clause) }] };
}

type Confirmable = { readonly kind: 'confirmable'; readonly programme: EffectiveProgramme; readonly tier: TierRules; readonly rules: PoolRules };

function confirmable(code: string, context: DecisionContext): Confirmable | Refused {
  const programme = needed(context, 'programme');
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (tier?.pool === undefined) return refused('tierWithoutPool', { tier: code, programme: programme.id });
  const open = openFor(programme, code).filter(({ path }) => path.startsWith(`tiers.${code}.pool.`));
  if (open.length > 0) return refused('openValues', { open: open.map(({ path, clause, question }) => ({ path, clause, question })), count: open.length });
  const { recognitions } = tier.pool;
  if (recognitions !== null) return refused('convertedElsewhere', { tier: code, recognitions: recognitions.value }, { clause: recognitions.clause });
  return { kind: 'confirmable', programme, tier, rules: tier.pool };
}

function memberFault({ nomination, from, to }: Member, { cultivationYears, endsAfterYears }: PoolRules, on: BusinessDate): Refused | null {
  const gate = cultivationYears === null ? from : addYears(from, cultivationYears.value);
  if (on < gate) return refused('cultivationNotOver', { nomination, from, years: cultivationYears?.value ?? 0, gate, day: on }, cultivationYears === null ? {} : { clause: cultivationYears.clause });
  return to !== null && on > to ? refused('placeInPoolOver', { nomination, to, day: on }, endsAfterYears === null ? {} : { clause: endsAfterYears.clause }) : null;
}

function isVoided(member: Member | undefined, voided: ReadonlySet<NominationId> = new Set()): boolean {
  return member?.status === 'CONFIRMED' && voided.has(member.nomination);
}

/** Titles that came out of the pool or are taken for somebody. */
export function convertedOf(state: PoolState): number {
  return [...state.members.values()].filter(({ status }) => status === 'TAKEN' || status === 'CONFIRMED').length;
}

/** Places that count against the tier's number on a day. */
function takenOn(state: PoolState, { refill }: PoolRules, on: BusinessDate): number {
  return [...state.members.values()].filter((member) => member.status !== 'GIVEN_BACK' && (!refill.value || member.status === 'CONFIRMED' || isOpenOn(member, on))).length;
}

function isOpenOn({ status, to }: Member, on: BusinessDate): boolean {
  return status === 'TAKEN' || (status === 'IN' && (to === null || on <= to));
}

/** A number that is meant roughly stops nobody here: how far a round may go beyond it is asked when it opens. */
function isFull({ seats, seatsAs }: TierRules, taken: number): boolean {
  return seats !== null && seatsAs === undefined && taken >= seats.value;
}

function cohortOf({ batches }: PoolRules, on: BusinessDate): string {
  return batches === 'YEARLY' ? on.slice(0, 4) : 'ALL';
}

function poolOf({ code, pool: rules }: TierRules): PoolRules {
  if (rules === undefined) throw new Error(`tier ${code} has no pool`);
  return rules;
}
