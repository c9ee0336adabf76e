import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, sameJson, type Refused } from '../decision';
import type { Decision, EventId, JsonObject, NominationId, OfficialAct, PersonId, Proposed, RoundId } from '../facts';
import type { RoundRoles } from '../people';
import type { EffectiveProgramme } from '../programme-rules';
import { asNotified } from '../round/notice-state';
import type { RoundState } from '../round/round';
import { barsOn, touches } from '../rules/no-sanction';
import type { ReviewRequired, TeacherFact } from '../teacher/facts';
import { eachOnce, standingIn } from '../teacher/merge';
import { isHeld } from '../teacher/title-status';
import { eligibilityOf, membersElsewhere, NO_DOSSIERS, refusalBy, type Dossiers } from '../teacher/nomination';
import { isRunning, LAST_DAY } from '../teacher/nomination-view';
import { reviewerClash } from '../teacher/review';
import { isRegistered, ownDossier, type TeacherState } from '../teacher/teacher';
import { outOfService, type OutOfService } from '../teacher/place';
import { resolve, view, type LifeFact, type TeacherView } from '../teacher/view';
import { leavingFault } from './team';
import { membersOf, type TeamView } from './view';

/** Rule of a review that asks what becomes of a team with a member under a sanction. */
const MEMBER_SANCTIONED = 'memberSanctioned';
/** Rules of a review that asks the same of a team with a member who retired, left or died. */
const OUT_OF_SERVICE: readonly string[] = ['leaderGone', 'memberGone'];

export interface ReviewTeamCommand {
  /** Facts of everybody who is in it. */
  readonly dossiers: Dossiers;
  /** The rounds in which it stands, each with the version it pinned. */
  readonly rounds: readonly { readonly round: RoundState; readonly programme: EffectiveProgramme }[];
  /** Nominations of other rounds, its own and its members', that closed without a recommendation. */
  readonly unrecommended: ReadonlySet<NominationId>;
  /** The fact after which it is looked at. */
  readonly cause: EventId;
}
export interface DecideTeamReviewCommand {
  readonly review: EventId;
  /** Who acted as what in the round that the outcome under review was decided in; null where it was decided in none. */
  readonly roles: RoundRoles | null;
  readonly outcome: 'STANDS' | 'LEAVES';
  readonly reason: string;
  readonly act: OfficialAct;
  /** Facts of everybody who is in it: who leaves it leaves under every id by which she is. */
  readonly dossiers?: Dossiers;
}

/**
 * Looks at a team after something happened to it or to one of its members, and asks a person about whatever bears on a
 * running nomination or a title (E39): a member under a sanction, one who is out of service, the leader above all, a condition
 * that the team meets no longer, a member who stands by herself where that is excluded. Asked once of each as it reads; it decides nothing, and no title is conferred meanwhile.
 */
