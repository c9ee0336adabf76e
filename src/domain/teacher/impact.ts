import type { BusinessDate } from '../dates';
import type { EventId, OfficialAct, PersonId, RoundId, TitleId } from '../facts';
import type { TeacherFact } from './facts';
import { toldIn, view, type TeacherView } from './view';

/** A wording of a fact after its first, or its voiding: on which day, by whom, under which act. */
export interface FactChange {
  readonly event: EventId;
  /** HOURS_VOIDED: of a training, some or all of its hours. */
  readonly kind: 'CORRECTED' | 'VOIDED' | 'HOURS_VOIDED';
  /** Day of acting; what a correction says may hold from long before. */
  readonly on: BusinessDate;
  readonly actor: PersonId;
  readonly act: OfficialAct | null;
}

/** A decision that stands on the fact, directly or through another that does. */
export interface ImpactedOutcome {
  readonly event: EventId;
  readonly type: TeacherFact['type'];
  readonly on: BusinessDate;
  readonly round: RoundId | null;
  readonly title: TitleId | null;
  readonly direct: boolean;
  /** BEFORE: the fact was not yet changed when it was decided. */
  readonly decided: 'BEFORE' | 'AFTER';
  /** Of the nomination or the title as it is on the day; null for what has no later state. */
  readonly status: string | null;
  readonly reviews: TeacherView['reviews'];
}

export interface Impact {
  /** The first wording. */
  readonly fact: EventId;
  readonly type: TeacherFact['type'];
  readonly on: BusinessDate;
  readonly changes: readonly FactChange[];
  readonly outcomes: readonly ImpactedOutcome[];
}

/** What raises or ends a review is told with the outcome that it is about. */
const ABOUT_OUTCOMES: ReadonlySet<TeacherFact['type']> = new Set(['ReviewRequired', 'ReviewConcluded', 'TeamReviewDecided', 'FactVoided', 'TrainingHoursVoided']);

/**
 * Which decisions stood on a fact of hers, and what became of them since it was corrected or voided, as of a day. Null
 * where she has no such fact. Changes count from their day of acting, outcomes and reviews from the day on which they hold.
 */
export function impactOf(log: readonly TeacherFact[], event: EventId, day: BusinessDate): Impact | null {
  const known = log.filter(({ meta }) => meta.context.today <= day);
  const first = known.find(({ id }) => id === rootOf(known, event));
  if (first === undefined) return null;
  const told = toldIn(known);
  const place = ({ id }: TeacherFact): number => told.get(id) ?? known.length;
  const wordings = known.filter(({ id, meta }) => id === first.id || meta.corrects === first.id);
  const voids = known.filter((fact) => (fact.type === 'FactVoided' && rootOf(known, fact.data.event) === first.id) || (fact.type === 'TrainingHoursVoided' && rootOf(known, fact.data.training) === first.id));
  const changes = [...wordings.filter(({ id }) => id !== first.id), ...voids].sort((a, b) => place(a) - place(b));
  const changedFrom = changes[0] === undefined ? Number.MAX_SAFE_INTEGER : place(changes[0]);
  const { nominations, titles, reviews } = view(known, day);
  const statusOf = (fact: TeacherFact): string | null => {
    if (fact.type === 'Nominated') return nominations.find(({ nomination }) => nomination === fact.data.nomination)?.status ?? null;
    return fact.type === 'TitleConferred' ? (titles.find(({ title }) => title === fact.data.title)?.status ?? null) : null;
  };
  return {
    fact: first.id,
    type: first.type,
    on: first.meta.effectiveOn,
    changes: changes.map(({ id, type, meta }) => ({ event: id, kind: type === 'FactVoided' ? 'VOIDED' : type === 'TrainingHoursVoided' ? 'HOURS_VOIDED' : 'CORRECTED', on: meta.context.today, actor: meta.actor, act: meta.act ?? null })),
    outcomes: restingOn(known, [...wordings, ...voids].map(({ id }) => id))
      .filter(({ fact }) => fact.meta.effectiveOn <= day)
      .map(({ fact, direct }) => ({
        event: fact.id,
        type: fact.type,
        on: fact.meta.effectiveOn,
        round: 'round' in fact.data && typeof fact.data.round === 'string' ? fact.data.round : null,
        title: 'title' in fact.data && typeof fact.data.title === 'string' ? fact.data.title : null,
        direct,
        decided: place(fact) < changedFrom ? 'BEFORE' : 'AFTER',
        status: statusOf(fact),
        reviews: reviews.filter(({ outcome }) => outcome === fact.id),
      })),
  };
}

/** In log order; a decision's later wordings are it again. */
function restingOn(log: readonly TeacherFact[], ground: readonly EventId[]): readonly { readonly fact: TeacherFact; readonly direct: boolean }[] {
  const direct = new Set(ground);
  const reached = new Set(ground);
  const found: { readonly fact: TeacherFact; readonly direct: boolean }[] = [];
  for (const fact of log) {
    if (reached.has(fact.id) || ABOUT_OUTCOMES.has(fact.type)) continue;
    const on = fact.meta.standsOn ?? [];
    if (!on.some((id) => reached.has(id))) continue;
    reached.add(fact.id);
    if (fact.meta.corrects === undefined) found.push({ fact, direct: on.some((id) => direct.has(id)) });
  }
  return found;
}

function rootOf(log: readonly TeacherFact[], event: EventId): EventId {
  const fact = log.find(({ id }) => id === event);
  // Whoever asks about the voiding asks about the training that it takes hours from.
  if (fact?.type === 'TrainingHoursVoided') return rootOf(log, fact.data.training);
  return fact?.meta.corrects ?? event;
}
