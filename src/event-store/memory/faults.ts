import type { Revision, StreamName } from '../../domain/facts';
import { StoreUnavailableError, UnknownOutcomeError, type Appended, type EventStore, type LiveMessage, type LoggedEvent, type Position, type StoredEnvelope } from '../event-store';

/** One edge of one call of a port. `count` runs over all edges of the process, from 1. */
export interface FaultPoint {
  readonly count: number;
  readonly operation: string;
  readonly when: 'before' | 'after';
  /** The stream, owner or collection concerned; '' where there is none. */
  readonly subject: string;
}

/**
 * What happens at an edge. 'fail': before, the call did nothing and says so; after a write, its answer is lost.
 * 'unknown': the answer is lost and nothing was done. 'crash': the process is gone; so is every later call of it.
 */
export type Fault = 'fail' | 'unknown' | 'crash' | undefined;

/** Decides at each edge. It may also wait, on whatever scheduler the test holds: that is how delays are made. */
export type FaultPlan = (point: FaultPoint) => Fault | Promise<Fault>;

/** Ends a simulated process. Only the test that plans the crash catches it. */
export class SimulatedCrash extends Error {
  constructor(readonly point: FaultPoint) {
    super(`crash ${point.when} ${point.operation} ${point.subject} (edge ${point.count})`);
    this.name = 'SimulatedCrash';
  }
}

/** The edges of one simulated process, shared by all ports it uses, so that one number names one point of its life. */
export class FaultPoints {
  #count = 0;
  #crash: SimulatedCrash | undefined;

  constructor(readonly plan: FaultPlan) {}

  /** Edges passed so far: a clean run tells how many points there are to crash at. */
  get count(): number {
    return this.#count;
  }

  async around<T>(operation: string, subject: string, writes: boolean, call: () => Promise<T>): Promise<T> {
    await this.#edge(operation, subject, 'before', writes);
    const answer = await call();
    await this.#edge(operation, subject, 'after', writes);
    return answer;
  }

  async *pages<T>(operation: string, subject: string, pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    await this.#edge(operation, subject, 'before', false);
    for await (const page of pages) {
      await this.#edge(operation, subject, 'after', false);
      yield page;
    }
  }

  async #edge(operation: string, subject: string, when: 'before' | 'after', writes: boolean): Promise<void> {
    if (this.#crash !== undefined) throw this.#crash;
    this.#count += 1;
    const point = { count: this.#count, operation, subject, when };
    const fault = await this.plan(point);
    // A plan that waited may find the process gone meanwhile.
    if (this.#crash !== undefined) throw this.#crash;
    if (fault === undefined) return;
    if (fault === 'crash') {
      this.#crash = new SimulatedCrash(point);
      throw this.#crash;
    }
    const where = `${when} ${operation} ${subject}`;
    if (fault === 'unknown' || (writes && when === 'after')) throw new UnknownOutcomeError({ zh: `模拟：结果未知 ${where}`, en: `Simulated: outcome unknown ${where}.` });
    throw new StoreUnavailableError({ zh: `模拟：存储不可用 ${where}`, en: `Simulated: store unavailable ${where}.` });
  }
}

/** Crashes at the nth edge. */
export const crashAt = (n: number): FaultPlan => (point) => (point.count === n ? 'crash' : undefined);

/** Any event store with faults around its calls. A subscription has an edge before it starts and after each message. */
export function withFaults(store: EventStore, points: FaultPoints): EventStore {
  return {
    append: (stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): Promise<Appended> =>
      points.around('append', stream, true, () => store.append(stream, expected, envelopes)),
    readStream: (stream: StreamName, from?: Revision): AsyncIterable<readonly LoggedEvent[]> => points.pages('readStream', stream, store.readStream(stream, from)),
    readAll: (after: Position | null, pageSize?: number): AsyncIterable<readonly LoggedEvent[]> => points.pages('readAll', '', store.readAll(after, pageSize)),
    subscribe: (after: Position | null, signal: AbortSignal, onTrouble?: (error: Error) => void): AsyncIterable<LiveMessage> =>
      points.pages('subscribe', '', store.subscribe(after, signal, onTrouble)),
    head: () => points.around('head', '', false, () => store.head()),
    identity: () => points.around('identity', '', false, () => store.identity()),
    close: () => store.close(),
  };
}
