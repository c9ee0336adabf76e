import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { actTooOld, outOfOrder } from '../days-in-order';
import { needed, refused } from '../decision';
import type { Decision, EventId, OfficialAct, Proposed, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import type { Departure } from '../programme-titles';
import type { PinnedRound } from './correction';
import type { TeacherFact } from './facts';
import { beforeItsAct, clauseToSuspend, decided, decidedOn, heldOn, lifeOf, notHeld, numbered, ofTitle, openReview } from './held-title';
import { LAST_DAY } from './nomination-view';
import { overtaken } from './overtaken';
import { notInService } from './place';
import type { TeacherState } from './teacher';
import type { TitleExited } from './title-facts';
import { hasEnded, suspensionOn, type TitleStatus } from './title-status';
import { view, type TitleView } from './view';

interface OnTitle {
  readonly title: TitleId;
  /** Free text, kept under the holder's own key. */
  readonly reason: string;
  readonly effectiveOn?: BusinessDate;
}
export interface SuspendTitleCommand extends OnTitle {
  /** Last day; left out: until it is reinstated. */
  readonly until?: BusinessDate;
  readonly act: OfficialAct;
}
export interface ReinstateTitleCommand extends OnTitle {
  readonly act: OfficialAct;
}
/** What somebody signed whose will another enters. */
export interface SignedPaper {
  readonly name: string;
  readonly number: string | null;
  readonly file: string | null;
  readonly signedOn: BusinessDate;
}
export interface RelinquishTitleCommand extends OnTitle {
  readonly form: 'HERSELF' | 'PAPER';
  readonly paper?: SignedPaper;
}
export interface ExitTitleCommand extends OnTitle {
  /** Code of one of the exits that the tier declares. */
  readonly exit: string;
  readonly act: OfficialAct;
}

const RUNNING: readonly TitleStatus[] = ['PENDING', 'ACTIVE', 'SUSPENDED', 'LIFETIME'];

/** 暂停: she keeps the title and may not use it. Whether the days are given back is the programme's, as it says on this day. */
export function decideSuspend(state: TeacherState, command: SuspendTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, until = null, reason, act, effectiveOn = context.today } = command;
  if (until !== null && !isBusinessDate(until)) return refused('notADate', { name: 'until', date: until });
  const held = heldOn(state, id, effectiveOn, ['ACTIVE', 'LIFETIME'], context);
  if (held.kind === 'refused') return held;
  if (until !== null && until < effectiveOn) return outOfOrder('effectiveOn', effectiveOn, 'until', until);
  const programme = needed(context, 'programme');
  const { reinstatement } = lifeOf(programme, held.title);
  const clause = clauseToSuspend(programme, held.title);
  const later = view(state.facts, LAST_DAY).titles.find(({ title }) => title === id)?.suspensions.find(({ from, to }) => (to === null || effectiveOn <= to) && (until === null || from <= until));
  if (later !== undefined) return refused('suspensionsMeet', { title: id, from: later.from, to: later.to });
  const fault = numbered(act, clause) ?? actTooOld(act, [['conferredOn', decidedOn(state, held.title.conferral)]], clause) ?? beforeItsAct(effectiveOn, act, clause);
  if (fault) return fault;
  const suspension = context.eventId(0);
  return decided({
    id: suspension, type: 'TitleSuspended', data: { ...ofTitle(held.title), until, expiry: reinstatement?.value === 'EXTEND' ? 'EXTENDS' : 'KEEPS' }, private: { [state.id]: { reason } },
    effectiveOn, act, ...ruled(programme, clause), standsOn: [held.title.conferral],
  }, ...overtaken(state, { on: effectiveOn, until, today: context.today, cause: suspension, rule: 'decidedWhileSuspended', title: id }));
}

/** E28: held again from the day, with the end that the term had or, where the programme gives the days back, a later one; also where the term ran out meanwhile, so that it can be renewed. */
export function decideReinstate(state: TeacherState, command: ReinstateTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, reason, act, effectiveOn = context.today } = command;
  const held = heldOn(state, id, effectiveOn, ['SUSPENDED', 'EXPIRED'], context);
  if (held.kind === 'refused') return held;
  const programme = needed(context, 'programme');
  const clause = clauseToSuspend(programme, held.title);
  const suspension = suspensionOn(held.title, effectiveOn);
  if (suspension === null) return notHeld(held.title, effectiveOn);
  const fault = numbered(act, clause) ?? actTooOld(act, [['titleSuspended', decidedOn(state, suspension.event)]], clause);
  if (fault) return fault;
  return decided({
    type: 'TitleReinstated', data: { ...ofTitle(held.title), suspension: suspension.event }, private: { [state.id]: { reason } },
    effectiveOn, act, ...ruled(programme, clause), standsOn: [held.title.conferral, suspension.event], cause: suspension.event,
  });
}

