import { addDays, type BusinessDate } from '../dates';
import type { JsonObject, OrgId, RoundId } from '../facts';
import { LAST_DAY } from '../teacher/nomination-view';
import type { PoolPlaceView } from '../teacher/pool-view';
import { view, type LifeFact, type TitleView } from '../teacher/view';

/**
 * Four numbers that are no one number: who was recommended, selected, is being cultivated, and holds the title. APPLIED and
 * CONFIRMED stand before and between. POOL counts who is in cultivation on the day; the others count who came so far by it.
 */
export const funnelSteps = ['APPLIED', 'RECOMMENDED', 'SELECTED', 'POOL', 'CONFIRMED', 'CONFERRED'] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/**
 * What became of the seat of a title that is not held: KEPT is nobody else's yet, while it is suspended or where its exit leaves
 * none; VACATED is free for the next round, as its exit says. Of a place in cultivation that is given again: TAKEN as long as the
 * pool counts it (takenOn, pool.ts); UNRELEASED of these who was out of service and has not been taken out by an act yet.
 */
type SeatStep = 'KEPT' | 'VACATED' | 'TAKEN' | 'UNRELEASED';

export interface FunnelKey extends JsonObject {
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  /** Hers when she was nominated. */
  readonly unit: OrgId;
  readonly stage: string;
  readonly round: RoundId;
  /** The batch of the pool; null where she came into none. */
  readonly cohort: string | null;
  readonly step: FunnelStep | SeatStep;
}

/** She counts here from the first day on; before `to`, where there is one. */
export interface FunnelMark {
  readonly key: FunnelKey;
  /** What she was nominated for: a lean may go to weak subjects. */
  readonly subject: string;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

/** How far each of her nominations came, whatever became of it later: a title that was revoked was conferred. */
export function funnelMarks(facts: readonly LifeFact[]): readonly FunnelMark[] {
  const { nominations, titles, pools } = view(facts, LAST_DAY);
  return nominations.flatMap((nominated): readonly FunnelMark[] => {
    const { nomination, programme, tier, track, unit, stage, subject, round, path, recommendedBy } = nominated;
    const place = pools.find((one) => one.nomination === nomination);
    const title = titles.find((one) => one.nomination === nomination);
    const mark = (step: FunnelStep | SeatStep, from: BusinessDate | null | undefined, to: BusinessDate | null = null): readonly FunnelMark[] =>
      from === null || from === undefined ? [] : [{ key: { programme, tier, track, unit, stage, round, cohort: place?.cohort ?? null, step }, subject, from, to }];
    const last = path.at(-1)?.level ?? 'SCHOOL';
    return [
      ...mark('APPLIED', nominated.on),
      ...mark('RECOMMENDED', recommendedBy.find(({ level }) => level === last)?.on),
      ...mark('SELECTED', place?.from ?? title?.conferredOn),
      ...(place === undefined ? [] : [...mark('POOL', place.from, earliest([place.leftOn, place.confirmedOn, after(place.to)])), ...placeOf(place).flatMap(({ step, from, to }) => mark(step, from, to))]),
      ...mark('CONFIRMED', place?.confirmedOn),
      ...mark('CONFERRED', title?.conferredOn),
      ...(title === undefined ? [] : seatOf(title)).flatMap(({ step, from, to }) => mark(step, from, to)),
    ];
  });
}

type Span = { readonly step: SeatStep; readonly from: BusinessDate; readonly to: BusinessDate | null };

/** What the pool's own book says of it: that book knows acts and days, and nothing of her life or of what others recognise. */
function placeOf({ from, to, title, leftOn, takenOutOn }: PoolPlaceView): readonly Span[] {
  const end = title === null ? earliest([takenOutOn, after(to)]) : null;
  return [{ step: 'TAKEN', from, to: end }, ...(leftOn === null || leftOn === end ? [] : [{ step: 'UNRELEASED' as const, from: leftOn, to: end }])];
}

export interface SeatsKept {
  readonly from: BusinessDate;
  /** The first day after; null while nothing ends it. */
  readonly to: BusinessDate | null;
}

/** While nobody else may have the seat, though the title is not held: suspended, or left by an exit that frees none. */
export function seatsKept({ suspensions, terms, to: last, lifetime, ended }: TitleView): readonly SeatsKept[] {
  const kept = suspensions.flatMap(({ from, to, extends: longer }) => {
    // One that is to be held longer does not run out meanwhile.
    const over = lifetime !== null || longer ? null : runsOutAfter(terms, from);
    const end = earliest([after(to), after(over), ended?.on ?? null]);
    return end !== null && end <= from ? [] : [{ from, to: end }];
  });
  return ended?.how === 'EXITED' && !ended.vacancy ? [...kept, { from: ended.on, to: after(last) }] : kept;
}

function seatOf(title: TitleView): readonly Span[] {
  const { ended } = title;
  return [...seatsKept(title).map((span): Span => ({ step: 'KEPT', ...span })), ...(ended?.how === 'EXITED' && ended.vacancy ? [{ step: 'VACATED' as const, from: ended.on, to: null }] : [])];
}

/** Last day of the term of the day, or of those that follow it without a gap; null where it has no end. */
function runsOutAfter(terms: TitleView['terms'], day: BusinessDate): BusinessDate | null {
  const last = terms.findLast(({ from }) => from <= day)?.to ?? null;
  const next = last === null ? undefined : terms.find(({ from }) => from === after(last));
  return next === undefined ? last : runsOutAfter(terms, next.from);
}

function after(day: BusinessDate | null): BusinessDate | null {
  return day === null ? null : addDays(day, 1);
}

function earliest(days: readonly (BusinessDate | null)[]): BusinessDate | null {
  return days.flatMap((day) => day ?? []).sort()[0] ?? null;
}
