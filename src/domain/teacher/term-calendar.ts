import { assessmentDues, type AssessmentDueStatus } from '../assessment/due';
import { addDays, type BusinessDate } from '../dates';
import type { JsonObject, TitleId } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import { lifeOf, termOf } from './held-title';
import { lifetimeOf } from './lifetime';
import { LAST_DAY } from './nomination-view';
import { outOfService } from './place';
import { hasEnded, suspensionOn, type TitleStatus } from './title-status';
import { endsTerms } from './title-term';
import { resolve, titlesOf, viewOf, type LifeFact, type TeacherView, type TitleView } from './view';

/**
 * What waits about a title on the day. DECIDE: a review of it is open. GRANT: its terms come to a lifetime. ASSESS: the end of
 * its term is due. RENEW: it was assessed as a renewal asks and no later term is known. REINSTATE: it is suspended, or ran out
 * while it was and would be renewed.
 */
export type TermAsks = 'DECIDE' | 'GRANT' | 'ASSESS' | 'RENEW' | 'REINSTATE';
export const termAsks: readonly TermAsks[] = ['DECIDE', 'GRANT', 'ASSESS', 'RENEW', 'REINSTATE'];

/** One title in the calendar of terms. */
export interface TermLine extends JsonObject {
  readonly title: TitleId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly term: number;
  readonly from: BusinessDate;
  /** Last day of the term of the day; null where it has none. */
  readonly to: BusinessDate | null;
  /** By which a term is as long as it is; null where the programme states none. */
  readonly clause: string | null;
  readonly status: TitleStatus;
  /** Of the end of this term; null where the programme does not assess it. */
  readonly assessment: AssessmentDueStatus | null;
  /** First day of the next term, where one is known on the day or ahead of it. */
  readonly renewedFrom: BusinessDate | null;
  readonly asks: TermAsks | null;
  /** Of an exit: which one, and whether the seat is free. */
  readonly exit: string | null;
  readonly vacancy: boolean;
}

/** Each title of hers of the programme as of a day. */
export function termLines(facts: readonly LifeFact[], programme: EffectiveProgramme, day: BusinessDate): readonly TermLine[] {
  const resolved = resolve(facts);
  const now = viewOf(resolved, day);
  // Most days nothing is known of the days ahead: then one view says both.
  const ever = resolved.some(({ fact }) => fact.meta.effectiveOn > day) ? titlesOf(resolved, LAST_DAY) : now.titles;
  const dues = assessmentDues(now, { ...programme, assessments: programme.assessments.filter(({ kind }) => kind === 'END_OF_TERM') });
  return now.titles.filter((title) => title.programme === programme.id).map((title): TermLine => {
    const { title: id, tier, track, term, from, to, status, ended } = title;
    const next = ever.find((entry) => entry.title === id)?.terms.find((one) => one.from > from) ?? null;
    const assessment = dues.find((due) => due.title === id && due.term === term)?.status ?? null;
    const asks = asked(now, title, programme, { assessment, renewed: next !== null });
    return {
      title: id, programme: programme.id, tier, track, term, from, to, clause: programme.tiers.find(({ code }) => code === tier)?.termYears?.clause ?? null, status, assessment, renewedFrom: next?.from ?? null,
      // Where terms end with their programme, no other can follow the last.
      asks: asks === 'RENEW' && to !== null && endsTerms(programme, addDays(to, 1)) !== null ? null : asks, exit: ended?.exit ?? null, vacancy: ended?.vacancy ?? false,
    };
  });
}

function asked(now: TeacherView, title: TitleView, programme: EffectiveProgramme, { assessment, renewed }: { readonly assessment: AssessmentDueStatus | null; readonly renewed: boolean }): TermAsks | null {
  if (now.reviews.some((review) => review.open && review.title === title.title)) return 'DECIDE';
  // Of the dead nothing is asked any more; of who retired or left nothing that would begin.
  const gone = outOfService(now);
  if (hasEnded(title.status) || title.status === 'PENDING' || gone?.status === 'DECEASED') return null;
  const { lifetime, renewal } = lifeOf(programme, title);
  const suspended = suspensionOn(title, now.on) !== null;
  if (lifetime !== undefined && title.lifetime === null && gone === null) {
    const earned = lifetimeOf(now, title, lifetime);
    if (earned.kind === 'earned' && earned.terms.at(-1)?.title === title.title && earned.terms.at(-1)?.term === title.term) return suspended ? 'REINSTATE' : 'GRANT';
  }
  if (title.status === 'SUSPENDED') return 'REINSTATE';
  if (assessment === 'DUE' || assessment === 'OVERDUE') return 'ASSESS';
  if (renewal === undefined || gone !== null || renewed || title.to === null) return null;
  const verdict = now.verdicts.find((one) => one.kind === 'END_OF_TERM' && one.title === title.title && termOf(title, one.period, one.on)?.number === title.term);
  const fits = renewal.grades === undefined ? title.status === 'EXPIRED' || verdict !== undefined : verdict !== undefined && renewal.grades.includes(verdict.grade);
  if (!fits) return null;
  return suspended ? 'REINSTATE' : 'RENEW';
}
