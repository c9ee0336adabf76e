/** Work on the main thread goes in slices, so that a request waits for one of them at most (design, section 13). */
export interface Pace {
  /** A new slice: called where the thread has just been free. */
  begin(): void;
  /** The slice is used up: breathe before the next piece of work. */
  due(): boolean;
  breathe(): Promise<void>;
}

const PIECES_PER_LOOK = 8;

export class EventLoopPace implements Pace {
  private started = performance.now();
  private pieces = 0;

  /** 4 ms leaves room below the 5 ms of the design for the piece that overruns. */
  constructor(private readonly sliceMs = 4) {}

  begin(): void {
    this.started = performance.now();
    this.pieces = 0;
  }

  due(): boolean {
    // Reading the clock costs about as much as a small fold, so not for each.
    if (++this.pieces % PIECES_PER_LOOK !== 0) return false;
    return performance.now() - this.started >= this.sliceMs;
  }

  async breathe(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.begin();
  }
}

/** For a worker of its own, where nobody waits. */
export const unpaced: Pace = { begin: () => undefined, due: () => false, breathe: () => Promise.resolve() };
