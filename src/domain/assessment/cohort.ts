import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { actTooOld } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Aggregate, BatchId, Decision, OfficialAct, OrgId, StreamName, TeacherId, TitleId } from '../facts';
import { actsAs } from '../people';
import { ruleReference, type AssessmentRules, type EffectiveProgramme } from '../programme-rules';
import { assessableFault, assessmentOf, isSameVerdict, marksOf } from '../teacher/assessment';
import { notYetDue } from '../teacher/assessment-days';
import type { AssessmentKind, Grade } from '../teacher/facts';
import { absorbedFault } from '../teacher/merge';
import { LAST_DAY } from '../teacher/nomination-view';
import type { TeacherState } from '../teacher/teacher';
import { holderView } from '../teacher/view';
import { capFault } from './cap';
import type { AssessmentOpened, CohortFact, CohortStage, ListedRevocations, Member, Proposal } from './facts';

/** A guard: what it says is decided in the order of the log. */
export interface CohortState {
  readonly id: string;
  opened: AssessmentOpened['data'] | null;
  stage: CohortStage;
  /** As proposed, and as reviewed since. */
  readonly grades: Map<TeacherId, Proposal>;
  lastDay: BusinessDate | null;
  /** The day from which the days for reviews are counted; null while nobody is told of what is proposed. */
  notifiedOn: BusinessDate | null;
  provisional: boolean;
  /** Who asked for a review; true once it is decided. */
  readonly reviews: Map<TeacherId, boolean>;
  /** Day of the last decision on a review. */
  reviewedOn: BusinessDate | null;
}

export interface OpenAssessmentCommand {
  readonly code?: string;
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly assessor: OrgId;
  readonly members: readonly Member[];
}

export const cohort: Aggregate<CohortState, CohortFact> = {
  initial: (stream: StreamName) => ({ id: stream.replace(/^cohort-/, ''), opened: null, stage: 'OPENED', grades: new Map(), lastDay: null, notifiedOn: null, provisional: false, reviews: new Map(), reviewedOn: null }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'AssessmentOpened':
        state.opened = fact.data;
        return state;
      case 'GradesProposed':
        for (const proposal of fact.data.grades) state.grades.set(proposal.teacher, proposal);
        // What was asked of grades that no longer are proposed: each is told again, and may ask again.
        state.reviews.clear();
        state.notifiedOn = null;
        state.stage = 'PROPOSED';
        return state;
      case 'ResultsNotified':
        state.lastDay = fact.data.lastDay;
        state.notifiedOn ??= fact.meta.effectiveOn;
        state.provisional = fact.data.provisional === true;
        state.stage = 'NOTIFIED';
        return state;
      case 'ReviewRequested':
        state.reviews.set(fact.data.teacher, false);
        return state;
      case 'ReviewDecided': {
        const { teacher, grade, marks } = fact.data;
        state.reviews.set(teacher, true);
        state.reviewedOn = fact.meta.effectiveOn;
        state.grades.set(teacher, { teacher, grade, marks });
        return state;
      }
      case 'AssessmentConcluded':
        state.stage = 'CONCLUDED';
        return state;
    }
  },
};

/**
 * Whoever cannot be assessed refuses the list: she is taken off it, or what keeps her from it is put right first.
 * @param others those that are to be concluded as well.
 */
export function decideOpenAssessment(state: CohortState, command: OpenAssessmentCommand, teachers: ReadonlyMap<TeacherId, TeacherState>, others: readonly CohortState[], context: DecisionContext): Decision<CohortFact> {
  const programme = needed(context, 'programme');
  const { kind, period, assessor, members } = command;
  if (state.opened) return refused('cohortExists', { cohort: state.id });
  const picked = assessmentOf(programme, command);
  if (picked.kind === 'refused') return picked;
  const { rules } = picked;
  if (rules.review === undefined || rules.code === undefined) return refused('assessedSingly', { kind, programme: programme.id }, { clause: rules.clause });
  const seen = new Set<TeacherId>();
  for (const { teacher, title } of members) {
    if (seen.has(teacher)) return refused('targetTwice', { target: teacher });
    seen.add(teacher);
    const known = teachers.get(teacher);
    const asked = { programme: programme.id, kind, period, title, assessor, effectiveOn: context.today };
    const fault = known === undefined ? refused('unknownTeacher', { teacher }) : (absorbedFault(known) ?? assessableFault(known, rules, asked, context) ?? notYetDue(known, programme, rules, asked));
    // A list is of many: the refusal says of whom.
    if (fault) return { ...fault, refusal: { ...fault.refusal, inputs: { ...fault.refusal.inputs, teacher } } };
  }
  const twice = inTwo({ programme: programme.id, code: rules.code, kind, period }, members, teachers, others, context.today);
  if (twice) return refused('assessedInTwo', { kind, period, ...twice }, { clause: rules.cap?.clause ?? rules.clause });
  const data = { cohort: state.id, programme: programme.id, version: programme.version, adoptions: programme.adoptions, code: rules.code, kind, period, assessor, members: members.map(({ teacher, title }) => ({ teacher, title })) };
  return { kind: 'events', events: [{ type: 'AssessmentOpened', data, rule: ruleReference(programme, rules.clause) }] };
}

