import { addDays, isBusinessDate, type BusinessDate } from '../domain/dates';
import { textOf, type Cell } from './table';

/** As precise as the paper was: `2019-06-01`, `2019-06`, `2019`. */
export type PartialDay = string;

/** Serials below are counts and years, not days (1 is 1900-01-01). 1950-01-01 is 18264, in the 1904 system 16802. */
const FIRST_SERIAL = 3_000;
const LAST_SERIAL = 80_000;

/**
 * A day as people type it into a spreadsheet: a real date, a serial number that lost its format, `20190601`, `2019.6`,
 * `2019年6月1日`, `2019/6/1`, `2019-06`, a year. Null: none of these. `2019.6` is June, and so is `2019.06`; `2019.10` that
 * Excel took for a number has become 2019.1, so a bare number of that kind is ambiguous and refused.
 */
export function readDay(cell: Cell | null, epoch: 1900 | 1904): PartialDay | 'ambiguous' | null {
  if (cell === null) return null;
  if (cell.kind === 'day') return cell.day;
  if (cell.kind === 'number') return dayOfNumber(cell.number, epoch);
  return dayOfText(textOf(cell), epoch);
}

function dayOfNumber(number: number, epoch: 1900 | 1904): PartialDay | 'ambiguous' | null {
  if (Number.isInteger(number)) {
    if (number >= 1900 && number <= 2100) return String(number);
    if (number >= FIRST_SERIAL && number <= LAST_SERIAL) return dayOfSerial(number, epoch);
    return dayOfText(String(number), epoch);
  }
  // A date with a time of day: the day counts.
  if (number >= FIRST_SERIAL && number <= LAST_SERIAL) return dayOfSerial(Math.floor(number), epoch);
  if (number < 1900 || number >= 2101) return null;
  // 2019.1 may have been typed as 2019.1 or as 2019.10: the number is the same.
  return /\.1$/u.test(String(number)) ? 'ambiguous' : dayOfText(String(number), epoch);
}

function dayOfSerial(serial: number, epoch: 1900 | 1904): BusinessDate {
  // Excel's 1900 has a 29 February that never was; every serial read here lies behind it.
  return addDays(epoch === 1904 ? '1904-01-01' : '1900-01-01', epoch === 1904 ? serial : serial - 2);
}

function dayOfText(text: string, epoch: 1900 | 1904): PartialDay | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '').replace(/[T ]?\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/u, '');
  const eight = /^(\d{4})(\d{2})(\d{2})$/u.exec(plain);
  const six = /^(\d{4})(0[1-9]|1[0-2])$/u.exec(plain);
  const parts = eight ?? six ?? /^(\d{4})(?:[-/.年·、](\d{1,2})(?:[-/.月·、](\d{1,2}))?)?[日号月年.]?$/u.exec(plain);
  if (parts === null) {
    const serial = /^\d{5}(\.0+)?$/u.test(plain) ? Number(plain) : Number.NaN;
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? dayOfSerial(Math.floor(serial), epoch) : null;
  }
  const [, year = '', month, day] = parts;
  const text2 = (part: string): string => part.padStart(2, '0');
  if (month === undefined) return Number(year) >= 1900 && Number(year) <= 2100 ? year : null;
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return isBusinessDate(`${year}-${text2(month)}-01`) ? `${year}-${text2(month)}` : null;
  const whole = `${year}-${text2(month)}-${text2(day)}`;
  return isBusinessDate(whole) ? whole : null;
}

/** The first or last day that a partial one may mean. */
export function dayWithin(day: PartialDay, end: 'FIRST_DAY' | 'LAST_DAY'): BusinessDate {
  if (day.length === 10) return day;
  const [year = '', month] = day.split('-');
  if (end === 'FIRST_DAY') return `${year}-${month ?? '01'}-01`;
  const last = new Date(Date.UTC(Number(year), month === undefined ? 12 : Number(month), 0)).getUTCDate();
  return `${year}-${month ?? '12'}-${last}`;
}
