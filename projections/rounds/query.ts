import type { BusinessDate } from '../../src/domain/dates';
import type { Comparison, Query } from '../../src/read-models/document-store';
import type { RoundParameters } from '../../src/domain/round/facts';
import { sumAsOf } from '../facts-of';
import type { OrgLevel } from '../../src/domain/registry-facts';
import { deadlinesAsOf, limitsAsOf, parametersAsOf, type DeadlineAsOf, type LateLine, type LimitAsOf, type NoticeChange } from './notice';
import { stageOn } from './head';
import type { Gate, RoundDocument, SeatLedger } from './rounds';

export interface RoundFilter {
  readonly programme?: string;
  readonly tier?: string;
  readonly track?: string;
  /** Opened on this day or before. */
  readonly asOf?: BusinessDate;
}

export function roundsQuery(filter: RoundFilter, page: { readonly limit: number; readonly after?: string }): Query {
  const where: Comparison[] = [];
  for (const field of ['programme', 'tier', 'track'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  if (filter.asOf !== undefined) where.push({ field: 'openedOn', lte: filter.asOf });
  return { where, sort: [{ field: 'openedOn', descending: true }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}

export interface SeatsAsOf {
  readonly seats: number;
  readonly reserved: number;
  readonly confirmed: number;
  readonly lapsed: number;
  readonly free: number;
}

export interface RoundAsOf {
  readonly round: string;
  /** Type of the last gate passed: `RoundOpened`, `NominationsClosed`, …; null before the opening. */
  readonly stage: string | null;
  readonly gates: readonly Gate[];
  readonly recommendation: readonly (SeatsAsOf & { readonly level: OrgLevel; readonly unit: string })[];
  readonly recommendationTotal: SeatsAsOf;
  /** The same by level, lowest first. */
  readonly recommendationByLevel: readonly (SeatsAsOf & { readonly level: OrgLevel })[];
  readonly award: SeatsAsOf;
  readonly counts: { readonly [what: string]: number };
  readonly parameters: RoundParameters | null;
  readonly deadlines: readonly DeadlineAsOf[];
  readonly limits: readonly LimitAsOf[];
  readonly changes: readonly NoticeChange[];
  readonly late: readonly LateLine[];
}

/** The round on day D by the days on which its steps hold. */
export function roundAsOf(round: RoundDocument, asOf: BusinessDate): RoundAsOf {
  const gates = round.gates.filter(({ on }) => on <= asOf);
  const open = round.openedOn !== null && round.openedOn <= asOf;
  const recommendation = open ? round.recommendation.map((ledger) => ({ level: ledger.level, unit: ledger.unit, ...seatsAsOf(ledger, asOf) })) : [];
  const parameters = parametersAsOf(round.notice, recommendation, asOf);
  return {
    round: round.round,
    stage: stageOn(gates, asOf),
    gates,
    recommendation,
    ...seatTotals(recommendation),
    award: open ? seatsAsOf(round.award, asOf) : NONE,
    counts: Object.fromEntries(Object.entries(round.counts).map(([what, days]) => [what, sumAsOf(days, asOf)])),
    parameters,
    deadlines: deadlinesAsOf(round.notice, parameters, asOf),
    limits: limitsAsOf(round.notice, parameters, asOf),
    changes: round.notice.changes.filter(({ on }) => on <= asOf),
    late: round.notice.late.filter(({ on }) => on <= asOf),
  };
}

export function seatTotals(recommendation: RoundAsOf['recommendation']): Pick<RoundAsOf, 'recommendationTotal' | 'recommendationByLevel'> {
  return {
    recommendationTotal: sumOf(recommendation),
    recommendationByLevel: LEVELS.flatMap((level) => {
      const own = recommendation.filter((ledger) => ledger.level === level);
      return own.length === 0 ? [] : [{ level, ...sumOf(own) }];
    }),
  };
}

const LEVELS: readonly OrgLevel[] = ['SCHOOL', 'DISTRICT', 'CITY'];

const NONE: SeatsAsOf = { seats: 0, reserved: 0, confirmed: 0, lapsed: 0, free: 0 };

function seatsAsOf({ seats: first, reserved, confirmed, lapsed, given }: SeatLedger, asOf: BusinessDate): SeatsAsOf {
  const [taken, sure, gone] = [sumAsOf(reserved, asOf), sumAsOf(confirmed, asOf), sumAsOf(lapsed, asOf)];
  const seats = first + sumAsOf(given, asOf);
  return { seats, reserved: taken, confirmed: sure, lapsed: gone, free: seats - taken - sure - gone };
}

function sumOf(ledgers: readonly SeatsAsOf[]): SeatsAsOf {
  return ledgers.reduce(added, NONE);
}

function added(a: SeatsAsOf, b: SeatsAsOf): SeatsAsOf {
  return { seats: a.seats + b.seats, reserved: a.reserved + b.reserved, confirmed: a.confirmed + b.confirmed, lapsed: a.lapsed + b.lapsed, free: a.free + b.free };
}