/** Whom another list has for the same verdict: of her one alone is concluded, and she would count in what may be had of both. */
function inTwo(about: Pick<AssessmentOpened['data'], 'programme' | 'code' | 'kind' | 'period'>, members: readonly Member[], teachers: ReadonlyMap<TeacherId, TeacherState>, others: readonly CohortState[], on: BusinessDate): { readonly teachers: readonly TeacherId[]; readonly cohorts: readonly string[] } | null {
  const same = others.flatMap(({ stage, opened }) => (opened !== null && stage !== 'CONCLUDED' && opened.programme === about.programme && opened.kind === about.kind && opened.code === about.code ? [opened] : []));
  const listed = new Map<TeacherId, { readonly cohort: string; readonly period: string; readonly title: TitleId | null }[]>();
  for (const { cohort: id, period, members: theirs } of same) for (const { teacher, title } of theirs) listed.set(teacher, [...(listed.get(teacher) ?? []), { cohort: id, period, title }]);
  const found = members.flatMap(({ teacher, title }) => {
    const dossiers = [teacher, ...(teachers.get(teacher)?.absorbed.keys() ?? [])];
    const elsewhere = dossiers.flatMap((person) => listed.get(person) ?? []);
    const titles = elsewhere.length === 0 ? [] : holderView(teachers.get(teacher)?.facts ?? [], LAST_DAY).titles;
    const cohorts = elsewhere.filter((other) => isSameVerdict({ kind: about.kind, period: other.period, title: other.title, on }, { kind: about.kind, period: about.period, title, on }, titles)).map((other) => other.cohort);
    return cohorts.length === 0 ? [] : [{ teacher, cohorts }];
  });
  return found.length === 0 ? null : { teachers: found.map(({ teacher }) => teacher), cohorts: [...new Set(found.flatMap(({ cohorts }) => cohorts))].sort() };
}

/**
 * 拟定等次: a grade for every member, and of the capped grade no more than its share. Anew after the notice too, where those
 * whom it can still be concluded of are so few that what was proposed is more.
 */
export function decideProposeGrades(state: CohortState, grades: readonly Proposal[], dossiers: readonly TeacherState[], context: DecisionContext): Decision<CohortFact> {
  const { opened, rules, programme } = under(state, context);
  const overtaken = state.stage === 'NOTIFIED' && shareFault(state, rules, state.grades, dossiers, context) !== null;
  const fault = (overtaken ? null : stageFault(state, ['OPENED', 'PROPOSED'])) ?? ownFault(opened, context);
  if (fault) return fault;
  const given = new Set(grades.map(({ teacher }) => teacher));
  const twice = grades.find(({ teacher }, index) => grades.findIndex((other) => other.teacher === teacher) < index);
  if (twice) return refused('targetTwice', { target: twice.teacher });
  const missing = opened.members.filter(({ teacher }) => !given.has(teacher)).map(({ teacher }) => teacher);
  const stranger = grades.find(({ teacher }) => !opened.members.some((member) => member.teacher === teacher));
  if (stranger) return refused('notOfCohort', { teacher: stranger.teacher, cohort: state.id });
  if (missing.length > 0) return refused('gradesMissing', { cohort: state.id, teachers: missing });
  const wrong = grades.map((proposal) => gradeFault(rules, proposal)).find((one) => one !== null) ?? shareFault(state, rules, new Map(grades.map((proposal) => [proposal.teacher, proposal])), dossiers, context);
  if (wrong) return wrong;
  return { kind: 'events', events: [{ type: 'GradesProposed', data: { cohort: state.id, grades: grades.map(({ teacher, grade, marks }) => ({ teacher, grade, marks })) }, rule: ruleReference(programme, rules.clause) }] };
}

