import type { EventStoreDBClient } from '@eventstore/db-client';
import { StoreRefusedError, type LiveMessage, type LoggedEvent, type Position } from '../event-store';
import { refuseBeyondHead } from '../follow';
import { decode, positionOf } from './decode';
import { LiveFeed, QueueOverflow } from './live-feed';
import { failureOf } from './outcome';
import { isAfter, logPosition, positionText, type LogPosition } from './positions';
import { closedStore, type Reading } from './reading';
import { connect, disposed, pause, pauseBefore, type Settings } from './settings';

/** Of the 100 streams of a connection. Whoever comes later is served by pages until one is free. */
const CONCURRENT_SUBSCRIPTIONS = 90;
const BATCH = 500;

/** Live subscriptions of one store: a connection of their own (rule 4), supervised (rule 6). */
export class Following {
  private readonly client: EventStoreDBClient;
  private readonly closing = new AbortController();
  private readonly feeds = new Set<LiveFeed>();

  constructor(
    private readonly settings: Settings,
    private readonly reading: Reading,
  ) {
    this.client = connect(settings.url, 'live');
  }

  /**
   * Pages until near the head, then live; after any error, end or silence, pages again from the last event handed out.
   * Only the signal ends it, closing the store, or a position that is not of this log.
   */
  async *follow(after: Position | null, stop: AbortSignal, onTrouble?: (error: Error) => void): AsyncGenerator<LiveMessage, void, undefined> {
    const signal = AbortSignal.any([stop, this.closing.signal]);
    const at = new Place(after);
    let checked = false;
    let failures = 0;
    while (!stop.aborted) {
      if (this.closing.signal.aborted) throw closedStore();
      try {
        if (!checked) await this.refuseBeyondEnd(after, signal);
        checked = true;
        for (let more = true; more && !signal.aborted; ) {
          const page = await this.reading.all(at.read, this.settings.pageSize, signal);
          more = page.full;
          at.advance(page.last);
          if (page.events.length > 0) yield at.tell(page.events);
          failures = 0;
        }
        if (!signal.aborted) {
          for await (const message of this.live(at, signal)) {
            failures = 0;
            yield message;
          }
        }
      } catch (error) {
        if (stop.aborted) return;
        if (this.closing.signal.aborted) throw closedStore();
        if (error instanceof StoreRefusedError && !checked) throw error;
        onTrouble?.(error instanceof Error ? error : new Error(String(error)));
        // Too slow for live delivery is cured by pages, not by waiting (rule 5).
        if (error instanceof QueueOverflow || failureOf(error).kind === 'tooSlow') continue;
        await pause(pauseBefore(failures, this.settings.backoff), signal);
        failures += 1;
      }
    }
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([...this.feeds].map((feed) => feed.close()));
    await disposed(this.client);
  }

  private async *live(at: Place, signal: AbortSignal): AsyncGenerator<LiveMessage, void, undefined> {
    if (this.feeds.size >= CONCURRENT_SUBSCRIPTIONS) throw new Error(`more than ${CONCURRENT_SUBSCRIPTIONS} live subscriptions in this process; served by pages`);
    const feed = new LiveFeed(this.client, at.read, this.settings.queue);
    this.feeds.add(feed);
    let quietSince = Date.now();
    let announced = false;
    try {
      while (!signal.aborted) {
        const taken = await feed.take(BATCH, this.settings.idle, signal);
        if (signal.aborted) return;
        if (taken.length > 0) {
          const events: LoggedEvent[] = [];
          for (const resolved of taken) {
            const event = decode(resolved);
            if (event !== undefined) events.push(event);
            at.advance(positionOf(resolved));
          }
          if (events.length > 0) yield at.tell(events);
          quietSince = Date.now();
        } else if (announced || !feed.caughtUp) {
          if (await this.isBehind(at, signal)) {
            if (Date.now() - quietSince >= this.settings.watchdog) throw new Error(`the subscription brought nothing for ${this.settings.watchdog} ms although the log has grown`);
            continue;
          }
          // Not even confirmed: the call waits for one of the 100 streams of its connection (eventstoredb.md, 5).
          if (!feed.caughtUp && Date.now() - quietSince >= this.settings.watchdog) throw new Error(`the subscription did not begin within ${this.settings.watchdog} ms`);
          if (!feed.caughtUp) continue;
          quietSince = Date.now();
        }
        if (feed.caughtUp && feed.waiting === 0) {
          announced = true;
          yield { kind: 'caughtUp', position: at.told };
        }
      }
    } finally {
      this.feeds.delete(feed);
      await feed.close();
    }
  }

  /** Silence is not proof of life: the server's end is (pitfalls.md, 4b 6). */
  private async isBehind(at: Place, signal: AbortSignal): Promise<boolean> {
    const end = await this.reading.end(signal, 0);
    return end !== null && (at.read === null || isAfter(end, at.read));
  }

  /** Against the server's end, not the last event of ours, so that nothing but a lost tail is refused. */
  private async refuseBeyondEnd(after: Position | null, signal: AbortSignal): Promise<void> {
    if (after === null) return;
    const end = await this.reading.end(signal);
    refuseBeyondHead(after, end === null ? null : positionText(end));
    await this.reading.probe(logPosition(after), signal);
  }
}

/**
 * How far a subscription is. `read` runs on over the server's own records, so that they are not read again; `told` is what
 * a checkpoint may hold: the last event of ours, so that a checkpoint is never beyond `head()`.
 */
class Place {
  read: LogPosition | null;
  told: Position | null;

  constructor(after: Position | null) {
    this.read = after === null ? null : logPosition(after);
    this.told = after;
  }

  advance(last: LogPosition | undefined): void {
    if (last !== undefined) this.read = last;
  }

  tell(events: readonly LoggedEvent[]): LiveMessage {
    this.told = events.at(-1)?.position ?? this.told;
    return { kind: 'events', events };
  }
}
