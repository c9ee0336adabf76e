import type { BusinessDate } from '../dates';
import type { EventId, Proposed, TitleId } from '../facts';
import type { ReviewRequired } from './facts';
import { termOf } from './held-title';
import { LAST_DAY } from './nomination-view';
import type { BegunRule, OvertakenRule } from './review-ground';
import { standingFacts, type TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { view, type LifeFact, type TitleView } from './view';

export interface Overtaking {
  /** The day from which what is entered now holds, its last one (left out or null: it goes on), and the day of acting. */
  readonly on: BusinessDate;
  readonly until?: BusinessDate | null;
  readonly today: BusinessDate;
  readonly cause: EventId;
  readonly rule: OvertakenRule;
  /** Of what was decided in time and begins on the day or later; left out: that may begin. */
  readonly begun?: BegunRule;
  /** Titles that end by the same entry, and so begin no more. */
  readonly over?: ReadonlySet<TitleId>;
  /** Of this title alone; left out: of all of hers. */
  readonly title?: string;
}

/**
 * What was decided on her titles between the day on which something took effect and the day on which it was entered: it was
 * decided without knowing of it, and a person looks. A verdict on a term that was over by
 * the day stands whatever happened then, and so does a conferral of an earlier day. Of what was decided in time a person looks at what begins only then:
 * for whoever is out of service nothing new does (E29).
 */
export function overtaken(state: TeacherState, { on, until = null, today, cause, rule, begun, over, title: only }: Overtaking): readonly Proposed<ReviewRequired>[] {
  const { titles, reviews } = view(state.facts, LAST_DAY);
  return standingFacts(state).flatMap(({ fact, origin }) => {
    const title = titles.find((entry) => 'title' in fact.data && entry.title === fact.data.title);
    const decided = state.byId.get(origin)?.meta.context.today;
    if (title === undefined || decided === undefined || (only !== undefined && title.title !== only)) return [];
    const missed = on < today && decided >= on && (until === null || decided <= until) && isInDoubt(fact, title, on, rule);
    const asked = missed ? rule : begins(fact, title, on) && over?.has(title.title) !== true ? begun : undefined;
    if (asked === undefined) return [];
    // A term that begins later holds nothing yet: then the title is looked at, on account of both.
    const about = fact.type !== 'TitleConferred' && fact.meta.effectiveOn > today ? { outcome: title.conferral, outcomeType: 'TitleConferred', facts: [cause, origin] } : { outcome: origin, outcomeType: fact.type, facts: [cause] };
    // Somebody looks at it on that account already.
    if (reviews.some((review) => review.open && review.rule === asked && review.outcome === about.outcome)) return [];
    return [{
      type: 'ReviewRequired' as const,
      data: { ...about, title: title.title, rule: asked, inputs: missed ? { on, decided } : { on, begins: fact.meta.effectiveOn } },
      standsOn: [origin, cause],
      cause,
      ...(title.rule === null ? {} : { rule: title.rule }),
    }];
  });
}

/** A title or a term whose first day is this one or later, of a title that goes on. */
function begins(fact: LifeFact, title: TitleView, on: BusinessDate): boolean {
  return (fact.type === 'TitleConferred' || fact.type === 'TitleRenewed') && fact.meta.effectiveOn >= on && !hasEnded(title.status);
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