export function decideReviewTeam(state: TeacherState, command: ReviewTeamCommand, context: DecisionContext): Decision<TeacherFact> {
  const { dossiers, rounds, unrecommended, cause } = command;
  const now = view(state.facts, LAST_DAY);
  if (now.team === null) return { kind: 'events', events: [] };
  const events: Proposed<ReviewRequired>[] = [];
  const asked = (outcome: EventId, sanction: EventId): boolean => now.reviews.some((review) => review.outcome === outcome && review.rule === MEMBER_SANCTIONED && review.facts.includes(sanction));
  const ask = (data: ReviewRequired['data'], own?: JsonObject): void => {
    events.push({ type: 'ReviewRequired', data, ...(own ? { private: { [state.id]: { inputs: own } } } : {}), standsOn: [data.outcome], cause });
  };
  const sanctions = eachOnce(membersOf(now.team), ({ person }) => person, (person) => dossiers.get(person)).flatMap(({ person }) => barring(dossiers, person, context.today).map((sanction) => ({ person, sanction })));
  const left = outOfServiceIn(now.team, dossiers, context.today);
  for (const nomination of now.nominations.filter(isRunning)) {
    const of = { outcome: nomination.event, outcomeType: 'Nominated', title: null };
    for (const { person, sanction } of sanctions) if (!asked(of.outcome, sanction)) ask({ ...of, facts: [sanction], rule: MEMBER_SANCTIONED, inputs: {} }, { member: person });
    for (const { fact, gone } of left) if (!isAsked(now, of.outcome, fact)) ask({ ...of, facts: [fact], ...gone });
    const pinned = rounds.find(({ round }) => round.id === nomination.round);
    if (!pinned) continue;
    // As on the day of the nomination and by the notice read then (E49): what is looked at anew are the members and their facts.
    const decided = state.byId.get(nomination.event)?.meta.context;
    const notified = asNotified(pinned.round, decided?.streams?.[`round-${nomination.round}`]);
    const { answers } = eligibilityOf(state.facts, notified, pinned.programme, decided?.today ?? context.today, dossiers);
    const failing = answers.filter((answer) => answer.verdict !== 'holds' && answer.waived === undefined).map((answer) => refusalBy(answer, state.id));
    // Each by itself: that the team stands in spite of one says nothing of the next, nor of the same once it reads otherwise.
    for (const { rule, inputs } of [...failing, ...membersElsewhere(dossiers, notified, pinned.programme, unrecommended)]) {
      if (!now.reviews.some((review) => review.outcome === of.outcome && review.rule === rule && sameJson(review.inputs, inputs))) ask({ ...of, facts: [cause], rule, inputs });
    }
  }
  for (const title of now.titles.filter(({ status }) => isHeld(status) || status === 'PENDING')) {
    const nominated = now.nominations.find(({ nomination }) => nomination === title.nomination)?.event ?? '';
    // Whoever goes later leaves the title with the team; nothing new begins for a team without asking about those who are gone.
    for (const { fact, on, gone } of left) {
      if (title.conferredOn >= on && !isAsked(now, title.conferral, fact) && !isAsked(now, nominated, fact)) ask({ outcome: title.conferral, outcomeType: 'TitleConferred', title: title.title, facts: [fact], ...gone });
    }
    for (const { person, sanction } of sanctions) {
      // What was weighed before the title was given was weighed for it.
      if (!asked(title.conferral, sanction) && !asked(nominated, sanction)) {
        ask({ outcome: title.conferral, outcomeType: 'TitleConferred', title: title.title, facts: [sanction], rule: MEMBER_SANCTIONED, inputs: {} }, { member: person });
      }
    }
  }
  return { kind: 'events', events };
}

