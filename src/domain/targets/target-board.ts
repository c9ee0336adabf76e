import { approximate, type Approximation, type ApproximationWorking } from '../approximate';
import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { answersFor, dayBy, type OrgsState } from '../orgs';
import { standingEntries, type BoardEntry, type MadeByDay } from './entries';
import type { TargetSet, TargetWaived } from './facts';
import { outcomeOf } from './figures';
import { countNew, type Honour, type PeopleMetric } from './honours';
import { firstDay } from './printed-day';
import { periodsOf, targetOfNotice, type Period, type Target } from './targets';

/**
 * RUNNING: not yet there, and time is left. REACHED: what the text says. WARNED: within the tolerance, on the side that the text does
 * not say. NEEDS_WAIVER: more than the tolerance allows. MISSED: the time is over. WAIVED: let stand by an act. OPEN: nobody has stated
 * a tolerance for the word. null: a part of the units was asked about, and the number is the whole's.
 */
export type TargetStatus = 'RUNNING' | 'REACHED' | 'WARNED' | 'NEEDS_WAIVER' | 'MISSED' | 'WAIVED' | 'OPEN';

export interface TargetLine extends Omit<Target, 'counts' | 'by' | 'from' | 'due'> {
  readonly period: Period;
  readonly counted: number;
  readonly outcome: Approximation | null;
  readonly status: TargetStatus | null;
  /** 文号 of the act that lets a number stand. */
  readonly waiver: string | null;
}

export interface TargetBoardInput {
  readonly programme: string;
  readonly targets: readonly Target[];
  /** What notices set, and what acts let stand. */
  readonly entries: readonly BoardEntry[];
  /** By unit, and by all of them together where a target of the whole is asked about whole. */
  readonly made: readonly MadeByDay[];
  /** As of the day, as far as metrics of a kind count them for a target of the unit; null: one of the whole programme. */
  readonly honours: (of: PeopleMetric['of'], unit: OrgId | null) => readonly Honour[];
  readonly asOf: BusinessDate;
  /** Whether the unit is one of those asked about; undefined: all of them are. */
  readonly asked: ((unit: OrgId) => boolean) | undefined;
  /** Whether those asked about are the whole that the programme's own numbers are of; so they are where all are asked about. */
  readonly whole?: boolean;
  /** Whether a unit is under one that a target is set for, on a day: `isUnder` on the tree. */
  readonly isWithin: (unit: OrgId, above: OrgId, day: BusinessDate) => boolean;
}

/**
 * Whether what a unit does counts for one that a target is set for: on the last day of its time, so that it is not reached
 * by a merger that came after; of one that has ended, on its last, so that what its schools did is not lost with it.
 */
export function isUnder(tree: OrgsState, unit: OrgId, above: OrgId, day: BusinessDate): boolean {
  return answersFor(tree, above, unit, dayBy(tree, above, day));
}

/** One line for each target and each of its periods that has begun, oldest first. */
export function targetBoard(input: TargetBoardInput): readonly TargetLine[] {
  const { asOf, asked } = input;
  const standing = standingEntries(input.entries, asOf);
  const noticed = new Map(standing.filter(({ type }) => type === 'TargetSet').map(({ data }) => [String(data['target']), targetOfNotice(data as TargetSet['data'])]));
  const all = [...input.targets, ...noticed.values()].filter(({ unit }) => unit === null || asked === undefined || asked(unit));
  return all.flatMap((target) => periodsOf(target, asOf).map((period) => line(target, period, standing, input)));
}

function line(target: Target, period: Period, standing: readonly BoardEntry[], { programme, made, honours, asOf, asked, whole = asked === undefined, isWithin }: TargetBoardInput): TargetLine {
  const to = period.to < asOf ? period.to : asOf;
  const together = target.unit === null && asked === undefined;
  const counts = (unit: OrgId | null): boolean => (target.unit === null ? together || (unit !== null && asked?.(unit) === true) : unit !== null && isWithin(unit, target.unit, to));
  const counted = target.counts === null
    ? made.reduce((sum, { target: code, unit, days }) => (code === target.code && (together ? unit === null : unit !== null && counts(unit)) ? sum + madeWithin(days, period.from, to) : sum), 0)
    : countNew(target.counts.of === 'TITLES' ? withBaseline(honours('TITLES', target.unit), counts, period.from) : honours(target.counts.of, target.unit).filter(({ unit }) => counts(unit)), target.counts, programme, { from: period.from, to });
  const waived = standing.findLast(({ type, data }) => type === 'TargetWaived' && data['target'] === target.code && data['period'] === period.from);
  const { code, names, clause, quote, number, word, percent, everyYears, unit } = target;
  const shown = { code, names, clause, quote, number, word, percent, everyYears, unit, period, counted, waiver: waived === undefined ? null : (waived.act?.number ?? waived.act?.kind ?? null) };
  if (target.unit === null && !whole) return { ...shown, outcome: null, status: null };
  // A target without a word is one to be reached: more is as good.
  const outcome = outcomeOf(counted, number, { word: word ?? 'AT_LEAST', percent });
  if (outcome === null) return { ...shown, outcome, status: 'OPEN' };
  const working = approximate(counted, { number, word: word ?? 'AT_LEAST', percent: percent ?? 0 });
  return { ...shown, outcome, status: statusOf(working, counted, period.to < asOf, waived?.data as TargetWaived['data'] | undefined) };
}

function madeWithin(days: MadeByDay['days'], from: BusinessDate, to: BusinessDate): number {
  let sum = 0;
  for (const day in days) if (day >= from && day <= to) sum += days[day] ?? 0;
  return sum;
}

/** Only those conferred in the unit count; what a person held before counts wherever it was conferred. */
function withBaseline(honours: readonly Honour[], counts: (unit: OrgId | null) => boolean, from: BusinessDate): readonly Honour[] {
  return honours.filter(({ kind, unit, conferredOn }) => (kind === 'TITLE' && counts(unit)) || firstDay(conferredOn) < from);
}

function statusOf({ outcome, side }: ApproximationWorking, counted: number, over: boolean, waived: TargetWaived['data'] | undefined): TargetStatus {
  if (outcome === 'MEETS') return 'REACHED';
  if (side !== 'OVER' && !over) return 'RUNNING';
  // What the tolerance lets stand is a warning, whatever more an act would let stand.
  if (outcome === 'NEAR') return 'WARNED';
  const covered = waived !== undefined && (side === 'OVER' ? counted <= waived.count : counted >= waived.count);
  if (covered) return 'WAIVED';
  return side === 'OVER' ? 'NEEDS_WAIVER' : 'MISSED';
}
