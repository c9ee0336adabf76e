import type { Refusal } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { FundFact } from '../domain/targets/facts';
import { fundBoard, type FundLine, type FundStatus } from '../domain/targets/fund-board';
import { decideAllocateFund, decideSetFundBudget, decideSpendFund, fund, fundNamed, type FundState } from '../domain/targets/funds';
import type { Notice } from '../event-store/notice';
import { ofOne, refusalOf, type Again, type Answer } from './what-if-answers';
import { actOf, ofProgramme, pinnedBy, type AsRead } from './what-if-record';

/** 经费预算、安排、支出: which funds and purposes there are and in which years, and whether what was allocated by then is the share or the amount that is asked for. */
export async function fundAgain(read: AsRead, fact: FundFact): Promise<Again> {
  const [pinned, { today }] = [pinnedBy(fact), fact.meta.context];
  const [before, after] = [await read.fold(fund, fact.stream, fact.revision - 1), await read.fold(fund, fact.stream, fact.revision)];
  const [own, draft, context, tree] = [await read.ownRules(fact), await read.draftFor(pinned), await read.contextOf(fact), await read.orgsAt(fact.meta.context.orgs ?? -1)];
  const { fund: code, unit, year } = fact.data;
  const about = fundNamed(own, code)?.names ?? { zh: code, en: code };
  const answer = await ofProgramme(read, fact, { round: null, tier: null, about, recorded: new Map([[null, null]]), by: (rules) => ofOne(null, decided(before, fact, context(rules))) });
  if ('unanswered' in answer || answer.otherwise.length > 0) return answer;
  const lineBy = (rules: EffectiveProgramme): FundLine | undefined => fundBoard({ ...accountOf(after, fact), funds: (rules.funding ?? []).filter((one) => one.code === code), tree, asOf: today, asked: (org) => org === unit }).find((line) => line.year === year);
  const [was, would] = [lineBy(own), lineBy(draft)];
  if (was === undefined || would === undefined || (was.status === would.status && was.required === would.required)) return answer;
  return { otherwise: [{ event: fact.id, type: fact.type, on: today, round: null, tier: null, teacher: null, about, was: standing(was), would: standing(would) }] };
}

function decided(state: FundState, fact: FundFact, context: Parameters<typeof decideSpendFund>[2]): Refusal | null {
  const { fund: code, unit, year } = fact.data;
  const of = { fund: code, unit, year, on: fact.meta.effectiveOn };
  switch (fact.type) {
    case 'FundBudgetSet':
      return refusalOf(decideSetFundBudget(state, { ...of, base: fact.data.base }, actOf(fact), context));
    case 'FundAllocated':
      return refusalOf(decideAllocateFund(state, { ...of, amount: fact.data.amount }, actOf(fact), context));
    case 'FundSpent': {
      const { amount, purpose, document } = fact.data;
      return refusalOf(decideSpendFund(state, { ...of, amount, purpose, document, ...(fact.meta.corrects === undefined ? {} : { corrects: fact.meta.corrects }) }, context));
    }
  }
}

/** What the board of funds reads of a unit's year. */
function accountOf({ accounts }: FundState, { id, type, revision, meta: { effectiveOn: on }, data: { fund: code, unit, year } }: FundFact): Pick<Parameters<typeof fundBoard>[0], 'budgets' | 'moved'> {
  const account = accounts.get(code);
  const of = { fund: code, unit, year };
  const sum = (moves: Iterable<{ readonly amount: number }>): number => [...moves].reduce((total, { amount }) => total + amount, 0);
  return {
    budgets: account === undefined || account.budget === null ? [] : [{ event: id, type, revision, on, data: { ...of, base: account.budget }, corrects: null, act: null }],
    moved: account === undefined ? [] : [{ ...of, allocated: sum(account.allocations), spent: sum(account.spendings.values()) }],
  };
}

const WORDS: { readonly [status in FundStatus]: Notice } = {
  MET: { zh: '足额', en: 'met' }, SHORT: { zh: '不足', en: 'short' }, WARNED: { zh: '偏离但在允许偏差之内', en: 'off, within the tolerance' }, OVER: { zh: '超出', en: 'over' },
  RUNNING: { zh: '年内尚未足额', en: 'less so far' }, NONE: { zh: '尚无从计算', en: 'nothing to reckon by yet' }, OPEN: { zh: '允许偏差未定', en: 'no tolerance stated' },
};

/** What is asked for by then and what is there. */
function standing({ required, allocated, status, clause }: FundLine): Answer {
  const word = WORDS[status];
  const [zh, en] = required === null ? ['', ''] : [`应安排 ${required} 分，`, `${required} fen are asked for, `];
  return { decided: 'MAY', words: { zh: `${zh}已安排 ${allocated} 分：${word.zh}`, en: `${en}${allocated} allocated: ${word.en}` }, clause };
}
