import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { clausePlaces } from '../domain/rules/clause-places';
import { leavesOf } from '../domain/rules/leaves';
import { clauseOf } from '../domain/rules/programme-definition';
import { lanesOf, NO_CHANGE, playLane, reportOf, tiersOf, type ListedSurvivor, type MutationReport, type NamedExample } from './mutation';
import type { ThreadMessage } from './mutation-thread';
import { mutantsOf, mutantsOfClauses, type Mutant } from './mutants';
import type { Programme } from './play';
import { readFolder, type Faulty } from './programme-folder';
import { readExample } from './run-example';
import { readSurvivors } from './survivors';

/** Of a file, what stands on one of these clauses; `paths`: of that, only these. Without a scope, what a round is run by. */
export interface Scope {
  readonly clauses: readonly string[];
  readonly paths?: readonly string[];
}

/** What a thread is given. */
export interface Errand {
  readonly folder: string;
  readonly scope: Scope | undefined;
}

/** What a folder's mutants are played with. */
export interface Stage {
  readonly kind: 'stage';
  readonly programme: Programme;
  readonly mutants: readonly Mutant[];
  readonly examples: readonly NamedExample[];
}

type Told = (done: number, all: number, mutant: Pick<Mutant, 'path' | 'change'>, noticedBy: string | null) => void;
type Refused = { readonly kind: 'refused' } & Faulty;

/** Reads a programme's folder: the same mutants, in the same order, on every thread. Errors: those of the file system. */
export function stageOf(folder: string, scope?: Scope): Stage | Refused {
  const reading = readFolder(folder);
  if (reading.kind === 'refused') return reading;
  const examples: NamedExample[] = [];
  for (const file of reading.examples) {
    const read = readExample(readFileSync(file, 'utf8'));
    if (read.kind === 'refused') return { kind: 'refused', file, problems: read.problems };
    examples.push({ file: path.relative(process.cwd(), file), example: read.example, at: read.at });
  }
  const { programme } = reading;
  const mutants = scope === undefined ? mutantsOf(programme, tiersOf(examples)) : mutantsOfClauses(programme, new Set(scope.clauses), scope.paths === undefined ? undefined : new Set(scope.paths));
  return { kind: 'stage', programme, mutants, examples };
}

/**
 * Alters or drops each value of the round's rules, or of a scope, in turn and says what came of each change, in the order of the file.
 * Takes a folder whose worked examples all hold: one that does not would notice everything.
 *
 * @param told what came of each, as it comes.
 * @param threads how many play, and the file that each runs. The answer is the same for any number of them.
 * Errors: those of the file system; a fault of the product that breaks a thread.
 */
export async function mutateFolder(folder: string, told: Told = () => undefined, threads = { file: THREAD, number: availableParallelism() }, scope?: Scope): Promise<({ readonly kind: 'mutated'; readonly programme: string } & MutationReport) | Refused> {
  const stage = stageOf(folder, scope);
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
  if (existsSync(threads.file)) await onThreads(threads, { folder, scope }, lanes, played);
  else for (const lane of lanes) await playLane(lane, mutants, stage.examples, played);
  const without = list.listed.filter(({ change }) => change === NO_CHANGE);
  const report = reportOf(mutants, noticedBy, ofThisStage(list.listed.filter(({ change }) => change !== NO_CHANGE), stage));
  const untried = untriedOf(stage, scope).map((at) => ({ path: at, reason: without.find((one) => one.path === at)?.reason ?? null }));
  return { kind: 'mutated', programme: programme.definition.id, changes: report.changes, untried, stale: [...report.stale, ...without.filter(isStale(stage))] };
}

/** Paths of the values of a scope that no change could be made of; of what a round is run by nobody asks. */
function untriedOf({ programme, mutants }: Stage, scope: Scope | undefined): readonly string[] {
  if (scope === undefined) return [];
  const altered = new Set(mutants.map((mutant) => mutant.path));
  return leavesOf(programme.definition).filter(({ path: at, leaf }) => scope.clauses.includes(clauseOf(leaf)) && scope.paths?.includes(at) !== false && !altered.has(at)).map(({ path: at }) => at);
}

/** What is listed as a value without a change was altered, or the file has no such value. */
function isStale({ programme, mutants }: Stage): (one: ListedSurvivor) => boolean {
  const [altered, values] = [new Set(mutants.map((mutant) => mutant.path)), new Set(leavesOf(programme.definition).map(({ path: at }) => at))];
  return ({ path: at }) => altered.has(at) || !values.has(at);
}

/** Without those that the file has and that another scope asks about: they are not stale for not having been played. */
function ofThisStage(listed: readonly ListedSurvivor[], { programme, mutants, examples }: Stage): readonly ListedSurvivor[] {
  const isOne = (among: readonly Mutant[]) => (one: ListedSurvivor) => among.some(({ path: at, change }) => at === one.path && change === one.change);
  const beside = listed.filter((one) => !isOne(mutants)(one));
  if (beside.length === 0) return listed;
  const clauses = new Set(clausePlaces(programme.definition).map(({ clause }) => clause));
  const elsewhere = [...mutantsOfClauses(programme, clauses, new Set(beside.map(({ path: at }) => at))), ...mutantsOf(programme, tiersOf(examples))];
  return listed.filter((one) => isOne(mutants)(one) || !isOne(elsewhere)(one));
}

/** Run from its sources (tests), where no compiled thread is, everything is played on this one. */
const THREAD = path.join(__dirname, 'mutation-thread.js');

/** When one breaks, none goes on: what it broke on is thrown. */
async function onThreads({ file, number }: { readonly file: string; readonly number: number }, errand: Errand, lanes: (readonly number[])[], played: (index: number, by: string | null) => void): Promise<void> {
  const workers = Array.from({ length: Math.min(number, lanes.length) }, () => new Worker(file, { workerData: errand }));
  try {
    await Promise.all(workers.map((worker) => onThread(worker, lanes, played)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** One thread, which takes the next lane until none is left. */
function onThread(worker: Worker, lanes: (readonly number[])[], played: (index: number, by: string | null) => void): Promise<void> {
  return new Promise((resolve, reject) => {
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
