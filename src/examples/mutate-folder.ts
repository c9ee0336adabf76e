import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { lanesOf, playLane, reportOf, tiersOf, type MutationReport, type NamedExample } from './mutation';
import type { ThreadMessage } from './mutation-thread';
import { mutantsOf, type Mutant } from './mutants';
import { readFolder, type Faulty } from './programme-folder';
import { readExample } from './run-example';
import { readSurvivors } from './survivors';

/** What a folder's mutants are played with. */
export interface Stage {
  readonly kind: 'stage';
  readonly programme: string;
  readonly mutants: readonly Mutant[];
  readonly examples: readonly NamedExample[];
}

type Told = (done: number, all: number, mutant: Pick<Mutant, 'path' | 'change'>, noticedBy: string | null) => void;
type Refused = { readonly kind: 'refused' } & Faulty;

/** Reads a programme's folder: the same mutants, in the same order, on every thread. Errors: those of the file system. */
export function stageOf(folder: string): Stage | Refused {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') return reading;
  const examples: NamedExample[] = [];
  for (const file of reading.examples) {
    const read = readExample(readFileSync(file, 'utf8'));
    if (read.kind === 'refused') return { kind: 'refused', file, problems: read.problems };
    examples.push({ file: path.relative(process.cwd(), file), example: read.example, at: read.at });
  }
  return { kind: 'stage', programme: reading.programme.definition.id, mutants: mutantsOf(reading.programme, tiersOf(examples)), examples };
}

/**
 * Alters or drops each value of the round's rules in turn and says what came of each change, in the order of the file.
 * Takes a folder whose worked examples all hold: one that does not would notice everything.
 *
 * @param told what came of each, as it comes.
 * @param threads how many play, and the file that each runs. The answer is the same for any number of them.
 * Errors: those of the file system; a fault of the product that breaks a thread.
 */
export async function mutateFolder(folder: string, told: Told = () => undefined, threads = { file: THREAD, number: availableParallelism() }): Promise<({ readonly kind: 'mutated'; readonly programme: string } & MutationReport) | Refused> {
  const stage = stageOf(folder);
  if (stage.kind === 'refused') return stage;
  const list = readSurvivors(folder);
  if (list.kind === 'refused') return list;
  const { mutants, programme } = stage;
  const noticedBy: (string | null)[] = [];
  let done = 0;
  const played = (index: number, by: string | null): void => {
    noticedBy[index] = by;
    const mutant = mutants[index];
    if (mutant !== undefined) told((done += 1), mutants.length, mutant, by);
  };
  const lanes = [...lanesOf(mutants.length)];
  if (existsSync(threads.file)) await Promise.all(Array.from({ length: Math.min(threads.number, lanes.length) }, () => onThread(threads.file, folder, lanes, played)));
  else for (const lane of lanes) await playLane(lane, mutants, stage.examples, played);
  return { kind: 'mutated', programme, ...reportOf(mutants, noticedBy, list.listed) };
}

/** Run from its sources (tests), where no compiled thread is, everything is played on this one. */
const THREAD = path.join(__dirname, 'mutation-thread.js');

/** One thread, which takes the next lane until none is left. */
function onThread(file: string, folder: string, lanes: (readonly number[])[], played: (index: number, by: string | null) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: folder });
    let finished = false;
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'played') return played(message.index, message.noticedBy);
      const lane = lanes.shift();
      if (lane !== undefined) return worker.postMessage(lane);
      finished = true;
      void worker.terminate();
    });
    worker.on('error', reject);
    worker.on('exit', (code) => (finished ? resolve() : reject(new Error(`a thread that plays mutants ended with ${code}`))));
  });
}
