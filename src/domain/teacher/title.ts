import type { DecisionContext } from '../context';
import { addDays, addYears, isBusinessDate, type BusinessDate } from '../dates';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, JsonObject, NominationId, OfficialAct, OrgId, Proposed, RoundId, TitleId } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { conferralOf, openedRound, tierOf, type RoundState } from '../round/round';
import { barsOn, touches } from '../rules/no-sanction';
import { isReviewDue } from '../team/review';
import type { TeacherFact, TitleRevoked } from './facts';
import { NO_DOSSIERS, type Dossiers } from './nomination';
import { LAST_DAY } from './nomination-view';
import { awardKey, ownDossier, type Settlement, type TeacherState } from './teacher';
import { view, type TitleView } from './view';

/** One line of the round's `ConferralDecided`; the round's state holds all that the title needs. */
export interface ConferTitleCommand {
  readonly round: RoundState;
  /** The decision to carry out; a round may have several. */
  readonly reservation: EventId;
  readonly nomination: NominationId;
  /** Of a team: what its members' own streams say. */
  readonly dossiers?: Dossiers;
}
export interface RevokeTitleCommand {
  readonly title: TitleId;
  /** Code of one of the programme's grounds. */
  readonly ground: string;
  readonly authority: OrgId;
  readonly certificateRecovered: boolean;
  readonly act: OfficialAct;
  readonly reason?: string;
  readonly effectiveOn?: BusinessDate;
  /** Facts it rests on, such as the verdict that is its ground. */
  readonly standsOn?: readonly EventId[];
}

/** Where terms do not go on after their programme (E51), none does: a title without a term ends with it too. */
function endOfTerm({ validity }: EffectiveProgramme, to: BusinessDate | null): BusinessDate | null {
  if (validity === undefined || validity.termsOutlive) return to;
  return to === null || to > validity.to ? validity.to : to;
}

/** Step two of a conferral: exactly one outcome per reserved award seat, the title or its decline. */
export function decideConfer(state: TeacherState, command: ConferTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const { round, nomination, reservation, dossiers = NO_DOSSIERS } = command;
  const conferral = conferralOf(round, reservation);
  const line = conferral?.conferrals.find((entry) => entry.nomination === nomination);
  if (!conferral || !line) return refused('unknownReservation', { ledger: 'AWARD', reservation, nomination });
  if (settlementOfConferral(state, reservation, nomination)) return alreadySo;
  const { batch, conferredOn } = conferral;
  const tier = tierOf(round, programme);
  const common = { effectiveOn: conferredOn, cause: reservation, ...(tier.conferringBody ? { rule: ruleReference(programme, tier.conferringBody.clause) } : {}), ...(conferral.act ? { act: conferral.act } : {}) };
  const fault = conferralFault(state, round, nomination, conferredOn, { dossiers, today: context.today });
  if (fault) return { kind: 'events', events: [{ type: 'ConferralDeclined', data: { nomination, round: round.id, reservation, batch, ...fault }, ...common }] };
  const now = view(state.facts, LAST_DAY);
  const nominated = now.nominations.find((entry) => entry.nomination === nomination);
  if (!nominated) throw new Error(`nomination ${nomination} vanished`);
  const { tier: code, track } = openedRound(round);
  const number = now.titles.filter((title) => title.programme === programme.id && title.tier === code && title.track === track).length + 1;
  const to = endOfTerm(programme, tier.termYears ? addDays(addYears(conferredOn, tier.termYears.value), -1) : null);
  const { unit, stage, subject } = nominated;
  return {
    kind: 'events',
    events: [
      {
        type: 'TitleConferred',
        data: { title: line.title, programme: programme.id, tier: code, track, stage, subject, unit, round: round.id, nomination, reservation, batch, certificate: line.certificate, term: { number, from: conferredOn, to } },
        standsOn: [nominated.event, ...nominated.standsOn],
        ...common,
      },
    ],
  };
}

/** 未入选: the round decided, and she is not among those conferred. */
export function decideNotSelect(state: TeacherState, command: ConferTitleCommand): Decision<TeacherFact> {
  const { round, nomination, reservation } = command;
  if (state.notSelected.has(nomination)) return alreadySo;
  const conferral = conferralOf(round, reservation);
  const line = conferral?.notSelected.find((entry) => entry.nomination === nomination);
  if (!conferral || !line) return refused('unknownReservation', { ledger: 'AWARD', reservation, nomination });
  const { batch, conferredOn, act } = conferral;
  return { kind: 'events', events: [{ type: 'NotSelected', data: { nomination, round: round.id, rank: line.rank, batch }, effectiveOn: conferredOn, cause: reservation, ...(act ? { act } : {}) }] };
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
  const conferred = state.facts.find((fact) => fact.type === 'TitleConferred' && fact.data.nomination === nomination && !fact.meta.corrects);
  if (conferred?.type !== 'TitleConferred' || state.facts.some((fact) => fact.type === 'ReviewRequired' && fact.data.facts.includes(decision))) return alreadySo;
  const { id, data: { title } } = conferred;
  return { kind: 'events', events: [{ type: 'ReviewRequired', data: { outcome: id, outcomeType: 'TitleConferred', title, facts: [decision], rule: 'objectionUpheld', inputs: {} }, standsOn: [id], cause: decision, ...(act ? { act } : {}) }] };
}

