import { createHash } from 'node:crypto';
import { fold } from './fold';
import { columnLetter, filled, isBlank, textOf, type Sheet } from './table';

export interface HeaderColumn {
  /** Zero-based. */
  readonly index: number;
  readonly letter: string;
  /** As read, top to bottom: `证件/号码`. */
  readonly header: string;
}

export interface Headers {
  /** Zero-based row of the first one of data. */
  readonly firstRow: number;
  readonly columns: readonly HeaderColumn[];
  /** Of the folded headers in their order: the same layout has the same signature, whatever the file and its rows. */
  readonly signature: string;
}

/** Titles, notes and the bureau's stamp stand above the headers; more rows than these were never seen there. */
const LOOKED_AT = 15;
const HIGHEST = 3;

/**
 * Finds the header: the block of one to three rows in which the most columns are known, the one of the fewest rows where
 * several know as many. Merged group headers count for every column below them.
 *
 * @param known how many columns of a list of headers are known.
 */
export function findHeaders(sheet: Sheet, known: (headers: readonly string[]) => number): Headers | null {
  const rows = filled(sheet);
  let best: { readonly score: number; readonly headers: Headers } | null = null;
  for (let height = 1; height <= HIGHEST; height += 1) {
    for (let top = 0; top + height <= Math.min(rows.length, LOOKED_AT); top += 1) {
      const texts = headersOf(sheet, rows, top, height);
      const score = known(texts.map(({ header }) => header));
      if (score > (best?.score ?? 0)) best = { score, headers: { firstRow: top + height, columns: texts, signature: signatureOf(texts.map(({ header }) => header)) } };
    }
  }
  return best?.headers ?? null;
}

export function signatureOf(headers: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(headers.map(fold)), 'utf8').digest('hex');
}

function headersOf(sheet: Sheet, rows: ReturnType<typeof filled>, top: number, height: number): readonly HeaderColumn[] {
  const block = rows.slice(top, top + height);
  const width = Math.max(0, ...block.map((row) => row.length));
  // Csv keeps no merges: a group header stands in its first column, the others below it are empty.
  const spread = block.map((row, depth) => {
    if (depth === height - 1 || sheet.merges.length > 0) return row.map(textOf);
    let last = '';
    return Array.from({ length: width }, (_, index) => {
      if (!isBlank(row[index])) last = textOf(row[index]);
      return isBlank(block[height - 1]?.[index]) ? textOf(row[index]) : last;
    });
  });
  return Array.from({ length: width }, (_, index) => {
    const parts = spread.map((row) => (row[index] ?? '').replaceAll(/\s+/gu, ' ')).filter((part) => part !== '');
    return { index, letter: columnLetter(index), header: parts.filter((part, depth) => part !== parts[depth - 1]).join('/') };
  }).filter(({ header }) => header !== '');
}
