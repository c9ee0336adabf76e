import type { Clock } from '../clock';
import type { Position } from '../event-store/event-store';

/** Those who asked to see a position (`Echelon-Position`), and what is reflected so far. */
export class Waiters {
  private reflected: Position | null = null;
  private waiting: { readonly position: Position; readonly resolve: () => void }[] = [];

  constructor(private readonly clock: Clock) {}

  get position(): Position | null {
    return this.reflected;
  }

  advance(position: Position | null): void {
    if (position === null || (this.reflected !== null && position <= this.reflected)) return;
    this.reflected = position;
    if (this.waiting.length === 0) return;
    const done = this.waiting.filter((one) => one.position <= position);
    this.waiting = this.waiting.filter((one) => one.position > position);
    for (const { resolve } of done) resolve();
  }

  /** Another generation answers now: it may stand elsewhere. */
  restart(position: Position | null): void {
    this.reflected = null;
    this.advance(position);
  }

  /** False: not within `timeoutMs`. */
  async until(position: Position, timeoutMs: number): Promise<boolean> {
    if (this.reflected !== null && position <= this.reflected) return true;
    const over = new AbortController();
    let answered = false;
    let entry: { readonly position: Position; readonly resolve: () => void } | undefined;
    const reached = new Promise<boolean>((resolve) => {
      entry = { position, resolve: () => resolve((answered = true)) };
      this.waiting.push(entry);
    });
    const late = this.clock.wait(timeoutMs, over.signal).then(
      () => false,
      () => false,
    );
    try {
      return await Promise.race([reached, late]);
    } finally {
      over.abort(new Error('no longer waited for'));
      // Who was answered is not in the list any more: with thousands waiting, looking for each would cost more than the views.
      if (!answered) this.waiting = this.waiting.filter((other) => other !== entry);
    }
  }
}
