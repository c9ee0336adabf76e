import type { NumberWord } from '../approximate';
import type { BusinessDate } from '../dates';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { DecisionContext } from '../context';
import type { Aggregate, Decision, EventId, OfficialAct, OrgId } from '../facts';
import type { Org } from '../orgs';
import { isBody } from '../people';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import type { OrgLevel, Post } from '../registry-facts';
import { clauseOf, isOpenLeaf, wordingTold, type Bilingual, type FundingEntry, type ProgrammeDefinition } from '../rules/programme-definition';
import type { FundAllocated, FundFact, FundSpent, Proof } from './facts';
import { quoteOf, stated } from './figures';
import { corrected } from './targets';

/** Money that the text sets aside, of every unit of a level, year by year. Amounts are in fen. */
export interface Fund {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly quote: string | null;
  readonly kind: 'PERCENT' | 'EARMARK' | 'FIXED' | 'PER_HEAD';
  /** Of what; words of the text are quoted in English. null where the file does not say. */
  readonly of: Bilingual | null;
  /** Of PERCENT: the share of the budget. */
  readonly percent: number | null;
  /** Of FIXED: what the text gives a year, how it says so, and its tolerance in percent. */
  readonly amount: number | null;
  readonly word: NumberWord | null;
  readonly tolerance: number | null;
  /** Only for these; null: the text does not say. */
  readonly purposes: readonly string[] | null;
  /** What the file calls them. */
  readonly purposeNames?: readonly { readonly code: string; readonly names: Bilingual }[];
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string };
  /** Years in which the programme runs, as far as they are stated. */
  readonly years: { readonly from: number; readonly to: number } | null;
}

