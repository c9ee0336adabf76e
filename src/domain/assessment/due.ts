import { addDays, addMonths, type BusinessDate } from '../dates';
import type { EventId, TitleId } from '../facts';
import type { AssessmentRules, EffectiveProgramme } from '../programme-rules';
import { isSamePeriod, lastDayOf, sameCode } from '../teacher/assessment';
import { schoolYearOf } from '../teacher/career-view';
import type { AssessmentKind } from '../teacher/facts';
import { outOfService } from '../teacher/place';
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
  /** From when it is due: the last day of the period, or the day it was put off to. */
  readonly due: BusinessDate;
  /** Last day in time; null where the programme states none. */
  readonly by: BusinessDate | null;
  readonly deferral: EventId | null;
  readonly status: AssessmentDueStatus;
}

type AsksOf = Pick<TeacherView, 'titles' | 'verdicts' | 'deferrals' | 'on' | 'retiredOn' | 'departedOn' | 'deceasedOn'>;

/** By date alone: nothing has to be recorded for an assessment to be due or overdue. What a programme asks by no year and no term is not listed. */
export function assessmentDues(view: AsksOf, programme: EffectiveProgramme): readonly AssessmentDue[] {
  const { titles, verdicts, deferrals, on } = view;
  const gone = outOfService(view);
  return titles.filter((title) => title.programme === programme.id && (title.status === 'ACTIVE' || title.status === 'EXPIRED')).flatMap((title) =>
    programme.assessments.flatMap((rules) => periodsOf(rules, title, on).map(({ period, last }): AssessmentDue => {
      const asked = { kind: rules.kind as AssessmentKind, period: period ?? '', title: title.title };
      const verdict = verdicts.find((one) => one.programme === programme.id && sameCode(one.code, rules.code) && (one.title === null || one.title === title.title) && isSamePeriod(asked, one));
      const deferral = deferrals.findLast((one) => one.programme === programme.id && one.code === rules.code && isSamePeriod(asked, one));
      const due = deferral?.newDue ?? last;
      const by = rules.within === undefined ? null : addMonths(due, rules.within.value);
      const status = verdict !== undefined ? 'CONCLUDED' : on < due ? 'NOT_YET_DUE' : by !== null && on > by ? 'OVERDUE' : 'DUE';
      return { programme: programme.id, code: rules.code ?? rules.kind, names: rules.names ?? { zh: rules.kind, en: rules.kind }, clause: rules.clause, title: title.title, period, due, by, deferral: deferral?.event ?? null, status };
    })),
  )
    // Of the dead nothing is asked any more; of who retired or left, what had not come due by then.
    .filter(({ status, due }) => gone === null || status === 'CONCLUDED' || (gone.status !== 'DECEASED' && due < gone.on));
}

/** The year that runs on the day is listed too, as not yet due; the year in which a term ends is left to the end of the term. */
function periodsOf(rules: AssessmentRules, title: TitleView, on: BusinessDate): readonly { readonly period: string | null; readonly last: BusinessDate }[] {
  if (rules.kind === 'END_OF_TERM') return title.to === null ? [] : [{ period: null, last: title.to }];
  const { year } = rules;
  if (year === undefined) return [];
  const yearOf = (day: BusinessDate): number => (year.value === 'SCHOOL_YEAR' ? schoolYearOf(day) : Number(day.slice(0, 4)));
  const first = yearOf(title.from);
  const until = title.to === null || on < title.to ? on : title.to;
  return Array.from({ length: yearOf(until) - first + 1 }, (_, index) => ({ period: String(first + index), last: lastDayOf(year.value, first + index) })).filter(({ last }) => title.to === null || last < addDays(title.to, 1));
}
