import type { Clock } from '../clock';
import type { EventStore, Position } from '../event-store/event-store';
import type { DocumentStore } from '../read-models/document-store';
import { ForeignCheckpointError } from '../read-models/document-store';
import type { Taken } from './feed';
import { Feed } from './feed';
import { Fold } from './fold';
import type { Pace } from './pace';
import type { Plan } from './plan';
import { CheckpointAboveLogError, isRefusal } from './refusals';

export interface LoopPorts {
  readonly events: EventStore;
  readonly documents: DocumentStore;
  readonly clock: Clock;
  /** 0 to 1: spreads the tries of several processes. */
  readonly random: () => number;
}

export interface LoopOptions {
  readonly plan: Plan;
  readonly checkpoint: string;
  readonly pace: Pace;
  /** Events of one batch at most. With slices, fewer where a batch keeps the thread for longer than `sliceMs`. */
  readonly batch: number;
  readonly sliceMs: number | null;
  /** Called before each batch: a lease or a switch may have come between. False: stop. */
  readonly mayGoOn: () => Promise<boolean>;
  /** Where it goes on from; again after trouble. */
  readonly onStart: (position: Position | null) => void;
  readonly onFolded: (position: Position, events: number) => void;
  /** A build that nobody reads yet, in a worker of its own. */
  readonly unread?: boolean;
  /** Ends what was put off while building; its failure is trouble like any other. */
  readonly beforeCaughtUp?: () => Promise<void>;
  /** Everything in the log up to here is reflected; repeated while idle. */
  readonly onCaughtUp: (position: Position | null) => void;
  /** null: it has healed. */
  readonly onTrouble: (error: Error | null) => void;
}

const SMALLEST_BATCH = 8;
const FIRST_BACKOFF_MS = 100;
/** A capped back-off: a store that comes back is used again within this time (pitfalls.md, 4b, trap 8). */
const LONGEST_BACKOFF_MS = 5_000;

/** Follows the log with one set of projections under one checkpoint, until told to stop. */
export class Loop {
  private readonly aborted = new AbortController();
  private size: number;
  private backoff = FIRST_BACKOFF_MS;
  private troubled = false;

  constructor(private readonly ports: LoopPorts, private readonly options: LoopOptions) {
    this.size = options.sliceMs === null ? options.batch : Math.min(options.batch, 64);
  }

  stop(): void {
    this.aborted.abort(new Error('stopped'));
  }

  /** Resolves when stopped; rejects with a refusal, which no waiting heals. An unreachable store is waited for. */
  async run(): Promise<void> {
    const { signal } = this.aborted;
    while (!signal.aborted) {
      try {
        await this.ports.documents.prepare(this.options.plan.specs, { unread: this.options.unread ?? false });
        await this.follow();
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error)) throw error;
        this.trouble(error instanceof Error ? error : new Error(String(error)));
        await this.ports.clock.wait(this.backoff * (0.5 + this.ports.random() / 2), signal).catch(() => undefined);
        this.backoff = Math.min(this.backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  }

  private async follow(): Promise<void> {
    const { events, documents } = this.ports;
    const { plan, checkpoint, pace } = this.options;
    const log = await events.identity();
    const start = await this.readCheckpoint(log);
    this.options.onStart(start);
    const fold = new Fold(plan, documents, { name: checkpoint, log }, pace);
    // The feed of a try that failed must not read on beside the next one.
    const over = new AbortController();
    const signal = AbortSignal.any([this.aborted.signal, over.signal]);
    const feed = new Feed(events, start, { signal, capacity: this.options.batch + 1_000, types: plan.types, onTrouble: (error) => this.trouble(error) });
    try {
      for (;;) {
        const taken = await feed.take(this.size);
        if (taken === undefined) return;
        if (!(await this.options.mayGoOn())) return;
        if (!taken.caughtUp) await this.fold(fold, taken, log);
        else {
          await this.options.beforeCaughtUp?.();
          this.options.onCaughtUp(taken.position);
        }
        this.healed();
        if (feed.waiting > 0) await pace.breathe();
      }
    } finally {
      over.abort();
    }
  }

  private async fold(fold: Fold, { events, position: upTo, passedOver }: Taken, log: string): Promise<void> {
    const { pace, onFolded, sliceMs } = this.options;
    pace.begin();
    if (upTo === null) return;
    let rest = events;
    for (;;) {
      if ((await fold.advance(rest, upTo)) === 'written') break;
      if (this.aborted.signal.aborted) return;
      const position = await this.readCheckpoint(log);
      if (position !== null && position >= upTo) break;
      rest = rest.filter((event) => position === null || event.position > position);
      await pace.breathe();
    }
    onFolded(upTo, events.length + passedOver);
    if (sliceMs !== null) this.adapt(fold.takeLongestBlock(), sliceMs);
  }

  private adapt(blocked: number, sliceMs: number): void {
    if (blocked > sliceMs) this.size = Math.max(SMALLEST_BATCH, Math.floor(this.size / 2));
    else if (blocked < sliceMs / 3) this.size = Math.min(this.options.batch, this.size * 2);
  }

  private async readCheckpoint(log: string): Promise<Position | null> {
    const { events, documents } = this.ports;
    const name = this.options.checkpoint;
    const stored = await documents.checkpoint(name);
    if (stored === undefined) return null;
    if (stored.log !== log) throw new ForeignCheckpointError(name, log, stored.log);
    const head = await events.head();
    if (head === null || stored.position > head) throw new CheckpointAboveLogError(name, stored.position, head);
    return stored.position;
  }

  private trouble(error: Error): void {
    this.troubled = true;
    this.options.onTrouble(error);
  }

  private healed(): void {
    if (!this.troubled) return;
    this.troubled = false;
    this.backoff = FIRST_BACKOFF_MS;
    this.options.onTrouble(null);
  }
}
