import { approximate, type Approximation } from '../approximate';
import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { orgOn, type OrgsState } from '../orgs';
import type { Bilingual } from '../rules/programme-definition';
import { decimal, divideDecimals, multiplyDecimals } from '../rules/decimal';
import type { BoardEntry } from './entries';
import { outcomeOf } from './figures';
import { hasFund, type Fund, type FundOf } from './funds';

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
  readonly kind: Fund['kind'];
  /** Of what it is. */
  readonly of: Fund['of'];
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
  /** How many there are, and how many of them stand how: each is counted under its one status. */
  readonly units: number;
  readonly met: number;
  readonly warned: number;
  readonly over: number;
  readonly short: number;
  readonly running: number;
  readonly none: number;
  readonly open: number;
  readonly required: number;
  readonly allocated: number;
  readonly spent: number;
}

/** What was allocated and spent of a unit's fund of a year by the day, in the last wording of each record. */
export interface FundMoved extends FundOf {
  readonly allocated: number;
  readonly spent: number;
}

export interface FundBoardInput {
  readonly funds: readonly Fund[];
  /** As set by the day. */
  readonly budgets: readonly BoardEntry[];
  readonly moved: readonly FundMoved[];
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly asked: ((unit: OrgId) => boolean) | undefined;
}

/** Of the year of the day every unit that has such a fund, and whatever was recorded of other years or of a unit that has ended. */
export function fundBoard({ funds, budgets, moved, tree, asOf, asked }: FundBoardInput): readonly FundLine[] {
  const running = Number(asOf.slice(0, 4));
  const accounts = accountsOf(budgets, moved);
  const units = [...tree.orgs.values()].filter(({ org, from }) => (asked === undefined || asked(org)) && from <= asOf);
  return funds.flatMap((fund) => units.filter((unit) => hasFund(fund, unit)).flatMap(({ org }) => {
    const years = new Map(accounts.get(keyOf(fund.code, org)));
    if (!years.has(running) && orgOn(tree, org, asOf) !== null && (fund.years === null || (fund.years.from <= running && running <= fund.years.to))) years.set(running, { budget: null, moved: null });
    return [...years].sort(([a], [b]) => a - b).map(([year, account]) => line(fund, org, year, account, running));
  }));
}

/** Of one year. */
interface Account {
  /** The last; of one day the last that was recorded. */
  readonly budget: BoardEntry | null;
  readonly moved: FundMoved | null;
}

/** By fund and unit, and then by year. */
function accountsOf(budgets: readonly BoardEntry[], moved: readonly FundMoved[]): ReadonlyMap<string, ReadonlyMap<number, Account>> {
  const accounts = new Map<string, Map<number, Account>>();
  const put = (fund: string, unit: OrgId, year: number, more: (account: Account) => Account): void => {
    const years = accounts.get(keyOf(fund, unit)) ?? new Map<number, Account>();
    accounts.set(keyOf(fund, unit), years);
    years.set(year, more(years.get(year) ?? { budget: null, moved: null }));
  };
  for (const one of moved) put(one.fund, one.unit, one.year, (account) => ({ ...account, moved: one }));
  // Places in the log are those of one stream: every unit's year is one.
  for (const one of budgets) put(String(one.data['fund']), String(one.data['unit']), Number(one.data['year']), (account) => (account.budget === null || isLater(one, account.budget) ? { ...account, budget: one } : account));
  return accounts;
}

function isLater(one: BoardEntry, other: BoardEntry): boolean {
  return one.on === other.on ? one.revision > other.revision : one.on > other.on;
}

function line(fund: Fund, unit: OrgId, year: number, { budget, moved }: Account, running: number): FundLine {
  const base = budget === null ? null : Number(budget.data['base']);
  const { allocated, spent } = moved ?? { allocated: 0, spent: 0 };
  const required = fund.kind === 'PERCENT' ? (base === null || fund.percent === null ? null : shareOf(base, fund.percent)) : fund.amount;
  const { code, names, clause, quote, kind, of, percent } = fund;
  const shown = { fund: code, names, clause, quote, kind, of, unit, year, base, percent, required, allocated, spent, left: allocated - spent };
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
  for (const one of lines) {
    const key = JSON.stringify([one.fund, one.year]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const many = (status: FundStatus): number => group.filter((one) => one.status === status).length;
    const sum = (of: (one: FundLine) => number): number => group.reduce((total, one) => total + of(one), 0);
    return first === undefined ? [] : [{
      fund: first.fund, names: first.names, clause: first.clause, year: first.year, units: group.length,
      met: many('MET'), warned: many('WARNED'), over: many('OVER'), short: many('SHORT'), running: many('RUNNING'), none: many('NONE'), open: many('OPEN'),
      required: sum(({ required }) => required ?? 0), allocated: sum(({ allocated }) => allocated), spent: sum(({ spent }) => spent),
    }];
  });
}

function keyOf(fund: string, unit: OrgId): string {
  return JSON.stringify([fund, unit]);
}
