import { StoreRefusedError, StoreUnavailableError, type LiveMessage, type LoggedEvent, type Position } from './event-store';

/** Calls `ring` once after `ms`; the returned function takes it back. */
export type Alarm = (ms: number, ring: () => void) => () => void;

export const wallAlarm: Alarm = (ms, ring) => {
  const timer = setTimeout(ring, ms);
  return () => clearTimeout(timer);
};

/** Wakes whoever waits for the log to grow. Counting rings closes the gap between "nothing there" and "wait". */
export class Bell {
  #rings = 0;
  readonly #waiting = new Set<() => void>();

  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings += 1;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the first ring after `seen`, when `ms` have passed, or when `signal` is aborted. */
  wait(seen: number, ms: number, signal: AbortSignal, alarm: Alarm): Promise<void> {
    if (this.#rings > seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const cancel = alarm(ms, wake);
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
    });
  }
}

export interface Followed {
  /** The next events after a position, oldest first; empty at the head. */
  page(after: Position | null, limit: number): readonly LoggedEvent[];
  head(): Position | null;
  readonly bell: Bell;
  isClosed(): boolean;
}

export interface FollowOptions {
  readonly pageSize: number;
  /** An idle subscription repeats `caughtUp` this often (ms), and looks again after trouble. */
  readonly idleMs: number;
  readonly alarm: Alarm;
}

/**
 * A live subscription over a log that this process can read. It pulls pages when its reader asks, so a slow reader holds
 * at most one page and slows nobody. Trouble is told and survived; only the signal, or closing the store, ends it.
 */
export async function* follow(
  log: Followed,
  after: Position | null,
  signal: AbortSignal,
  onTrouble: ((error: Error) => void) | undefined,
  options: FollowOptions,
): AsyncGenerator<LiveMessage, void, undefined> {
  let position = after;
  let checked = false;
  while (!signal.aborted) {
    const seen = log.bell.rings;
    if (log.isClosed()) throw new StoreUnavailableError({ zh: '事件库已关闭。', en: 'The event store was closed.' });
    let events: readonly LoggedEvent[];
    try {
      if (!checked) refuseBeyondHead(position, log.head());
      checked = true;
      events = log.page(position, options.pageSize);
    } catch (error) {
      if (error instanceof StoreRefusedError) throw error;
      onTrouble?.(error instanceof Error ? error : new Error(String(error)));
      await log.bell.wait(log.bell.rings, options.idleMs, signal, options.alarm);
      continue;
    }
    const last = events.at(-1);
    if (last !== undefined) {
      position = last.position;
      yield { kind: 'events', events };
      if (events.length === options.pageSize) {
        // A reader that never waits must not keep the process from everything else during catch-up.
        await new Promise<void>((resolve) => setImmediate(resolve));
        continue;
      }
      if (log.bell.rings > seen) continue;
    }
    yield { kind: 'caughtUp', position };
    await log.bell.wait(seen, options.idleMs, signal, options.alarm);
  }
}

/**
 * A checkpoint beyond the end means that the log was restored or replaced; waiting there would silently miss whatever is
 * written until the log has grown past it (pitfalls.md, 4b, trap 5).
 */
export function refuseBeyondHead(after: Position | null, head: Position | null): void {
  if (after === null || (head !== null && after <= head)) return;
  throw new StoreRefusedError({
    zh: `位置 ${after} 超出事件库末尾(${head ?? '空库'})。事件库可能是从较早的备份恢复的；请重建读取方。`,
    en: `Position ${after} lies beyond the end of the log (${head ?? 'empty'}). The log was probably restored from an older backup; rebuild what reads from it.`,
  });
}

/** Positions of logs that count: 16 digits, so that text order is log order up to 10^16 events. */
export function positionOf(sequence: number): Position {
  return String(sequence).padStart(16, '0');
}

/** 0 for the start. Errors: StoreRefusedError for a position that another kind of store made. */
export function sequenceOf(position: Position | null): number {
  if (position === null) return 0;
  if (!/^\d{16}$/.test(position)) {
    throw new StoreRefusedError({
      zh: `"${position}" 不是本事件库的位置；请从头开始，或检查是否换过事件库。`,
      en: `"${position}" is not a position of this event store; start from the beginning, or see whether the store was exchanged.`,
    });
  }
  return Number(position);
}
