import type { Desk } from '../commands/desk';
import type { EventId } from '../domain/facts';
import type { Position, StoredEnvelope } from '../event-store/event-store';
import { isOfLog, type KeptState } from './kept';
import type { PendingState } from './pending-state';
import { PendingWork } from './pending-work';
import { keyOf, type Work } from './work';
import { finish, isDue } from './settlements';

/** What the reactor could not do this time; it is tried again. */
export interface Trouble {
  readonly what: string;
  readonly error: unknown;
}

export interface ReactorOptions {
  /** How long a handler, here or in another process, is left to finish its own work, ms of wall time. Default 1,000. */
  readonly graceMs?: number;
  /** First and longest pause before work that failed is tried again, ms. Default 200 and 30,000. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Where what it learnt of the log lies between two starts. Without it every start reads the log from its beginning. */
  readonly kept?: KeptState;
  /** It is kept anew at a start that had more events than these to read. Default 1,000. */
  readonly keepAfter?: number;
}

interface Standing {
  /** Not before this moment of the wall clock. */
  readonly notBefore: number;
  readonly failures: number;
}

const HOUR_MS = 3_600_000;

/**
 * Finishes what was interrupted, records what falls due, destroys the keys of those who were erased (design, sections 4
 * to 6). It learns of its work from the log alone: at start it reads the log, from its beginning or from where the last start
 * had read to, then follows it.
 */
