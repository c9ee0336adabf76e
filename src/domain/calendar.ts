import data from 'chinese-days/dist/chinese-days.json';
import { addDays, isBusinessDate, requireDate, weekday, type BusinessDate } from './dates';

/**
 * Working days of the People's Republic: weekends, public holidays and the make-up workdays (调休) of the yearly
 * State Council notice.
 *
 * Holidays come from the table that chinese-days 1.5.7 ships, not from its functions: those build a local `Date`, so
 * that in a process west of Shanghai Saturday 2019-09-28 answers as a workday; and a year they do not know answers as
 * plain weekdays without saying so (pitfalls.md, "More").
 */
export interface WorkingCalendar {
  /** Name and version of the table, as recorded in `meta.context.calendar` and on every window. */
  readonly version: string;
  /** First and last year whose holidays are known; a gap between them does not occur. */
  readonly firstYear: number;
  readonly lastYear: number;
  readonly isWorkday: (date: BusinessDate) => boolean;
  /** Whether the holidays of the date's year are known; if not, the answer is plain weekdays and must be called provisional. */
  readonly covers: (date: BusinessDate) => boolean;
  /** `publicityWindow` by this calendar. */
  readonly window: (openedOn: BusinessDate, workingDays: number, countFirstDay: boolean) => PublicityWindow;
  /** `windowOver` by this calendar. */
  readonly windowOver: (stretches: readonly Stretch[], workingDays: number, countFirstDay: boolean) => WindowSoFar;
}

/** Days on which a publicity's clock ran: from the day of posting or of resumption, to the day before a suspension. */
export interface Stretch {
  readonly from: BusinessDate;
  /** null: it still runs. */
  readonly until: BusinessDate | null;
}

/** How far a window has come. `lastDay` is null while its clock is suspended. */
export interface WindowSoFar {
  readonly counted: number;
  readonly firstDay: BusinessDate | null;
  readonly lastDay: BusinessDate | null;
  readonly provisional: boolean;
  readonly calendar: string;
}

/** A year that an operator loads, from the State Council notice, where the shipped table has none yet or is wrong. */
export interface CalendarYear {
  readonly year: number;
  /** Where it stands: 国办发明电〔…〕…号. */
  readonly source: string;
  /** Every day off, weekends within a holiday included. */
  readonly holidays: readonly BusinessDate[];
  /** Saturdays and Sundays worked. */
  readonly makeUpWorkdays: readonly BusinessDate[];
}

export interface PublicityWindow {
  /** First day that counts: with the posting day not counted, the working day after it. */
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
  /** True where a day of it lies in a year whose holidays are not known yet; to be computed again when they are. */
  readonly provisional: boolean;
  readonly calendar: string;
}

const SHIPPED = 'chinese-days@1.5.7';
const shippedHolidays: ReadonlySet<string> = new Set(Object.keys(data.holidays));
const shippedWorkdays: ReadonlySet<string> = new Set(Object.keys(data.workdays));
const shippedYears: readonly number[] = [...new Set([...shippedHolidays].map((date) => Number(date.slice(0, 4))))].sort((a, b) => a - b);

/**
 * @param loaded years that replace or extend the shipped ones; named in the calendar's version in the order of the years.
 * @throws RangeError where a loaded year names a day outside itself, a day that is none, or the same day twice.
 */
export function workingCalendar(loaded: readonly CalendarYear[] = []): WorkingCalendar {
  const years = [...loaded].sort((a, b) => a.year - b.year);
  const known = new Set(shippedYears);
  const holidays = new Set<string>();
  const workdays = new Set<string>();
  const replaced = new Set<number>();
  for (const entry of years) {
    if (replaced.has(entry.year)) throw new RangeError(`Calendar year ${entry.year} is loaded twice`);
    requireYear(entry);
    replaced.add(entry.year);
    known.add(entry.year);
    entry.holidays.forEach((day) => holidays.add(day));
    entry.makeUpWorkdays.forEach((day) => workdays.add(day));
  }
  for (const day of shippedHolidays) if (!replaced.has(yearOf(day))) holidays.add(day);
  for (const day of shippedWorkdays) if (!replaced.has(yearOf(day))) workdays.add(day);

  const covered = [...known].sort((a, b) => a - b);
  const extension = years.map((entry) => `+${entry.year}(${entry.source})`).join('');
  const calendar: WorkingCalendar = {
    version: `${SHIPPED}${extension}`,
    firstYear: covered[0] ?? 0,
    lastYear: covered[covered.length - 1] ?? 0,
    covers: (date) => known.has(yearOf(requireDate(date))),
    isWorkday: (date) => workdays.has(requireDate(date)) || (weekday(date) <= 5 && !holidays.has(date)),
    window: (openedOn, workingDays, countFirstDay) => publicityWindow(openedOn, workingDays, countFirstDay, calendar),
    windowOver: (stretches, workingDays, countFirstDay) => windowOver(stretches, workingDays, countFirstDay, calendar),
  };
  return calendar;
}

