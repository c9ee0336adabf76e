import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { TableError } from './table';
import { fillTemplate, readTemplate, type TemplateReading } from './template';
import type { TemplateMessage, TemplateWork } from './template-worker';
import type { OutCell } from './write';

const WORKER = path.join(__dirname, 'template-worker.js');
/** A megabyte that unpacks to more than this is no form. Three thousand rows need about a fifth. */
const WORKER_MB = 512;

/** As `readTemplate`, on a thread of its own; run from its sources (tests), where no compiled worker is, on this one. Error: TableError. */
export async function readTemplateFile(bytes: Uint8Array): Promise<TemplateReading> {
  if (!existsSync(WORKER)) return readTemplate(bytes);
  const message = await inWorker(WORKER, { kind: 'read', bytes });
  if (message.kind !== 'read') throw new Error(`the worker answered ${message.kind}`);
  return message.reading;
}

/** As `fillTemplate`: three thousand rows take a second, in which the server goes on answering. Error: TableError. */
export async function fillTemplateFile(bytes: Uint8Array, fields: { readonly [name: string]: OutCell }, rows: readonly { readonly [name: string]: OutCell }[]): Promise<Buffer> {
  if (!existsSync(WORKER)) return fillTemplate(bytes, fields, rows);
  const message = await inWorker(WORKER, { kind: 'fill', bytes, fields, rows });
  if (message.kind !== 'filled') throw new Error(`the worker answered ${message.kind}`);
  return Buffer.from(message.bytes);
}

export function inWorker(file: string, work: TemplateWork): Promise<Exclude<TemplateMessage, { readonly kind: 'refused' }>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: work, resourceLimits: { maxOldGenerationSizeMb: WORKER_MB } });
    worker.on('message', (message: TemplateMessage) => {
      if (message.kind === 'refused') reject(new TableError(message.reason, { zh: message.zh, en: message.en }));
      else resolve(message);
      void worker.terminate();
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return reject(error);
      reject(new TableError('damaged', { zh: '模板展开后过大，无法使用。请删去图片和空白行列后重新保存。', en: 'The template is too large once unpacked. Remove pictures and empty rows and columns, and save it again.' }));
    });
    worker.on('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
}
