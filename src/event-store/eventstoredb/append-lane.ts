import type { AppendResult, EventStoreDBClient, JSONEventData } from '@eventstore/db-client';
import { StoreRefusedError } from '../event-store';
import { Abandoned, AttemptTimedOut, isAnswer, NeverSent, outlives } from './outcome';
import { connect, disposed } from './settings';

/** The server gives up an append that reaches it later than this. Long, because it compares our clock with its own. */
const SERVER_DEADLINE_MS = 60_000;

/** An idle client counts as warm for so long. */
const WARM_MS = 5;

/**
 * The one way by which this process appends (rule 3). The client keeps all pending appends of a process in one table, so a
 * second append client would have its appends rejected with the first one's errors (eventstoredb.md, 5). A cold client lets
 * the first append land last, so an append goes alone unless others are on their way through a warm client. Order is kept
 * between appends that succeed at once, not between those that are settled by repeating them.
 */
export class AppendLane {
  private client: EventStoreDBClient | undefined;
  private warm = false;
  private answeredAt = 0;
  private alone: Promise<void> | undefined;
  private replacing: Promise<void>;
  private readonly inFlight = new Set<(error: Error) => void>();

  constructor(
    readonly url: string,
    predecessor: Promise<void>,
    private readonly make: () => EventStoreDBClient = () => connect(url, 'append'),
  ) {
    this.replacing = predecessor;
  }

  /**
   * One attempt. Rejects with the client's error, or with AttemptTimedOut after `deadline` ms with the client (the outcome
   * is unknown), or with NeverSent when its turn did not come within that time (nothing was sent). The time of waiting is not
   * taken from the time of trying: an append that had no time left would give up a sound client, and all others with it.
   */
  async send(stream: string, expected: 'no_stream' | bigint, events: JSONEventData[], deadline: number): Promise<AppendResult> {
    const until = Date.now() + deadline;
    for (;;) {
      await within(this.replacing, until);
      // With nothing in flight nobody would have noticed that the connection is gone, and the client cold again.
      if (this.inFlight.size === 0 && performance.now() - this.answeredAt > WARM_MS) this.warm = false;
      if (this.warm) return this.attempt(stream, expected, events, deadline);
      if (this.alone !== undefined) {
        await within(this.alone, until);
        continue;
      }
      const first = this.attempt(stream, expected, events, deadline);
      this.alone = first.then(
        () => undefined,
        () => undefined,
      );
      try {
        return await first;
      } finally {
        this.alone = undefined;
      }
    }
  }

  /** Ends the lane: what is in flight is unknown. */
  async close(): Promise<void> {
    await this.replacing;
    this.replace();
    await this.replacing;
  }

  private attempt(stream: string, expected: 'no_stream' | bigint, events: JSONEventData[], deadline: number): Promise<AppendResult> {
    const client = (this.client ??= this.make());
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        clearTimeout(timer);
        return this.inFlight.delete(fail);
      };
      const fail = (error: Error): void => {
        if (!settle()) return;
        if (this.client === client && isAnswer(error)) this.answered();
        else if (this.client === client) {
          this.warm = false;
          if (!outlives(error)) this.replace();
        }
        reject(error);
      };
      const timer = setTimeout(() => fail(new AttemptTimedOut(`no answer for an append to ${stream}`)), deadline);
      this.inFlight.add(fail);
      client.appendToStream(stream, events, { expectedRevision: expected, requiresLeader: true, deadline: SERVER_DEADLINE_MS }).then(
        (result) => {
          if (this.inFlight.has(fail)) {
            settle();
            if (this.client === client) this.answered();
            resolve(result);
          } else this.bury(client);
        },
        (error: unknown) => {
          fail(error instanceof Error ? error : new Error(String(error)));
          this.bury(client);
        },
      );
    });
  }

  private answered(): void {
    this.warm = true;
    this.answeredAt = performance.now();
  }

  /** A replaced client may come to life late (its first question to the server was answered at last) and open a stream again. */
  private bury(client: EventStoreDBClient): void {
    if (this.client !== client) client.dispose().catch(() => undefined);
  }

  /** A new client is made by the next attempt, after the old one is disposed and its appends have settled as unknown. */
  private replace(): void {
    const old = this.client;
    this.client = undefined;
    this.warm = false;
    if (old === undefined) return;
    this.replacing = disposed(old).then(() => {
      for (const abandon of [...this.inFlight]) abandon(new Abandoned('the append client was replaced'));
    });
  }
}

let current: { readonly lane: AppendLane; users: number } | undefined;
let last: Promise<void> = Promise.resolve();

/** The lane of this process; every store on the same server shares it. Errors: StoreRefusedError for a second server. */
export function joinAppendLane(url: string): AppendLane {
  if (current === undefined) current = { lane: new AppendLane(url, last), users: 0 };
  if (current.lane.url !== url) {
    throw new StoreRefusedError({
      zh: '本进程已连接另一个 EventStoreDB；一个进程只能写入一个事件库，请分开运行。',
      en: 'This process already appends to another EventStoreDB; one process can write to one only, so run two.',
    });
  }
  current.users += 1;
  return current.lane;
}

/** The last one to leave closes the lane; a lane opened later waits for that. */
export async function leaveAppendLane(lane: AppendLane): Promise<void> {
  if (current?.lane !== lane) return;
  current.users -= 1;
  if (current.users > 0) return;
  current = undefined;
  last = lane.close();
  await last;
}

async function within(promise: Promise<void>, until: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NeverSent('the turn to append did not come in time')), Math.max(0, until - Date.now()));
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
