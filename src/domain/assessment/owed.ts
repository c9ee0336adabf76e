import type { BusinessDate } from '../dates';
import type { TitleId } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import { isSamePeriod } from '../teacher/assessment';
import { lastDayOf } from '../teacher/assessment-days';
import { LAST_DAY } from '../teacher/nomination-view';
import { outOfService } from '../teacher/place';
import { viewOf, type LifeFact, type Standing, type TeacherView, type TitleView } from '../teacher/view';
import { asksForYear, yearOf } from './due';

/** What asks for an assessment: the end of a term, or a year of one kind. */
export type OwedFor = 'TERM' | 'SCHOOL_YEAR' | 'CALENDAR_YEAR';

/** Days on which an assessment may be due of a title, as far as that follows from her facts alone. */
export interface Owed {
  readonly title: TitleId;
  readonly programme: string;
  readonly by: OwedFor;
  readonly from: BusinessDate;
  /** The day on which it was concluded, or from which it is asked of nobody; null while there is none. */
  readonly to: BusinessDate | null;
}

/**
 * On a day on which an assessment of hers is due or overdue by any programme of which `owedBy` tells, one of these holds:
 * who has none of them owes nothing, so that nobody's dossier is read for what was concluded in time.
 * @param standing the facts, resolved.
 */
export function owedOf(facts: readonly LifeFact[], standing: readonly Standing[]): readonly Owed[] {
  const ever = viewOf(standing, LAST_DAY);
  const gone = outOfService(ever);
  return ever.titles.flatMap((title) => {
    const ended = title.ended?.on ?? null;
    const last = gone?.status === 'DECEASED' && (ended === null || gone.on < ended) ? gone.on : ended;
    return [...ofTerms(ever, title, facts), ...ofYears(ever, title, 'SCHOOL_YEAR'), ...ofYears(ever, title, 'CALENDAR_YEAR')].flatMap((owed) => {
      const to = last !== null && (owed.to === null || last < owed.to) ? last : owed.to;
      return (to !== null && to <= owed.from) || (gone !== null && owed.from >= gone.on) ? [] : [{ ...owed, to }];
    });
  });
}

/**
 * What a programme's assessments are owed for; null where that says too little: an assessment by years of another kind, two
 * of one kind, or one whose code is not the same in every version, which are told apart by more than `Owed` does.
 */
export function owedBy(programme: EffectiveProgramme, versions: readonly EffectiveProgramme[]): readonly OwedFor[] | null {
  const found: OwedFor[] = [];
  for (const kind of new Set(programme.assessments.map((rules) => rules.kind))) {
    const [rules, ...more] = programme.assessments.filter((one) => one.kind === kind);
    if (rules === undefined || (kind !== 'END_OF_TERM' && rules.year === undefined && more.every(({ year }) => year === undefined))) continue;
    const codes = new Set([programme, ...versions].flatMap(({ assessments }) => assessments.filter((one) => one.kind === kind).map(({ code }) => code)));
    if (more.length > 0 || codes.size > 1) return null;
    if (kind === 'END_OF_TERM') found.push('TERM');
    else if (kind === 'ANNUAL' && rules.year !== undefined) found.push(rules.year.value);
    else return null;
  }
  return found;
}

function ofTerms(ever: TeacherView, title: TitleView, facts: readonly LifeFact[]): readonly Owed[] {
  return title.terms.flatMap(({ number, to }): readonly Owed[] => {
    if (to === null) return [];
    // A later suspension makes it longer; before that it ended when it was to end.
    const stated = facts.flatMap((fact) => ((fact.type === 'TitleConferred' || fact.type === 'TitleRenewed') && fact.data.title === title.title && fact.data.term.number === number ? (fact.data.term.to ?? []) : []));
    return [owed(ever, title, { by: 'TERM', kind: 'END_OF_TERM', period: `term-${number}`, on: to, from: [to, ...stated].sort()[0] ?? to })];
  });
}

/** Each year that was concluded after it was over, and from the first that was not all that follow. */
function ofYears(ever: TeacherView, title: TitleView, by: Exclude<OwedFor, 'TERM'>): readonly Owed[] {
  const { terms, to } = title;
  const [begun] = terms;
  if (begun === undefined) return [];
  const found: Owed[] = [];
  for (let year = yearOf(by, begun.from); to === null || year <= yearOf(by, to); year += 1) {
    if (!asksForYear(title, by, year)) continue;
    const last = lastDayOf(by, year);
    const one = owed(ever, title, { by, kind: 'ANNUAL', period: String(year), on: last, from: last });
    found.push(one);
    if (one.to === null) break;
  }
  return found;
}

function owed({ verdicts, deferrals, titles }: TeacherView, { title, programme }: TitleView, { by, kind, period, on, from }: { readonly by: OwedFor; readonly kind: 'END_OF_TERM' | 'ANNUAL'; readonly period: string; readonly on: BusinessDate; readonly from: BusinessDate }): Owed {
  const asked = { kind, period, title, on };
  const concluded = verdicts.filter((one) => one.programme === programme && (one.title === null || one.title === title) && isSamePeriod(asked, one, titles)).map((one) => one.on).sort()[0] ?? null;
  const earlier = deferrals.filter((one) => one.programme === programme && isSamePeriod(asked, one, titles)).map(({ newDue }) => newDue);
  return { title, programme, by, from: [from, ...earlier].sort()[0] ?? from, to: concluded };
}