/** The shipped table alone. */
export const prcCalendar: WorkingCalendar = workingCalendar();

/**
 * n working days of publicity. By default the posting day does not count (Civil Code art. 201, domain.md reading 7);
 * a programme may choose to count it, and then it counts only if it is a working day itself.
 *
 * @throws RangeError for a day that is none, or for a number of days that is not a whole one from 1 to 366.
 */
export function publicityWindow(openedOn: BusinessDate, workingDays: number, countFirstDay: boolean, calendar: WorkingCalendar = prcCalendar): PublicityWindow {
  const { firstDay, lastDay, provisional, calendar: version } = windowOver([{ from: openedOn, until: null }], workingDays, countFirstDay, calendar);
  if (firstDay === null || lastDay === null) throw new Error('a stretch without an end counts to its last day');
  return { firstDay, lastDay, provisional, calendar: version };
}

/**
 * n working days over stretches with pauses between them. The day of a suspension does not count, being no whole day; the
 * day of a resumption counts where the posting day does.
 *
 * @throws RangeError for a day that is none, or for a number of days that is not a whole one from 1 to 366.
 */
export function windowOver(stretches: readonly Stretch[], workingDays: number, countFirstDay: boolean, calendar: WorkingCalendar): WindowSoFar {
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > 366) throw new RangeError(`Not a number of working days: ${workingDays}`);
  let provisional = false;
  let firstDay: BusinessDate | null = null;
  let counted = 0;
  for (const { from, until } of stretches) {
    if (!calendar.covers(from)) provisional = true;
    for (let day = countFirstDay ? from : addDays(from, 1); until === null || day <= until; day = addDays(day, 1)) {
      if (!calendar.covers(day)) provisional = true;
      if (!calendar.isWorkday(day)) continue;
      firstDay ??= day;
      counted += 1;
      if (counted === workingDays) return { counted, firstDay, lastDay: day, provisional, calendar: calendar.version };
    }
  }
  return { counted, firstDay, lastDay: null, provisional, calendar: calendar.version };
}

export type CalendarYearReading = { readonly kind: 'year'; readonly year: CalendarYear } | { readonly kind: 'refused'; readonly zh: string; readonly en: string };

/** Reads an operator's year file: JSON `{ year, source, holidays: […], makeUpWorkdays: […] }`. Text in, result out. */
export function readCalendarYear(text: string): CalendarYearReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'refused', zh: '年历文件不是 JSON：请查对括号、引号与逗号', en: 'The calendar file is not JSON: check its brackets, quotes and commas' };
  }
  if (!isCalendarYear(value)) {
    return {
      kind: 'refused',
      zh: '年历文件须含 year（年份）、source（通知文号）、holidays（全部放假日）、makeUpWorkdays（调休上班日），日期写成 YYYY-MM-DD',
      en: 'The calendar file must give year, source (number of the notice), holidays (every day off) and makeUpWorkdays, with dates as YYYY-MM-DD',
    };
  }
  try {
    requireYear(value);
  } catch (error) {
    return { kind: 'refused', zh: `年历文件有误：请查对是否有他年的、重复的日期，或调休日不是周末（${error instanceof Error ? error.message : ''}）`, en: `The calendar file is wrong: ${error instanceof Error ? error.message : ''}` };
  }
  const { year, source, holidays, makeUpWorkdays } = value;
  return { kind: 'year', year: { year, source, holidays, makeUpWorkdays } };
}

function isCalendarYear(value: unknown): value is CalendarYear {
  if (typeof value !== 'object' || value === null || !('year' in value && 'source' in value && 'holidays' in value && 'makeUpWorkdays' in value)) return false;
  const { year, source, holidays, makeUpWorkdays } = value;
  return Number.isInteger(year) && typeof source === 'string' && source.trim() !== '' && Array.isArray(holidays) && holidays.length > 0 && holidays.every(isBusinessDate) && Array.isArray(makeUpWorkdays) && makeUpWorkdays.every(isBusinessDate);
}

function requireYear(entry: CalendarYear): void {
  for (const day of entry.makeUpWorkdays) {
    // A weekday needs no making up: it stands in the wrong list.
    if (isBusinessDate(day) && weekday(day) <= 5) throw new RangeError(`Calendar year ${entry.year} makes up on ${day}, which is no Saturday or Sunday`);
  }
  const seen = new Set<string>();
  for (const day of [...entry.holidays, ...entry.makeUpWorkdays]) {
    if (!isBusinessDate(day) || yearOf(day) !== entry.year) throw new RangeError(`Calendar year ${entry.year} names ${JSON.stringify(day)}, which is no day of it`);
    if (seen.has(day)) throw new RangeError(`Calendar year ${entry.year} names ${day} twice`);
    seen.add(day);
  }
}

function yearOf(date: BusinessDate): number {
  return Number(date.slice(0, 4));
}