/** Those of which it is decided what they are and whose. */
export function fundsOf({ funding, effective }: ProgrammeDefinition): { readonly funding?: readonly Fund[] } {
  if (funding === undefined) return {};
  const [from, to] = [stated(effective.from), stated(effective.to)];
  const years = from === null || to === null ? null : { from: Number(from.slice(0, 4)), to: Number(to.slice(0, 4)) };
  return { funding: Object.entries(funding).flatMap(([code, entry]) => fundOf(code, entry, years)).sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

function fundOf(code: string, entry: FundingEntry, years: Fund['years']): readonly Fund[] {
  const { names, kind, of, percent, amount, word, tolerance, purposes, by } = entry;
  if (isOpenLeaf(kind) || isOpenLeaf(by)) return [];
  const [yuan, share] = [stated(amount), stated(of)];
  return [{
    code, names, clause: clauseOf(entry), quote: quoteOf(entry), kind: kind.value, of: share === null ? null : wordingTold(share), percent: stated(percent), amount: yuan === null ? null : Math.round(yuan * 100), word: stated(word), tolerance: stated(tolerance),
    purposes: stated(purposes)?.map((purpose) => purpose.code) ?? null, ...(stated(purposes) === null ? {} : { purposeNames: stated(purposes) ?? [] }), by: { ...by.value, clause: clauseOf(by) }, years,
  }];
}

interface Account {
  /** The latest. */
  budget: number | null;
  readonly allocations: { readonly on: BusinessDate; readonly amount: number }[];
  /** By its first wording's event. */
  readonly spendings: Map<EventId, { readonly on: BusinessDate; readonly amount: number }>;
}

/** Stream `fund-<programme>.<unit>.<year>`: all of a unit's funds of the year. */
export interface FundState {
  readonly accounts: Map<string, Account>;
  readonly originOf: Map<EventId, EventId>;
}

export const fund: Aggregate<FundState, FundFact> = {
  initial: () => ({ accounts: new Map(), originOf: new Map() }),
  evolve: (state, fact) => {
    const account: Account = state.accounts.get(fact.data.fund) ?? { budget: null, allocations: [], spendings: new Map() };
    state.accounts.set(fact.data.fund, account);
    const on = fact.meta.effectiveOn;
    switch (fact.type) {
      case 'FundBudgetSet':
        account.budget = fact.data.base;
        return state;
      case 'FundAllocated':
        account.allocations.push({ on, amount: fact.data.amount });
        return state;
      case 'FundSpent': {
        const origin = fact.meta.corrects ?? fact.id;
        state.originOf.set(fact.id, origin);
        account.spendings.set(origin, { on, amount: fact.data.amount });
        return state;
      }
    }
  },
};

export function fundNamed(programme: EffectiveProgramme | undefined, code: string): Fund | undefined {
  return programme?.funding?.find((one) => one.code === code);
}

/** Units that have such a fund. */
export function hasFund({ by }: Fund, unit: Org): boolean {
  return isBody(unit, by);
}

/** Whose money, of which year. */
export interface FundOf {
  readonly fund: string;
  readonly unit: OrgId;
  readonly year: number;
}

export function decideSetFundBudget(state: FundState, command: FundOf & { readonly base: number; readonly on: BusinessDate }, act: OfficialAct, context: DecisionContext): Decision<FundFact> {
  const { on, ...set } = command;
  const known = knownFund(set, on, context);
  if (known.kind === 'refused') return known;
  if (known.fund.kind !== 'PERCENT') return refused('fundWithoutBase', { fund: set.fund }, { clause: known.fund.clause });
  if (state.accounts.get(set.fund)?.budget === set.base) return alreadySo;
  return { kind: 'events', events: [{ type: 'FundBudgetSet', data: { programme: known.programme.id, ...set }, effectiveOn: on, act, rule: ruleReference(known.programme, known.fund.clause) }] };
}

/** A negative amount takes back what is not spent yet. */
export function decideAllocateFund(state: FundState, command: FundOf & { readonly amount: number; readonly on: BusinessDate }, act: OfficialAct, context: DecisionContext): Decision<FundFact> {
  const { on, ...allocated } = command;
  const known = knownFund(allocated, on, context);
  if (known.kind === 'refused') return known;
  const free = freeFrom(state.accounts.get(allocated.fund), on);
  if (free + allocated.amount < 0) return refused('fundShort', { fund: allocated.fund, left: free, asked: -allocated.amount }, { clause: known.fund.clause });
  const data: FundAllocated['data'] = { programme: known.programme.id, ...allocated };
  return { kind: 'events', events: [{ type: 'FundAllocated', data, effectiveOn: on, act, rule: ruleReference(known.programme, known.fund.clause) }] };
}

export interface SpendFundCommand extends FundOf {
  readonly amount: number;
  readonly purpose: string;
  readonly on: BusinessDate;
  readonly document: Proof;
  readonly corrects?: EventId;
}

/** Never above what was allocated by the day, nor so that what was spent later lacks cover. */
export function decideSpendFund(state: FundState, command: SpendFundCommand, context: DecisionContext): Decision<FundFact> {
  const { on, corrects, ...spent } = command;
  const known = knownFund(spent, on, context);
  if (known.kind === 'refused') return known;
  const { clause, purposes } = known.fund;
  if (purposes !== null && !purposes.includes(spent.purpose)) return refused('purposeNotAllowed', { fund: spent.fund, purpose: spent.purpose, purposes: [...purposes] }, { clause });
  const entry = corrected(state.originOf, corrects);
  if (entry.kind === 'refused') return entry;
  const account = state.accounts.get(spent.fund);
  if (entry.origin !== undefined && account?.spendings.has(entry.origin) !== true) return refused('entryUnknown', { event: corrects ?? '' });
  const free = freeFrom(account, on, entry.origin);
  if (spent.amount > free) return refused('fundShort', { fund: spent.fund, left: free, asked: spent.amount }, { clause });
  const data: FundSpent['data'] = { programme: known.programme.id, ...spent };
  return { kind: 'events', events: [{ type: 'FundSpent', data, effectiveOn: on, rule: ruleReference(known.programme, clause), ...(entry.origin === undefined ? {} : { corrects: entry.origin }) }] };
}

/** The least that is left on any day from this one on; without one spending that is about to be restated. */
function freeFrom(account: Account | undefined, on: BusinessDate, without?: EventId): number {
  if (account === undefined) return 0;
  const moves = [...account.allocations, ...[...account.spendings].flatMap(([origin, { on: day, amount }]) => (origin === without ? [] : [{ on: day, amount: -amount }]))];
  const days = [on, ...moves.map((move) => move.on).filter((day) => day > on)];
  return Math.min(...days.map((day) => moves.reduce((sum, move) => (move.on <= day ? sum + move.amount : sum), 0)));
}

function knownFund({ fund: code, unit, year }: FundOf, on: BusinessDate, context: DecisionContext): { readonly kind: 'known'; readonly fund: Fund; readonly programme: EffectiveProgramme } | Refused {
  const programme = needed(context, 'programme');
  const known = fundNamed(programme, code);
  if (known === undefined) return refused('fundUnknown', { fund: code, programme: programme.id, funds: (programme.funding ?? []).map((one) => one.code) });
  const { clause } = known;
  const org = needed(context, 'orgs').orgs.get(unit);
  if (org === undefined) return refused('unknownOrg', { org: unit }, { clause });
  if (!hasFund(known, org)) return refused('requirementNotOfUnit', { requirement: code, unit, level: known.by.level }, { clause });
  if (known.years !== null && (year < known.years.from || year > known.years.to)) return refused('fundYearOutside', { fund: code, year, from: known.years.from, to: known.years.to }, { clause });
  return on > context.today ? refused('inTheFuture', { day: on, today: context.today }) : { kind: 'known', fund: known, programme };
}
