import { EncryptedFileError } from 'hucre';
import { readXlsx, type Cell as XlsxCell, type CellValue } from 'hucre/xlsx';
import { isBusinessDate } from '../domain/dates';
import { MOST_COLUMNS, MOST_ROWS, TableError, type Cell, type Sheet, type TableFile } from './table';

const ERROR_VALUE = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/u;

/** Errors: TableError. Takes hundreds of milliseconds for ten thousand rows, all in one go: see `read-tables.ts`. */
export async function readXlsxTables(bytes: Uint8Array): Promise<TableFile> {
  const hidden: string[] = [];
  const workbook = await readXlsx(bytes, {
    maxRows: MOST_ROWS + 1,
    sheets: ({ name, hidden: one, veryHidden: very }) => {
      const shown = one !== true && very !== true;
      if (!shown) hidden.push(name);
      return shown;
    },
  }).catch((error: unknown) => {
    if (error instanceof EncryptedFileError) throw new TableError('locked', { zh: '文件设有打开密码，无法读取。请在 Excel 中取消密码后重新保存再导入。', en: 'The file has a password to open it and cannot be read. Remove the password in Excel, save, and import it again.' });
    throw new TableError('damaged', { zh: '文件已损坏或不是 xlsx。请用 Excel 打开后另存为 xlsx 再导入。', en: 'The file is damaged or no xlsx. Open it in Excel, save it as xlsx and import it again.' });
  });
  const sheets = workbook.sheets.map(({ name, rows, cells, merges }): Sheet => {
    if (rows.length > MOST_ROWS) throw new TableError('tooManyRows', { zh: `工作表“${name}”超过 ${MOST_ROWS} 行。请分成几个文件导入。`, en: `Sheet "${name}" has more than ${MOST_ROWS} rows. Import it in several files.` });
    return {
      name,
      rows: rows.map((row, y) => row.slice(0, MOST_COLUMNS).map((value, x) => cellOf(value, cells?.get(`${y},${x}`)))),
      merges: (merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({ top: startRow, left: startCol, bottom: endRow, right: endCol })),
    };
  });
  return { format: 'xlsx', epoch: workbook.dateSystem === '1904' ? 1904 : 1900, sheets, hidden };
}

function cellOf(value: CellValue, detail: XlsxCell | undefined): Cell | null {
  const formula = detail?.formula;
  const read = formula !== undefined && (value === null || value === undefined) ? (detail?.formulaResult ?? null) : value;
  if (read === null || read === undefined || read === '') return formula === undefined ? null : { kind: 'fault', fault: 'formulaWithoutValue', text: `=${formula}` };
  if (read instanceof Date) {
    // Days of a spreadsheet have no time zone; hucre gives them as UTC.
    const day = Number.isNaN(read.getTime()) ? '' : read.toISOString().slice(0, 10);
    return isBusinessDate(day) ? { kind: 'day', day } : { kind: 'text', text: day };
  }
  switch (typeof read) {
    case 'number':
      return { kind: 'number', number: read };
    case 'boolean':
      return { kind: 'text', text: read ? 'TRUE' : 'FALSE' };
    default: {
      const text = String(read);
      return ERROR_VALUE.test(text) || detail?.type === 'error' ? { kind: 'fault', fault: 'errorValue', text } : { kind: 'text', text };
    }
  }
}
