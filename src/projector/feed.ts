import type { EventStore, LoggedEvent, Position, TypedPage } from '../event-store/event-store';

/** What the fold takes next. */
export interface Taken {
  readonly events: readonly LoggedEvent[];
  /** Everything up to here is taken with it, also what no projection takes; null: an empty log. */
  readonly position: Position | null;
  /** Events that were not fetched, since no projection takes them. */
  readonly passedOver: number;
  /** There was nothing more when asked. */
  readonly caughtUp: boolean;
}

export interface FeedOptions {
  readonly signal: AbortSignal;
  /** Events held at most, beside one page of the store. */
  readonly capacity: number;
  /** What the projections take, unless that is everything: of the history nothing else is read. */
  readonly types?: ReadonlySet<string> | undefined;
  readonly onTrouble?: (error: Error) => void;
}

/**
 * The whole log from a position on, then live, through a bounded queue: pages are fetched while the last ones are being
 * folded, and events that arrive one by one under load are taken many at a time.
 */
export class Feed {
  private pages: TypedPage[] = [];
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
      if (this.pages.length > 0) return this.next(limit);
      if (this.failure !== undefined) throw this.failure.error;
      if (this.caughtUp !== undefined) {
        const { position } = this.caughtUp;
        this.caughtUp = undefined;
        return { events: [], position, passedOver: 0, caughtUp: true };
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

  private next(limit: number): Taken {
    const events: LoggedEvent[] = [];
    let position: Position | null = null;
    let passedOver = 0;
    while (events.length < limit) {
      const page = this.pages[0];
      if (page === undefined) break;
      const part = page.events.slice(this.offset, this.offset + limit - events.length);
      for (const event of part) events.push(event);
      this.offset += part.length;
      position = part.at(-1)?.position ?? position;
      if (this.offset >= page.events.length) {
        position = page.position;
        passedOver += page.passedOver;
        this.pages.shift();
        this.offset = 0;
      }
    }
    this.held -= events.length;
    if (this.held < this.options.capacity) this.drained?.();
    return { events, position, passedOver, caughtUp: false };
  }

  private async pump(): Promise<void> {
    const { signal, onTrouble } = this.options;
    let position = this.after;
    for await (const page of this.history()) {
      if (signal.aborted) return;
      position = page.position;
      await this.put(page);
    }
    for await (const message of this.store.subscribe(position, signal, onTrouble)) {
      if (message.kind === 'events') await this.put(whole(message.events));
      else {
        this.caughtUp = { position: message.position };
        this.arrived?.();
      }
    }
    this.ended = true;
    this.arrived?.();
  }

  private async *history(): AsyncIterable<TypedPage> {
    const size = Math.min(this.options.capacity, 1_000);
    const { types } = this.options;
    if (types !== undefined && this.store.readTypes !== undefined) yield* this.store.readTypes(this.after, types, size);
    else for await (const page of this.store.readAll(this.after, size)) if (page.length > 0) yield whole(page);
  }

  private async put(page: TypedPage): Promise<void> {
    if (page.events.length === 0 && page.passedOver === 0) return;
    this.pages.push(page);
    this.held += page.events.length;
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

function whole(events: readonly LoggedEvent[]): TypedPage {
  return { events, position: events.at(-1)?.position ?? '', passedOver: 0 };
}
