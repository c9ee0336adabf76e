import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { needed, refused } from '../decision';
import type { Decision, EventId, OfficialAct, OrgId, Proposed, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import type { Assessed, AssessmentKind, Grade, TeacherFact } from './facts';
import { LAST_DAY } from './nomination-view';
import { isRegistered, ownDossier, type TeacherState } from './teacher';
import { revocationOf, titleOf } from './title';
import { view } from './view';

export interface ConcludeAssessmentCommand {
  readonly assessment: string;
  readonly programme: string;
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly grade: Grade;
  readonly title: TitleId | null;
  readonly assessor: OrgId;
  readonly act: OfficialAct;
  /** Where the act lists the revocation too. */
  readonly revocation?: { readonly ground: string; readonly authority: OrgId; readonly certificateRecovered: boolean; readonly reason?: string };
  readonly effectiveOn?: BusinessDate;
}

export const verdictTypes = {
  EXCELLENT: 'AssessedExcellent',
  QUALIFIED: 'AssessedQualified',
  BASICALLY_QUALIFIED: 'AssessedBasicallyQualified',
  UNQUALIFIED: 'AssessedUnqualified',
} as const satisfies { readonly [grade in Grade]: Assessed['type'] };

/**
 * The concluded verdict and what it causes are one append. An unqualified verdict at the end of a term is the ground of
 * a revocation, not the revocation: where the act lists it, both are written; else the matter goes on the desk.
 */
export function decideConcludeAssessment(state: TeacherState, command: ConcludeAssessmentCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const { assessment, kind, period, grade, title, assessor, act, revocation, effectiveOn = context.today } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  const rules = programme.assessments.find((entry) => entry.kind === kind);
  if (!rules) return refused('unknownAssessment', { kind, programme: programme.id });
  if (!rules.grades.includes(grade)) return refused('gradeNotUsed', { grade, grades: rules.grades }, { clause: rules.clause });
  const concluded = view(state.facts, LAST_DAY).verdicts.find((entry) => entry.programme === programme.id && entry.kind === kind && entry.period === period);
  if (concluded) return refused('alreadyAssessed', { kind, period, grade: concluded.grade, assessment: concluded.assessment });
  if (kind === 'END_OF_TERM' && title === null) return refused('titleRequired', { kind });
  const held = title === null ? null : titleOf(state, title, effectiveOn);
  if (title !== null && !held) return refused('unknownTitle', { title });
  // A term may end before its assessment is concluded, so an expired title can be assessed; a revoked one cannot.
  if (held && held.status !== 'ACTIVE' && held.status !== 'EXPIRED') return refused('titleNotHeld', { title, status: held.status, day: effectiveOn });
  const unqualifiedTerm = kind === 'END_OF_TERM' && grade === 'UNQUALIFIED';
  if (revocation && !unqualifiedTerm) return refused('revocationWithoutGround', { kind, grade });
  const id = context.eventId(0);
  const verdict: Proposed<Assessed> = {
    id,
    type: verdictTypes[grade],
    data: { assessment, programme: programme.id, kind, period, title, assessor },
    effectiveOn,
    act,
    rule: ruleReference(programme, rules.clause),
    standsOn: held ? [held.conferral] : [],
  };
  if (!unqualifiedTerm || !held || title === null) return { kind: 'events', events: [verdict] };
  if (!revocation) return { kind: 'events', events: [verdict, unqualifiedReview(held.conferral, title, id)] };
  const ended = revocationOf(state, { title, act, effectiveOn, standsOn: [id], ...revocation }, programme, context.today);
  return ended.kind === 'refused' ? ended : { kind: 'events', events: [verdict, ended.fact] };
}

/** An unqualified end-of-term verdict waits for the body's decision on the title. */
export function unqualifiedReview(conferral: EventId, title: TitleId, verdict: EventId): Proposed<TeacherFact> {
  return { type: 'ReviewRequired', data: { outcome: conferral, outcomeType: 'TitleConferred', title, facts: [verdict], rule: 'endOfTermUnqualified', inputs: {} }, standsOn: [verdict], cause: verdict };
}
