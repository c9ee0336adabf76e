import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { stageOf, type Errand } from './mutate-folder';
import { playLane } from './mutation';

/** `idle`: asks for a lane, when it begins and after each. */
export type ThreadMessage = { readonly kind: 'idle' } | { readonly kind: 'played'; readonly index: number; readonly noticedBy: string | null };

const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const { folder, scope } = workerData as Errand;
const stage = stageOf(folder, scope);
if (stage.kind === 'refused') throw new Error(`${stage.file} cannot be read any more`);
const { mutants, examples } = stage;
parentPort?.on('message', (lane: readonly number[]) => {
  void playLane(lane, mutants, examples, (index, noticedBy) => tell({ kind: 'played', index, noticedBy })).then(() => tell({ kind: 'idle' }));
});
tell({ kind: 'idle' });
