import type { EventStore, Position, StoredEnvelope } from '../event-store/event-store';

export type Log = Pick<EventStore, 'readTypes' | 'readAll'>;

/**
 * What a few types of facts say, put together as the log is read: it is walked once for each process, and from then on
 * what came since. Only for what may not lag as a view may, and is the same however often a fact is taken.
 */
export class ReadOn<T> {
  #position: Position | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: Log,
    private readonly types: ReadonlySet<string>,
    private readonly known: T,
    private readonly take: (known: T, envelope: StoredEnvelope) => void,
  ) {}

  /**
   * As of the head of the log when it is asked. One reads at a time; one that failed leaves off where it came to, and may be
   * given the last page again. The answer is live: whoever hands it on, or keeps it over an await, copies what is needed.
   */
  async read(): Promise<T> {
    const reading = this.#reading.then(() => this.#readOn(), () => this.#readOn());
    this.#reading = reading;
    await reading;
    return this.known;
  }

  async #readOn(): Promise<void> {
    if (this.log.readTypes !== undefined) {
      for await (const { events, position } of this.log.readTypes(this.#position, this.types)) {
        for (const { envelope } of events) this.take(this.known, envelope);
        this.#position = position;
      }
      return;
    }
    for await (const page of this.log.readAll(this.#position)) {
      for (const { envelope } of page) if (this.types.has(envelope.type)) this.take(this.known, envelope);
      this.#position = page.at(-1)?.position ?? this.#position;
    }
  }
}

/** One of them for each log, as the process has it open. */
export function readOnce<T>(types: ReadonlySet<string>, nothing: () => T, take: (known: T, envelope: StoredEnvelope) => void): (log: Log) => Promise<T> {
  const read = new WeakMap<Log, ReadOn<T>>();
  return (log) => {
    const one = read.get(log) ?? new ReadOn(log, types, nothing(), take);
    read.set(log, one);
    return one.read();
  };
}
