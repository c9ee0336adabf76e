import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { actTooOld } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, EventId, Json, OfficialAct, OrgId, Proposed, TitleId } from '../facts';
import { answersFor, carriedOnBy } from '../orgs';
import { seatOf } from '../people';
import { ruleReference, type AssessmentRules, type EffectiveProgramme } from '../programme-rules';
import { addDecimals, decimal, divideDecimals, isDecimal, multiplyDecimals, roundDecimal, showDecimal, ZERO, type Fraction } from '../rules/decimal';
import { firstDayOf, lastDayOf, notYetDue, opensOn, YEAR, yearOfTitle, yearsFullOn } from './assessment-days';
import type { Assessed, AssessmentKind, Grade, TeacherFact, Verdict } from './facts';
import { decidedOn, lifeOf, termOf, titleOf } from './held-title';
import { milestoneOutcome } from './milestones';
import { LAST_DAY } from './nomination-view';
import { notInService, outOfService } from './place';
import { isRegistered, ownDossier, type TeacherState } from './teacher';
import { revocationOf } from './title-revocation';
import { hasEnded } from './title-status';
import { view, type TitleView } from './view';

export interface ConcludeAssessmentCommand {
  readonly assessment: string;
  readonly programme: string;
  /** Which assessment of the rule file; left out where its kind, or its period, tells. */
  readonly code?: string;
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly grade: Grade;
  readonly title: TitleId | null;
  readonly assessor: OrgId;
  readonly act: OfficialAct;
  /** Those it was concluded with; absent for a verdict of its own. */
  readonly cohort?: string;
  /** By criterion. */
  readonly marks?: { readonly [criterion: string]: number };
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
  const picked = assessmentOf(programme, command);
  if (picked.kind === 'refused') return picked;
  const { rules } = picked;
  if (!rules.grades.includes(grade)) return refused('gradeNotUsed', { grade, grades: rules.grades }, { clause: rules.clause });
  // Of a cohort it was asked when the list was opened: what moves the end of a term afterwards stops no verdict.
  const alone = command.cohort === undefined;
  const early = alone ? notYetDue(state, programme, rules, { ...command, effectiveOn }) : null;
  const fault = assessableFault(state, rules, { ...command, effectiveOn }, context) ?? early ?? (alone ? actBeforeItsTime(state, programme, rules, { ...command, effectiveOn }) : null) ?? (command.cohort === undefined ? aloneFault(rules, kind, grade) : null);
  if (fault) return fault;
  const held = title === null ? null : titleOf(state, title, effectiveOn);
  const marked = marksOf(rules, command.marks);
  if (marked.kind === 'refused') return marked;
  const unqualifiedTerm = kind === 'END_OF_TERM' && grade === 'UNQUALIFIED';
  if (revocation && !unqualifiedTerm) return refused('revocationWithoutGround', { kind, grade });
  const id = context.eventId(0);
  const verdict: Proposed<Assessed> = {
    id,
    type: verdictTypes[grade],
    data: { assessment, programme: programme.id, kind, period, title, assessor, ...(rules.code === undefined ? {} : { code: rules.code }), ...(command.cohort === undefined ? {} : { cohort: command.cohort }), ...marked.data },
    effectiveOn,
    act,
    rule: ruleReference(programme, rules.clause),
    standsOn: held ? [held.conferral] : [],
  };
  if (!unqualifiedTerm || !held || title === null) return { kind: 'events', events: [verdict, ...milestoneOutcome(programme, rules, assessment, grade, id).map((outcome) => ({ ...outcome, effectiveOn }))] };
  if (!revocation) return { kind: 'events', events: [verdict, unqualifiedReview(held.conferral, title, id)] };
  // A verdict may be given before the document on it; the title ends by the document.
  const ended = revocationOf(state, { title, act, effectiveOn: effectiveOn < act.date ? act.date : effectiveOn, concluded: { event: id, code: rules.code, grade }, ...revocation }, programme, context.today, true);
  return ended.kind === 'refused' ? ended : { kind: 'events', events: [verdict, ended.fact] };
}

/** Nothing is concluded before its time by an older act either, nor of a title that nobody had decided on by then. */
function actBeforeItsTime(state: TeacherState, programme: EffectiveProgramme, rules: AssessmentRules, command: ConcludeAssessmentCommand & { readonly effectiveOn: BusinessDate }): Refused | null {
  const { act, title, effectiveOn } = command;
  const opens = opensOn(state, programme, rules, command);
  const held = title === null ? null : titleOf(state, title, effectiveOn);
  return actTooOld(act, [['assessable', opens?.due], ['conferredOn', held === null ? null : decidedOn(state, held.conferral)]], opens?.clause ?? rules.clause);
}

/** What is proposed and open to review, or one of so many that may have the grade, is concluded with the others. */
function aloneFault({ review, cap }: AssessmentRules, kind: string, grade: Grade): Refused | null {
  const together = review ?? (cap?.grade === grade ? cap : undefined);
  return together === undefined ? null : refused('assessedInCohort', { kind }, { clause: together.clause });
}

