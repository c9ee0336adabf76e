import { addDays, addMonths, addYears, type BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { TitleId } from '../facts';
import type { AssessmentRules, EffectiveProgramme } from '../programme-rules';
import type { YearKind } from '../training/requirements';
import { schoolYearBegins } from './career-view';
import type { AssessmentKind } from './facts';
import { termOf, titleOf } from './held-title';
import type { TeacherState } from './teacher';
import { view, type TeacherView, type TitleView } from './view';

interface Asked {
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly title: TitleId | null;
  readonly effectiveOn: BusinessDate;
}

/** A term may be assessed in its last six months where the rule file does not say from when. */
const MONTHS_BEFORE_THE_END_OF_A_TERM = 6;

export const YEAR = /^[12]\d{3}$/u;

export function firstDayOf(year: YearKind, period: number): BusinessDate {
  return year === 'SCHOOL_YEAR' ? schoolYearBegins(period) : `${period}-01-01`;
}

export function lastDayOf(year: YearKind, period: number): BusinessDate {
  return year === 'SCHOOL_YEAR' ? addDays(schoolYearBegins(period + 1), -1) : `${period}-12-31`;
}

/** Whether a term holds a day of the year: none does of one that lies between two terms. A lifetime title's last term has no end. */
export function touchesYear({ terms, lifetime }: Pick<TitleView, 'terms' | 'lifetime'>, kind: YearKind, year: number): boolean {
  return terms.some(({ from, to }, index) => from <= lastDayOf(kind, year) && (to === null || to >= firstDayOf(kind, year) || (lifetime !== null && index === terms.length - 1)));
}

/**
 * A year is assessed of a title that was held on a day of it. Where the file does not say which years are meant, one that
 * would be touched either way passes.
 */
export function yearOfTitle(rules: Pick<AssessmentRules, 'clause' | 'year'>, { kind, period }: Asked, held: Pick<TitleView, 'title' | 'tier' | 'certificate' | 'terms' | 'lifetime'> | null): Refused | null {
  if (held === null || kind !== 'ANNUAL' || !YEAR.test(period)) return null;
  const kinds: readonly YearKind[] = rules.year === undefined ? ['CALENDAR_YEAR', 'SCHOOL_YEAR'] : [rules.year.value];
  const touched = kinds.some((one) => touchesYear(held, one, Number(period)));
  const [first] = held.terms;
  if (touched || first === undefined) return null;
  return refused('yearNotOfTitle', { title: held.title, tier: held.tier, certificate: held.certificate, period, from: first.from, to: (held.lifetime === null ? held.terms.at(-1)?.to : null) ?? '…' }, { clause: rules.year?.clause ?? rules.clause });
}

/**
 * Nothing is concluded of a period before its time: of a term in its last months, of a year once it has begun, of a milestone
 * when her years are full. What names none of these (a title without a term, a training) has no such day.
 */
export function notYetDue(state: TeacherState, programme: EffectiveProgramme, rules: AssessmentRules, asked: Asked): Refused | null {
  const { effectiveOn } = asked;
  const opens = opensOn(state, programme, rules, asked);
  return opens === null || effectiveOn >= opens.due ? null : refused('notYetDue', { due: opens.due, on: effectiveOn }, { clause: opens.clause });
}

/** The first day on which it can be concluded; null where nothing names one. */
export function opensOn(state: TeacherState, programme: EffectiveProgramme, rules: AssessmentRules, { kind, period, title, effectiveOn }: Asked): { readonly due: BusinessDate; readonly clause: string } | null {
  const { earliest, year } = rules;
  const before = (day: BusinessDate, otherwise: BusinessDate, clause: string) => (earliest === undefined ? { due: otherwise, clause } : { due: addMonths(day, -earliest.value), clause: earliest.clause });
  if (kind === 'MILESTONE') {
    const full = yearsFullOn(programme, rules, view(state.facts, effectiveOn));
    return full === null ? null : before(full.day, full.day, full.clause);
  }
  if (year !== undefined) return YEAR.test(period) ? before(lastDayOf(year.value, Number(period)), firstDayOf(year.value, Number(period)), year.clause) : null;
  const held = kind !== 'END_OF_TERM' || title === null ? null : titleOf(state, title, effectiveOn);
  const last = held === null ? null : (termOf(held, period, effectiveOn)?.to ?? null);
  return last === null ? null : before(last, addMonths(last, -MONTHS_BEFORE_THE_END_OF_A_TERM), rules.clause);
}

/** The day on which the years of the milestone that the assessment is for are full; null where it is for none, or nobody knows when she entered. */
export function yearsFullOn({ milestones = [] }: Pick<EffectiveProgramme, 'milestones'>, { code }: Pick<AssessmentRules, 'code'>, { enteredOn }: Pick<TeacherView, 'enteredOn'>): { readonly day: BusinessDate; readonly clause: string } | null {
  const milestone = milestones.find(({ assessment }) => assessment !== null && assessment.value === code);
  return milestone === undefined || enteredOn === null ? null : { day: addYears(enteredOn, milestone.years), clause: milestone.clause };
}
