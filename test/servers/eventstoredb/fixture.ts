import { EventStoreDbStore } from '../../../src/event-store/eventstoredb/eventstoredb-store';
import type { EventStoreDbOptions } from '../../../src/event-store/eventstoredb/settings';
import type { LiveMessage, LoggedEvent, Position } from '../../../src/event-store/event-store';
import { StandIn } from './stand-in';

const PATIENCE_MS = 15_000;

/** A stand-in and the stores on it, for one test. */
export class Fixture {
  private readonly stores: EventStoreDbStore[] = [];
  private readonly endings: (() => Promise<void>)[] = [];

  private constructor(public standIn: StandIn) {}

  static async start(): Promise<Fixture> {
    // The client recommends keep-alive intervals of 10 s and more at every start; rule 4 says why ours are shorter.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    return new Fixture(await StandIn.start());
  }

  /** Short pauses, so that tests do not wait; everything else as in production. */
  open(options: EventStoreDbOptions = {}, url = this.standIn.connectionString): EventStoreDbStore {
    const store = new EventStoreDbStore(url, { idle: 30, watchdog: 150, backoff: { first: 5, cap: 50 }, ...options });
    this.stores.push(store);
    return store;
  }

  /** The same log on the same port, as after kill -9 and a start. */
  async restart(): Promise<void> {
    const { log, port } = this.standIn;
    await this.standIn.stop();
    this.standIn = await StandIn.start({ log, port });
  }

  /** Undone before the stand-in stops. */
  alsoEnd(ending: () => Promise<void>): void {
    this.endings.push(ending);
  }

  async end(): Promise<void> {
    for (const store of this.stores) await store.close();
    for (const ending of this.endings) await ending();
    await this.standIn.stop();
    jest.restoreAllMocks();
  }
}

/** Resolves when `holds`; fails after 15 s. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const late = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > late) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2)); // not setImmediate: the loop must not starve what it waits for
  }
}

/** A subscription that runs beside the test, with all that it was given. */
export class Follower {
  readonly events: LoggedEvent[] = [];
  readonly messages: LiveMessage[] = [];
  readonly trouble: Error[] = [];
  readonly done: Promise<void>;
  failure: unknown;
  private readonly stop = new AbortController();

  constructor(store: EventStoreDbStore, after: Position | null = null, each?: (message: LiveMessage) => Promise<void>) {
    this.done = this.run(store, after, each).catch((error: unknown) => {
      this.failure = error;
    });
  }

  get revisions(): number[] {
    return this.events.map((event) => event.envelope.revision);
  }

  get caughtUp(): boolean {
    return this.messages.at(-1)?.kind === 'caughtUp';
  }

  async has(count: number): Promise<void> {
    await until(`${count} events, there are ${this.events.length}; trouble: ${this.trouble.map(String).join('; ')}`, () => this.events.length >= count);
  }

  async isLive(): Promise<void> {
    await until('caughtUp', () => this.caughtUp);
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.done;
  }

  private async run(store: EventStoreDbStore, after: Position | null, each?: (message: LiveMessage) => Promise<void>): Promise<void> {
    for await (const message of store.subscribe(after, this.stop.signal, (error) => this.trouble.push(error))) {
      this.messages.push(message);
      if (message.kind === 'events') this.events.push(...message.events);
      await each?.(message);
    }
  }
}
