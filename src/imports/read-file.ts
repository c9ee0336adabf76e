import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { readTableFile } from '../tables/read-file';
import { TableError } from '../tables/table';
import type { WorkerMessage } from './read-worker';
import type { ReadRow } from './read-row';
import { readTables, type FileReading, type ReadingContext, type SheetReading } from './reading';

const WORKER = path.join(__dirname, 'read-worker.js');
/** A workbook that unpacks to more than this is no list of teachers. Ten thousand rows need about a fifth. */
const WORKER_MB = 512;

/**
 * Reads a file on a thread of its own: ten thousand rows take most of a second, in which the server goes on answering.
 * Run from its sources (tests), where no compiled worker is, it reads on this thread. Error: TableError.
 */
export async function readImport(bytes: Uint8Array, context: ReadingContext): Promise<FileReading> {
  return existsSync(WORKER) ? readInWorker(WORKER, bytes, context) : readTables(await readTableFile(bytes), context);
}

export function readInWorker(file: string, bytes: Uint8Array, context: ReadingContext): Promise<FileReading> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: { bytes, context }, resourceLimits: { maxOldGenerationSizeMb: WORKER_MB } });
    let head: Omit<FileReading, 'sheets'> | undefined;
    const sheets: (Omit<SheetReading, 'rows'> & { readonly rows: ReadRow[] })[] = [];
    const end = (settle: () => void): void => {
      settle();
      void worker.terminate();
    };
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'head':
          head = message.head;
          return;
        case 'sheet':
          sheets.push({ ...message.sheet, rows: [] });
          return;
        case 'rows':
          sheets.at(-1)?.rows.push(...message.rows);
          return;
        case 'refused':
          return end(() => reject(new TableError(message.reason, { zh: message.zh, en: message.en })));
        case 'done':
          return end(() => (head === undefined ? reject(new Error('the reader sent no head')) : resolve({ ...head, sheets })));
      }
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      reject(new TableError('tooManyRows', { zh: '文件展开后过大，无法读取。请删去图片和空白行列，或分成几个文件导入。', en: 'The file is too large once unpacked. Remove pictures and empty rows and columns, or import it in several files.' }));
    });
    worker.on('exit', (code) => reject(new Error(`the reader ended with ${code}`)));
  });
}