export class Reactor {
  readonly #desk: Desk;
  readonly #standing = new Map<string, Standing>();
  #pending = this.#pendingFrom();
  readonly #graceMs: number;
  readonly #retry: { readonly first: number; readonly longest: number };
  readonly #onTrouble: (trouble: Trouble) => void;
  readonly #kept: KeptState | undefined;
  readonly #keepAfter: number;
  #position: Position | null = null;
  /** Position of the event before the last, and the last one's id. */
  #before: Position | null = null;
  #last: EventId = '';
  #caughtUp = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk, options: ReactorOptions = {}) {
    this.#desk = desk;
    this.#graceMs = options.graceMs ?? 1_000;
    this.#retry = options.retryMs ?? { first: 200, longest: 30_000 };
    this.#onTrouble = options.onTrouble ?? (() => undefined);
    this.#kept = options.kept;
    this.#keepAfter = options.keepAfter ?? 1_000;
  }

  /** What is begun and not ended, as far as the log was read. */
  get open(): readonly Work[] {
    return this.#pending.open;
  }

  /** How many wait for a moment of the wall clock; never more than are open. */
  get postponed(): number {
    return this.#standing.size;
  }

  /** Last event read; null before the first. */
  get position(): Position | null {
    return this.#position;
  }

  /** Reads the log to its end and applies every erasure in it: before the process serves anybody. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      // Only what the log says is kept: not what this process has done about it, which the next start does again.
      const untouched = this.#position === null;
      if (untouched) await this.#recall();
      const read = await this.#catchUp();
      if (untouched && read > this.#keepAfter) await this.#keep();
      await this.#applyErasures(true);
    });
  }

  /**
   * Does all that is due, now and at once, until nothing is left: worked examples, the demonstration, tests. Errors of
   * the work are thrown.
   */
  rest(): Promise<void> {
    return this.#inTurn(async () => {
      const tried = new Set<string>();
      for (;;) {
        await this.#catchUp();
        await this.#applyErasures(true);
        const due = this.#begunAndOver().filter((work) => isDue(this.#desk, work) && !tried.has(keyOf(work)));
        if (due.length === 0) return;
        for (const work of due) {
          tried.add(keyOf(work));
          await this.#finish(work);
        }
      }
    });
  }

  /** Follows the log until `signal` is aborted. A step that fails is told to `onTrouble` and tried again later. */
  async run(signal: AbortSignal): Promise<void> {
    for await (const message of this.#desk.ports.store.subscribe(this.#position, signal, (error) => this.#onTrouble({ what: 'subscription', error }))) {
      await this.#inTurn(async () => {
        if (message.kind === 'events') for (const { envelope, position } of message.events) this.#take(envelope, position);
        // Repeated while idle: this is also the clock of what is due by date and of what is tried again.
        if (message.kind === 'caughtUp') await this.#work(signal);
      });
    }
  }

  async #work(signal: AbortSignal): Promise<void> {
    await this.#applyErasures(false);
    const now = this.#desk.ports.clock.wall();
    for (const work of this.#begunAndOver()) {
      if (signal.aborted) return;
      const key = keyOf(work);
      const standing = this.#standing.get(key) ?? { notBefore: 0, failures: 0 };
      if (standing.notBefore > now || !isDue(this.#desk, work)) continue;
      try {
        await this.#finish(work);
      } catch (error) {
        const pause = Math.min(this.#retry.first * 2 ** standing.failures, this.#retry.longest);
        this.#standing.set(key, { notBefore: now + pause, failures: standing.failures + 1 });
        this.#onTrouble({ what: key, error });
      }
    }
  }

  /** What is begun, and the terms whose last day is past. */
  #begunAndOver(): readonly Work[] {
    return [...this.#pending.open, ...this.#pending.terms.over(this.#desk.ports.clock.today())];
  }

  async #finish(work: Work): Promise<void> {
    const ended = await finish(this.#desk, work);
    const key = keyOf(work);
    // A return waits for her, or for its own minute: what the log says of it next makes it due again.
    if (!ended && work.kind === 'return') return void this.#standing.delete(key);
    // A window whose year was not known when it opened, or a term that a suspension keeps open, may end later than it then said: asked again in an hour.
    if (!ended) return void this.#standing.set(key, { notBefore: this.#desk.ports.clock.wall() + HOUR_MS, failures: 0 });
    this.#pending.done(work);
    this.#standing.delete(key);
  }

  /** How many events it read. */
  async #catchUp(): Promise<number> {
    let read = 0;
    for await (const page of this.#desk.ports.store.readAll(this.#position)) {
      for (const { envelope, position } of page) this.#take(envelope, position);
      read += page.length;
    }
    this.#caughtUp = true;
    return read;
  }

  async #recall(): Promise<void> {
    const kept = await this.#kept?.load();
    if (kept === undefined || !(await isOfLog(kept, this.#desk.ports.store))) return;
    this.#pending = this.#pendingFrom(kept.pending);
    this.#desk.streams.sawAll(kept.seen);
    [this.#position, this.#before, this.#last] = [kept.position, kept.before, kept.last];
  }

  /** A start goes on without it, as the next one will. */
  async #keep(): Promise<void> {
    if (this.#kept === undefined || this.#position === null) return;
    try {
      await this.#kept.save({ log: await this.#desk.ports.store.identity(), position: this.#position, before: this.#before, last: this.#last, pending: this.#pending.state, seen: this.#desk.streams.seen });
    } catch (error) {
      this.#onTrouble({ what: 'keeping what the log told', error });
    }
  }

  #pendingFrom(state?: PendingState): PendingWork {
    return new PendingWork((key) => void this.#standing.delete(key), state);
  }

  #take(envelope: StoredEnvelope, position: Position): void {
    const begun = this.#pending.fold(envelope);
    [this.#before, this.#position, this.#last] = [this.#position, position, envelope.id];
    this.#desk.streams.saw(envelope);
    // What the log held before this process started has no handler any more; what comes now has one at work on it.
    if (begun !== undefined && this.#caughtUp) this.#standing.set(keyOf(begun), { notBefore: this.#desk.ports.clock.wall() + this.#graceMs, failures: 0 });
  }

  async #applyErasures(strict: boolean): Promise<void> {
    const erased = this.#pending.takeErased();
    for (const [index, person] of erased.entries()) {
      try {
        await this.#desk.forgetPerson(person);
      } catch (error) {
        this.#pending.keepErased(erased.slice(index));
        if (strict) throw error;
        this.#onTrouble({ what: `erasure ${person}`, error });
        return;
      }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn;
    return turn;
  }
}
