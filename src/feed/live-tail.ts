import type { EventStore, Position } from '../event-store/event-store';
import type { Frame, Frames } from './frames';

/** How many events a reader may fall behind before it goes back to the store. */
const KEPT = 4_096;
/** Frames handed out at once, so that one reader's turn stays short. */
const AT_ONCE = 128;

/**
 * The end of the log in memory: one subscription, one list, however many follow it. Nobody is waited for; who falls out
 * of the list reads on from the store by her own cursor.
 */
export class LiveTail {
  #frames: Frame[] = [];
  /** The list holds every event after this one. undefined: not begun. */
  #base: Position | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    private readonly events: Pick<EventStore, 'head' | 'subscribe'>,
    private readonly frames: Frames,
    private readonly kept = KEPT,
  ) {}

  /** Follows until the signal is aborted. Errors: StoreUnavailableError where the head cannot be asked. */
  async follow(signal: AbortSignal, onTrouble: (error: Error) => void): Promise<void> {
    const head = await this.events.head();
    this.#base = head ?? '';
    this.#frames = [];
    for await (const message of this.events.subscribe(head, signal, onTrouble)) {
      if (message.kind === 'events') this.#take(message.events.map((event) => this.frames.of(event)));
    }
  }

  /** What comes after a place, at most so many at once; undefined: it is no longer, or not yet, held here. */
  after(cursor: Position | null): readonly Frame[] | undefined {
    if (this.#base === undefined || (cursor ?? '') < this.#base) return undefined;
    const from = this.#firstAfter(cursor ?? '');
    return this.#frames.slice(from, from + AT_ONCE);
  }

  /** Resolves when something arrives, or when the signal is aborted. */
  arrival(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #take(frames: readonly Frame[]): void {
    this.#frames.push(...frames);
    const surplus = this.#frames.length - this.kept;
    if (surplus > 0) {
      this.#base = this.#frames[surplus - 1]?.position ?? this.#base;
      this.#frames = this.#frames.slice(surplus);
    }
    for (const wake of [...this.#waiting]) wake();
  }

  #firstAfter(cursor: Position): number {
    let [low, high] = [0, this.#frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#frames[middle]?.position ?? '') <= cursor) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