/**
 * Each is told her proposed grade; the days in which she may ask for a review begin after that day. Where holidays were not known
 * until then (E19), the last day is told again once they are: counted from the same day, and never an earlier one.
 */
export function decideNotifyResults(state: CohortState, dossiers: readonly TeacherState[], context: DecisionContext): Decision<CohortFact> {
  const { opened, rules, programme } = under(state, context);
  const anew = state.stage === 'NOTIFIED' && state.provisional;
  const fault = (anew ? null : stageFault(state, ['PROPOSED'])) ?? shareFault(state, rules, state.grades, dossiers, context);
  if (fault) return fault;
  // What was opened as a list has days for reviews: the version is pinned.
  const { value, clause } = rules.review ?? { value: 0, clause: rules.clause };
  const calendar = needed(context, 'calendar');
  const window = calendar.window(state.notifiedOn ?? context.today, value, false);
  if (anew && window.provisional) return refused('holidaysUnknown', { year: window.lastDay.slice(0, 4), lastYear: calendar.lastYear }, { clause });
  const lastDay = anew ? (lastDayForReviews(state, rules, context) ?? window.lastDay) : window.lastDay;
  return { kind: 'events', events: [{ type: 'ResultsNotified', data: { cohort: state.id, lastDay, teachers: opened.members.map(({ teacher }) => teacher), ...(window.provisional ? { provisional: true } : {}) }, rule: ruleReference(programme, clause) }] };
}

export function decideRequestReview(state: CohortState, { teacher, reason }: { readonly teacher: TeacherId; readonly reason: string }, context: DecisionContext): Decision<CohortFact> {
  const { opened, rules, programme } = under(state, context);
  if (!opened.members.some((member) => member.teacher === teacher)) return refused('notOfCohort', { teacher, cohort: state.id });
  const clause = rules.review?.clause ?? rules.clause;
  const fault = stageFault(state, ['NOTIFIED']);
  if (fault) return fault;
  if (state.reviews.has(teacher)) return refused('reviewAsked', { cohort: state.id, teacher });
  const lastDay = lastDayForReviews(state, rules, context);
  if (lastDay !== null && context.today > lastDay) return refused('reviewWindowOver', { lastDay, today: context.today }, { clause });
  return { kind: 'events', events: [{ type: 'ReviewRequested', data: { cohort: state.id, teacher }, private: { [teacher]: { reason } }, rule: ruleReference(programme, clause) }] };
}

/** 复核: the grade stands or is another, and the cap holds for what then stands. */
export function decideReview(state: CohortState, { reasons, ...after }: Proposal & { readonly reasons: string }, dossiers: readonly TeacherState[], context: DecisionContext): Decision<CohortFact> {
  const { opened, rules, programme } = under(state, context);
  const { teacher, grade, marks } = after;
  const before = state.grades.get(teacher);
  const fault = stageFault(state, ['NOTIFIED']) ?? ownFault(opened, context);
  if (fault) return fault;
  if (before === undefined || state.reviews.get(teacher) !== false) return refused('noReviewAsked', { cohort: state.id, teacher });
  // Another grade than the capped one may be what puts right that too many have that.
  const wrong = gradeFault(rules, after) ?? (rules.cap?.grade === grade ? shareFault(state, rules, new Map([...state.grades, [teacher, after]]), dossiers, context) : null);
  if (wrong) return wrong;
  return { kind: 'events', events: [{ type: 'ReviewDecided', data: { cohort: state.id, teacher, before: before.grade, grade, marks }, private: { [teacher]: { reasons } }, rule: ruleReference(programme, rules.review?.clause ?? rules.clause) }] };
}

