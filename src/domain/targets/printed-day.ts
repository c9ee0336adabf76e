import { addDays, addMonths, isBusinessDate, type BusinessDate } from '../dates';

/** `2025`, `2022-06` or `2022-06-30`, as precise as the text prints it. */
export type PrintedDay = string;
/** 前 of a printed day: `INCLUSIVE` to the end of what is printed, `EXCLUSIVE` to the end of the day before it begins. */
export type Before = 'INCLUSIVE' | 'EXCLUSIVE';

export function isPrintedDay(value: string): boolean {
  return isBusinessDate(`${value}-01-01`.slice(0, 10)) && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/u.test(value);
}

/** @throws RangeError for what is no printed day. */
export function firstDay(printed: PrintedDay): BusinessDate {
  if (!isPrintedDay(printed)) throw new RangeError(`Not a day, month or year: ${JSON.stringify(printed)}`);
  return `${printed}-01-01`.slice(0, 10);
}

/** The last day on which what is due by it is in time. */
export function lastDay(printed: PrintedDay, before: Before = 'INCLUSIVE'): BusinessDate {
  const first = firstDay(printed);
  if (before === 'EXCLUSIVE') return addDays(first, -1);
  if (printed.length === 4) return `${printed}-12-31`;
  return printed.length === 7 ? addDays(addMonths(first, 1), -1) : first;
}
