import { approximate, type Approximation } from '../approximate';
import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { orgOn, type OrgsState } from '../orgs';
import type { Bilingual } from '../rules/programme-definition';
import { decimal, divideDecimals, multiplyDecimals } from '../rules/decimal';
import { standingEntries, type BoardEntry } from './entries';
import { outcomeOf } from './figures';
import { hasFund, type Fund } from './funds';

/**
 * MET: what the text asks for is allocated. SHORT: less is; of a yearly amount, when the year is over. WARNED and OVER: off the yearly
 * amount, within its tolerance or beyond it. RUNNING: of a yearly amount, less so far. NONE: no budget or nothing allocated yet.
 * OPEN: nobody has stated a tolerance.
 */
export type FundStatus = 'MET' | 'SHORT' | 'WARNED' | 'OVER' | 'RUNNING' | 'NONE' | 'OPEN';

/** One fund of one unit and year; amounts in fen. */
export interface FundLine {
  readonly fund: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly quote: string | null;
  readonly unit: OrgId;
  readonly year: number;
  /** Of a share: the budget that it is of, as last revised by the day. */
  readonly base: number | null;
  readonly percent: number | null;
  /** What the text asks for; null where it gives no amount. */
  readonly required: number | null;
  readonly allocated: number;
  readonly spent: number;
  readonly left: number;
  readonly outcome: Approximation | null;
  readonly status: FundStatus;
}

export interface FundTotal {
  readonly fund: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly year: number;
  readonly units: number;
  readonly met: number;
  readonly short: number;
  readonly none: number;
  readonly required: number;
  readonly allocated: number;
  readonly spent: number;
}

export interface FundBoardInput {
  readonly funds: readonly Fund[];
  readonly entries: readonly BoardEntry[];
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly asked: ((unit: OrgId) => boolean) | undefined;
}

/** Of the year of the day every unit that has such a fund, and whatever was recorded of other years. */
export function fundBoard({ funds, entries, tree, asOf, asked }: FundBoardInput): readonly FundLine[] {
  const running = Number(asOf.slice(0, 4));
  const groups = new Map<string, BoardEntry[]>();
  for (const entry of standingByStream(entries, asOf)) {
    const key = keyOf(String(entry.data['fund']), String(entry.data['unit']), Number(entry.data['year']));
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const units = [...tree.orgs.values()].filter(({ org }) => (asked === undefined || asked(org)) && orgOn(tree, org, asOf) !== null);
  return funds.flatMap((fund) => units.filter((unit) => hasFund(fund, unit)).flatMap(({ org }) => {
    const years = new Set([...groups.values()].flatMap(([first]) => (first?.data['fund'] === fund.code && first.data['unit'] === org ? [Number(first.data['year'])] : [])));
    if (fund.years === null || (fund.years.from <= running && running <= fund.years.to)) years.add(running);
    return [...years].sort((a, b) => a - b).map((year) => line(fund, org, year, groups.get(keyOf(fund.code, org, year)) ?? [], running));
  }));
}

function line(fund: Fund, unit: OrgId, year: number, entries: readonly BoardEntry[], running: number): FundLine {
  const sum = (type: string): number => entries.reduce((total, entry) => (entry.type === type ? total + Number(entry.data['amount']) : total), 0);
  const budget = entries.filter(({ type }) => type === 'FundBudgetSet').sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.revision - b.revision)).at(-1);
  const base = budget === undefined ? null : Number(budget.data['base']);
  const [allocated, spent] = [sum('FundAllocated'), sum('FundSpent')];
  const required = fund.kind === 'PERCENT' ? (base === null || fund.percent === null ? null : shareOf(base, fund.percent)) : fund.amount;
  const { code, names, clause, quote, percent } = fund;
  const shown = { fund: code, names, clause, quote, unit, year, base, percent, required, allocated, spent, left: allocated - spent };
  if (fund.kind !== 'FIXED' || required === null) {
    const status = fund.kind === 'PERCENT' ? (required === null ? 'NONE' : allocated >= required ? 'MET' : 'SHORT') : allocated > 0 ? 'MET' : 'NONE';
    return { ...shown, outcome: null, status };
  }
  const outcome = outcomeOf(allocated, required, { word: fund.word ?? 'AT_LEAST', percent: fund.tolerance });
  if (outcome === null) return { ...shown, outcome, status: 'OPEN' };
  const { side } = approximate(allocated, { number: required, word: fund.word ?? 'AT_LEAST', percent: fund.tolerance ?? 0 });
  if (outcome === 'MEETS') return { ...shown, outcome, status: 'MET' };
  if (side === 'UNDER' && year >= running) return { ...shown, outcome, status: 'RUNNING' };
  return { ...shown, outcome, status: outcome === 'NEAR' ? 'WARNED' : side === 'OVER' ? 'OVER' : 'SHORT' };
}

/** What part of a fen there is counts as one: the text asks for the share, not for less. */
function shareOf(base: number, percent: number): number {
  const { numerator, denominator } = divideDecimals(multiplyDecimals(decimal(base), decimal(percent)), decimal(100));
  return Number((numerator + denominator - 1n) / denominator);
}

export function fundTotals(lines: readonly FundLine[]): readonly FundTotal[] {
  const groups = new Map<string, FundLine[]>();
  for (const one of lines) groups.set(keyOf(one.fund, '', one.year), [...(groups.get(keyOf(one.fund, '', one.year)) ?? []), one]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const many = (status: FundStatus): number => group.filter((one) => one.status === status).length;
    const sum = (of: (one: FundLine) => number): number => group.reduce((total, one) => total + of(one), 0);
    return first === undefined ? [] : [{
      fund: first.fund, names: first.names, clause: first.clause, year: first.year, units: group.length, met: many('MET'), short: many('SHORT'), none: many('NONE'),
      required: sum(({ required }) => required ?? 0), allocated: sum(({ allocated }) => allocated), spent: sum(({ spent }) => spent),
    }];
  });
}

/** Places in the log are those of one stream: every unit's year is one. */
function standingByStream(entries: readonly BoardEntry[], asOf: BusinessDate): readonly BoardEntry[] {
  const streams = new Map<string, BoardEntry[]>();
  for (const entry of entries) {
    const key = keyOf('', String(entry.data['unit']), Number(entry.data['year']));
    streams.set(key, [...(streams.get(key) ?? []), entry]);
  }
  return [...streams.values()].flatMap((stream) => standingEntries(stream, asOf));
}

function keyOf(fund: string, unit: OrgId, year: number): string {
  return JSON.stringify([fund, unit, year]);
}
