import { addDays, type BusinessDate } from '../dates';
import type { EventId, NominationId, OrgId, RoundId, TitleId } from '../facts';
import { sameJson } from '../decision';
import type { SchoolStage } from './facts';
import { resolve, viewOf, type LifeFact, type Standing, type TeacherView, type TitleStatus } from './view';

/** What a roster shows of a teacher on a day: one row per title she has or had, or one without a title. */
export interface RosterRow {
  /** Her place on the day, not the title's. */
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  readonly title: {
    readonly title: TitleId;
    readonly conferral: EventId;
    readonly programme: string;
    readonly tier: string;
    readonly track: string;
    readonly round: RoundId;
    readonly nomination: NominationId;
    /** As conferred: stage, subject and unit do not follow her later transfers (E9). */
    readonly stage: SchoolStage;
    readonly subject: string;
    readonly unit: OrgId;
    readonly certificate: string;
    readonly conferredOn: BusinessDate;
    readonly term: number;
    readonly to: BusinessDate | null;
    readonly status: TitleStatus;
  } | null;
  /** A review of this title, or of one of her open nominations, waits for a decision. */
  readonly underReview: boolean;
}

/** Days from `from` up to but not including `to` on which the row does not change; `to` null: for good, as known now. */
export interface RosterSpan extends RosterRow {
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

/**
 * Rows of one day. A row with `title: null` stands where no title is ACTIVE: so everyone registered is on the roster
 * every day, and a title that was revoked or has expired keeps a row of its own with that status.
 */
export function rowsOf(view: TeacherView): readonly RosterRow[] {
  const { unit, stage, subject, onEstablishment, inPost } = view;
  if (unit === null || stage === null || subject === null) return [];
  const place = { unit, stage, subject, onEstablishment, inPost };
  const rows: RosterRow[] = view.titles.map((title) => ({
    ...place,
    title: {
      title: title.title, conferral: title.conferral, programme: title.programme, tier: title.tier, track: title.track, round: title.round, nomination: title.nomination,
      stage: title.stage, subject: title.subject, unit: title.unit, certificate: title.certificate, conferredOn: title.conferredOn, term: title.term, to: title.to, status: title.status,
    },
    underReview: view.reviews.some((review) => review.open && review.title === title.title),
  }));
  if (!view.titles.some((title) => title.status === 'ACTIVE')) rows.push({ ...place, title: null, underReview: view.reviews.some((review) => review.open && review.title === null) });
  return rows;
}

/** Cuts a life into spans; at any D the spans that hold D are `rowsOf(view(facts, D))`. */
export function spans(facts: readonly LifeFact[]): readonly RosterSpan[] {
  const resolved = resolve(facts);
  const cuts = daysOfChange(resolved);
  const done: RosterSpan[] = [];
  let running: RosterSpan[] = [];
  for (const day of cuts) {
    const rows = rowsOf(viewOf(resolved, day));
    const going: RosterSpan[] = [];
    for (const row of rows) {
      const same = running.find((span) => sameRow(span, row));
      going.push(same ?? { ...row, from: day, to: null });
    }
    for (const span of running) if (!going.includes(span)) done.push({ ...span, to: day });
    running = going;
  }
  return [...done, ...running].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Days on which anything may change: a fact's day, a term's first day and the day after its last. */
function daysOfChange(resolved: readonly Standing[]): readonly BusinessDate[] {
  const days = new Set<BusinessDate>();
  for (const { fact } of resolved) {
    days.add(fact.meta.effectiveOn);
    if (fact.type !== 'TitleConferred') continue;
    days.add(fact.data.term.from);
    if (fact.data.term.to !== null) days.add(addDays(fact.data.term.to, 1));
  }
  return [...days].sort();
}

function sameRow(span: RosterSpan, row: RosterRow): boolean {
  const { unit, stage, subject, onEstablishment, inPost, title, underReview } = span;
  return sameJson({ unit, stage, subject, onEstablishment, inPost, title, underReview }, { ...row });
}
