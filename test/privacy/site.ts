import { appendFileSync, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { readConfig, type Config } from '../../src/config';
import { openHouse, type House } from '../../src/house';
import { OFFICER } from '../commands/town';
import { closeDatabase, openDatabase } from '../../src/sqlite/database';
import type { Finding, Scan, Scanner } from './scanner';

/** One installation, and everywhere that it leaves a byte. */
export interface Site {
  readonly config: Config;
  /** The stores of a new process, not started. What the process has to say goes to `server.log` among the rest. */
  open(): Promise<House>;
  scan(scanner: Scanner): Promise<Scan>;
  /** Keeps the key store as it is now, as an old backup; the answer puts it back while no process runs. */
  keepKeys(): Promise<() => Promise<void>>;
  /** Bytes of a key as they are stored: wrapped. */
  wrappedKey(house: House, person: string): Promise<Buffer | undefined>;
  remove(): Promise<void>;
}

export const KEY_FILES = ['keys.db', 'keys.db-wal', 'keys.db-shm'];

/** SQLite in a folder of its own. */
export class EmbeddedSite implements Site {
  readonly folder = mkdtempSync(join(tmpdir(), 'echelon-privacy-'));
  readonly config = readConfig({ ECHELON_DATA: this.folder, ECHELON_FIRST_OFFICER: OFFICER }, { empty: true });
  private readonly kept = mkdtempSync(join(tmpdir(), 'echelon-privacy-kept-'));

  open(): Promise<House> {
    return openWithLog(this.config);
  }

  async scan(scanner: Scanner): Promise<Scan> {
    return scanner.scan(this.folder);
  }

  async keepKeys(): Promise<() => Promise<void>> {
    const copy = (from: string, to: string): void => {
      for (const name of KEY_FILES) {
        rmSync(join(to, name), { force: true });
        if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
      }
    };
    copy(this.folder, this.kept);
    return async () => copy(this.kept, this.folder);
  }

  async wrappedKey(_house: House, person: string): Promise<Buffer | undefined> {

    const database = openDatabase(join(this.folder, 'keys.db'), { readOnly: true });
    try {
      const wrapped = database.prepare('SELECT wrapped FROM keys WHERE owner = ?').get(person)?.['wrapped'];
      return wrapped instanceof Uint8Array ? Buffer.from(wrapped) : undefined;
    } finally {
      closeDatabase(database);
    }
  }

  async remove(): Promise<void> {
    for (const folder of [this.folder, this.kept]) rmSync(folder, { recursive: true, force: true });
  }
}

/** With the operator's log beside the stores, errors in full as a logger writes them. */
export function openWithLog(config: Config): Promise<House> {
  return openHouse(config, { onTrouble: (what, error) => logTo(config, what, error) });
}

export function logTo({ data }: Pick<Config, 'data'>, what: string, said: unknown): void {
  appendFileSync(join(data, 'server.log'), `${JSON.stringify({ what, said: inspect(said, { depth: 10 }) })}\n`);
}

/** A report without anything personal, for `expect(...).toEqual([])`. */
export function report(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ where, what }) => `${what} in ${where}`);
}
