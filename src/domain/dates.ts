/** A day in Asia/Shanghai, `YYYY-MM-DD` (GB/T 7408). Sorts as text. */
export type BusinessDate = string;
/** Minute of a business day, `2019-06-14T17:00`, Asia/Shanghai. */
export type BusinessMinute = string;
/** A moment, UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`. Sorts as text. */
export type Instant = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;
/** Nothing in a teacher's life lies outside; it also keeps `Date.UTC` away from its two-digit years. */
const FIRST_YEAR = 1900;
/** 9999-12-31 is how paper says "until further notice". */
const LAST_YEAR = 9999;

/** True for a day that the calendar has, written `YYYY-MM-DD`, from 1900 to 9999: 2019-02-29 and 2019-2-1 are none. */
export function isBusinessDate(value: unknown): value is BusinessDate {
  if (typeof value !== 'string') return false;
  const match = SHAPE.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= daysInMonth(year, month));
}

/** True for a minute of a day that the calendar has: `2019-06-14T17:00`, up to T23:59. */
export function isBusinessMinute(value: unknown): value is BusinessMinute {
  return typeof value === 'string' && isBusinessDate(value.slice(0, 10)) && /^.{10}T(?:[01]\d|2[0-3]):[0-5]\d$/.test(value);
}

/** @throws RangeError naming the text, for callers whose input was checked at the edge already. */
export function requireDate(value: string): BusinessDate {
  if (!isBusinessDate(value)) throw new RangeError(`Not a calendar date: ${JSON.stringify(value)}`);
  return value;
}

/** −1, 0 or 1: before, same day, after. */
export function compareDates(a: BusinessDate, b: BusinessDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function addDays(date: BusinessDate, days: number): BusinessDate {
  return fromDayNumber(dayNumber(date) + days);
}

/**
 * The corresponding day n years on; where the month has none (29 February), its last day, as Civil Code art. 202
 * ends a period counted in years.
 */
export function addYears(date: BusinessDate, years: number): BusinessDate {
  requireDate(date);
  const year = Number(date.slice(0, 4)) + years;
  const month = Number(date.slice(5, 7));
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return requireDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

/** The corresponding day n months on, or the month's last where it has none (Civil Code art. 202). */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  requireDate(date);
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return requireDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)), 2)}`);
}

/** Days from `a` to `b`; negative where `b` is earlier. */
export function daysBetween(a: BusinessDate, b: BusinessDate): number {
  return dayNumber(b) - dayNumber(a);
}

/** 1 Monday … 7 Sunday (ISO 8601), computed in UTC so that no process time zone shifts it. */
export function weekday(date: BusinessDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  // 1970-01-01 was a Thursday.
  const index = (((dayNumber(date) + 3) % 7) + 7) % 7;
  return ([1, 2, 3, 4, 5, 6, 7] as const)[index] ?? 1;
}

/** Full years from `from` to `on`, a year being full on its corresponding day. */
export function fullYears(from: BusinessDate, on: BusinessDate): number {
  const years = Number(on.slice(0, 4)) - Number(from.slice(0, 4));
  return compareDates(addYears(from, years), on) <= 0 ? years : years - 1;
}

function dayNumber(date: BusinessDate): number {
  requireDate(date);
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY;
}

function fromDayNumber(days: number): BusinessDate {
  return requireDate(new Date(days * MS_PER_DAY).toISOString().slice(0, 10));
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
