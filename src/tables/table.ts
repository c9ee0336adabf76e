import type { BusinessDate } from '../domain/dates';
import { NoticeError, type Notice } from '../event-store/notice';

/** One cell as a spreadsheet holds it, before anybody asks what it means. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** A number that the sheet shows as a date. */
  | { readonly kind: 'day'; readonly day: BusinessDate }
  /** A formula that nobody has calculated, or one that came to #REF!: there is no value to read. */
  | { readonly kind: 'fault'; readonly fault: 'formulaWithoutValue' | 'errorValue'; readonly text: string };

export interface Sheet {
  readonly name: string;
  /** Zero-based; a row may be shorter than the others. */
  readonly rows: readonly (readonly (Cell | null)[])[];
  /** What was merged, as the value's place and the places that it stands for. Zero-based, inclusive. */
  readonly merges: readonly Merge[];
}

export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface TableFile {
  readonly format: 'xlsx' | 'csv';
  /** Days of serial numbers count from 1900 or, in files of old Macs, from 1904. */
  readonly epoch: 1900 | 1904;
  readonly sheets: readonly Sheet[];
  /** Sheets that nobody sees in Excel: told, and not read. */
  readonly hidden: readonly string[];
}

/** More than any bureau has teachers; a file beyond is a file of something else. */
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 200;

/** A file that cannot be read as a table at all (422). */
export class TableError extends NoticeError {
  constructor(readonly reason: 'notATable' | 'locked' | 'oldFormat' | 'damaged' | 'tooManyRows' | 'noSheet' | 'encoding', notice: Notice) {
    super(notice);
  }
}

/** `A`, `Z`, `AA`: the column as Excel shows it. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** What a cell reads as, blanks at its ends away: ASCII, no-break, ideographic and zero-width ones. */
export function textOf(cell: Cell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  switch (cell.kind) {
    case 'text':
      return trimmed(cell.text);
    case 'number':
      return String(cell.number);
    case 'day':
      return cell.day;
    case 'fault':
      return cell.text;
  }
}

export function trimmed(text: string): string {
  return text.replaceAll(/^[\s\u00a0\u200b-\u200d\u2060\u3000\ufeff]+|[\s\u00a0\u200b-\u200d\u2060\u3000\ufeff]+$/gu, '');
}

export function isBlank(cell: Cell | null | undefined): boolean {
  return textOf(cell) === '';
}

/** Merged cells hold their value in the first place only; people mean it in each. */
export function filled({ rows, merges }: Pick<Sheet, 'rows' | 'merges'>): readonly (readonly (Cell | null)[])[] {
  if (merges.length === 0) return rows;
  const copies = new Map<number, (Cell | null)[]>();
  for (const { top, left, bottom, right } of merges) {
    const value = rows[top]?.[left] ?? null;
    if (value === null) continue;
    for (let row = top; row <= Math.min(bottom, rows.length - 1); row += 1) {
      const copy = copies.get(row) ?? [...(rows[row] ?? [])];
      for (let column = left; column <= Math.min(right, MOST_COLUMNS - 1); column += 1) copy[column] = value;
      for (let column = 0; column < copy.length; column += 1) copy[column] ??= null;
      copies.set(row, copy);
    }
  }
  return rows.map((row, index) => copies.get(index) ?? row);
}
