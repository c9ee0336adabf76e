import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import type { LogPosition } from './positions';

/** Events came faster than they were taken, on our side of the wire. */
export class QueueOverflow extends Error {}

/**
 * One live subscription to `$all`, pulled at once into a bounded queue so that the server never waits for our reader
 * (rule 5). Unfiltered, so there are no checkpoints that could run ahead of the queue (rule 8). It does not come back by
 * itself: whoever holds it makes a new one (rule 6), and closes this one on every way out (rule 7).
 */
export class LiveFeed {
  /** The server has said that it has nothing older to send. */
  caughtUp = false;
  private readonly subscription: AllStreamSubscription;
  private queue: AllStreamResolvedEvent[] = [];
  private failure: Error | undefined;
  private wake = (): void => undefined;

  /** `after` is exclusive, as subscriptions are. */
  constructor(client: EventStoreDBClient, after: LogPosition | null, limit: number) {
    this.subscription = client.subscribeToAll(after === null ? {} : { fromPosition: after });
    this.subscription.on('data', (event: AllStreamResolvedEvent) => {
      if (this.failure !== undefined) return;
      this.queue.push(event);
      if (this.queue.length > limit) this.fail(new QueueOverflow(`more than ${limit} events wait for the reader`));
      this.wake();
    });
    this.subscription.on('caughtUp', () => {
      this.caughtUp = true;
      this.wake();
    });
    this.subscription.on('error', (error: Error) => this.fail(error));
    // A connection that is gone may end without an error (rule 6).
    this.subscription.on('end', () => this.fail(new Error('the subscription ended')));
    this.subscription.on('close', () => this.fail(new Error('the subscription was closed')));
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** What has come, oldest first; when there is nothing, waits for at most `ms`, for trouble, or for `caughtUp`. */
  async take(most: number, ms: number, signal: AbortSignal): Promise<readonly AllStreamResolvedEvent[]> {
    if (this.queue.length === 0 && this.failure === undefined && !signal.aborted) await this.something(ms, signal);
    if (this.queue.length === 0 && this.failure !== undefined) throw this.failure;
    const taken = this.queue.length <= most ? this.queue : this.queue.slice(0, most);
    this.queue = this.queue.length <= most ? [] : this.queue.slice(most);
    return taken;
  }

  async close(): Promise<void> {
    this.failure ??= new Error('closed');
    await this.subscription.unsubscribe().catch(() => undefined);
  }

  /** What came before the trouble is contiguous and is still handed out. */
  private fail(error: Error): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    this.wake();
  }

  private something(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', over);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(over, ms);
      signal.addEventListener('abort', over, { once: true });
      this.wake = over;
    });
  }
}
