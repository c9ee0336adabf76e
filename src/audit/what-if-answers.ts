import type { BusinessDate } from '../domain/dates';
import type { EventId, JsonObject, Recorded, Refusal, RoundId, TeacherId } from '../domain/facts';
import type { EffectiveProgramme, Stage } from '../domain/programme-rules';
import { calledIn, type Named } from '../domain/refusal-names';
import { withClause } from '../domain/refusal-notice';
import { NotPrintedError } from '../domain/rules/arguments';
import type { Notice } from '../event-store/notice';
import type { HistoryFact } from './history';
import { whyOf, wordOf } from './event-words';

/** What was decided, in words, and by which rule where it was a refusal. */
export interface Answer {
  readonly decided: 'MAY' | 'REFUSED' | 'PROPOSED' | 'NOT_PROPOSED';
  readonly words: Notice;
  /** Of a refusal and of who leads: by which sentence of the text. */
  readonly clause?: string;
}

/** One person whom the draft would have treated otherwise, or an act about no one person that it would. */
export interface Otherwise {
  /** The recorded decision. */
  readonly event: EventId;
  readonly type: string;
  readonly on: BusinessDate;
  /** null of an assessment, which is of no round. */
  readonly round: RoundId | null;
  readonly tier: string | null;
  /** null of an act about no one person. */
  readonly teacher: TeacherId | null;
  /** What the act was about, where that is more than a person: a round, a base, a studio, a fund. */
  readonly about?: Notice;
  /** Of who may act: the stage of the programme, where it is one; null where another rule names her. */
  readonly stage?: Stage | null;
  readonly was: Answer;
  readonly would: Answer;
  /** The decision before it that falls otherwise, where it does so for that alone. */
  readonly follows?: { readonly event: EventId; readonly type: string };
}

export interface Unanswered {
  readonly unanswered: Notice;
  readonly round: RoundId | null;
}

export type Again = { readonly otherwise: readonly Otherwise[] } | Unanswered;

/** One recorded decision, to be taken by the rules of any programme on what it had read. */
export interface Retrial {
  readonly round: RoundId | null;
  readonly tier: string | null;
  readonly about?: Notice;
  /** Whom it was about (null: no one person), and what she was answered: null stands for yes. */
  readonly recorded: ReadonlyMap<TeacherId | null, Answer | null>;
  /** Of each person the refusal, null for yes; a notice where the rules ask for what was not there then. */
  readonly by: (programme: EffectiveProgramme) => Verdicts | Unanswerable;
  /** What a yes comes to by the rules where that is more than yes: a last day, a term, a sum. null: nothing more. */
  readonly comesTo?: (programme: EffectiveProgramme) => Coming | null;
}

/** To which day something runs by the rules; where the programme ends first, by its own days. */
export function termTo(to: BusinessDate | null, years: string | undefined, { validity }: Pick<EffectiveProgramme, 'validity'> = {}): Coming {
  const clause = validity !== undefined && to === validity.to ? validity.clause : years;
  return { words: to === null ? { zh: '没有届期', en: 'for no term' } : { zh: `届期至 ${to}`, en: `for a term to ${to}` }, ...(clause === undefined ? {} : { clause }) };
}

/** A day, a sum or a consequence that a decision has by the rules, with the clause that it has it by. */
export interface Coming {
  readonly words: Notice;
  readonly clause?: string | null;
}

export type Verdicts = ReadonlyMap<TeacherId | null, Refusal | null>;
export interface Unanswerable {
  readonly unanswerable: Notice;
}

/**
 * What the draft would have answered otherwise. The decision is first taken by the rules that it was taken by: where that
 * does not come to what is on record, the record does not hold all that was read, and nothing is said about the draft.
 */
