import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '../../src/sqlite/database';
import type { Needle } from './needles';

export interface Finding {
  /** File, or file and table, or whatever was read. */
  readonly where: string;
  readonly what: string;
}

/** What was looked at, so that a green scan that looked at nothing is told from one that did. */
export interface Scan {
  readonly findings: readonly Finding[];
  readonly files: readonly string[];
  readonly bytes: number;
}

const CHUNK = 4 * 1024 * 1024;
const SQLITE = 'SQLite format 3\0';

/** Looks for thousands of needles in one pass over the bytes: a table of first three bytes, then the needles that begin so. */
export class Scanner {
  private readonly begins = new Uint8Array(1 << 24);
  private readonly byStart = new Map<number, Needle[]>();
  private readonly longest: number;

  constructor(needles: readonly Needle[]) {
    if (needles.length === 0) throw new Error('nothing to look for');
    for (const needle of needles) {
      const start = needle.bytes.readUIntBE(0, 3);
      this.begins[start] = 1;
      const same = this.byStart.get(start);
      if (same === undefined) this.byStart.set(start, [needle]);
      else same.push(needle);
    }
    this.longest = Math.max(...needles.map(({ bytes }) => bytes.length));
  }

  /** @returns what was found, each needle once. */
  search(bytes: Buffer, where: string): readonly Finding[] {
    const found = new Set<string>();
    this.look(bytes, bytes.length, found);
    return [...found].map((what) => ({ where, what }));
  }

  /** Every byte of every file below the places; SQLite files are read as rows as well, since a page border may cut a value. */
  scan(...places: readonly string[]): Scan {
    const files = places.flatMap(filesBelow);
    const findings: Finding[] = [];
    let bytes = 0;
    for (const file of files) {
      const read = this.searchFile(file);
      bytes += read.bytes;
      findings.push(...read.findings, ...(read.sqlite ? this.searchRows(file) : []));
    }
    return { findings, files, bytes };
  }

  private searchFile(file: string): { findings: readonly Finding[]; bytes: number; sqlite: boolean } {
    const found = new Set<string>();
    // One byte more than a needle on either side: an `alone` needle asks for its neighbours.
    const kept = this.longest + 1;
    const buffer = Buffer.alloc(CHUNK + kept);
    const handle = openSync(file, 'r');
    let [total, held, sqlite] = [0, 0, false];
    try {
      for (;;) {
        const read = readSync(handle, buffer, held, CHUNK, null);
        if (total === 0) sqlite = buffer.toString('latin1', 0, SQLITE.length) === SQLITE;
        total += read;
        const filled = held + read;
        this.look(buffer, filled, found);
        if (read === 0) break;
        held = Math.min(kept, filled);
        buffer.copyWithin(0, filled - held, filled);
      }
    } finally {
      closeSync(handle);
    }
    return { findings: [...found].map((what) => ({ where: file, what })), bytes: total, sqlite };
  }

  private searchRows(file: string): readonly Finding[] {
    const database = openDatabase(file, { readOnly: true });
    try {
      const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all().map((row) => String(row['name']));
      return tables.flatMap((table) => {
        const found = new Set<string>();
        for (const row of database.prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`).all()) {
          for (const value of Object.values(row)) {
            const bytes = value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));
            this.look(bytes, bytes.length, found);
          }
        }
        return [...found].map((what) => ({ where: `${file}, table ${table}`, what }));
      });
    } finally {
      closeDatabase(database);
    }
  }

  private look(bytes: Buffer, length: number, found: Set<string>): void {
    const { begins } = this;
    for (let at = 0; at + 3 <= length; at += 1) {
      const start = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      if (begins[start] === 0) continue;
      for (const needle of this.byStart.get(start) ?? []) {
        const end = at + needle.bytes.length;
        if (end > length || needle.bytes.compare(bytes, at, end) !== 0) continue;
        if (needle.alone === true && (isHexDigit(at > 0 ? bytes[at - 1] : undefined) || isHexDigit(end < length ? bytes[end] : undefined))) continue;
        found.add(needle.what);
      }
    }
  }
}

function isHexDigit(byte: number | undefined): boolean {
  return byte !== undefined && /[0-9a-f]/i.test(String.fromCharCode(byte));
}

function filesBelow(place: string): readonly string[] {
  if (statSync(place).isFile()) return [place];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const path = join(place, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
