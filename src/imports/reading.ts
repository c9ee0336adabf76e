import type { OrgId } from '../domain/facts';
import type { Mapping } from '../domain/import-mapping';
import { fold } from '../tables/fold';
import { isBlank, textOf, TableError, filled, type Sheet, type TableFile } from '../tables/table';
import { fields, type ImportKind } from './fields';
import { match, type Matched } from './mapping';
import { expertRow, teacherRow } from './people-rows';
import { sentence, type RowProblem } from './problems';
import { RowReading, type ReadRow } from './read-row';
import { problemAt, readRows, type RawRow, type RawSheet } from './rows';
import { titleRow } from './title-rows';
import { UnitsIndex, type KnownUnit } from './units-index';
import { announce, parentsFirst, unitRow } from './unit-rows';

/** All that a reading depends on beside the file: the same file and the same of these come to the same rows. */
export interface ReadingContext {
  readonly kind: ImportKind;
  /** A UUID that stands for the file's content: ids made here follow from it and the row. */
  readonly file: string;
  readonly units: readonly KnownUnit[];
  /** The unit that the officer acts for. */
  readonly acting: OrgId;
  readonly mappings: readonly (readonly [signature: string, mapping: Mapping])[];
}

export interface SheetReading {
  readonly sheet: string;
  /** Null: no headers of this kind were found, and the sheet is left out. */
  readonly matched: Matched | null;
  readonly rows: readonly ReadRow[];
  readonly passedOver: readonly number[];
  /** Of the sheet as a whole: totals that do not add up. */
  readonly problems: readonly RowProblem[];
}

export interface FileReading {
  readonly format: TableFile['format'];
  readonly epoch: TableFile['epoch'];
  readonly hidden: readonly string[];
  readonly sheets: readonly SheetReading[];
}

/** Pure: from cells to bodies of the ordinary use cases, with everything that is wrong on the way. Error: TableError. */
export function readTables(table: TableFile, context: ReadingContext): FileReading {
  const saved = new Map(context.mappings);
  const before = new UnitsIndex(context.units);
  const matched = table.sheets.filter(({ rows }) => rows.some((row) => !row.every(isBlank))).map((sheet) => ({ sheet, found: match(context.kind, sheet, saved) }));
  if (!matched.some(({ found }) => found !== null)) {
    throw new TableError('noSheet', {
      zh: `没有找到表头：可见的工作表中没有一行像“${fields[context.kind].filter(({ required }) => required).map(({ label }) => label.zh).join('、')}”。请检查种类和文件，或在 POST /import-mappings 中写明各列。`,
      en: `No headers were found: no row of a visible sheet looks like "${fields[context.kind].filter(({ required }) => required).map(({ label }) => label.en).join(', ')}". Check the kind and the file, or state the columns with POST /import-mappings.`,
    });
  }
  const units = new UnitsIndex(context.units);
  if (context.kind === 'units') for (const { sheet, found } of matched) if (found !== null) announce(units, context.file, namesIn(sheet, found));
  const sheets = matched.map(({ sheet, found }): SheetReading => {
    if (found === null) return { sheet: sheet.name, matched: null, rows: [], passedOver: [], problems: [] };
    const raw = readRows(context.kind, sheet, found, units, table.epoch);
    const rows = raw.rows.map((row) => rowOf(row, found, context, before));
    return { sheet: sheet.name, matched: found, rows: context.kind === 'units' ? parentsFirst(rows) : rows, passedOver: raw.passedOver, problems: context.kind === 'seats' ? totalsOf(sheet, raw, found) : [] };
  });
  return { format: table.format, epoch: table.epoch, hidden: table.hidden, sheets: withoutTwins(context.kind, sheets) };
}

function rowOf(raw: RawRow, found: Matched, { kind, file, acting }: ReadingContext, before: UnitsIndex): ReadRow {
  switch (kind) {
    case 'teachers':
      return teacherRow(raw, found);
    case 'units':
      return unitRow(raw, found, before, file, acting);
    case 'experts':
      return expertRow(raw, found);
    case 'titles':
      return titleRow(raw, found);
    case 'seats': {
      const row = new RowReading('seats', raw, found);
      return row.done({ unit: row.value('unit'), seats: row.value('seats') });
    }
  }
}

function namesIn(sheet: Sheet, { headers, columns }: Matched) {
  const at = (field: string): number => columns.find((column) => column.field === field)?.index ?? -1;
  return filled(sheet).flatMap((cells, index) => (index < headers.firstRow ? [] : [{ sheet: sheet.name, row: index + 1, name: textOf(cells[at('name')]), code: textOf(cells[at('code')]).normalize('NFKC') }]));
}

/** Two rows of one unit, one number or one code: the later one is told which the first is. */
function withoutTwins(kind: ImportKind, sheets: readonly SheetReading[]): readonly SheetReading[] {
  const seen = new Map<string, { readonly sheet: string; readonly row: number }>();
  const what = kind === 'seats' ? { zh: '单位', en: 'unit' } : kind === 'units' ? { zh: '单位', en: 'unit' } : { zh: '人', en: 'person' };
  return sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row): ReadRow => {
      const key = keyOf(kind, row);
      if (key === null) return row;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, row);
        return row;
      }
      const column = sheet.matched?.columns.find(({ field }) => field === fieldOfKey(kind)) ?? null;
      const where = first.sheet === row.sheet ? String(first.row) : `${first.sheet}!${first.row}`;
      return { ...row, body: null, problems: [...row.problems, problemAt('ERROR', 'rowTwice', row, column?.letter ?? null, fieldOfKey(kind), sentence('rowTwice', { row: where, what }))] };
    }),
  }));
}

function keyOf(kind: ImportKind, { body, person }: ReadRow): string | null {
  switch (kind) {
    case 'teachers':
    case 'experts':
      return person === null || person.identityNumber === null ? null : `${person.identityType} ${person.identityNumber}`;
    case 'seats':
      return body === null ? null : String(body['unit']);
    case 'units':
      return body === null ? null : body['code'] === null ? `${fold(String((body['names'] as { readonly zh: string }).zh))} ${String(body['parent'])}` : `code ${String(body['code'])}`;
    case 'titles':
      return null;
  }
}

function fieldOfKey(kind: ImportKind): string {
  return kind === 'seats' ? 'unit' : kind === 'units' ? 'name' : 'identityNumber';
}

/** A table whose own total is another than its rows come to was miscopied somewhere. */
function totalsOf(sheet: Sheet, { rows, totals }: RawSheet, { columns }: Matched): readonly RowProblem[] {
  const sum = rows.reduce((total, { values }) => total + (typeof values['seats'] === 'number' ? values['seats'] : 0), 0);
  const column = columns.find(({ field }) => field === 'seats')?.letter ?? null;
  return totals.flatMap(({ row, texts }) => {
    const stated = Number(texts['seats']);
    if ((texts['seats'] ?? '') === '' || Number.isNaN(stated) || stated === sum) return [];
    return [problemAt('ERROR', 'totalDiffers', { sheet: sheet.name, row }, column, 'seats', sentence('totalDiffers', { stated, sum }))];
  });
}
