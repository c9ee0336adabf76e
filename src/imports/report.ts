import type { JsonObject, OrgId } from '../domain/facts';
import { fields, type ImportKind } from './fields';
import type { RowProblem } from './problems';
import type { FileReading, SheetReading } from './reading';
import type { ReadRow } from './read-row';

/** One row with what the registers say of it. NEW: to be registered; THERE: on record already, or on its way. */
export interface JudgedRow extends ReadRow {
  readonly state: 'NEW' | 'THERE' | 'WRONG';
}

/** What an import answers, dry or done: everything that an officer needs to go on, at once. */
export interface ImportReport extends JsonObject {
  /** Tells this content from any other; goes into what is stored in place of the file. */
  readonly import: string;
  readonly kind: ImportKind;
  /** Whose mappings are used. */
  readonly unit: OrgId;
  readonly sheets: readonly JsonObject[];
  readonly counts: { readonly rows: number; readonly new: number; readonly there: number; readonly wrong: number; readonly questions: number };
  readonly problems: readonly JsonObject[];
  /** Problems beyond those listed. */
  readonly more: number;
}

/** As many as anybody corrects before trying again; the counts go on. */
const MOST_PROBLEMS = 1_000;

export function reportOf(head: { readonly import: string; readonly kind: ImportKind; readonly unit: OrgId }, file: FileReading, rows: readonly JudgedRow[]): ImportReport {
  const { kind } = head;
  const problems = [...file.sheets.flatMap((sheet) => sheet.problems), ...rows.flatMap((row) => row.problems)];
  const of = (state: JudgedRow['state']): number => rows.filter((row) => row.state === state).length;
  return {
    ...head,
    format: file.format,
    dateSystem: file.epoch,
    hiddenSheets: [...file.hidden],
    fields: fields[kind].map(({ code, label, required }) => ({ field: code, zh: label.zh, en: label.en, required })),
    sheets: file.sheets.map((sheet) => sheetOf(sheet)),
    counts: { rows: rows.length, new: of('NEW'), there: of('THERE'), wrong: of('WRONG'), questions: rows.filter((row) => row.problems.some(({ severity }) => severity === 'QUESTION')).length },
    problems: problems.slice(0, MOST_PROBLEMS).map(problemJson),
    more: Math.max(0, problems.length - MOST_PROBLEMS),
    ...(kind === 'seats' ? { recommendationSeats: rows.flatMap(({ body }) => body ?? []), total: rows.reduce((sum, { body }) => sum + Number(body?.['seats'] ?? 0), 0) } : {}),
  };
}

function sheetOf({ sheet, matched, rows, passedOver }: SheetReading): JsonObject {
  if (matched === null) return { sheet, read: false };
  const { headers, confirmed, columns, constants, missing } = matched;
  return {
    sheet, read: true, signature: headers.signature, confirmed, firstRow: headers.firstRow + 1, rows: rows.length, passedOver: [...passedOver],
    columns: columns.map(({ letter, header, field, by, values, months }) => ({ column: letter, header, field, by, values, months })),
    constants, missing: missing.map(({ code, label }) => ({ field: code, zh: label.zh, en: label.en })),
  };
}

function problemJson({ severity, code, sheet, row, column, field, notice }: RowProblem): JsonObject {
  return { severity, code, sheet, row, column, field, zh: notice.zh, en: notice.en };
}
