import { CsvError, parse } from 'csv-parse/sync';
import { MOST_COLUMNS, MOST_ROWS, TableError, type Cell, type TableFile } from './table';

/** Excel on a Chinese Windows saves csv in GB18030 and reads UTF-8 only with a mark; WPS and the platforms write either. */
export function readCsvTable(bytes: Uint8Array, name: string): TableFile {
  const text = decoded(bytes);
  let rows: readonly (readonly string[])[];
  try {
    rows = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, bom: true, to: MOST_ROWS + 1 });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 0;
    throw new TableError('damaged', { zh: `csv 第 ${line} 行附近的引号不成对，无法读取。请在 Excel 中检查该行后另存。`, en: `The quotes near line ${line} of the csv do not match, so it cannot be read. Check that line in Excel and save it again.` });
  }
  if (rows.length > MOST_ROWS) throw new TableError('tooManyRows', { zh: `文件超过 ${MOST_ROWS} 行。请分成几个文件导入。`, en: `The file has more than ${MOST_ROWS} rows. Import it in several files.` });
  return { format: 'csv', epoch: 1900, sheets: [{ name, rows: rows.map((row) => row.slice(0, MOST_COLUMNS).map(cellOf)), merges: [] }], hidden: [] };
}

/** `="0123"` is how spreadsheets keep a number as text in csv; any other leading = + - @ is text like the rest. */
function cellOf(text: string): Cell | null {
  const kept = /^="([^"]*)"$/u.exec(text)?.[1] ?? text;
  return kept === '' ? null : { kind: 'text', text: kept };
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new TableError('encoding', { zh: '文件既不是 UTF-8 也不是 GB18030 编码，无法读取。请在 Excel 中另存为“CSV UTF-8”或 xlsx。', en: 'The file is neither UTF-8 nor GB18030 and cannot be read. Save it in Excel as "CSV UTF-8" or as xlsx.' });
}

/** Of the first line that has any; quoted ones do not count. */
function delimiterOf(text: string): string {
  for (const line of text.slice(0, 20_000).split('\n')) {
    const bare = line.replaceAll(/"[^"]*"/gu, '');
    const counts = ([',', '\t', ';'] as const).map((one) => ({ one, count: bare.split(one).length - 1 })).sort((a, b) => b.count - a.count);
    const [most] = counts;
    if (most !== undefined && most.count > 0) return most.one;
  }
  return ',';
}
