import type { Json, JsonObject } from '../domain/facts';
import { fold } from '../tables/fold';
import { filled, isBlank, textOf, type Cell, type Sheet } from '../tables/table';
import { convert } from './cells';
import { fields, type Field, type ImportKind } from './fields';
import type { Matched, MatchedColumn } from './mapping';
import { sentence, type ProblemCode, type RowProblem } from './problems';
import type { Notice } from '../event-store/notice';
import type { UnitsIndex } from './units-index';

/** One row of a file, its cells read by what the columns mean. */
export interface RawRow {
  readonly sheet: string;
  /** As Excel counts, from 1. */
  readonly row: number;
  readonly values: JsonObject;
  readonly texts: { readonly [field: string]: string };
  readonly problems: readonly RowProblem[];
}

export interface RawSheet {
  readonly rows: readonly RawRow[];
  /** Rows that state a total: where, and what each field of theirs says. */
  readonly totals: readonly { readonly row: number; readonly texts: { readonly [field: string]: string } }[];
  /** Signatures, notes and totals under the table. */
  readonly passedOver: readonly number[];
}

const TOTAL = /^(?:合计|总计|小计|共计|total)\d*$/u;
const NOTE = /^(?:填表|制表|填报|审核|备注|注\d*$|注[:：]|说明|单位盖章|公章|校长签字|负责人签|联系人)/u;

/** @param place where a problem of a field stands. */
export function problemAt(severity: RowProblem['severity'], code: ProblemCode, at: { readonly sheet: string; readonly row: number }, column: string | null, field: string | null, notice: Notice): RowProblem {
  return { severity, code, sheet: at.sheet, row: at.row, column, field, notice };
}

/** Every cell at once: what is wrong with each of them, not only the first. */
export function readRows(kind: ImportKind, sheet: Sheet, matched: Matched, units: UnitsIndex, epoch: 1900 | 1904): RawSheet {
  const columns = new Map(matched.columns.flatMap((column) => (column.field === null ? [] : [[column.field, column] as const])));
  const rows: RawRow[] = [];
  const totals: { row: number; texts: { [field: string]: string } }[] = [];
  const passedOver: number[] = [];
  for (const [index, cells] of filled(sheet).entries()) {
    if (index < matched.headers.firstRow || cells.every(isBlank)) continue;
    const row = index + 1;
    const first = textOf(cells.find((cell) => !isBlank(cell)));
    if (TOTAL.test(fold(first))) {
      totals.push({ row, texts: textsOf(columns, cells) });
      passedOver.push(row);
    } else if (NOTE.test(first.replaceAll(/\s/gu, ''))) passedOver.push(row);
    // Prefilled numbering without a person: nobody stands in this row.
    else if ([...columns.values()].every((column) => isBlank(cells[column.index]))) passedOver.push(row);
    else rows.push(readRow(kind, { sheet: sheet.name, row }, cells, columns, matched, units, epoch));
  }
  return { rows, totals, passedOver };
}

function readRow(kind: ImportKind, at: { readonly sheet: string; readonly row: number }, cells: readonly (Cell | null)[], columns: ReadonlyMap<string, MatchedColumn>, matched: Matched, units: UnitsIndex, epoch: 1900 | 1904): RawRow {
  const values: { [field: string]: Json } = {};
  const problems: RowProblem[] = [];
  for (const field of fields[kind]) {
    const column = columns.get(field.code);
    const cell = column === undefined || isBlank(cells[column.index]) ? constantOf(matched, field) : (cells[column.index] ?? null);
    const letter = column?.letter ?? null;
    if (cell === null) {
      if (field.required) problems.push(problemAt('ERROR', 'required', at, letter, field.code, sentence('required', { field: field.label })));
      continue;
    }
    const read = convert(field, cell, { epoch, units, column: column ?? { values: {}, months: null } });
    if (read.kind === 'value') values[field.code] = read.value;
    else problems.push(problemAt('ERROR', read.code, at, letter, field.code, sentence(read.code, read.values)));
  }
  return { ...at, values, texts: textsOf(columns, cells), problems };
}

function constantOf({ constants }: Matched, { code }: Field): Cell | null {
  const text = constants[code];
  return text === undefined ? null : { kind: 'text', text };
}

function textsOf(columns: ReadonlyMap<string, MatchedColumn>, cells: readonly (Cell | null)[]): { [field: string]: string } {
  return Object.fromEntries([...columns].map(([field, { index }]) => [field, textOf(cells[index])]));
}
