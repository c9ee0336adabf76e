import { parentPort, workerData } from 'node:worker_threads';
import 'reflect-metadata';
import { readTableFile } from '../tables/read-file';
import { TableError } from '../tables/table';
import { readTables, type ReadingContext, type SheetReading } from './reading';
import type { ReadRow } from './read-row';

/** What the worker tells, piece by piece, so that no message takes its reader longer than a few milliseconds to take in. */
export type WorkerMessage =
  | { readonly kind: 'head'; readonly head: { readonly format: 'xlsx' | 'csv'; readonly epoch: 1900 | 1904; readonly hidden: readonly string[] } }
  | { readonly kind: 'sheet'; readonly sheet: Omit<SheetReading, 'rows'> }
  | { readonly kind: 'rows'; readonly rows: readonly ReadRow[] }
  | { readonly kind: 'refused'; readonly reason: TableError['reason']; readonly zh: string; readonly en: string }
  | { readonly kind: 'done' };

const ROWS_AT_ONCE = 50;

async function work(): Promise<void> {
  const { bytes, context } = workerData as { readonly bytes: Uint8Array; readonly context: ReadingContext };
  const tell = (message: WorkerMessage): void => parentPort?.postMessage(message);
  try {
    const { sheets, ...head } = readTables(await readTableFile(bytes), context);
    tell({ kind: 'head', head });
    for (const { rows, ...sheet } of sheets) {
      tell({ kind: 'sheet', sheet });
      for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) tell({ kind: 'rows', rows: rows.slice(at, at + ROWS_AT_ONCE) });
    }
    tell({ kind: 'done' });
  } catch (error) {
    if (!(error instanceof TableError) || error.notice === undefined) throw error;
    tell({ kind: 'refused', reason: error.reason, ...error.notice });
  }
}

void work();