/** Why nobody can conclude this assessment of her on the day, by this assessor; null: it can be done. */
export function assessableFault(state: TeacherState, rules: AssessmentRules, command: Pick<ConcludeAssessmentCommand, 'programme' | 'kind' | 'period' | 'title' | 'assessor'> & { readonly effectiveOn: BusinessDate }, context: DecisionContext): Refused | null {
  const { programme, kind, period, title, effectiveOn } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  if (rules.year !== undefined && !YEAR.test(period)) return refused('periodNotAYear', { period }, { clause: rules.year.clause });
  const ever = view(state.facts, LAST_DAY);
  const concluded = ever.verdicts.find((entry) => entry.programme === programme && sameCode(entry.code, rules.code) && isSameVerdict(entry, { kind, period, title, on: effectiveOn }, ever.titles));
  if (concluded) return refused('alreadyAssessed', { kind, period: concluded.period, grade: concluded.grade, assessment: concluded.assessment });
  // Once reached, a milestone stays reached; one missed before it may be entered late, and one missed is assessed again.
  const reached = kind !== 'MILESTONE' ? undefined : ever.verdicts.find((entry) => entry.programme === programme && entry.kind === kind && sameCode(entry.code, rules.code) && entry.grade !== 'UNQUALIFIED' && entry.on <= effectiveOn);
  if (reached) return refused('alreadyAssessed', { kind, period: reached.period, grade: reached.grade, assessment: reached.assessment }, { clause: rules.clause });
  const deferred = ever.deferrals.find((entry) => entry.programme === programme && entry.code === rules.code && isSamePeriod(entry, { kind, period, title, on: effectiveOn }, ever.titles));
  if (deferred && effectiveOn < deferred.newDue) return refused('assessmentDeferred', { newDue: deferred.newDue }, rules.deferral === undefined ? {} : { clause: rules.deferral.clause });
  if (kind === 'END_OF_TERM' && title === null) return refused('titleRequired', { kind });
  const held = title === null ? null : titleOf(state, title, effectiveOn);
  if (title !== null && !held) return refused('unknownTitle', { title });
  const lifetime = held === null || context.programme === undefined ? undefined : lifeOf(context.programme, held).lifetime;
  if (held?.status === 'LIFETIME' && lifetime?.stillAssessed === false) return refused('lifetimeNotAssessed', { title }, { clause: lifetime.clause });
  // A term may end before its assessment is concluded, so an expired title can be assessed; one that has ended cannot.
  if (held && (hasEnded(held.status) || held.status === 'PENDING')) return refused('titleNotHeld', { title, status: held.status, day: effectiveOn });
  return yearOfTitle(rules, command, held) ?? awayAllYear(state, rules, period, context.today) ?? leftBeforeItsEnd(state, context.programme, rules, command, held) ?? assessorFault(state, rules, command, context);
}

/** A term that was over when she left, and years that were full by then, are assessed whenever the body comes to it; what was to end later is nobody's to assess (E29). */
function leftBeforeItsEnd(state: TeacherState, programme: EffectiveProgramme | undefined, rules: AssessmentRules, { kind, period, effectiveOn }: Pick<ConcludeAssessmentCommand, 'kind' | 'period'> & { readonly effectiveOn: BusinessDate }, held: TitleView | null): Refused | null {
  const then = view(state.facts, effectiveOn);
  const gone = outOfService(then);
  if (gone === null) return null;
  if (kind === 'MILESTONE') {
    const full = programme === undefined ? null : yearsFullOn(programme, rules, then);
    return full === null || full.day < gone.on ? null : notInService(then);
  }
  if (kind !== 'END_OF_TERM' || held === null) return null;
  const term = termOf(held, period, effectiveOn);
  const last = held.lifetime !== null && term?.number === held.terms.at(-1)?.number ? null : (term?.to ?? null);
  return last !== null && last < gone.on ? null : notInService(then);
}

/** The year in which she left is assessed where she was last; one in which she was never in service is nobody's to assess. */
function awayAllYear(state: TeacherState, { year }: Pick<AssessmentRules, 'year'>, period: string, today: BusinessDate): Refused | null {
  if (year === undefined) return null;
  const [first, last] = [firstDayOf(year.value, Number(period)), lastDayOf(year.value, Number(period))];
  const then = view(state.facts, last > today ? today : last);
  const gone = outOfService(then);
  return gone === null || gone.on > first ? null : notInService(then);
}

/** Of a rule file with several assessments of one kind, the one named; else the one whose code is the period (`M3`). */
export function assessmentOf(programme: EffectiveProgramme, { code, kind, period }: Pick<ConcludeAssessmentCommand, 'code' | 'kind' | 'period'>): { readonly kind: 'assessment'; readonly rules: AssessmentRules } | Refused {
  const ofKind = programme.assessments.filter((entry) => entry.kind === kind);
  const rules = code === undefined ? (ofKind.length === 1 ? ofKind[0] : ofKind.find((entry) => entry.code === period)) : ofKind.find((entry) => entry.code === code);
  if (rules) return { kind: 'assessment', rules };
  if (ofKind.length === 0) return refused('unknownAssessment', { kind, programme: programme.id });
  return refused('assessmentNotNamed', { kind, programme: programme.id, codes: ofKind.map((entry) => entry.code ?? kind) });
}

