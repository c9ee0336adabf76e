import type { BusinessDate } from '../dates';
import type { JsonObject, OrgId, TitleId } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import type { AssessmentKind } from '../teacher/facts';
import { moveOn, placeOf, UNPLACED, type Away } from '../teacher/place';
import type { Term } from '../teacher/title-facts';
import { hasEnded } from '../teacher/title-status';
import { resolve, viewOf, type LifeFact, type Standing, type TeacherView } from '../teacher/view';
import { waitingDues, type AssessmentDue } from './due';
import { owedOf, type Owed, type OwedFor } from './owed';

/** All that an assessment of one programme is worked out from. Until her next fact nothing of it changes, whatever the day. */
export interface Asks extends JsonObject {
  /** Those that have not ended. */
  readonly titles: readonly { readonly title: TitleId; readonly programme: string; readonly tier: string; readonly terms: readonly Term[]; readonly lifetime: { readonly event: string; readonly on: BusinessDate } | null }[];
  readonly verdicts: readonly { readonly programme: string; readonly code: string | null; readonly kind: AssessmentKind; readonly period: string; readonly title: TitleId | null; readonly on: BusinessDate }[];
  readonly deferrals: readonly { readonly event: string; readonly programme: string; readonly code: string; readonly kind: AssessmentKind; readonly period: string; readonly title: TitleId | null; readonly newDue: BusinessDate; readonly on: BusinessDate }[];
  readonly retiredOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  /** Times out of service that she came back from; absent in what was worked out before they were kept. */
  readonly away?: readonly Away[];
  /** Where she was, from which day. */
  readonly units: readonly { readonly from: BusinessDate; readonly unit: OrgId }[];
}

/** Days from `from` up to but not including `to` on which one programme may be owed an assessment of hers; `to` null: for good, as known now. */
export interface OwedSpan extends JsonObject {
  readonly programme: string;
  readonly by: OwedFor;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  /** Where she is on these days. */
  readonly unit: OrgId;
  readonly asks: Asks;
}

/** One assessment that waits: where she is on the day asked about, and where she was when the period ended. */
export interface Waiting {
  readonly due: AssessmentDue;
  readonly unit: OrgId;
  readonly then: OrgId;
}

/**
 * The days of `owedOf`, cut where a fact of hers changes what is asked: no two of one programme and kind hold the same day.
 * Whoever is not registered by then is nowhere, and nothing waits of her.
 */
export function owedSpans(facts: readonly LifeFact[]): readonly OwedSpan[] {
  const standing = resolve(facts);
  const owed = owedOf(facts, standing);
  if (owed.length === 0) return [];
  const days = [...new Set(standing.map(({ fact }) => fact.meta.effectiveOn))];
  const units = unitsIn(standing);
  const views = new Map<BusinessDate, TeacherView>();
  const viewOn = (day: BusinessDate): TeacherView => {
    const known = days.findLast((one) => one <= day) ?? day;
    const found = views.get(known) ?? viewOf(standing, known);
    views.set(known, found);
    return found;
  };
  return united(owed).flatMap(({ programme, by, from, to }) => {
    const spans: OwedSpan[] = [];
    const starts = [from, ...days.filter((day) => day > from && (to === null || day < to))];
    for (const [index, start] of starts.entries()) {
      const asks = asksOf(viewOn(start), programme, by, units.filter((one) => one.from <= start));
      const unit = asks.units.at(-1)?.unit;
      const end = starts[index + 1] ?? to;
      const before = spans.at(-1);
      if (before?.to === start && JSON.stringify(before.asks) === JSON.stringify(asks)) spans[spans.length - 1] = { ...before, to: end };
      else if (unit !== undefined && asks.titles.length > 0) spans.push({ programme, by, from: start, to: end, unit, asks });
    }
    return spans;
  });
}

/** The programme with what it asks at the end of terms, or for years of one kind, and nothing else. */
export function askingFor(programme: EffectiveProgramme, by: OwedFor): EffectiveProgramme {
  return { ...programme, assessments: programme.assessments.filter(({ kind, year }) => (by === 'TERM' ? kind === 'END_OF_TERM' : kind !== 'END_OF_TERM' && year?.value === by)) };
}

/** What of one span waits on a day in it. */
export function waitingIn({ units, titles, ...asks }: Asks, asking: EffectiveProgramme, on: BusinessDate): readonly Waiting[] {
  const unit = unitOn(units, on);
  if (unit === null) return [];
  const dues = waitingDues({ ...asks, titles: titles.map((title) => titleOn(title, on)), on }, asking);
  return dues.map((due) => ({ due, unit, then: unitOn(units, due.assessedOn) ?? unit }));
}

function titleOn(title: Asks['titles'][number], on: BusinessDate) {
  const { terms, lifetime } = title;
  const begun = terms.findLast(({ from }) => from <= on);
  return { ...title, status: begun === undefined ? ('PENDING' as const) : ('ACTIVE' as const), to: lifetime === null ? ((begun ?? terms[0])?.to ?? null) : null };
}

/** Where she is on a day; null before her first. */
export function unitOn(units: Asks['units'], day: BusinessDate): OrgId | null {
  return units.findLast(({ from }) => from <= day)?.unit ?? null;
}

function asksOf({ titles, verdicts, deferrals, retiredOn, departedOn, deceasedOn, away }: TeacherView, programme: string, by: OwedFor, units: Asks['units']): Asks {
  const matters = (one: { readonly programme: string; readonly kind: AssessmentKind }): boolean => one.programme === programme && (one.kind === 'END_OF_TERM') === (by === 'TERM');
  return {
    titles: titles.flatMap(({ title, programme: of, tier, terms, lifetime, status }) => (of === programme && !hasEnded(status) ? [{ title, programme, tier, terms, lifetime }] : [])),
    verdicts: verdicts.filter(matters).map(({ code, kind, period, title, on }) => ({ programme, code, kind, period, title, on })),
    deferrals: deferrals.filter(matters).map(({ event, code, kind, period, title, newDue, on }) => ({ event, programme, code, kind, period, title, newDue, on })),
    retiredOn, departedOn, deceasedOn, units, ...(away.length === 0 ? {} : { away }),
  };
}

/** Where she was from which day on, of facts resolved. */
export function unitsIn(standing: readonly Standing[]): Asks['units'] {
  const units: { from: BusinessDate; unit: OrgId }[] = [];
  let moves = UNPLACED;
  for (const { fact } of standing) {
    moves = moveOn(moves, fact);
    const unit = placeOf(moves)?.unit;
    const from = fact.meta.effectiveOn;
    if (unit === undefined || units.at(-1)?.unit === unit) continue;
    // Of two moves of one day the later counts.
    if (units.at(-1)?.from === from) units.pop();
    if (units.at(-1)?.unit !== unit) units.push({ from, unit });
  }
  return units;
}

/** Of each programme and kind, the days on which any title of hers may owe. */
function united(owed: readonly Owed[]): readonly Omit<Owed, 'title'>[] {
  const found = new Map<string, { programme: string; by: OwedFor; from: BusinessDate; to: BusinessDate | null }[]>();
  for (const { programme, by, from, to } of [...owed].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const of = `${programme}/${by}`;
    const spans = found.get(of) ?? [];
    found.set(of, spans);
    const last = spans.at(-1);
    if (last === undefined || (last.to !== null && last.to < from)) spans.push({ programme, by, from, to });
    else if (last.to !== null && (to === null || to > last.to)) last.to = to;
  }
  return [...found.values()].flat();
}
