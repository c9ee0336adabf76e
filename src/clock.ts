import type { BusinessDate, BusinessMinute, Instant } from './domain/dates';

/**
 * Time as a port. The business clock says what day it is for the bureau and stamps `recordedAt`; a demonstration's runs
 * at its own date. The wall clock drives tokens, deadlines of calls and back-off.
 */
export interface Clock {
  /** Business time, UTC. */
  now(): Instant;
  /** Today in Asia/Shanghai by the business clock. */
  today(): BusinessDate;
  /** Milliseconds since the epoch by the wall clock. */
  wall(): number;
  /** Resolves after `ms` of wall time, or rejects with the signal's reason. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

const SHANGHAI_OFFSET_MS = 8 * 3600 * 1000;

/** China has kept UTC+8 all year since 1992, so the offset is fixed for every date the product can meet. */
export function shanghaiDate(instant: Instant): BusinessDate {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** `2019-06-14T17:00`, the minute in Asia/Shanghai. */
export function shanghaiMinute(instant: Instant): BusinessMinute {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16);
}

/** `2019-06-14 17:00:30`, the second in Asia/Shanghai, for a sentence that a person reads. */
export function shanghaiSecond(instant: Instant): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

export class SystemClock implements Clock {
  /** @param offsetMs business time minus wall time; 0 outside a demonstration. */
  constructor(private offsetMs = 0) {}

  now(): Instant {
    return new Date(Date.now() + this.offsetMs).toISOString();
  }

  today(): BusinessDate {
    return shanghaiDate(this.now());
  }

  wall(): number {
    return Date.now();
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, ms);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Moves the business clock of a demonstration. */
  set(instant: Instant): void {
    this.offsetMs = Date.parse(instant) - Date.now();
  }
}

/** A clock that stands still until moved: worked examples, simulations, tests. Waits end when `advance` passes them. */
export class ManualClock implements Clock {
  private at: number;
  private waiting: { readonly due: number; readonly resolve: () => void }[] = [];

  constructor(start: Instant) {
    this.at = Date.parse(start);
  }

  now(): Instant {
    return new Date(this.at).toISOString();
  }

  today(): BusinessDate {
    return shanghaiDate(this.now());
  }

  wall(): number {
    return this.at;
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const entry = { due: this.at + ms, resolve };
      this.waiting.push(entry);
      signal?.addEventListener('abort', () => {
        this.waiting = this.waiting.filter((other) => other !== entry);
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      }, { once: true });
    });
  }

  advance(ms: number): void {
    this.set(new Date(this.at + ms).toISOString());
  }

  set(instant: Instant): void {
    this.at = Math.max(this.at, Date.parse(instant));
    const due = this.waiting.filter((entry) => entry.due <= this.at);
    this.waiting = this.waiting.filter((entry) => entry.due > this.at);
    for (const entry of due) entry.resolve();
  }
}
