import { addMonths, type BusinessDate } from '../dates';
import type { EventId, TitleId } from '../facts';
import type { AssessmentRules, EffectiveProgramme } from '../programme-rules';
import { isSamePeriod, sameCode } from '../teacher/assessment';
import { lastDayOf, touchesYear } from '../teacher/assessment-days';
import { schoolYearOf } from '../teacher/career-view';
import type { AssessmentKind } from '../teacher/facts';
import { lifeOf } from '../teacher/held-title';
import type { YearKind } from '../training/requirements';
import { hasEnded } from '../teacher/title-status';
import { wasAway } from '../teacher/place';
import type { TitleView, TeacherView } from '../teacher/view';

export type AssessmentDueStatus = 'NOT_YET_DUE' | 'DUE' | 'OVERDUE' | 'CONCLUDED';

/** One assessment that a title of hers asks for by the day. */
export interface AssessmentDue {
  readonly programme: string;
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly clause: string;
  readonly title: TitleId;
  /** The year; null for the end of a term, whose number the body gives. */
  readonly period: string | null;
  /** Number of the term that it falls in. */
  readonly term: number;
  /** From when it is due: the last day of the period, or the day it was put off to. */
  readonly due: BusinessDate;
  /** The day whose unit she is assessed in: the last of the period, or the day asked about while that has not come. */
  readonly assessedOn: BusinessDate;
  /** Last day in time; null where the programme states none. */
  readonly by: BusinessDate | null;
  readonly deferral: EventId | null;
  readonly status: AssessmentDueStatus;
}

type AsksOf = Pick<TeacherView, 'on' | 'retiredOn' | 'departedOn' | 'deceasedOn'> & Partial<Pick<TeacherView, 'away'>> & {
  readonly titles: readonly AskedOf[];
  readonly verdicts: readonly Pick<TeacherView['verdicts'][number], 'programme' | 'code' | 'kind' | 'period' | 'title' | 'on'>[];
  readonly deferrals: readonly Pick<TeacherView['deferrals'][number], 'event' | 'programme' | 'code' | 'kind' | 'period' | 'title' | 'newDue' | 'on'>[];
};
type AskedOf = Pick<TitleView, 'title' | 'programme' | 'tier' | 'terms' | 'to' | 'status' | 'lifetime'>;

/** By date alone: nothing has to be recorded for an assessment to be due or overdue. What a programme asks by no year and no term is not listed. */
export function assessmentDues(view: AsksOf, programme: EffectiveProgramme): readonly AssessmentDue[] {
  return duesOf(view, programme, () => true);
}

/** Those that are due or overdue, without working out what was concluded or is to come. */
export function waitingDues(view: AsksOf, programme: EffectiveProgramme): readonly AssessmentDue[] {
  return duesOf(view, programme, (concluded, due) => !concluded && due <= view.on);
}

function duesOf(view: AsksOf, programme: EffectiveProgramme, matters: (concluded: boolean, due: BusinessDate) => boolean): readonly AssessmentDue[] {
  const { titles, verdicts, deferrals, on } = view;
  const found: AssessmentDue[] = [];
  for (const title of titles) {
    if (title.programme !== programme.id || !isAssessed(title, programme)) continue;
    for (const rules of programme.assessments) {
      for (const { period, term, last } of periodsOf(rules, title, on)) {
        const asked = { kind: rules.kind as AssessmentKind, period: period ?? `term-${term}`, title: title.title, on: last };
        const concluded = verdicts.some((one) => one.programme === programme.id && sameCode(one.code, rules.code) && (one.title === null || one.title === title.title) && isSamePeriod(asked, one, titles));
        const deferral = deferrals.findLast((one) => one.programme === programme.id && one.code === rules.code && isSamePeriod(asked, one, titles));
        const due = deferral?.newDue ?? last;
        // Of the dead nothing is asked any more; of who retired or left, nothing that comes due while she is gone.
        if (!matters(concluded, due) || (!concluded && (view.deceasedOn !== null || wasAway(view, due)))) continue;
        const by = rules.within === undefined ? null : addMonths(due, rules.within.value);
        const status = concluded ? 'CONCLUDED' : on < due ? 'NOT_YET_DUE' : by !== null && on > by ? 'OVERDUE' : 'DUE';
        found.push({ programme: programme.id, code: rules.code ?? rules.kind, names: rules.names ?? { zh: rules.kind, en: rules.kind }, clause: rules.clause, title: title.title, period, term, due, assessedOn: last < on ? last : on, by, deferral: deferral?.event ?? null, status });
      }
    }
  }
  return found;
}

/** Also while it is suspended or its term is over; of a lifetime one where the programme still asks for it. */
function isAssessed(title: AskedOf, programme: EffectiveProgramme): boolean {
  if (hasEnded(title.status) || title.status === 'PENDING') return false;
  return title.lifetime === null || lifeOf(programme, title).lifetime?.stillAssessed !== false;
}

/** The year that runs on the day is listed too, as not yet due; one between two terms is nobody's. */
function periodsOf(rules: AssessmentRules, title: AskedOf, on: BusinessDate): readonly { readonly period: string | null; readonly term: number; readonly last: BusinessDate }[] {
  const { terms, to } = title;
  if (rules.kind === 'END_OF_TERM') return terms.flatMap(({ number, to: last }) => (last === null ? [] : [{ period: null, term: number, last }]));
  const { year } = rules;
  const [begun] = terms;
  if (year === undefined || begun === undefined) return [];
  const first = yearOf(year.value, begun.from);
  const until = to === null || on < to ? on : to;
  return Array.from({ length: yearOf(year.value, until) - first + 1 }, (_, index) => first + index).flatMap((one) => {
    const last = lastDayOf(year.value, one);
    const term = terms.findLast(({ from }) => from <= last) ?? begun;
    return asksForYear(title, year.value, one) ? [{ period: String(one), term: term.number, last }] : [];
  });
}

/** The year in which a term ends is left to the end of the term. */
export function asksForYear(title: Pick<TitleView, 'terms' | 'lifetime'>, kind: YearKind, year: number): boolean {
  return touchesYear(title, kind, year) && !title.terms.some(({ to }) => to !== null && yearOf(kind, to) === year && lastDayOf(kind, year) > to);
}

export function yearOf(kind: YearKind, day: BusinessDate): number {
  return kind === 'SCHOOL_YEAR' ? schoolYearOf(day) : Number(day.slice(0, 4));
}
