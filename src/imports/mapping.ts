import { fold } from '../tables/fold';
import { findHeaders, signatureOf, type Headers } from '../tables/headers';
import type { Sheet } from '../tables/table';
import type { MappedColumn, Mapping } from '../domain/import-mapping';
import { fields, type Field, type ImportKind } from './fields';

/** A column of the file and what it is taken for. */
export interface MatchedColumn extends MappedColumn {
  readonly letter: string;
  readonly index: number;
  /** SAVED: as an officer confirmed; KNOWN_WORD: its header is one we know; null: not read. */
  readonly by: 'SAVED' | 'KNOWN_WORD' | null;
}

export interface Matched {
  readonly headers: Headers;
  readonly confirmed: boolean;
  readonly columns: readonly MatchedColumn[];
  readonly constants: Mapping['constants'];
  /** Required fields that neither a column nor a constant gives. */
  readonly missing: readonly Field[];
}

/** Longest headers first, so that 曾用名 is not taken for 姓名 nor 单位代码 for 单位. */
export function fieldOfHeader(kind: ImportKind, header: string): string | null {
  const parts = header.split('/').map(fold);
  // The last row says it, else both together: 证件 over 号码.
  for (const text of [parts.at(-1) ?? '', parts.slice(-2).join(''), parts.join('')]) {
    const found = fields[kind].find(({ words }) => words.some((word) => fold(word) === text));
    if (found !== undefined) return found.code;
  }
  const last = parts.at(-1) ?? '';
  const within = fields[kind]
    .flatMap(({ code, words }) => words.map((word) => ({ code, word: fold(word) })))
    .filter(({ word }) => word.length >= 3 && last.includes(word))
    .sort((a, b) => b.word.length - a.word.length);
  return within[0]?.code ?? null;
}

/** Each field once, from the first column that means it. */
export function proposed(kind: ImportKind, headers: readonly string[]): readonly (string | null)[] {
  const taken = new Set<string>();
  return headers.map((header) => {
    const code = fieldOfHeader(kind, header);
    if (code === null || taken.has(code)) return null;
    taken.add(code);
    return code;
  });
}

/** @param saved what was confirmed, by signature. Null: no row of the sheet looks like headers of this kind. */
export function match(kind: ImportKind, sheet: Sheet, saved: ReadonlyMap<string, Mapping>): Matched | null {
  // A layout that was confirmed is that one, also where no word of it is known.
  const headers = findHeaders(sheet, (texts) => (saved.has(signatureOf(texts)) ? texts.length + fields[kind].length : proposed(kind, texts).filter((code) => code !== null).length));
  if (headers === null) return null;
  const mapping = saved.get(headers.signature);
  const guesses = proposed(kind, headers.columns.map(({ header }) => header));
  const columns = headers.columns.map(({ index, letter, header }, place): MatchedColumn => {
    const known = mapping?.columns[place];
    if (known !== undefined) return { ...known, header, index, letter, by: known.field === null ? null : 'SAVED' };
    const guess = guesses[place] ?? null;
    return { header, index, letter, field: guess, values: {}, months: guess === 'enteredOn' ? 'FIRST_DAY' : null, by: guess === null ? null : 'KNOWN_WORD' };
  });
  const constants = mapping?.constants ?? {};
  const missing = fields[kind].filter(({ code, required }) => required && constants[code] === undefined && !columns.some((column) => column.field === code));
  return { headers, confirmed: mapping !== undefined, columns, constants, missing };
}
