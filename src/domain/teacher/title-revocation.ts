import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { actTooOld, outOfOrder } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, EventId, OfficialAct, OrgId, Proposed, TitleId } from '../facts';
import { actsAs } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { Grade, TeacherFact, TitleRevoked } from './facts';
import { beforeItsAct, decided, decidedOn, heldOn, lifeOf, notHeld, numbered, ofTitle, titleOf } from './held-title';
import { LAST_DAY } from './nomination-view';
import { ownDossier, type TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { view } from './view';

export interface RevokeTitleCommand {
  readonly title: TitleId;
  /** Code of one of the programme's grounds. */
  readonly ground: string;
  readonly authority: OrgId;
  readonly certificateRecovered: boolean;
  readonly act: OfficialAct;
  readonly reason?: string;
  readonly effectiveOn?: BusinessDate;
  /** The verdict that the same act concludes, which is not on record yet. */
  readonly concluded?: { readonly event: EventId; readonly code: string | undefined; readonly grade: Grade };
}

/** `context.programme` is the version that the title was conferred under. */
export function decideRevoke(state: TeacherState, command: RevokeTitleCommand, context: DecisionContext): Decision<TeacherFact> {
  const own = ownDossier(state, context);
  if (own) return own;
  const revocation = revocationOf(state, command, needed(context, 'programme'), context.today, isUnqualifiedTerm(state, command.title));
  return revocation.kind === 'refused' ? revocation : { kind: 'events', events: [revocation.fact] };
}

/** The end of a term found her unqualified, and nobody has decided yet what becomes of the title. */
function isUnqualifiedTerm(state: TeacherState, title: TitleId): boolean {
  return view(state.facts, LAST_DAY).reviews.some((review) => review.open && review.title === title && review.rule === 'endOfTermUnqualified');
}

/**
 * The fact that ends a title, or why it may not: shared by the act of revocation and by an assessment's act that lists it.
 * `endOfTerm`: by the verdict on a term, which may be over by then; any other ground needs a title that runs.
 */
export function revocationOf(state: TeacherState, command: RevokeTitleCommand, programme: EffectiveProgramme, today: BusinessDate, endOfTerm = false): Refused | { readonly kind: 'revoked'; readonly fact: Proposed<TitleRevoked> } {
  const { title: id, ground, authority, certificateRecovered, act, reason, effectiveOn = today } = command;
  const title = titleOf(state, id, effectiveOn);
  if (!title) return refused('unknownTitle', { title: id });
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (hasEnded(title.status) || (title.status === 'EXPIRED' && !endOfTerm)) return notHeld(title, effectiveOn);
  const { lifetime } = lifeOf(programme, title);
  const stated = programme.revocationGrounds.find((entry) => entry.code === ground);
  if (!stated) return refused('unknownGround', { ground, grounds: programme.revocationGrounds.map((entry) => entry.code) }, programme.revocationGrounds[0] === undefined ? {} : { clause: programme.revocationGrounds[0].clause });
  if (title.lifetime !== null && lifetime !== undefined && !lifetime.revocable.value.includes(ground)) return refused('lifetimeNotRevocable', { ground, grounds: lifetime.revocable.value }, { clause: lifetime.revocable.clause });
  const found = verdictUnder(state, command, stated, programme, effectiveOn);
  if (found.kind === 'refused') return found;
  const fault = numbered(act, stated.clause) ?? actTooOld(act, [['conferredOn', decidedOn(state, title.conferral)], ...found.verdict.map((event) => ['concludedOn', decidedOn(state, event)] as const)], stated.clause) ?? beforeItsAct(effectiveOn, act, stated.clause);
  if (fault) return fault;
  return {
    kind: 'revoked',
    fact: {
      type: 'TitleRevoked',
      data: { title: id, programme: programme.id, tier: title.tier, ground, authority, certificateRecovered },
      ...(reason === undefined ? {} : { private: { [state.id]: { reason } } }),
      effectiveOn,
      act,
      rule: ruleReference(programme, stated.clause),
      standsOn: [title.conferral, ...found.verdict],
    },
  };
}

/**
 * What a ground rests on: the last verdict on this title by the assessment that the file names, of the grade it names. A later
 * one that is better takes the ground away. A ground that names none rests on nothing but what the same act concludes.
 */
function verdictUnder(state: TeacherState, { title, concluded }: RevokeTitleCommand, ground: EffectiveProgramme['revocationGrounds'][number], programme: EffectiveProgramme, day: BusinessDate): Refused | { readonly kind: 'found'; readonly verdict: readonly EventId[] } {
  const own = concluded === undefined ? [] : [concluded.event];
  const { verdict } = ground;
  if (verdict === undefined) return { kind: 'found', verdict: own };
  const asked = programme.assessments.find(({ code }) => code === verdict.assessment);
  const last = concluded ?? view(state.facts, day).verdicts
    .filter((one) => one.programme === programme.id && (one.title === null || one.title === title) && (one.code === null ? one.kind === asked?.kind : one.code === verdict.assessment))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1);
  if (last !== undefined && last.grade === verdict.grade && (concluded === undefined || concluded.code === verdict.assessment)) return { kind: 'found', verdict: [last.event] };
  if (concluded?.code !== undefined && concluded.code !== verdict.assessment) return refused('groundOfAnotherAssessment', { ground: ground.code, title, assessment: verdict.assessment, grade: verdict.grade, concluded: concluded.code }, { clause: ground.clause });
  return refused('groundWithoutVerdict', { ground: ground.code, title, assessment: verdict.assessment, grade: verdict.grade, found: last?.grade ?? null }, { clause: ground.clause });
}

export interface OverturnRevocationCommand {
  readonly title: TitleId;
  /** What was decided on: the number or name of the appeal. */
  readonly appeal: string;
  readonly reason: string;
  readonly act: OfficialAct;
  readonly effectiveOn?: BusinessDate;
}

/** E30: an appeal won. It does not undo the revocation, whose days stay as they were; from its own day the title is held again. */
export function decideOverturn(state: TeacherState, command: OverturnRevocationCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, appeal, reason, act, effectiveOn = context.today } = command;
  const held = heldOn(state, id, effectiveOn, ['REVOKED'], context);
  if (held.kind === 'refused') return held;
  const { title } = held;
  const revocation = title.revocations.findLast(({ overturnedOn }) => overturnedOn === null);
  const revoked = revocation === undefined ? undefined : state.byId.get(revocation.event);
  if (revocation === undefined || revoked === undefined) return refused('titleNotHeld', { title: id, status: title.status, day: effectiveOn });
  // Whoever revoked does not say on appeal whether that was right.
  if (actsAs(context.acting, revoked.meta.actor)) return refused('revokedByHerself', { title: id });
  if (effectiveOn < revocation.on) return outOfOrder('TitleRevoked', revocation.on, 'effectiveOn', effectiveOn);
  const fault = numbered(act, revoked.meta.rule?.clause) ?? actTooOld(act, [['TitleRevoked', decidedOn(state, revocation.event)]], revoked.meta.rule?.clause);
  if (fault) return fault;
  return decided({
    type: 'RevocationOverturned', data: { ...ofTitle(title), revocation: revocation.event }, private: { [state.id]: { reason, appeal } }, effectiveOn, act,
    ...(revoked.meta.rule === undefined ? {} : { rule: revoked.meta.rule }), standsOn: [title.conferral, revocation.event], cause: revocation.event,
  });
}
