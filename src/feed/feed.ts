import type { Clock } from '../clock';
import type { EventClass } from '../domain/facts';
import { StoreRefusedError, type EventStore, type Position } from '../event-store/event-store';
import { NoticeError } from '../event-store/notice';
import { Frames, type FeedPlace, type Frame } from './frames';
import { LiveTail } from './live-tail';
import type { Reach } from './reach';

/** Where a reader's events go. */
export interface Sink {
  /** False: enough for now; `drained` says when there is room again. */
  write(chunks: readonly Buffer[]): boolean;
  drained(signal: AbortSignal): Promise<void>;
  end(): void;
}

export interface FeedFilter {
  readonly classes: ReadonlySet<EventClass>;
  /** undefined: all. */
  readonly types?: ReadonlySet<string>;
  readonly programme?: string;
  /** What of that lies in her part of the trees. undefined: all. */
  readonly reach?: Pick<Reach, 'among'>;
}

/** The place that a reader names is not of this log: it was exchanged, or restored from an older backup (409). */
export class ForeignPlaceError extends NoticeError {
  constructor() {
    super({
      zh: '这个事件标识不属于现在的日志（日志已更换，或从较早的备份恢复）。请核对后从头订阅。',
      en: 'That event id is not of this log (it was exchanged, or restored from an older backup). Compare what you hold, then subscribe from the start.',
    });
  }
}
/** As many readers as this process takes (503). */
export class FeedFullError extends NoticeError {
  constructor() {
    super({ zh: '事件订阅数已达上限。请稍候重试。', en: 'There are as many event streams as this server takes. Try again shortly.' });
  }
}

/** Finds the place of an event by its id, as far as some view holds the log. */
export interface EventPlaces {
  /** null: not there as far as `upTo`. */
  positionOf(event: string): Promise<Position | null>;
  readonly upTo: Position | null;
}

export interface FeedOptions {
  readonly events: EventStore;
  readonly places: EventPlaces;
  readonly clock: Pick<Clock, 'wait'>;
  readonly onTrouble?: (error: Error) => void;
  readonly heartbeatMs?: number;
  readonly mostReaders?: number;
  /** Events held in memory for those who are nearly up to date. */
  readonly kept?: number;
}

/** Events written at once, so that little lies in the buffer of a reader who does not take them. */
const PAGE = 128;
const HEARTBEAT_MS = 15_000;
const MOST_READERS = 10_000;
const HELLO = Buffer.from('retry: 2000\n: echelon\n\n');
const HEARTBEAT = Buffer.from(': \n\n');
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Everybody who follows the log from outside. Each reader has a cursor and nothing else: it is served from the shared end
 * of the log while it keeps up and from the store while it does not, so a slow one costs its own socket's buffer and
 * slows nobody.
 */
export class Feed {
  readonly #stopping = new AbortController();
  readonly #readers = new Set<Reading>();
  #tail: LiveTail | undefined;
  #frames: Frames | undefined;
  #working: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: FeedOptions) {}

  /** Errors: StoreUnavailableError. */
  async start(): Promise<void> {
    const { events } = this.options;
    this.#frames = new Frames(await events.identity());
    this.#tail = new LiveTail(events, this.#frames, this.options.kept);
    this.#working = Promise.all([this.#follow(this.#tail), this.#beat()]);
  }

  /** Ends every stream, at once and cleanly: each reader comes back with its Last-Event-ID. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('stopped'));
    const ending = [...this.#readers].map((reader) => reader.done);
    await Promise.all(ending);
    await this.#working;
  }

  get readers(): number {
    return this.#readers.size;
  }

  get isFull(): boolean {
    return this.#readers.size >= (this.options.mostReaders ?? MOST_READERS) || this.#stopping.signal.aborted;
  }

  /** Errors: ForeignPlaceError, StoreUnavailableError. */
  async check(place: FeedPlace): Promise<void> {
    const { events, places } = this.options;
    const head = await events.head();
    if (head === null || place.position > head) throw new ForeignPlaceError();
    if (place.event !== null) {
      const found = await places.positionOf(place.event);
      const unknown = found === null && places.upTo !== null && place.position <= places.upTo;
      if (unknown || (found !== null && found !== place.position)) throw new ForeignPlaceError();
    }
    try {
      // A position of another kind of store is told here and not in the middle of a stream.
      await events.readAll(place.position, 1)[Symbol.asyncIterator]().next();
    } catch (error) {
      if (error instanceof StoreRefusedError) throw new ForeignPlaceError();
      throw error;
    }
  }

