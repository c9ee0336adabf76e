import { setImmediate } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { writeXlsxStream } from 'hucre/xlsx';

export type OutCell = string | number | null;

/** Rows written before others get their turn. */
const AT_ONCE = 200;
const BOM = '\ufeff';
/** What a spreadsheet that opens csv takes for a formula. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

/** UTF-8 with a mark, CRLF: what Excel on a Chinese Windows opens as it is. A leading = + - @ is made text. */
export async function* csvOf(headers: readonly string[], rows: readonly (readonly OutCell[])[]): AsyncGenerator<Buffer> {
  yield Buffer.from(BOM + lines([headers]), 'utf8');
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    yield Buffer.from(lines(rows.slice(at, at + AT_ONCE)), 'utf8');
    await setImmediate();
  }
}

/** Text is stored as text, so that nothing in it is ever calculated; numbers as numbers. */
export async function* xlsxOf(name: string, headers: readonly string[], rows: readonly (readonly OutCell[])[]): AsyncGenerator<Buffer> {
  const stream = writeXlsxStream(paced(rows), { name: sheetName(name), columns: headers.map((header) => ({ header })) });
  for await (const chunk of stream as AsyncIterable<Uint8Array>) yield Buffer.from(chunk);
}

async function* paced(rows: readonly (readonly OutCell[])[]): AsyncGenerator<OutCell[]> {
  for (const [index, row] of rows.entries()) {
    yield [...row];
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
  }
}

function lines(rows: readonly (readonly OutCell[])[]): string {
  return stringify(rows.map((row) => row.map((cell) => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell))), { record_delimiter: '\r\n' });
}

/** Excel takes 31 characters and none of these. */
function sheetName(name: string): string {
  return name.replaceAll(/[\\/?*[\]:]/gu, ' ').slice(0, 31);
}