/** A person's decision with its reason: the team stands as it is, or the member leaves it. To decline or revoke is an act of its own, and ends the review. */
export function decideTeamReview(state: TeacherState, command: DecideTeamReviewCommand, context: DecisionContext): Decision<TeacherFact> {
  const { review: id, roles, outcome, reason, act, dossiers = NO_DOSSIERS } = command;
  if (!isRegistered(state)) return refused('unknownTeam', { team: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  const now = view(state.facts, LAST_DAY);
  const review = now.reviews.find(({ event }) => event === id);
  if (!review) return refused('unknownReview', { review: id });
  if (!review.open) return refused('reviewOver', { review: id });
  const clash = roles === null ? null : reviewerClash(review, roles, context);
  if (clash) return clash;
  if (act.number === null) return refused('actNumberRequired');
  const member = memberOf(state, id);
  const nomination = now.nominations.find(({ event }) => event === review.outcome)?.nomination ?? null;
  const decided = { type: 'TeamReviewDecided' as const, data: { review: id, nomination, title: review.title, outcome }, private: { [state.id]: { reason } }, standsOn: [id], act };
  if (outcome === 'STANDS') return { kind: 'events', events: [decided] };
  if (member === null) return refused('reviewNamesNobody', { review: id });
  const asOne = standingIn(dossiers);
  const leaving = [member, ...membersToday(state).filter((person) => person !== member && asOne(person) === asOne(member))];
  const unfit = leaving.map((person) => leavingFault(state, person, context.today)).find((fault) => fault !== null);
  if (unfit) return unfit;
  return { kind: 'events', events: [decided, ...leaving.map((person) => ({ type: 'MemberLeft' as const, data: { member: person, reason: 'DECISION' as const }, effectiveOn: context.today, act, cause: id }))] };
}

/** A team with an open review of its nomination, or with one still to be asked, is recommended by nobody: somebody decides that first. */
export function teamReviewFault(state: TeacherState, nomination: NominationId, dossiers: Dossiers, today: BusinessDate): Refused | null {
  if (state.kind !== 'TEAM') return null;
  const now = view(state.facts, LAST_DAY);
  const event = now.nominations.find((entry) => entry.nomination === nomination)?.event;
  const open = now.reviews.find((review) => review.open && review.outcome === event && review.rule !== 'factChanged');
  if (open) return refused('teamReviewOpen', { review: open.event, by: open.rule });
  return event !== undefined && isReviewDue(state, event, dossiers, today) ? refused('teamReviewDue') : null;
}

/** Whether a member is under a sanction, or is gone, and nobody was asked about it for this nomination: it counts from when it is recorded, not from when the team is next looked at. */
export function isReviewDue(state: TeacherState, nominated: EventId, dossiers: Dossiers, today: BusinessDate): boolean {
  if (state.kind !== 'TEAM') return false;
  const { reviews, team } = view(state.facts, LAST_DAY);
  if (team !== null && outOfServiceIn(team, dossiers, today).some(({ fact }) => !isAsked({ reviews }, nominated, fact))) return true;
  return membersToday(state).some((member) => barring(dossiers, member, today).some((sanction) => !reviews.some((review) => review.outcome === nominated && review.rule === MEMBER_SANCTIONED && review.facts.includes(sanction))));
}

function isAsked({ reviews }: Pick<TeacherView, 'reviews'>, outcome: EventId, fact: EventId): boolean {
  return reviews.some((review) => review.outcome === outcome && OUT_OF_SERVICE.includes(review.rule) && review.facts.includes(fact));
}

const GOING: { readonly [status in OutOfService]: LifeFact['type'] } = { RETIRED: 'Retired', DEPARTED: 'Departed', DECEASED: 'Deceased' };

interface Gone {
  /** The fact that says so, and from when. */
  readonly fact: EventId;
  readonly on: BusinessDate;
  /** Who it is stands in clear, as that she leaves a team does. */
  readonly gone: { readonly rule: string; readonly inputs: JsonObject };
}

/** Members who are out of service on the day, each once. */
function outOfServiceIn(team: TeamView, dossiers: Dossiers, day: BusinessDate): readonly Gone[] {
  const asOne = standingIn(dossiers);
  return eachOnce(membersOf(team), ({ person }) => person, (person) => dossiers.get(person)).flatMap(({ person }): readonly Gone[] => {
    const facts = dossiers.get(person);
    const gone = facts === undefined ? null : outOfService(view(facts, day));
    if (facts === undefined || gone === null) return [];
    const said = resolve(facts).findLast(({ fact }) => fact.type === GOING[gone.status] && fact.meta.effectiveOn === gone.on);
    return said === undefined ? [] : [{ fact: said.origin, on: gone.on, gone: { rule: asOne(person) === asOne(team.leader) ? 'leaderGone' : 'memberGone', inputs: { member: person, ...gone } } }];
  });
}

/** Whom a review is about: from the team's own part, or in clear where it is no secret. */
function memberOf(state: TeacherState, review: EventId): PersonId | null {
  const fact = state.byId.get(review);
  const inputs = fact?.type === 'ReviewRequired' && OUT_OF_SERVICE.includes(fact.data.rule) ? fact.data.inputs : fact?.private[state.id]?.['inputs'];
  const member = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs) ? (inputs as JsonObject)['member'] : undefined;
  return typeof member === 'string' ? member : null;
}

/** Sanctions of a member that bar nominations or honours on the day, each by its first wording. */
function barring(dossiers: Dossiers, member: PersonId, day: BusinessDate): readonly EventId[] {
  const facts = dossiers.get(member);
  if (facts === undefined) return [];
  const standing = view(facts, day).career.sanctions.filter((one) => one.status !== 'QUASHED' && (touches(one, 'NOMINATION') || touches(one, 'HONOURS')) && barsOn(one, day));
  return standing.map(({ event }) => event);
}

/** Rounds in which a team's nomination still runs. */
export function runningRounds(state: TeacherState): readonly RoundId[] {
  return [...new Set(view(state.facts, LAST_DAY).nominations.filter(isRunning).map(({ round }) => round))];
}

/** Whom to read for a look at the team. */
export function membersToday(state: TeacherState): readonly PersonId[] {
  const { team } = view(state.facts, LAST_DAY);
  return team === null ? [] : membersOf(team).map(({ person }) => person);
}
