import { appendFile } from 'node:fs/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessLog, AccessRefusal } from './commands/ports';
import type { ReadEntry, ReadLog } from './queries/read-log';

/**
 * JSON lines in the installation's `access.log`, appended in order: who lacked authority, and whose personal data was
 * shown to whom. No personal datum in it. What cannot be written is told, and keeps nobody from working.
 */
export class AccessFile implements AccessLog, ReadLog {
  private readonly file: string;
  private turn: Promise<void> = Promise.resolve();

  constructor(folder: string, private readonly onTrouble?: (what: string, error: unknown) => void) {
    mkdirSync(folder, { recursive: true });
    this.file = join(folder, 'access.log');
  }

  refused(entry: AccessRefusal): void {
    this.append(entry);
  }

  noted(entry: ReadEntry): void {
    this.append(entry);
  }

  /** Every line so far is written, or its trouble told. */
  settled(): Promise<void> {
    return this.turn;
  }

  private append(entry: object): void {
    this.turn = this.turn.then(() => appendFile(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 })).catch((error: unknown) => this.onTrouble?.('access log', error));
  }
}
