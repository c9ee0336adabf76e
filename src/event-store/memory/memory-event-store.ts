import type { Revision, StreamName } from '../../domain/facts';
import { checkAppend } from '../append-check';
import { ConflictError, StoreUnavailableError, type Appended, type EventStore, type LiveMessage, type LoggedEvent, type Position, type StoredEnvelope, type TypedPage } from '../event-store';
import { Bell, follow, positionOf, refuseBeyondHead, sequenceOf, wallAlarm, type Alarm } from '../follow';

/** What outlives a process: several stores on one log are several processes on one server. */
export class MemoryLog {
  readonly events: LoggedEvent[] = [];
  readonly streams = new Map<StreamName, LoggedEvent[]>();
  readonly bell = new Bell();

  constructor(readonly identity: string) {}
}

export interface MemoryOptions {
  readonly alarm?: Alarm;
  readonly pageSize?: number;
  /** How often an idle subscription gives proof of life, ms. Default 1,000. */
  readonly idleMs?: number;
}

/** The log in memory: worked examples, properties, simulations. Faults come from `withFaults` around it. */
export class MemoryEventStore implements EventStore {
  readonly #log: MemoryLog;
  readonly #alarm: Alarm;
  readonly #pageSize: number;
  readonly #idleMs: number;
  #closed = false;

  constructor(log: MemoryLog, options: MemoryOptions = {}) {
    this.#log = log;
    this.#alarm = options.alarm ?? wallAlarm;
    this.#pageSize = options.pageSize ?? 500;
    this.#idleMs = options.idleMs ?? 1_000;
  }

  async append(stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): Promise<Appended> {
    this.#refuseClosed();
    const texts = checkAppend(stream, expected, envelopes);
    const present = this.#log.streams.get(stream) ?? [];
    if (present.length - 1 !== expected) {
      const repeated = envelopes.every((envelope, index) => present[expected + 1 + index]?.envelope.id === envelope.id);
      const last = present[expected + envelopes.length];
      if (repeated && last !== undefined) return { position: last.position, revision: last.envelope.revision };
      throw new ConflictError(stream, expected, present.length - 1);
    }
    // What is read is what was stored, not what the caller still holds.
    for (const text of texts) {
      const event = deepFreeze({ position: positionOf(this.#log.events.length + 1), envelope: JSON.parse(text) as StoredEnvelope });
      this.#log.events.push(event);
      present.push(event);
    }
    this.#log.streams.set(stream, present);
    this.#log.bell.ring();
    return { position: positionOf(this.#log.events.length), revision: present.length - 1 };
  }

  async *readStream(stream: StreamName, from: Revision = 0): AsyncIterable<readonly LoggedEvent[]> {
    this.#refuseClosed();
    const end = this.#log.streams.get(stream)?.length ?? 0;
    for (let start = Math.max(from, 0); start < end; start += this.#pageSize) {
      yield (this.#log.streams.get(stream) ?? []).slice(start, Math.min(start + this.#pageSize, end));
    }
  }

  async *readAll(after: Position | null, pageSize = this.#pageSize): AsyncIterable<readonly LoggedEvent[]> {
    this.#refuseClosed();
    refuseBeyondHead(after, this.#head());
    const end = this.#log.events.length;
    for (let start = sequenceOf(after); start < end; start += pageSize) {
      yield this.#log.events.slice(start, Math.min(start + pageSize, end));
    }
  }

  async *readTypes(after: Position | null, types: ReadonlySet<string>, pageSize = this.#pageSize): AsyncIterable<TypedPage> {
    for await (const page of this.readAll(after, pageSize)) {
      const events = page.filter(({ envelope }) => types.has(envelope.type));
      const position = page.at(-1)?.position;
      if (position !== undefined) yield { events, position, passedOver: page.length - events.length };
    }
  }

  async count(after: Position | null, upTo: Position): Promise<number> {
    this.#refuseClosed();
    return Math.max(0, Math.min(sequenceOf(upTo), this.#log.events.length) - sequenceOf(after));
  }

  subscribe(after: Position | null, signal: AbortSignal, onTrouble?: (error: Error) => void): AsyncIterable<LiveMessage> {
    const log = {
      page: (position: Position | null, limit: number) => this.#log.events.slice(sequenceOf(position), sequenceOf(position) + limit),
      head: () => this.#head(),
      bell: this.#log.bell,
      isClosed: () => this.#closed,
    };
    return follow(log, after, signal, onTrouble, { pageSize: this.#pageSize, idleMs: this.#idleMs, alarm: this.#alarm });
  }

  async head(): Promise<Position | null> {
    this.#refuseClosed();
    return this.#head();
  }

  async identity(): Promise<string> {
    this.#refuseClosed();
    return this.#log.identity;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#log.bell.ring();
  }

  #head(): Position | null {
    return this.#log.events.at(-1)?.position ?? null;
  }

  #refuseClosed(): void {
    if (this.#closed) throw new StoreUnavailableError({ zh: '事件库已关闭。', en: 'The event store was closed.' });
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
