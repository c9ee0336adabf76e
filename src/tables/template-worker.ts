import { parentPort, workerData } from 'node:worker_threads';
import { TableError } from './table';
import { fillTemplate, readTemplate, type TemplateReading } from './template';
import type { OutCell } from './write';

/** What is asked of the thread; one piece of work, then it is gone. */
export type TemplateWork =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'fill'; readonly bytes: Uint8Array; readonly fields: { readonly [name: string]: OutCell }; readonly rows: readonly { readonly [name: string]: OutCell }[] };

export type TemplateMessage =
  | { readonly kind: 'read'; readonly reading: TemplateReading }
  | { readonly kind: 'filled'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: TableError['reason']; readonly zh: string; readonly en: string };

async function work(asked: TemplateWork): Promise<TemplateMessage> {
  try {
    if (asked.kind === 'read') return { kind: 'read', reading: await readTemplate(asked.bytes) };
    return { kind: 'filled', bytes: await fillTemplate(asked.bytes, asked.fields, asked.rows) };
  } catch (error) {
    if (!(error instanceof TableError) || error.notice === undefined) throw error;
    return { kind: 'refused', reason: error.reason, ...error.notice };
  }
}

void work(workerData as TemplateWork).then((message) => parentPort?.postMessage(message));
