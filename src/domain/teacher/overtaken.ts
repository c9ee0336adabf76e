import type { BusinessDate } from '../dates';
import type { EventId, Proposed } from '../facts';
import type { ReviewRequired } from './facts';
import { termOf } from './held-title';
import { LAST_DAY } from './nomination-view';
import type { OvertakenRule } from './review-ground';
import { standingFacts, type TeacherState } from './teacher';
import { view, type LifeFact, type TitleView } from './view';

export interface Overtaking {
  /** The day from which what is entered now holds, its last one (left out or null: it goes on), and the day of acting. */
  readonly on: BusinessDate;
  readonly until?: BusinessDate | null;
  readonly today: BusinessDate;
  readonly cause: EventId;
  readonly rule: OvertakenRule;
  /** Of this title alone; left out: of all of hers. */
  readonly title?: string;
}

/**
 * What was decided on her titles between the day on which something took effect and the day on which it was entered: it was
 * decided without knowing of it, and a person looks. Nothing where it is entered in time, or was over when it was decided. A verdict on a term that was over by
 * the day stands whatever happened then, and so does a conferral of an earlier day.
 */
export function overtaken(state: TeacherState, { on, until = null, today, cause, rule, title: only }: Overtaking): readonly Proposed<ReviewRequired>[] {
  if (on >= today) return [];
  const { titles, reviews } = view(state.facts, LAST_DAY);
  return standingFacts(state).flatMap(({ fact, origin }) => {
    const title = titles.find((entry) => 'title' in fact.data && entry.title === fact.data.title);
    const decided = state.byId.get(origin)?.meta.context.today;
    if (title === undefined || decided === undefined || (only !== undefined && title.title !== only) || decided < on || (until !== null && decided > until) || !isInDoubt(fact, title, on, rule)) return [];
    // A term that begins later holds nothing yet: then the title is looked at, on account of both.
    const about = fact.type !== 'TitleConferred' && fact.meta.effectiveOn > today ? { outcome: title.conferral, outcomeType: 'TitleConferred', facts: [cause, origin] } : { outcome: origin, outcomeType: fact.type, facts: [cause] };
    // Somebody looks at it on that account already.
    if (reviews.some((review) => review.open && review.rule === rule && review.outcome === about.outcome)) return [];
    return [{
      type: 'ReviewRequired' as const,
      data: { ...about, title: title.title, rule, inputs: { on, decided } },
      standsOn: [origin, cause],
      cause,
      ...(title.rule === null ? {} : { rule: title.rule }),
    }];
  });
}

function isInDoubt(fact: LifeFact, title: TitleView, on: BusinessDate, rule: OvertakenRule): boolean {
  switch (fact.type) {
    case 'TitleConferred':
      return fact.meta.effectiveOn >= on;
    case 'TitleRenewed':
    case 'LifetimeTitleGranted':
      return true;
    // Whoever is retired or suspended can give a title up; the dead sign nothing.
    case 'TitleRelinquished':
      return rule === 'decidedAfterDeath' && fact.meta.effectiveOn >= on;
    case 'AssessedExcellent':
    case 'AssessedQualified':
    case 'AssessedBasicallyQualified':
    case 'AssessedUnqualified': {
      const { kind, period } = fact.data;
      const term = kind === 'END_OF_TERM' ? termOf(title, period, fact.meta.effectiveOn) : null;
      return term !== null && (term.to === null || term.to >= on);
    }
    default:
      return false;
  }
}
