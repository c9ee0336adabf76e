import { addDays, type BusinessDate, type BusinessMinute } from '../dates';
import type { JsonObject, OfficialAct, OrgId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import { decimal, multiplyDecimals, type Fraction } from '../rules/decimal';

/** How a notice words the beginning of a span: 以后 includes the day printed, 后 begins on the day after it (E35). */
export type BeginningWord = 'ON_OR_AFTER' | 'AFTER';
/** How a notice words an end: 以前 includes the day printed, 前 read strictly ends on the day before it (E47). */
export type EndWord = 'ON_OR_BEFORE' | 'BEFORE';

/** The bound as printed: 1984年1月1日以后出生. The day that decides stands beside it as `bornOnOrAfter`. */
export interface BornBound extends JsonObject {
  readonly date: BusinessDate;
  readonly word: BeginningWord;
}

/** A further date of the notice, for rules that name it: `{ parameter: <name> }`. Without a word the day itself. */
export interface NamedDate extends JsonObject {
  readonly name: string;
  readonly date: BusinessDate;
  readonly word: BeginningWord | EndWord | null;
}

/** Last minute of a level, Asia/Shanghai, itself in. `printed` keeps a bare day and how its 前 was read. */
export interface Deadline extends JsonObject {
  readonly level: OrgLevel;
  readonly at: BusinessMinute;
  readonly printed: { readonly date: BusinessDate; readonly before: 'INCLUSIVE' | 'EXCLUSIVE' } | null;
}

export type Rounding = 'DOWN' | 'UP' | 'HALF_UP';

/** Whom a limit speaks of: all that is written must hold of the candidate; an empty one speaks of everybody. */
export interface LimitFilter extends JsonObject {
  readonly stages?: readonly string[];
  readonly subjects?: readonly string[];
  readonly rural?: boolean;
  /** Whether she leads a school on the snapshot day (校级领导): at most a tenth of principals (E37). */
  readonly leaders?: boolean;
  /** The candidate's school is one of these or stands below one. */
  readonly units?: readonly OrgId[];
}

/**
 * A line of the seat table beside the units' seats. CAP: at most so many. FLOOR: at least so many, and one person may
 * meet several floors. RESERVED: so many places for nobody else, and one person takes one of them.
 */
export interface SeatLimit extends JsonObject {
  readonly code: string;
  readonly kind: 'CAP' | 'FLOOR' | 'RESERVED';
  /** The ledger that it bears on. */
  readonly level: OrgLevel;
  readonly of: LimitFilter;
  /** Once for each value: "of one stage and subject at most five". */
  readonly by: readonly ('STAGE' | 'SUBJECT')[];
  readonly amount: { readonly n: number } | { readonly percent: number; readonly base: 'SEATS'; readonly rounding: Rounding };
  /** UNIT: of each unit's own seats. */
  readonly per: 'ROUND' | 'UNIT';
  /** Only units with so many seats, both ends in (per: UNIT). */
  readonly unitSeats: { readonly from: number; readonly to: number } | null;
  /** Of the programme's text, where the limit comes from it: a refusal by the limit cites it. */
  readonly clause?: string;
}

/** 1:1.2, so that 37 titles may have 44 put forward. */
export interface OverSubscription extends JsonObject {
  readonly ratio: number;
  readonly rounding: Rounding;
}

export interface Contact extends JsonObject {
  readonly office: string;
  readonly phone: string;
}

/** Limits that cannot hold together and that the bureau gave up by an act: recorded, and no longer enforced (E16). */
export interface LimitWaiver extends JsonObject {
  readonly limits: readonly string[];
  readonly act: CitedAct;
}

/** An act that stands within a fact beside the fact's own. */
export type CitedAct = { readonly [member in keyof OfficialAct]: OfficialAct[member] };

/** What a notice may say beyond the plain dates and seats. Absent: as before there was such a thing. */
export interface NoticeParameters extends JsonObject {
  readonly born?: BornBound;
  readonly dates?: readonly NamedDate[];
  readonly deadlines?: readonly Deadline[];
  readonly limits?: readonly SeatLimit[];
  readonly overSubscription?: OverSubscription;
  /** Kinds of attachment by level, beside `requiredAttachments`, which the school hands in. */
  readonly attachments?: readonly { readonly level: OrgLevel; readonly kinds: readonly string[] }[];
  readonly contacts?: readonly Contact[];
}

/** The first day that the printed beginning takes in. */
export function firstDayOf({ date, word }: BornBound): BusinessDate {
  return word === 'AFTER' ? addDays(date, 1) : date;
}

/** With the day that the printed bound of birth comes to. */
export function resolved<P extends NoticeParameters & { readonly bornOnOrAfter?: BusinessDate }>(parameters: P): P {
  return parameters.born === undefined || parameters.bornOnOrAfter !== undefined ? parameters : { ...parameters, bornOnOrAfter: firstDayOf(parameters.born) };
}

/** The day that decides: the first of a beginning, the last of an end, or the day itself. */
export function dayOfNamed({ date, word }: NamedDate): BusinessDate {
  if (word === 'AFTER') return addDays(date, 1);
  return word === 'BEFORE' ? addDays(date, -1) : date;
}

/** 6月24日前: with the day itself to its last minute, or to the last minute of the day before (E47). */
export function lastMinute(printed: { readonly date: BusinessDate; readonly before: 'INCLUSIVE' | 'EXCLUSIVE' }): BusinessMinute {
  return `${printed.before === 'INCLUSIVE' ? printed.date : addDays(printed.date, -1)}T23:59`;
}

/** Order in which nominations climb. */
export const climbing: readonly OrgLevel[] = ['SCHOOL', 'DISTRICT', 'CITY'];

/** What a level hands in. */
export function attachmentsOf(parameters: NoticeParameters & { readonly requiredAttachments: readonly string[] }, level: OrgLevel): readonly string[] {
  const own = (parameters.attachments ?? []).filter((entry) => entry.level === level).flatMap((entry) => entry.kinds);
  return level === 'SCHOOL' ? [...new Set([...parameters.requiredAttachments, ...own])] : own;
}

/** The clause that a refusal by these limits cites: of the first that states one. */
export function citedOf(limits: readonly SeatLimit[], codes: readonly string[]): { readonly clause?: string } {
  const clause = codes.map((code) => limits.find((limit) => limit.code === code)?.clause).find((stated) => stated !== undefined);
  return clause === undefined ? {} : { clause };
}

/** A limit's number where so many seats are given. */
export function numberOf({ amount }: Pick<SeatLimit, 'amount'>, seats: number): number {
  if ('n' in amount) return amount.n;
  const { numerator, denominator } = multiplyDecimals(decimal(amount.percent), decimal(seats));
  return whole({ numerator, denominator: denominator * 100n }, amount.rounding);
}

/** How many may be put forward for so many titles. */
export function mostPutForward({ ratio, rounding }: OverSubscription, awardSeats: number): number {
  return whole(multiplyDecimals(decimal(ratio), decimal(awardSeats)), rounding);
}

function whole({ numerator, denominator }: Fraction, rounding: Rounding): number {
  if (rounding === 'DOWN') return Number(numerator / denominator);
  if (rounding === 'UP') return Number((numerator + denominator - 1n) / denominator);
  return Number((2n * numerator + denominator) / (2n * denominator));
}
