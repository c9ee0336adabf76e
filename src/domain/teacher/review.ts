import type { DecisionContext } from '../context';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct, RoundId, TitleId } from '../facts';
import { separationOfDuties, type RoundRoles } from '../people';
import { ruleReference } from '../programme-rules';
import type { TeacherFact } from './facts';
import { isRunning, LAST_DAY } from './nomination-view';
import { ownDossier, type TeacherState } from './teacher';
import type { PostsBeyond } from './title-facts';
import { view, type TeacherView } from './view';

export interface ConcludeReviewCommand {
  /** The `ReviewRequired`. */
  readonly review: EventId;
  /** Who acted as what in the round that the outcome was decided in; null where it was decided in none. */
  readonly roles: RoundRoles | null;
  /** What the body wrote; private. */
  readonly reason: string;
  readonly act: OfficialAct;
}

/**
 * A body looked at an outcome again and it stands as it is. One that does not stand is ended by its own act: a title is
 * revoked, a revocation voided, a nomination rejected or struck; there the review ends with it.
 */
export function decideConcludeReview(state: TeacherState, command: ConcludeReviewCommand, context: DecisionContext): Decision<TeacherFact> {
  const { review: event, roles, reason, act } = command;
  const own = ownDossier(state, context);
  if (own) return own;
  const review = reviewOf(state, event);
  if (!review) return refused('unknownFact', { event });
  if (!review.open) return refused('reviewEnded', { review: event, how: review.ended?.how ?? 'OUTCOME_VOIDED' });
  const clash = roles === null ? null : reviewerClash(review, roles, context);
  if (clash) return clash;
  if (act.number === null) return refused('actNumberRequired');
  const { outcome, outcomeType, title } = review;
  return {
    kind: 'events',
    events: [{
      type: 'ReviewConcluded',
      data: { review: event, outcome, outcomeType, title, conclusion: 'STANDS' },
      private: { [state.id]: { reason } },
      standsOn: [event, outcome],
      cause: event,
      act,
      ...ruleOf(state, event),
    }],
  };
}

/**
 * Nobody says of what she did herself that it stands. Before a title a review is handled as an objection is; a title's is for
 * who decides about titles, the body that conferred it among them, but not for who recommended, scored or handled an objection.
 */
export function reviewerClash(review: UnderReview, roles: RoundRoles, { acting }: Pick<DecisionContext, 'acting'>): Refused | null {
  return separationOfDuties(roles, acting, isOfTitle(review) ? 'DECIDER' : 'OBJECTION_HANDLER');
}

type UnderReview = Pick<TeacherView['reviews'][number], 'outcomeType' | 'title'>;

/** Of a title, also of one whose conferral was voided, which no review can name any more: of what was decided on it since. */
export function isOfTitle({ outcomeType, title }: UnderReview): boolean {
  return title !== null || outcomeType === 'TitleRenewed' || outcomeType === 'LifetimeTitleGranted' || outcomeType === 'TitleRevoked';
}

export interface ReviewSupplementedCommand {
  readonly nomination: NominationId;
  /** The `NoticeSupplemented`, and what of it no longer holds for her. */
  readonly supplement: EventId;
  readonly condition: string;
  readonly clause: string;
  readonly act: OfficialAct | null;
}

/** Step two of a supplement that makes her ineligible, where the programme has that reviewed: once, and only while her nomination runs. */
export function decideReviewSupplemented(state: TeacherState, command: ReviewSupplementedCommand, context: DecisionContext): Decision<TeacherFact> {
  const { nomination, supplement, condition, clause, act } = command;
  const nominated = view(state.facts, LAST_DAY).nominations.find((entry) => entry.nomination === nomination);
  const asked = state.facts.some((fact) => fact.type === 'ReviewRequired' && fact.data.outcome === nominated?.event && fact.data.facts.includes(supplement));
  if (nominated === undefined || !isRunning(nominated) || asked) return alreadySo;
  return {
    kind: 'events',
    events: [{
      type: 'ReviewRequired',
      data: { outcome: nominated.event, outcomeType: 'Nominated', title: null, facts: [supplement], rule: 'nowIneligible', inputs: { condition } },
      standsOn: [nominated.event],
      cause: supplement,
      ...(act ? { act } : {}),
      rule: ruleReference(needed(context, 'programme'), clause),
    }],
  };
}

export interface ReviewPostCommand {
  readonly title: TitleId;
  /** The overturning or the voiding by which somebody else has her post back. */
  readonly restoredBy: EventId;
  readonly beyond: PostsBeyond;
  readonly act: OfficialAct | null;
}

/** Step two of a post that came back after it had been filled: once, of whoever filled it, while she still has it. */
export function decideReviewPost(state: TeacherState, { title, restoredBy, beyond, act }: ReviewPostCommand, context: DecisionContext): Decision<TeacherFact> {
  const held = view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  const asked = state.facts.some((fact) => fact.type === 'ReviewRequired' && fact.data.title === title && fact.data.facts.includes(restoredBy));
  if (held === undefined || held.ended !== null || asked) return alreadySo;
  const { posts, clause, taken, day } = beyond;
  return {
    kind: 'events',
    events: [{
      type: 'ReviewRequired',
      data: { outcome: held.conferral, outcomeType: 'TitleConferred', title, facts: [restoredBy], rule: 'postsBeyond', inputs: { posts, taken, day } },
      standsOn: [held.conferral],
      cause: restoredBy,
      ...(act ? { act } : {}),
      rule: ruleReference(needed(context, 'programme'), clause),
    }],
  };
}

/** A review as it is now; null where there is none of that id. */
export function reviewOf(state: TeacherState, event: EventId): TeacherView['reviews'][number] | null {
  return view(state.facts, LAST_DAY).reviews.find((entry) => entry.event === event) ?? null;
}

/** The round that an outcome under review was decided in; what was decided on a title, that of its conferral, voided or not. Null where it is of none. */
export function roundUnderReview(state: TeacherState, { outcome, title }: Pick<TeacherView['reviews'][number], 'outcome' | 'title'>): RoundId | null {
  const fact = state.byId.get(outcome);
  if (fact !== undefined && 'round' in fact.data && typeof fact.data.round === 'string') return fact.data.round;
  const of = title ?? (fact !== undefined && 'title' in fact.data ? fact.data.title : null);
  return state.facts.flatMap((one) => (one.type === 'TitleConferred' && one.data.title === of ? [one.data.round] : []))[0] ?? null;
}

/** By the clause under which it was raised. */
function ruleOf(state: TeacherState, review: EventId) {
  const rule = state.byId.get(review)?.meta.rule;
  return rule === undefined ? {} : { rule };
}