  head(): Promise<Position | null> {
    return this.options.events.head();
  }

  /** Writes to `sink` until the signal is aborted or the feed stops. Errors: FeedFullError. */
  async open(sink: Sink, after: Position | null, filter: FeedFilter, signal: AbortSignal): Promise<void> {
    if (this.#tail === undefined || this.#frames === undefined) throw new Error('the feed was not started');
    if (this.isFull) throw new FeedFullError();
    const reading = new Reading(this.options.events, this.#tail, this.#frames, sink, after, filter, AbortSignal.any([signal, this.#stopping.signal]), this.options.clock);
    this.#readers.add(reading);
    try {
      await reading.run();
    } finally {
      this.#readers.delete(reading);
      sink.end();
    }
  }

  async #follow(tail: LiveTail): Promise<void> {
    const { signal } = this.#stopping;
    const onTrouble = this.options.onTrouble ?? (() => undefined);
    for (let pause = FIRST_BACKOFF_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_BACKOFF_MS)) {
      try {
        await tail.follow(signal, onTrouble);
      } catch (error) {
        if (signal.aborted) return;
        // Meanwhile everybody is served from the store.
        onTrouble(error instanceof Error ? error : new Error(String(error)));
        await this.options.clock.wait(pause, signal).catch(() => undefined);
      }
    }
  }

  /** Keeps idle connections open through proxies, and notices those that are gone. */
  async #beat(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.options.clock.wait(this.options.heartbeatMs ?? HEARTBEAT_MS, signal).catch(() => undefined);
      for (const reader of this.#readers) reader.beat();
    }
  }
}

class Reading {
  readonly done: Promise<void>;
  #finish: () => void = () => undefined;
  #blocked = false;
  #sent = true;

  constructor(
    private readonly events: EventStore,
    private readonly tail: LiveTail,
    private readonly frames: Frames,
    private readonly sink: Sink,
    private cursor: Position | null,
    private readonly filter: FeedFilter,
    private readonly signal: AbortSignal,
    private readonly clock: Pick<Clock, 'wait'>,
  ) {
    this.done = new Promise((resolve) => (this.#finish = resolve));
  }

  async run(): Promise<void> {
    try {
      await this.write([HELLO]);
      for (let pause = FIRST_BACKOFF_MS; !this.signal.aborted;) {
        const frames = this.tail.after(this.cursor);
        try {
          if (frames === undefined) await this.catchUp();
          else if (frames.length === 0) await this.tail.arrival(this.signal);
          else await this.send(frames);
          pause = FIRST_BACKOFF_MS;
        } catch {
          // The store is away: the connection is kept, and reading goes on where it stopped.
          await this.clock.wait(pause, this.signal).catch(() => undefined);
          pause = Math.min(pause * 2, LONGEST_BACKOFF_MS);
        }
      }
    } finally {
      this.#finish();
    }
  }

  beat(): void {
    if (!this.#blocked && !this.#sent) this.sink.write([HEARTBEAT]);
    this.#sent = false;
  }

  /** From the store, page by page at this reader's own speed. */
  private async catchUp(): Promise<void> {
    const before = this.cursor;
    for await (const page of this.events.readAll(this.cursor, PAGE)) {
      await this.send(page.map((event) => this.frames.of(event)));
      if (this.signal.aborted) return;
    }
    // Nothing new in the store, and the shared end not begun yet: looked for again in a moment.
    if (this.cursor === before) await this.clock.wait(FIRST_BACKOFF_MS, this.signal).catch(() => undefined);
  }

  private async send(frames: readonly Frame[]): Promise<void> {
    const wanted = frames.filter((frame) => this.wants(frame));
    const hers = this.filter.reach === undefined ? wanted : await this.filter.reach.among(wanted);
    if (hers.length > 0) await this.write(hers.map((frame) => frame.bytes()));
    // Only what was handed over moves the cursor.
    this.cursor = frames.at(-1)?.position ?? this.cursor;
  }

  private async write(chunks: readonly Buffer[]): Promise<void> {
    if (this.signal.aborted) return;
    this.#sent = true;
    if (this.sink.write(chunks)) return;
    this.#blocked = true;
    try {
      await this.sink.drained(this.signal);
    } finally {
      this.#blocked = false;
    }
  }

  private wants({ class: eventClass, type, programme }: Frame): boolean {
    const { classes, types, programme: wanted } = this.filter;
    return classes.has(eventClass) && (types === undefined || types.has(type)) && (wanted === undefined || programme === wanted);
  }
}