/** Her own will needs no act, and where another enters it the paper that she signed; but she does not get out of the way of a decision that is due on the title. */
export function decideRelinquish(state: TeacherState, command: RelinquishTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, form, reason, paper, effectiveOn = paper?.signedOn ?? context.today } = command;
  if (paper !== undefined && paper.signedOn > effectiveOn) return outOfOrder('signedOn', paper.signedOn, 'effectiveOn', effectiveOn);
  const held = heldOn(state, id, effectiveOn, RUNNING, form === 'HERSELF' ? null : context);
  if (held.kind === 'refused') return held;
  if (form === 'PAPER' && paper === undefined) return refused('relinquishedWithoutPaper', { title: id, tier: held.title.tier, certificate: held.title.certificate });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  const then = view(state.facts, effectiveOn);
  const review = (then.deceasedOn === null ? null : notInService(then)) ?? openReview(state, id);
  if (review) return review;
  const signed = paper === undefined ? { data: {}, own: {} } : { data: { paper: { signedOn: paper.signedOn, file: paper.file } }, own: { paper: paper.name, number: paper.number } };
  return decided({ type: 'TitleRelinquished', data: { ...ofTitle(held.title), form, ...signed.data }, private: { [state.id]: { reason, ...signed.own } }, effectiveOn, ...(held.title.rule === null ? {} : { rule: held.title.rule }), standsOn: [held.title.conferral] });
}

/** 动态管理: by an exit that the tier declares, and no other; the file says whether the seat is free then. */
export function decideExit(state: TeacherState, command: ExitTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, exit, reason, act, effectiveOn = context.today } = command;
  const held = heldOn(state, id, effectiveOn, RUNNING, context);
  if (held.kind === 'refused') return held;
  const programme = needed(context, 'programme');
  const { exits = [] } = lifeOf(programme, held.title);
  const stated = exits.find(({ code }) => code === exit);
  if (stated === undefined) return refused('unknownExit', { exit, exits: exits.map(({ code }) => code) }, exits[0] === undefined ? {} : { clause: exits[0].clause });
  const fault = numbered(act, stated.clause) ?? actTooOld(act, [['conferredOn', decidedOn(state, held.title.conferral)]], stated.clause) ?? beforeItsAct(effectiveOn, act, stated.clause);
  if (fault) return fault;
  return decided({ type: 'TitleExited', data: { ...ofTitle(held.title), exit, vacancy: stated.vacancy }, private: { [state.id]: { reason } }, effectiveOn, act, rule: ruleReference(programme, stated.clause), standsOn: [held.title.conferral] });
}

export interface DepartureCommand {
  readonly when: Departure;
  /** The fact of her life, such as her retirement. */
  readonly fact: EventId;
  readonly on: BusinessDate;
  /** The rounds of her titles, each with the version that it pinned (`roundsOfTitles`). */
  readonly rounds: readonly PinnedRound[];
}

/** E29: what retirement or death ends of her titles. Only what a tier declares to end then; every other title is kept, and none is revoked. */
export function exitsOnDeparture(state: TeacherState, { when, fact, on, rounds }: DepartureCommand): readonly Proposed<TitleExited>[] {
  return notOverBy(state, on).flatMap((title) => {
    const pinned = rounds.find(({ round }) => round.id === title.round);
    const exit = pinned === undefined ? undefined : lifeOf(pinned.programme, title).exits?.find((entry) => entry.when === when);
    if (pinned === undefined || exit === undefined) return [];
    return [{ type: 'TitleExited', data: { ...ofTitle(title), exit: exit.code, vacancy: exit.vacancy }, effectiveOn: on, rule: ruleReference(pinned.programme, exit.clause), standsOn: [title.conferral, fact], cause: fact }];
  });
}

/** What of hers has not ended, and whose last term the day does not follow. */
export function notOverBy(state: TeacherState, day: BusinessDate): readonly TitleView[] {
  return view(state.facts, LAST_DAY).titles.filter(({ status, to }) => !hasEnded(status) && (to === null || to >= day));
}

function ruled(programme: Parameters<typeof ruleReference>[0], clause: string | undefined) {
  return clause === undefined ? {} : { rule: ruleReference(programme, clause) };
}
