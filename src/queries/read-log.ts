import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';

/** Somebody's personal data was shown to another, or was asked for by somebody who may not see it. No personal datum in it. */
export interface ReadEntry {
  readonly at: Instant;
  readonly reader: PersonId;
  readonly actingAs: string | null;
  readonly question: string;
  readonly outcome: 'SHOWN' | 'REFUSED';
  readonly people: readonly PersonId[];
}

/** Access to personal data, beside the log of facts: reading decides nothing about anybody. */
export interface ReadLog {
  noted(entry: ReadEntry): void;
}

/** JSON lines in the installation's `access.log`, appended in order. What cannot be written is told, and keeps nobody from reading. */
export function readLogOf(folder: string, onTrouble?: (what: string, error: unknown) => void): ReadLog {
  const file = join(folder, 'access.log');
  let turn: Promise<void> = Promise.resolve();
  return {
    noted: (entry) => {
      turn = turn.then(() => appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 })).catch((error: unknown) => onTrouble?.('access log', error));
    },
  };
}