/**
 * The day whose unit is assessed: the last one of the period, or today while it is not over. Whoever moves within a year
 * is assessed for it where it ends (E25).
 */
export function assessedOn(state: TeacherState, rules: Pick<AssessmentRules, 'year'>, { period, title }: Pick<ConcludeAssessmentCommand, 'period' | 'title'>, today: BusinessDate): BusinessDate {
  const held = title === null ? null : titleOf(state, title, today);
  const termEnd = held === null ? null : (termOf(held, period, today)?.to ?? null);
  const last = rules.year !== undefined && YEAR.test(period) ? lastDayOf(rules.year.value, Number(period)) : termEnd;
  return last === null || last > today ? today : last;
}

type AboutPeriod = Pick<ConcludeAssessmentCommand, 'kind' | 'period' | 'title'> & { readonly on: BusinessDate };

/** A term is told by its title, and of a renewed one by which of its terms it is, whatever the bodies call it; every other assessment by its period. */
export function isSamePeriod(a: AboutPeriod, b: AboutPeriod, titles: readonly Pick<TitleView, 'title' | 'terms'>[]): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind !== 'END_OF_TERM' || a.title === null) return a.period === b.period;
  const title = titles.find((entry) => entry.title === a.title);
  return a.title === b.title && (title === undefined || termOf(title, a.period, a.on)?.number === termOf(title, b.period, b.on)?.number);
}

/** Of one period or term one verdict is concluded. Of a title for life no term follows the last and it may still be assessed: there the body's word tells. */
export function isSameVerdict(a: AboutPeriod, b: AboutPeriod, titles: readonly Pick<TitleView, 'title' | 'terms' | 'lifetime'>[]): boolean {
  const forLife = titles.some(({ title, lifetime }) => title === a.title && lifetime !== null);
  return isSamePeriod(a, b, titles) && (!forLife || a.period === b.period);
}

/** Facts of before codes were recorded are told apart by kind and period alone. */
export function sameCode(a: Json | undefined, b: Json | undefined): boolean {
  return typeof a !== 'string' || typeof b !== 'string' || a === b;
}

/** A body of the stated level that answers for her unit; one that the document merely names is no such body. */
export function assessorFault(state: TeacherState, rules: AssessmentRules, command: Pick<ConcludeAssessmentCommand, 'period' | 'title' | 'assessor'>, { orgs, today }: Pick<DecisionContext, 'orgs' | 'today'>): Refused | null {
  if (orgs === undefined) return null;
  const day = assessedOn(state, rules, command, today);
  const { assessor } = command;
  const unit = view(state.facts, day).unit;
  // Of a body that ended while its list was open, whoever carries it on concludes: for who moved there before, too.
  const bodies = [assessor, ...carriedOnBy(orgs, assessor, today)];
  if (unit === null || bodies.some((body) => orgs.orgs.get(body)?.level === rules.level && answersFor(orgs, seatOf(orgs, body, today), unit, today))) return null;
  return refused('assessorNotCompetent', { assessor, unit, day, level: rules.level }, { clause: rules.clause });
}

type Marked = { readonly kind: 'marked'; readonly data: Pick<Verdict, 'criteria' | 'total'> };

/** One mark for each criterion, no more and no fewer, and what they come to by their weights. */
export function marksOf({ criteria, clause }: Pick<AssessmentRules, 'criteria' | 'clause'>, marks: ConcludeAssessmentCommand['marks'] = {}): Marked | Refused {
  const wanted = (criteria ?? []).map(({ code }) => code);
  const given = Object.keys(marks).sort();
  if (given.length !== wanted.length || wanted.some((code) => !(Number(marks[code]) >= 0 && Number(marks[code]) <= 100 && isDecimal(marks[code] ?? NaN)))) {
    return refused('criteriaNotMarked', { criteria: wanted, marked: given.map((code) => `${code} ${marks[code]}`) }, { clause: criteria?.[0]?.clause ?? clause });
  }
  if (criteria === undefined) return { kind: 'marked', data: {} };
  const weighed = criteria.map(({ code, weight }) => ({ code, weight, mark: marks[code] ?? 0 }));
  const total = weighed.reduce<Fraction | null>((sum, { weight, mark }) => (sum === null || weight === null ? null : addDecimals(sum, divideDecimals(multiplyDecimals(decimal(mark), decimal(weight)), decimal(100)))), ZERO);
  return { kind: 'marked', data: { criteria: weighed, total: total === null ? null : showDecimal(roundDecimal(total, 2)) } };
}

/** An unqualified end-of-term verdict waits for the body's decision on the title. */
export function unqualifiedReview(conferral: EventId, title: TitleId, verdict: EventId): Proposed<TeacherFact> {
  return { type: 'ReviewRequired', data: { outcome: conferral, outcomeType: 'TitleConferred', title, facts: [verdict], rule: 'endOfTermUnqualified', inputs: {} }, standsOn: [verdict], cause: verdict };
}