/** Only once every member could ask and whoever asked is answered, and while the share holds of those whom the act still reaches. */
export function decideConcludeCohort(state: CohortState, { batch, act, revocation }: { readonly batch: BatchId; readonly act: OfficialAct; readonly revocation: ListedRevocations | null }, dossiers: readonly TeacherState[], context: DecisionContext): Decision<CohortFact> {
  const { opened, rules, programme } = under(state, context);
  const fault = stageFault(state, ['NOTIFIED']) ?? ownFault(opened, context);
  if (fault) return fault;
  const lastDay = lastDayForReviews(state, rules, context);
  if (lastDay !== null && context.today <= lastDay) return refused('reviewWindowOpen', { lastDay, today: context.today }, { clause: rules.review?.clause ?? rules.clause });
  const pending = [...state.reviews].filter(([, decided]) => !decided).map(([teacher]) => teacher);
  if (pending.length > 0) return refused('reviewsPending', { cohort: state.id, teachers: pending }, { clause: rules.review?.clause ?? rules.clause });
  const wrong = actTooOld(act, [['assessable', lastDay === null ? null : addDays(lastDay, 1)], ['reviewDecided', state.reviewedOn]], rules.review?.clause ?? rules.clause) ?? shareFault(state, rules, state.grades, dossiers, context);
  if (wrong) return wrong;
  const verdicts = opened.members.flatMap((member) => {
    const proposal = state.grades.get(member.teacher);
    return proposal === undefined ? [] : [{ ...proposal, ...member }];
  });
  const groundless = revocation?.teachers.map((teacher) => verdicts.find((one) => one.teacher === teacher) ?? { teacher, grade: null }).find(({ grade }) => opened.kind !== 'END_OF_TERM' || grade !== 'UNQUALIFIED');
  if (groundless) return refused('revocationWithoutGround', { kind: opened.kind, grade: groundless.grade });
  return { kind: 'events', events: [{ type: 'AssessmentConcluded', data: { cohort: state.id, batch, verdicts, revocation }, act, rule: ruleReference(programme, rules.clause) }] };
}

/**
 * The share is one of those assessed together. Whom nobody can conclude it of any more (put off, given up, gone) is not, and two
 * dossiers that were merged are one person; a member whose dossier was not read is taken as she is listed.
 */
function shareFault({ id, opened }: CohortState, rules: AssessmentRules, grades: ReadonlyMap<TeacherId, Proposal>, dossiers: readonly TeacherState[], context: DecisionContext): Refused | null {
  if (rules.cap === undefined || opened === null) return null;
  const { programme, kind, period, assessor } = opened;
  const standing = new Map(dossiers.flatMap((state) => [state.id, ...state.absorbed.keys()].map((dossier) => [dossier, state] as const)));
  const together = new Map<TeacherId, Grade>();
  const declined: TeacherId[] = [];
  for (const { teacher, title } of opened.members) {
    const proposal = grades.get(teacher);
    const state = standing.get(teacher);
    if (proposal === undefined) continue;
    if (state !== undefined && assessableFault(state, rules, { programme, kind, period, title, assessor, effectiveOn: context.today }, context) !== null) declined.push(teacher);
    else if (together.get(state?.id ?? teacher) !== rules.cap.grade) together.set(state?.id ?? teacher, proposal.grade);
  }
  return capFault(rules, [...together.values()], declined.length === 0 ? {} : { cohort: id, teachers: declined });
}

function gradeFault(rules: AssessmentRules, { grade, marks }: Proposal): Refused | null {
  if (!rules.grades.includes(grade)) return refused('gradeNotUsed', { grade, grades: rules.grades }, { clause: rules.clause });
  const marked = marksOf(rules, marks ?? {});
  return marked.kind === 'refused' ? marked : null;
}

function stageFault({ id, stage }: CohortState, wanted: readonly CohortStage[]): Refused | null {
  return wanted.includes(stage) ? null : refused('cohortAtStage', { cohort: id, stage, wanted });
}

/** Nobody grades a list on which she stands herself. */
function ownFault({ members }: AssessmentOpened['data'], { acting }: DecisionContext): Refused | null {
  const own = members.find(({ teacher }) => actsAs(acting, teacher));
  return own === undefined ? null : refused('ownDossier', { person: own.teacher });
}

/** As it was told, or a later one where it was provisional and the calendar that is loaded by now counts holidays that were not known (E19). */
function lastDayForReviews({ lastDay, notifiedOn, provisional }: CohortState, { review }: AssessmentRules, { calendar }: DecisionContext): BusinessDate | null {
  if (lastDay === null || notifiedOn === null || !provisional || review === undefined || calendar === undefined) return lastDay;
  const counted = calendar.window(notifiedOn, review.value, false).lastDay;
  return counted > lastDay ? counted : lastDay;
}

interface Under {
  readonly opened: AssessmentOpened['data'];
  readonly rules: AssessmentRules;
  readonly programme: EffectiveProgramme;
}

/** By the version that it pinned: what the list was opened under stays as it was. */
function under({ id, opened }: CohortState, context: DecisionContext): Under {
  const programme = needed(context, 'programme');
  const rules = programme.assessments.find(({ code }) => code === opened?.code);
  if (opened === null || rules === undefined) throw new Error(`cohort ${id} was never opened`);
  return { opened, rules, programme };
}
