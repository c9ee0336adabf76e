import type { EventStore, LoggedEvent, Position } from '../event-store/event-store';

/** What the fold takes next. No events: everything up to `position` has been taken. */
export interface Taken {
  readonly events: readonly LoggedEvent[];
  readonly position: Position | null;
}

export interface FeedOptions {
  readonly signal: AbortSignal;
  /** Events held at most, beside one page of the store. */
  readonly capacity: number;
  readonly onTrouble?: (error: Error) => void;
}

/**
 * The whole log from a position on, then live, through a bounded queue: pages are fetched while the last ones are being
 * folded, and events that arrive one by one under load are taken many at a time.
 */
export class Feed {
  private pages: (readonly LoggedEvent[])[] = [];
  private offset = 0;
  private held = 0;
  private caughtUp: { readonly position: Position | null } | undefined;
  private failure: { readonly error: unknown } | undefined;
  private ended = false;
  private arrived: (() => void) | undefined;
  private drained: (() => void) | undefined;

  constructor(private readonly store: EventStore, private readonly after: Position | null, private readonly options: FeedOptions) {
    this.pump().catch((error: unknown) => {
      this.failure = { error };
      this.arrived?.();
    });
  }

  /** Waits for something to do. undefined: the signal was aborted. Throws what reading the log threw. */
  async take(limit: number): Promise<Taken | undefined> {
    for (;;) {
      if (this.options.signal.aborted) return undefined;
      if (this.held > 0) return { events: this.next(limit), position: null };
      if (this.failure !== undefined) throw this.failure.error;
      if (this.caughtUp !== undefined) {
        const { position } = this.caughtUp;
        this.caughtUp = undefined;
        return { events: [], position };
      }
      if (this.ended) throw new Error('the subscription ended by itself');
      await this.wait((wake) => (this.arrived = wake));
      this.arrived = undefined;
    }
  }

  /** Events that wait to be taken. */
  get waiting(): number {
    return this.held;
  }

  private next(limit: number): readonly LoggedEvent[] {
    const taken: LoggedEvent[] = [];
    while (taken.length < limit) {
      const page = this.pages[0];
      if (page === undefined) break;
      const part = page.slice(this.offset, this.offset + limit - taken.length);
      for (const event of part) taken.push(event);
      this.offset += part.length;
      if (this.offset >= page.length) {
        this.pages.shift();
        this.offset = 0;
      }
    }
    this.held -= taken.length;
    if (this.held < this.options.capacity) this.drained?.();
    return taken;
  }

  private async pump(): Promise<void> {
    const { signal, onTrouble } = this.options;
    let position = this.after;
    for await (const page of this.store.readAll(position, Math.min(this.options.capacity, 1_000))) {
      if (signal.aborted) return;
      position = page.at(-1)?.position ?? position;
      await this.put(page);
    }
    for await (const message of this.store.subscribe(position, signal, onTrouble)) {
      if (message.kind === 'events') await this.put(message.events);
      else {
        this.caughtUp = { position: message.position };
        this.arrived?.();
      }
    }
    this.ended = true;
    this.arrived?.();
  }

  private async put(page: readonly LoggedEvent[]): Promise<void> {
    if (page.length === 0) return;
    this.pages.push(page);
    this.held += page.length;
    // An earlier "caught up" is behind what has come since.
    this.caughtUp = undefined;
    this.arrived?.();
    while (this.held >= this.options.capacity && !this.options.signal.aborted) {
      await this.wait((wake) => (this.drained = wake));
      this.drained = undefined;
    }
  }

  private wait(hold: (wake: () => void) => void): Promise<void> {
    const { signal } = this.options;
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      hold(wake);
      if (signal.aborted) wake();
      else signal.addEventListener('abort', wake, { once: true });
    });
  }
}
