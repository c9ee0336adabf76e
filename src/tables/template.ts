import { insertRows, openXlsx, saveXlsx } from 'hucre';
import type { Cell, Sheet } from 'hucre/xlsx';
import { columnLetter, TableError } from './table';
import type { OutCell } from './write';

const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/gu;
const ROWS = 'rows.';
/** In a page header or footer, where one & begins a code of Excel's own. */
const MARGINS = ['oddHeader', 'oddFooter', 'evenHeader', 'evenFooter', 'firstHeader', 'firstFooter'] as const;

/** A `{{name}}` in a template and where it stands: `B4`, or `页脚` for a page header or footer. */
export interface Placeholder {
  readonly sheet: string;
  readonly cell: string;
  readonly name: string;
}

export interface TemplateReading {
  readonly placeholders: readonly Placeholder[];
  /** Rows with `rows.` in them, as `表!4`; a template that can be filled has one, without a formula. */
  readonly repeated: readonly { readonly place: string; readonly formula: boolean }[];
}

type Workbook = Awaited<ReturnType<typeof openXlsx>>;

/** What a template asks to have filled in. Error: TableError where it is no workbook. */
export async function readTemplate(bytes: Uint8Array): Promise<TemplateReading> {
  const { sheets } = await opened(bytes);
  const placeholders: Placeholder[] = [];
  const repeated = new Map<string, { readonly place: string; readonly formula: boolean }>();
  for (const sheet of sheets) {
    for (const [y, row] of sheet.rows.entries()) {
      for (const [x, value] of row.entries()) {
        for (const name of namesIn(value)) {
          placeholders.push({ sheet: sheet.name, cell: `${columnLetter(x)}${y + 1}`, name });
          if (name.startsWith(ROWS)) repeated.set(`${sheet.name}!${y}`, { place: `${sheet.name}!${y + 1}`, formula: hasFormula(sheet, y) });
        }
      }
    }
    for (const margin of MARGINS) for (const name of namesIn(sheet.headerFooter?.[margin])) placeholders.push({ sheet: sheet.name, cell: margin, name });
  }
  return { placeholders, repeated: [...repeated.values()] };
}

/**
 * The template with its one `rows.` row once for each of `rows`, in the style, height and merges of that row, and every other
 * placeholder replaced. Text stays text: nothing filled in is ever calculated. Error: TableError.
 */
export async function fillTemplate(bytes: Uint8Array, fields: { readonly [name: string]: OutCell }, rows: readonly { readonly [name: string]: OutCell }[]): Promise<Buffer> {
  const workbook = await opened(bytes);
  for (const sheet of workbook.sheets) {
    const at = sheet.rows.findIndex((row) => row.some((value) => namesIn(value).some((name) => name.startsWith(ROWS))));
    if (at >= 0) repeat(sheet, at, fields, rows);
    for (const [y, row] of sheet.rows.entries()) {
      if (at >= 0 && y >= at && y < at + rows.length) continue;
      for (const [x, value] of row.entries()) if (namesIn(value).length > 0) put(sheet, y, x, filledIn(String(value), fields), sheet.cells?.get(`${y},${x}`));
    }
    for (const margin of MARGINS) {
      const text = sheet.headerFooter?.[margin];
      if (sheet.headerFooter !== undefined && namesIn(text).length > 0) sheet.headerFooter[margin] = String(filledIn(String(text), fields, (part) => part.replaceAll('&', '&&')));
    }
  }
  return Buffer.from(await saveXlsx(workbook));
}

function repeat(sheet: Sheet, at: number, fields: { readonly [name: string]: OutCell }, rows: readonly { readonly [name: string]: OutCell }[]): void {
  const texts = [...(sheet.rows[at] ?? [])];
  const styles = texts.map((_, x) => sheet.cells?.get(`${at},${x}`));
  const height = sheet.rowDefs?.get(at);
  const merged = (sheet.merges ?? []).filter(({ startRow, endRow }) => startRow === at && endRow === at);
  insertRows(sheet, at + 1, rows.length - 1);
  for (const [index, row] of rows.entries()) {
    if (index > 0 && height !== undefined) sheet.rowDefs?.set(at + index, { ...height });
    if (index > 0) sheet.merges?.push(...merged.map((merge) => ({ ...merge, startRow: at + index, endRow: at + index })));
    for (const [x, text] of texts.entries()) put(sheet, at + index, x, typeof text === 'string' ? filledIn(text, { ...fields, ...row }) : (text as OutCell), styles[x]);
  }
  if (rows.length === 0) for (const [x, text] of texts.entries()) if (namesIn(text).length > 0) put(sheet, at, x, '', styles[x]);
}

/** A cell of one placeholder takes the value as it is, so that a number stays one. */
function filledIn(text: string, fields: { readonly [name: string]: OutCell }, shown: (part: string) => string = (part) => part): OutCell {
  const [only] = namesIn(text);
  if (only !== undefined && text.trim().replace(PLACEHOLDER, '') === '' && namesIn(text).length === 1) return fields[only] ?? '';
  return text.replaceAll(PLACEHOLDER, (_whole, name: string) => shown(String(fields[name] ?? '')));
}

function put(sheet: Sheet, y: number, x: number, value: OutCell, like: Cell | undefined): void {
  const row = sheet.rows[y];
  if (row === undefined) return;
  row[x] = value;
  sheet.cells ??= new Map<string, Cell>();
  sheet.cells.set(`${y},${x}`, { ...(like?.style === undefined ? {} : { style: like.style }), value, type: typeof value === 'number' ? 'number' : value === null ? 'empty' : 'string' });
}

function namesIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [...value.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '') : [];
}

function hasFormula(sheet: Sheet, y: number): boolean {
  return [...(sheet.cells ?? [])].some(([place, cell]) => place.startsWith(`${y},`) && cell.formula !== undefined);
}

async function opened(bytes: Uint8Array): Promise<Workbook> {
  try {
    return await openXlsx(bytes, { readStyles: true });
  } catch {
    throw new TableError('notATable', { zh: '模板不是可读取的 xlsx 文件，请重新保存后再试。', en: 'The template is no xlsx file that can be read; save it again.' });
  }
}
