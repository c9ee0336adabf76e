import { createHash } from 'node:crypto';
import type { Loaded } from '../commands/streams';
import { joinedTo } from '../domain/teacher/merge';
import type { TeacherState } from '../domain/teacher/teacher';
import type { Reading } from './reading';

/**
 * What was worked out, told again while what it was worked out of stands as it stood: its stamp says so. In memory alone and
 * bounded; nothing is kept in it that an erasure would have to find.
 */
export class WorkedOut<T> {
  private readonly known = new Map<string, { readonly stamp: string; readonly value: T }>();
  private weight = 0;

  /**
   * @param most that is kept, all together; what was kept first goes first.
   * @param weigh how much one is of it.
   */
  constructor(
    private readonly most: number,
    private readonly weigh: (value: T) => number = () => 1,
  ) {}

  /** Undefined: never, or of something that has changed since. */
  get(key: string, stamp: string): T | undefined {
    const found = this.known.get(key);
    return found?.stamp === stamp ? found.value : undefined;
  }

  keep(key: string, stamp: string, value: T): void {
    this.drop(key);
    const weight = this.weigh(value);
    if (weight > this.most) return;
    this.known.set(key, { stamp, value });
    this.weight += weight;
    for (const oldest of this.known.keys()) {
      if (this.weight <= this.most) break;
      this.drop(oldest);
    }
  }

  get size(): number {
    return this.known.size;
  }

  private drop(key: string): void {
    const found = this.known.get(key);
    if (found === undefined) return;
    this.known.delete(key);
    this.weight -= this.weigh(found.value);
  }
}

/** Lines that are kept of one kind of list, of all days and askers together: some megabytes. */
const MOST_LINES = 20_000;
/** What a list weighs beside its lines: some hundreds of them are kept, however many empty ones are asked for, day after day. */
const LIST = 40;

/** One for each house, so that what was worked out in one is never told in another. */
export function workedOutIn<T>(most: number, weigh?: (value: T) => number): (reading: Reading) => WorkedOut<T> {
  const all = new WeakMap<Reading, WorkedOut<T>>();
  return (reading) => {
    const known = all.get(reading) ?? new WorkedOut<T>(most, weigh);
    all.set(reading, known);
    return known;
  };
}

/** Lists, bounded by their lines and their number. */
export function listsWorkedOut<T>(lines: (value: T) => number): (reading: Reading) => WorkedOut<T> {
  return workedOutIn(MOST_LINES, (value) => lines(value) + LIST);
}

/** How far a dossier was read, with those that it has taken in: hardly any has. */
export function stampOf({ state, revision }: Loaded<TeacherState>): string {
  return state.joined.size === 0 ? String(revision) : JSON.stringify([revision, joinedTo(state)]);
}

/** How far everything is at a moment: the views, and what is recorded. */
export interface Mark {
  /** null: nobody here can say. */
  readonly stand: string | null;
  readonly head: string | null;
}

/** Asked for before anything is read that an answer is worked out of: what is recorded from then on is read perhaps, or not. */
export async function markOf({ sources: { projector, events } }: Reading): Promise<Mark> {
  const { stand } = projector;
  return { stand, head: await events.head() };
}

/**
 * Worked out once while no view is told anything new. Of views alone, of the rules and of what the key names: a stream is
 * read further than they are.
 */
export function whileViewsStand<T>(reading: Reading, kept: WorkedOut<T>, key: string, work: () => Promise<T>): Promise<T> {
  return whileNothingIsRecorded(reading, kept, { stand: reading.sources.projector.stand, head: null }, key, work);
}

/** The same of what streams say as well, and of what was read of them since the mark: only while nothing at all is recorded. */
export async function whileNothingIsRecorded<T>({ sources: { projector } }: Reading, kept: WorkedOut<T>, { stand, head }: Mark, named: string, work: () => Promise<T>): Promise<T> {
  if (stand === null) return work();
  // It may name every unit of a city.
  const key = createHash('sha256').update(named).digest('base64url');
  const stamp = `${stand} ${head ?? ''}`;
  const known = kept.get(key, stamp);
  if (known !== undefined) return known;
  const value = await work();
  // Where they moved on meanwhile, part of it may be of before and part of after.
  if (projector.stand === stand) kept.keep(key, stamp, value);
  return value;
}
