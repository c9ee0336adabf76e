import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { needed, refused } from '../decision';
import type { Decision, EventId, OrgId, Proposed, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import { assessableFault, isSamePeriod, sameCode } from './assessment';
import { entryFault } from './career';
import { runsOn } from './career-view';
import type { ReviewRequired, TeacherFact } from './facts';
import type { TeacherState } from './teacher';
import { titleOf } from './held-title';
import { hasEnded } from './title-status';
import { view, type LifeFactOf, type Standing, type TeacherView } from './view';

export interface DeferAssessmentCommand {
  readonly code: string;
  readonly period: string;
  readonly title: TitleId | null;
  readonly assessor: OrgId;
  /** First day on which she can be assessed again, and the last in time. */
  readonly newDue: BusinessDate;
  readonly reason: string;
}

/** E27: leave stops the clock of an assessment where the programme says so; the term of the title runs on. */
export function decideDeferAssessment(state: TeacherState, { code, period, title, assessor, newDue, reason }: DeferAssessmentCommand, context: DecisionContext): Decision<TeacherFact> {
  const programme = needed(context, 'programme');
  const fault = entryFault(state, context);
  if (fault) return fault;
  if (!isBusinessDate(newDue)) return refused('notADate', { name: 'newDue', date: newDue });
  const rules = programme.assessments.find((entry) => entry.code === code);
  if (rules?.deferral?.value !== 'ON_LEAVE') return refused('deferralNotProvided', { programme: programme.id, code }, rules?.deferral === undefined ? {} : { clause: rules.deferral.clause });
  const { clause } = rules.deferral;
  // The kinds of the schema are these four.
  const kind = rules.kind as 'ANNUAL' | 'END_OF_TERM' | 'MILESTONE' | 'TRAINING';
  const unassessable = assessableFault(state, rules, { programme: programme.id, kind, period, title, assessor, effectiveOn: context.today }, context);
  if (unassessable) return unassessable;
  if (newDue <= context.today) return outOfOrder('today', context.today, 'newDue', newDue);
  const leave = view(state.facts, context.today).career.leaves.find((one) => runsOn(one, context.today));
  if (!leave) return refused('notOnLeave', { day: context.today }, { clause });
  const held = title === null ? null : titleOf(state, title, context.today);
  return {
    kind: 'events',
    events: [{ type: 'AssessmentDeferred', data: { programme: programme.id, code, kind, period, title, newDue }, private: { [state.id]: { reason } }, rule: ruleReference(programme, clause), standsOn: [leave.stated, ...(held ? [held.conferral] : [])] }],
  };
}

/**
 * A leave that a deferral stands on reads otherwise, or never was: a person looks at it, as long as the assessment is still to
 * come and its title has not ended. `after`: as the facts read then.
 */
export function reviewOfDeferral({ fact: { data, meta }, origin }: Standing<LifeFactOf<'AssessmentDeferred'>>, after: TeacherView, cause: EventId): Proposed<ReviewRequired> | null {
  const title = after.titles.find((entry) => entry.title === data.title);
  const of = { ...data, on: meta.effectiveOn };
  const isConcluded = after.verdicts.some((entry) => entry.programme === data.programme && sameCode(entry.code ?? undefined, data.code) && isSamePeriod(entry, of, after.titles));
  if (isConcluded || (title !== undefined && hasEnded(title.status))) return null;
  const day = meta.effectiveOn;
  const why = after.career.leaves.some((leave) => runsOn(leave, day)) ? { rule: 'factChanged', inputs: {} } : { rule: 'notOnLeave', inputs: { day } };
  return { type: 'ReviewRequired', data: { outcome: origin, outcomeType: 'AssessmentDeferred', title: data.title, facts: [cause], ...why }, standsOn: [origin, cause], cause, ...(meta.rule ? { rule: meta.rule } : {}) };
}