/** Why a title would be declined now; null where it would be conferred. Answers a dry run, person by person. */
export function conferralFault(state: TeacherState, round: RoundState, nomination: NominationId, on: BusinessDate, { dossiers, today }: { readonly dossiers: Dossiers; readonly today: BusinessDate }): { readonly rule: string; readonly inputs: JsonObject } | null {
  const now = view(state.facts, LAST_DAY);
  const nominated = now.nominations.find((entry) => entry.nomination === nomination && entry.round === round.id);
  if (!nominated) return { rule: 'unknownNomination', inputs: {} };
  if (nominated.status !== 'RECOMMENDED') return { rule: 'nominationNotRecommended', inputs: { status: nominated.status } };
  // A title is an honour: what bars honours on its day bars it, whenever it was recorded and whatever the notice asks.
  const barring = view(state.facts, on).career.sanctions.find((sanction) => sanction.status !== 'QUASHED' && touches(sanction, 'HONOURS') && barsOn(sanction, on));
  if (barring) return { rule: 'sanctionInForce', inputs: { day: on } };
  const review = now.reviews.find((entry) => entry.open && entry.outcomeType === 'Nominated' && entry.rule !== 'factChanged' && entry.outcome === nominated.event);
  if (review) return { rule: 'reviewOpen', inputs: { review: review.event, by: review.rule } };
  return isReviewDue(state, nominated.event, dossiers, today) ? { rule: 'teamReviewDue', inputs: {} } : null;
}

/** What her stream says of an award seat; null while it says nothing. */
export function settlementOfConferral(state: TeacherState, reservation: EventId, nomination: NominationId): Settlement | null {
  return state.settlements.get(awardKey(reservation, nomination)) ?? null;
}

/** `context.programme` is the version that the title was conferred under. */
export function decideRevoke(state: TeacherState, command: RevokeTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const own = ownDossier(state, context);
  if (own) return own;
  const revocation = revocationOf(state, command, needed(context, 'programme'), context.today);
  return revocation.kind === 'refused' ? revocation : { kind: 'events', events: [revocation.fact] };
}

/** The fact that ends a title, or why it may not: shared by the act of revocation and by an assessment's act that lists it. */
export function revocationOf(state: TeacherState, command: RevokeTitleCommand, programme: EffectiveProgramme, today: BusinessDate): Refused | { readonly kind: 'revoked'; readonly fact: Proposed<TitleRevoked> } {
  const { title: id, ground, authority, certificateRecovered, act, reason, effectiveOn = today, standsOn = [] } = command;
  const title = titleOf(state, id, effectiveOn);
  if (!title) return refused('unknownTitle', { title: id });
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (title.status !== 'ACTIVE' && title.status !== 'PENDING') return refused('titleNotHeld', { title: id, status: title.status, day: effectiveOn });
  if (title.programme !== programme.id) throw new Error(`title ${id} was conferred under ${title.programme}, the context holds ${programme.id}`);
  const stated = programme.revocationGrounds.find((entry) => entry.code === ground);
  if (!stated) return refused('unknownGround', { ground, grounds: programme.revocationGrounds.map((entry) => entry.code) });
  if (act.number === null) return refused('actNumberRequired', {}, { clause: stated.clause });
  return {
    kind: 'revoked',
    fact: {
      type: 'TitleRevoked',
      data: { title: id, programme: programme.id, tier: title.tier, ground, authority, certificateRecovered },
      ...(reason === undefined ? {} : { private: { [state.id]: { reason } } }),
      effectiveOn,
      act,
      rule: ruleReference(programme, stated.clause),
      standsOn: [title.conferral, ...standsOn],
    },
  };
}

/** A title as it is on a day; one already revoked on a later day counts as revoked, so that it is not revoked twice. */
export function titleOf(state: TeacherState, title: TitleId, day: BusinessDate): TitleView | null {
  const ever = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  if (!ever) return null;
  if (ever.status === 'REVOKED') return ever;
  return view(state.facts, day).titles.find((entry) => entry.title === title) ?? { ...ever, status: 'PENDING' };
}
