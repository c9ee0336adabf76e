import type { Sourced } from './programme-rules';
import type { OrgLevel, Post } from './registry-facts';
import { clauseOf, isOpenLeaf, type AssessmentMore, type Bilingual, type Rounding } from './rules/programme-definition';
import type { Grade } from './teacher/facts';
import type { YearKind } from './training/requirements';

/** What is looked at, and how much of the total it is; `weight` is null while nobody has adopted it. */
export interface Criterion {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly weight: number | null;
}

/** What an assessment asks beside its grades. */
export interface AssessmentAsks {
  /** Of an assessment by the year, which year that is: then its periods are years. */
  readonly year?: Sourced<YearKind>;
  /** In the order of their codes; a verdict has a mark for each. */
  readonly criteria?: readonly Criterion[];
  /** 优秀比例: so much of a cohort at most. */
  readonly cap?: { readonly grade: Grade; readonly percent: number; readonly rounding: Rounding; readonly clause: string };
  /** Working days in which each may ask for a review; where it is stated, verdicts are concluded of a cohort and not singly. */
  readonly review?: Sourced<number>;
  /** Whether somebody on leave may be assessed later; NONE: nobody may. */
  readonly deferral?: Sourced<'ON_LEAVE' | 'NONE'>;
  /** Months before the last day of the term or year, or before a milestone's years are full, from which it may be concluded. */
  readonly earliest?: Sourced<number>;
  /** Months after the period, or after the day it was put off to, within which it is concluded in time. */
  readonly within?: Sourced<number>;
  /** 日常跟踪: who keeps dated entries without a grade. */
  readonly tracking?: { readonly post: Post; readonly level: OrgLevel; readonly clause: string; readonly onPaper?: boolean };
}

/** Left out where the file says nothing, and while it is open. */
export function assessmentAsks({ year, criteria, tracking, cap, reviewWorkingDays, deferral, earliestMonthsBefore, withinMonths }: AssessmentMore): AssessmentAsks {
  const { grade, percent, rounding } = cap ?? {};
  const capped = grade === undefined || percent === undefined || rounding === undefined || isOpenLeaf(grade) || isOpenLeaf(percent) || isOpenLeaf(rounding) || percent.value === null ? null : { grade: grade.value, percent: percent.value, rounding: rounding.value, clause: clauseOf(percent) };
  return {
    ...(capped === null ? {} : { cap: capped }),
    ...(earliestMonthsBefore === undefined || isOpenLeaf(earliestMonthsBefore) ? {} : { earliest: { value: earliestMonthsBefore.value, clause: clauseOf(earliestMonthsBefore) } }),
    ...(withinMonths === undefined || isOpenLeaf(withinMonths) ? {} : { within: { value: withinMonths.value, clause: clauseOf(withinMonths) } }),
    ...(deferral === undefined || isOpenLeaf(deferral) ? {} : { deferral: { value: deferral.value, clause: clauseOf(deferral) } }),
    ...(reviewWorkingDays === undefined || isOpenLeaf(reviewWorkingDays) ? {} : { review: { value: reviewWorkingDays.value, clause: clauseOf(reviewWorkingDays) } }),
    ...(year === undefined || isOpenLeaf(year) ? {} : { year: { value: year.value, clause: clauseOf(year) } }),
    // Maps have no order in canonical JSON.
    ...(criteria === undefined
      ? {}
      : { criteria: Object.entries(criteria).map(([code, entry]) => ({ code, names: entry.names, clause: clauseOf(entry), weight: isOpenLeaf(entry.weight) ? null : entry.weight.value })).sort((a, b) => (a.code < b.code ? -1 : 1)) }),
    ...(tracking === undefined || isOpenLeaf(tracking.by) ? {} : { tracking: { ...tracking.by.value, clause: clauseOf(tracking.by) } }),
  };
}
