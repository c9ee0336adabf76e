import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreRefusedError } from '../event-store';

/** Milliseconds unless said otherwise. The defaults stand beside each. */
export interface EventStoreDbOptions {
  /** Own deadline of one attempt to append: the client enforces none (rule 3). 5,000. */
  readonly appendDeadline?: number;
  /** How long an unknown outcome is asked about again before the caller is told that it is unknown. 0: never. 15,000. */
  readonly settleWithin?: number;
  /** How long an append, a page or `head()` waits for a server that cannot be reached at all. 5,000, twice a restart. */
  readonly reachWithin?: number;
  /** A page that brings nothing for so long is given up: reads have no deadline of their own. 10,000. */
  readonly readPatience?: number;
  /** Events in a page. 1,000. */
  readonly pageSize?: number;
  /** An idle subscription compares itself with the server's head this often, and says that it is alive. 1,000. */
  readonly idle?: number;
  /** A subscription that lags behind the head for so long without an event is given up and made anew (rule 6). 3,000. */
  readonly watchdog?: number;
  /** Events held for a subscriber that is slower than the log; beyond that it goes back to pages. 10,000. */
  readonly queue?: number;
  /** First and longest pause between attempts; each is jittered. 50 and 5,000. */
  readonly backoff?: { readonly first: number; readonly cap: number };
}

export interface Settings extends Required<EventStoreDbOptions> {
  readonly url: string;
}

export function settingsOf(url: string, options: EventStoreDbOptions): Settings {
  return {
    url,
    appendDeadline: 5_000,
    settleWithin: 15_000,
    reachWithin: 5_000,
    readPatience: 10_000,
    pageSize: 1_000,
    idle: 1_000,
    watchdog: 3_000,
    queue: 10_000,
    backoff: { first: 50, cap: 5_000 },
    ...options,
  };
}

/**
 * Clients with equal keep-alive settings share one connection of 100 streams, so each purpose has its own (rule 4). About
 * 1 s: with the default 10 s / 10 s a hung server is noticed after 18 s, with 1 s / 1 s after 2 s. The client prints a
 * warning about values below 10 s.
 */
const KEEP_ALIVE = { append: 1_000, read: 1_100, live: 1_200 };

/** A client for one purpose. Settings that the ten rules forbid are overridden. Errors: StoreRefusedError. */
export function connect(url: string, purpose: keyof typeof KEEP_ALIVE): EventStoreDBClient {
  const rules = `keepAliveInterval=${KEEP_ALIVE[purpose]}&keepAliveTimeout=1000&throwOnAppendFailure=true`;
  try {
    return EventStoreDBClient.connectionString(`${url.replace(/\/+$/, '')}${url.includes('?') ? '&' : '?'}${rules}`);
  } catch {
    // The cause is left out: it quotes the connection string, which may hold a password.
    throw new StoreRefusedError({
      zh: 'ECHELON_EVENT_STORE 不是有效的 EventStoreDB 连接串；应形如 esdb://127.0.0.1:2113?tls=false。',
      en: 'ECHELON_EVENT_STORE is not a valid EventStoreDB connection string; it should look like esdb://127.0.0.1:2113?tls=false.',
    });
  }
}

/** Half to the whole of a pause that doubles up to the cap. */
export function pauseBefore(attempt: number, { first, cap }: Settings['backoff']): number {
  return Math.min(cap, first * 2 ** Math.min(attempt, 20)) * (0.5 + Math.random() / 2);
}

/** Resolves after `ms`, or at once when the signal is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', over);
      resolve();
    };
    const timer = setTimeout(over, ms);
    signal?.addEventListener('abort', over, { once: true });
  });
}

/** `dispose()` waits for streams that may never finish; such a client is left behind after 2 s. */
export async function disposed(client: EventStoreDBClient): Promise<void> {
  const over = new AbortController();
  await Promise.race([client.dispose(), pause(2_000, over.signal)]);
  over.abort();
}