export function compared(fact: Recorded, { round, tier, about, recorded, by, comesTo }: Retrial, own: EffectiveProgramme, named: Named & { readonly programme: EffectiveProgramme }): Again {
  const control = by(own);
  if ('unanswerable' in control || [...recorded].some(([teacher, was]) => (control.get(teacher) ?? null) === null ? was !== null : was === null)) return { round, unanswered: NOT_ALL_ON_RECORD };
  const tried = asPrinted(() => by(named.programme));
  if ('unanswerable' in tried) return { round, unanswered: tried.unanswerable };
  const yes: Answer = { decided: 'MAY', words: wordOf(fact.type as HistoryFact['type']) };
  const allowed = [...recorded].some(([teacher, was]) => was === null && (tried.get(teacher) ?? null) === null);
  const [came, comes] = comesTo === undefined || !allowed ? [null, null] : [comesTo(own), comesTo(named.programme)];
  return {
    otherwise: [...recorded].flatMap(([teacher, was]): readonly Otherwise[] => {
      const would = tried.get(teacher) ?? null;
      const of = { event: fact.id, type: fact.type, on: fact.meta.context.today, round, tier, teacher, ...(about === undefined ? {} : { about }) };
      if ((would === null) !== (was === null)) return [{ ...of, was: was ?? yes, would: would === null ? ALLOWED : refusedBy(would, named) }];
      if (was !== null || (came?.words.zh === comes?.words.zh && came?.words.en === comes?.words.en)) return [];
      return [{ ...of, was: coming(came, yes), would: coming(comes, yes) }];
    }),
  };
}

/** A draft may read a day that the notice of the time did not print: what it would have said nobody knows. */
function asPrinted(by: () => Verdicts | Unanswerable): Verdicts | Unanswerable {
  try {
    return by();
  } catch (error) {
    if (!(error instanceof NotPrintedError)) throw error;
    return { unanswerable: { zh: `草案要用通知中的日期“${error.parameter}”，当时的通知没有写，无从重判。`, en: `The draft reads the date "${error.parameter}" of the notice, and the notice of the time did not say it, so it cannot be decided again.` } };
  }
}

function coming(of: Coming | null, yes: Answer): Answer {
  return of === null ? yes : { decided: 'MAY', words: of.words, ...clauseOf(of.clause) };
}

/** Of a decision about one person, or about none. */
export function ofOne(teacher: TeacherId | null, refusal: Refusal | null): Verdicts {
  return new Map([[teacher, refusal]]);
}

/** What a decider answers, as far as it is told here. */
export function refusalOf(decision: { readonly kind: string; readonly refusal?: Refusal }): Refusal | null {
  return decision.kind === 'refused' ? (decision.refusal ?? null) : null;
}

export function refusedBy(refusal: Refusal, named?: Named): Answer {
  return { decided: 'REFUSED', words: refusalWords(refusal, named), ...clauseOf(refusal.clause) };
}

function clauseOf(clause: string | null | undefined): { readonly clause?: string } {
  return clause === null || clause === undefined || clause === '' ? {} : { clause };
}

/** As it was recorded, with the values that are private to the person where her key is still there. */
export function recordedRefusal(rule: string, clause: string | null, inputs: JsonObject, own: JsonObject | null, named: Named): Answer {
  const called = calledIn({ rule, inputs, ...(own === null ? {} : { personal: { own } }) }, named);
  return { decided: 'REFUSED', words: withClause(whyOf(rule, clause, inputs, own, called), clause ?? undefined), ...clauseOf(clause) };
}

export function refusalWords(refusal: Refusal, named?: Named): Notice {
  const { rule, clause, inputs, personal } = refusal;
  return withClause(whyOf(rule, clause ?? null, inputs, Object.values(personal ?? {})[0] ?? null, named === undefined ? undefined : calledIn(refusal, named)), clause);
}

/** The act as a whole could not have been: what its body would have done in its place is not on record. */
export function actImpossible(refusal: Refusal): Unanswerable {
  const { zh, en } = refusalWords(refusal);
  return { unanswerable: { zh: `按草案，这项决定整体不能照此作出，当时的机关会如何处理没有记录：${zh}`, en: `Under the draft the act as a whole could not have been taken so, and what its body would have done instead is not on record: ${en}` } };
}

export const NOT_ALL_ON_RECORD: Notice = { zh: '按原规则重判，与当时的结果不一致（记录中没有当时所依据的全部内容，或系统此后才有这样的判断），无从以草案重判。', en: 'Taken again by its own rules it comes out otherwise than it did, since the record does not hold all that it was decided on or the product has learnt to decide so since: it cannot be tried under the draft.' };
export const ERASED: Notice = { zh: '本人信息已删除，无从重判。', en: 'Her personal data was erased, so it cannot be decided again.' };
export const ALLOWED: Answer = { decided: 'MAY', words: { zh: '准予', en: 'allowed' } };

export function noTier(code: string): Notice {
  return { zh: `草案没有代码为“${code}”的层级。`, en: `The draft has no tier "${code}".` };
}

export function noAssessment(code: string): Notice {
  return { zh: `草案没有代码为“${code}”的考核。`, en: `The draft has no assessment "${code}".` };
}
