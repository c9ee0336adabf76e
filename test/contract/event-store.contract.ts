import { createHash, randomUUID } from 'node:crypto';
import type { Meta } from '../../src/domain/facts';
import {
  ConflictError, InvalidEventError, StoreRefusedError, StoreUnavailableError, UnknownOutcomeError,
  type Appended, type EventStore, type LiveMessage, type LoggedEvent, type Position, type StoredEnvelope,
} from '../../src/event-store/event-store';
import { amount } from '../spread';

/** One adapter under test. The log may already hold events of other streams (a shared server). */
export interface EventStoreHarness {
  open(): Promise<EventStore>;
  /** The same log opened again, as by a restarted process; the caller has closed the first. */
  reopen(): Promise<EventStore>;
  /** A second process on the same log, reading; where the adapter allows one beside the writer. */
  second?(): Promise<EventStore>;
  /** The next append of `store` is stored, but its answer is lost. */
  loseNextAnswer(store: EventStore): void | Promise<void>;
  /** The next append of `store` is not stored, and nobody can tell. */
  loseNextAppend(store: EventStore): void | Promise<void>;
  /** Cuts every live subscription off, as a server does with a slow consumer; they must come back by themselves. */
  dropSubscriptions?(store: EventStore): void | Promise<void>;
  clean(): Promise<void>;
}

const meta: Meta = {
  commandId: '8d3a0f43-3f0c-5a2c-9b0e-000000000001', useCase: 'CheckContract', capacity: { post: 'BureauOfficer', org: 'bureau-1' }, request: '00'.repeat(32), actor: 'person-1', appointment: 'appointment-1',
  effectiveOn: '2019-05-12', context: { today: '2019-05-12' }, cause: '8d3a0f43-3f0c-5a2c-9b0e-000000000001',
  correlation: '8d3a0f43-3f0c-5a2c-9b0e-000000000001', class: 'internal',
};

/** `n` envelopes that follow revision `expected`. */
export function envelopes(stream: string, expected: number, n = 1, data: StoredEnvelope['data'] = { note: '教坛新秀 𠮷 ·' }): StoredEnvelope[] {
  return Array.from({ length: n }, (_, index) => ({
    id: randomUUID(), type: 'ContractChecked', version: 1, stream, revision: expected + 1 + index, recordedAt: '2019-05-12T01:00:00.000Z',
    data: { ...data, index },
    private: { 'person-2': { commitment: createHash('sha256').update(String(index)).digest('hex'), cipher: Buffer.from('cipher').toString('base64') } },
    meta,
  }));
}

const PATIENCE_MS = 20_000;

export async function collect(pages: AsyncIterable<readonly LoggedEvent[]>): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const page of pages) events.push(...page);
  return events;
}

/** Reads a subscription until `enough` says so; the subscription is then aborted. Fails after 20 s instead of hanging. */
export async function follow(
  store: EventStore, after: Position | null, enough: (events: readonly LoggedEvent[], message: LiveMessage) => boolean, each?: (message: LiveMessage) => void | Promise<void>,
): Promise<LoggedEvent[]> {
  const stop = new AbortController();
  let late = false;
  const timer = setTimeout(() => { late = true; stop.abort(); }, PATIENCE_MS);
  const seen: LoggedEvent[] = [];
  try {
    for await (const message of store.subscribe(after, stop.signal)) {
      if (message.kind === 'events') seen.push(...message.events);
      await each?.(message);
      if (enough(seen, message)) stop.abort();
    }
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  if (late) throw new Error(`subscription brought ${seen.length} events and then nothing that was waited for`);
  return seen;
}

/** What every event store holds to. */
export function describeEventStore(name: string, makeHarness: () => Promise<EventStoreHarness>): void {
  describe(`event store contract: ${name}`, () => {
    let harness: EventStoreHarness;
    let store: EventStore;
    let stream: string;
    beforeEach(async () => {
      harness = await makeHarness();
      store = await harness.open();
      stream = `contract-${randomUUID()}`;
    });
    afterEach(async () => {
      await store.close();
      await harness.clean();
    });
    const own = (events: readonly LoggedEvent[], prefix = stream): LoggedEvent[] => events.filter((event) => event.envelope.stream.startsWith(prefix));
    const ids = (events: readonly LoggedEvent[]): string[] => events.map((event) => event.envelope.id);

    describe('append and read', () => {
      it('stores envelopes as they are and answers with position and revision', async () => {
        const written = envelopes(stream, -1, 3);
        const appended = await store.append(stream, -1, written);
        const read = await collect(store.readStream(stream));
        expect(read.map((event) => event.envelope)).toEqual(written);
        expect(appended).toEqual({ position: read.at(-1)?.position, revision: 2 });
      });

      it('reads a missing stream as empty', async () => {
        expect(await collect(store.readStream(stream))).toEqual([]);
      });

      it('reads from a revision, inclusive', async () => {
        const written = envelopes(stream, -1, 5);
        await store.append(stream, -1, written);
        expect(ids(await collect(store.readStream(stream, 3)))).toEqual(written.slice(3).map((envelope) => envelope.id));
        expect(await collect(store.readStream(stream, 5))).toEqual([]);
      });

      it('gives positions that order as text in the order of the log', async () => {
        const positions: Position[] = [];
        for (let revision = -1; revision < 11; revision += 1) positions.push((await store.append(stream, revision, envelopes(stream, revision))).position);
        expect([...positions].sort()).toEqual(positions);
        expect(new Set(positions).size).toBe(positions.length);
      });

      it('pages a long stream and the whole log without gap or repeat', async () => {
        const before = await store.head();
        const written: string[] = [];
        for (let revision = -1; written.length < 2_500; ) {
          const batch = envelopes(stream, revision, 500);
          revision = (await store.append(stream, revision, batch)).revision;
          written.push(...batch.map((envelope) => envelope.id));
        }
        expect(ids(await collect(store.readStream(stream)))).toEqual(written);
        expect(ids(own(await collect(store.readAll(before))))).toEqual(written);
        const small: number[] = [];
        const most = amount(61, 7);
        for await (const page of store.readAll(before, most)) small.push(page.length);
        expect(small.every((length) => length > 0 && length <= most)).toBe(true);
        expect(small.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(2_500);
      });

      it('reads the whole log after a position, exclusive, and from the start', async () => {
        const first = await store.append(stream, -1, envelopes(stream, -1, 2));
        const later = envelopes(stream, 1, 2);
        await store.append(stream, 1, later);
        expect(ids(own(await collect(store.readAll(first.position))))).toEqual(later.map((envelope) => envelope.id));
        expect(own(await collect(store.readAll(null)))).toHaveLength(4);
      });

      it('lets a reader leave in the middle', async () => {
        await store.append(stream, -1, envelopes(stream, -1, 20));
        for (let round = 0; round < 120; round += 1) {
          for await (const page of store.readAll(null, 5)) {
            expect(page.length).toBeGreaterThan(0);
            break;
          }
        }
        expect(await collect(store.readStream(stream))).toHaveLength(20);
      });

      it('names the head', async () => {
        const { position } = await store.append(stream, -1, envelopes(stream, -1));
        expect(await store.head()).toBe(position);
      });

      it('keeps what does not fit plain ASCII', async () => {
        const [written] = envelopes(stream, -1, 1, { name: '阿卜杜拉·买买提', rare: '𠮷㛃', '$': 'a.b', 'a.b': null, number: 1.5e-7, list: [true, [], {}] });
        if (written === undefined) throw new Error('no envelope');
        await store.append(stream, -1, [written]);
        expect((await collect(store.readStream(stream)))[0]?.envelope).toEqual(written);
      });
    });

    describe('conflict', () => {
      it('refuses another expectation than the last revision, with the actual one', async () => {
        await store.append(stream, -1, envelopes(stream, -1, 3));
        for (const expected of [-1, 0, 1, 3, 99]) {
          const error: unknown = await store.append(stream, expected, envelopes(stream, expected)).catch((caught: unknown) => caught);
          expect(error).toBeInstanceOf(ConflictError);
          expect(error).toMatchObject({ stream, expected });
          expect([2, undefined]).toContain(error instanceof ConflictError ? error.actual : null);
        }
        expect(await collect(store.readStream(stream))).toHaveLength(3);
      });

      it('refuses a revision on a stream that does not exist', async () => {
        await expect(store.append(stream, 0, envelopes(stream, 0))).rejects.toBeInstanceOf(ConflictError);
        expect(await collect(store.readStream(stream))).toEqual([]);
      });

      it('lets exactly one of 64 racers win one revision', async () => {
        await store.append(stream, -1, envelopes(stream, -1));
        const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => store.append(stream, 0, envelopes(stream, 0, 2))));
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
        expect(lost).toHaveLength(63);
        expect(lost.every((outcome) => outcome.reason instanceof ConflictError)).toBe(true);
        expect(await collect(store.readStream(stream))).toHaveLength(3);
      });

      it('does not let a conflict or a bad event touch its neighbours', async () => {
        const taken = `${stream}-taken`;
        await store.append(taken, -1, envelopes(taken, -1));
        const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => {
          const mine = `${stream}-${index}`;
          if (index % 3 === 1) return store.append(taken, -1, envelopes(taken, -1));
          if (index % 3 === 2) return store.append(mine, -1, envelopes(`${mine}-other`, -1));
          return store.append(mine, -1, envelopes(mine, -1));
        }));
        const kinds = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'stored' : outcome.reason instanceof ConflictError ? 'conflict' : outcome.reason instanceof InvalidEventError ? 'invalid' : 'other'));
        expect(kinds).toEqual(Array.from({ length: 30 }, (_, index) => ['stored', 'conflict', 'invalid'][index % 3]));
        for (let index = 0; index < 30; index += 3) expect(await collect(store.readStream(`${stream}-${index}`))).toHaveLength(1);
      });
    });

    describe('idempotent repeat', () => {
      it('answers the same ids at the same revision as the first time, also after later events', async () => {
        const written = envelopes(stream, -1, 2);
        const first = await store.append(stream, -1, written);
        expect(await store.append(stream, -1, written)).toEqual(first);
        await store.append(stream, 1, envelopes(stream, 1, 3));
        expect(await store.append(stream, -1, written)).toEqual(first);
        expect(await collect(store.readStream(stream))).toHaveLength(5);
      });

      it('answers it in the middle of a stream, and after a restart', async () => {
        await store.append(stream, -1, envelopes(stream, -1, 2));
        const written = envelopes(stream, 1, 2);
        const first = await store.append(stream, 1, written);
        await store.append(stream, 3, envelopes(stream, 3));
        await store.close();
        store = await harness.reopen();
        expect(await store.append(stream, 1, written)).toEqual(first);
        expect(await collect(store.readStream(stream))).toHaveLength(5);
      });

      it('takes a repeat that says more than the first time for a conflict', async () => {
        const written = envelopes(stream, -1, 2);
        await store.append(stream, -1, written);
        await expect(store.append(stream, -1, [...written, ...envelopes(stream, 1)])).rejects.toBeInstanceOf(ConflictError);
        expect(await collect(store.readStream(stream))).toHaveLength(2);
      });
    });

    describe('unknown outcome', () => {
      it('is settled by the same envelopes at the same revision when they were stored', async () => {
        await store.append(stream, -1, envelopes(stream, -1));
        const written = envelopes(stream, 0, 2);
        await harness.loseNextAnswer(store);
        await expect(store.append(stream, 0, written)).rejects.toBeInstanceOf(UnknownOutcomeError);
        const settled = await settle(store, stream, 0, written);
        expect(settled.revision).toBe(2);
        expect(ids((await collect(store.readStream(stream))).slice(1))).toEqual(written.map((envelope) => envelope.id));
      });

      it('is settled by the same envelopes at the same revision when they were not stored', async () => {
        await store.append(stream, -1, envelopes(stream, -1));
        const written = envelopes(stream, 0, 2);
        await harness.loseNextAppend(store);
        await expect(store.append(stream, 0, written)).rejects.toBeInstanceOf(UnknownOutcomeError);
        const settled = await settle(store, stream, 0, written);
        expect(settled.revision).toBe(2);
        expect(await collect(store.readStream(stream))).toHaveLength(3);
      });

      it('is settled as a conflict when another took the revision', async () => {
        await store.append(stream, -1, envelopes(stream, -1));
        const written = envelopes(stream, 0, 2);
        await harness.loseNextAppend(store);
        await expect(store.append(stream, 0, written)).rejects.toBeInstanceOf(UnknownOutcomeError);
        await settle(store, stream, 0, envelopes(stream, 0));
        await expect(settle(store, stream, 0, written)).rejects.toBeInstanceOf(ConflictError);
        expect(await collect(store.readStream(stream))).toHaveLength(2);
      });
    });

    describe('what is never stored', () => {
      it('takes just under 1 MiB and refuses more, with the rest unharmed', async () => {
        const room = 1_048_576 - 4_000;
        await store.append(stream, -1, envelopes(stream, -1, 1, { filler: 'x'.repeat(room) }));
        await expect(store.append(stream, 0, envelopes(stream, 0, 1, { filler: 'x'.repeat(1_048_576) }))).rejects.toBeInstanceOf(InvalidEventError);
        await expect(store.append(stream, 0, envelopes(stream, 0, 3, { filler: '梯'.repeat(150_000) }))).rejects.toBeInstanceOf(InvalidEventError);
        await store.append(stream, 0, envelopes(stream, 0));
        expect(await collect(store.readStream(stream))).toHaveLength(2);
      });

      it('refuses empty appends, wrong revisions, foreign streams, ids that are none, the same id twice, nameless types', async () => {
        const [good] = envelopes(stream, -1);
        if (good === undefined) throw new Error('no envelope');
        const bad: readonly (readonly StoredEnvelope[])[] = [
          [], [{ ...good, revision: 1 }], [{ ...good, stream: `${stream}-other` }], [{ ...good, id: 'no-uuid' }], [{ ...good, type: '' }],
          [good, { ...good, revision: 1 }],
        ];
        for (const batch of bad) await expect(store.append(stream, -1, batch)).rejects.toBeInstanceOf(InvalidEventError);
        await expect(store.append(stream, -2, [{ ...good, revision: -1 }])).rejects.toBeInstanceOf(InvalidEventError);
        await expect(store.append(stream, 0.5, [{ ...good, revision: 1.5 }])).rejects.toBeInstanceOf(InvalidEventError);
        const cyclic: { [key: string]: StoredEnvelope['data'] } = {};
        cyclic['self'] = cyclic;
        await expect(store.append(stream, -1, [{ ...good, data: cyclic }])).rejects.toBeInstanceOf(InvalidEventError);
        expect(await collect(store.readStream(stream))).toEqual([]);
        await store.append(stream, -1, [good]);
        expect(await collect(store.readStream(stream))).toHaveLength(1);
      });
    });

    describe('subscription', () => {
      it('catches up over pages, says so, and goes on live', async () => {
        const before = await store.head();
        const old = envelopes(stream, -1, 1_200);
        await store.append(stream, -1, old.slice(0, 600));
        await store.append(stream, 599, old.slice(600));
        const live = envelopes(stream, 1_199, 3);
        let caughtUp = 0;
        const seen = await follow(store, before, (events) => own(events).length === 1_203, async (message) => {
          if (message.kind !== 'caughtUp' || caughtUp > 0) return;
          caughtUp += 1;
          const head = await store.head();
          expect(message.position === null ? '' : message.position >= (head ?? '')).toBe(true);
          await store.append(stream, 1_199, live);
        });
        expect(caughtUp).toBe(1);
        expect(ids(own(seen))).toEqual([...old, ...live].map((envelope) => envelope.id));
      });

      it('gives proof of life while idle', async () => {
        await store.append(stream, -1, envelopes(stream, -1));
        const head = await store.head();
        let lives = 0;
        await follow(store, head, () => lives >= 3, (message) => { if (message.kind === 'caughtUp') lives += 1; });
        expect(lives).toBe(3);
      });

      it('starts after a position, exclusive', async () => {
        const { position } = await store.append(stream, -1, envelopes(stream, -1, 2));
        const next = envelopes(stream, 1, 2);
        await store.append(stream, 1, next);
        const seen = await follow(store, position, (events) => own(events).length >= 2);
        expect(ids(own(seen))).toEqual(next.map((envelope) => envelope.id));
      });

      it('ends when it is aborted, at once and more than once', async () => {
        const stop = new AbortController();
        stop.abort();
        const messages: LiveMessage[] = [];
        for await (const message of store.subscribe(await store.head(), stop.signal)) messages.push(message);
        expect(messages.length).toBeLessThanOrEqual(1);
        for (let round = 0; round < 120; round += 1) await follow(store, await store.head(), () => true);
        await store.append(stream, -1, envelopes(stream, -1));
        expect(await collect(store.readStream(stream))).toHaveLength(1);
      });

      it('shows concurrent appends without gap or inversion to every subscriber', async () => {
        const before = await store.head();
        const writers = 16;
        const each = 15;
        const readers = Array.from({ length: 3 }, (_, index) => follow(store, before, (events) => own(events).length === writers * each, index === 0 ? () => new Promise((resolve) => setImmediate(resolve)) : undefined));
        await Promise.all(Array.from({ length: writers }, async (_, writer) => {
          const mine = `${stream}-w${writer}`;
          for (let revision = -1; revision < each - 1; revision += 1) await store.append(mine, revision, envelopes(mine, revision));
        }));
        const logged = own(await collect(store.readAll(before)));
        expect(logged).toHaveLength(writers * each);
        expect(logged.map((event) => event.position)).toEqual(logged.map((event) => event.position).sort());
        for (const seen of await Promise.all(readers)) {
          expect(own(seen).map((event) => event.position)).toEqual(logged.map((event) => event.position));
          expect(ids(own(seen))).toEqual(ids(logged));
        }
      });

      it('survives being dropped', async () => {
        if (harness.dropSubscriptions === undefined) {
          console.log(`${name}: subscriptions are read from the store itself; nothing can drop them`);
          return;
        }
        const before = await store.head();
        await store.append(stream, -1, envelopes(stream, -1, 5));
        let dropped = false;
        const seen = await follow(store, before, (events) => own(events).length === 10, async (message) => {
          if (message.kind !== 'caughtUp' || dropped) return;
          dropped = true;
          await harness.dropSubscriptions?.(store);
          await store.append(stream, 4, envelopes(stream, 4, 5));
        });
        expect(own(seen).map((event) => event.envelope.revision)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      });

      it('refuses a position beyond the end, as a restored log leaves behind (pitfalls.md 4b, trap 5)', async () => {
        const { position } = await store.append(stream, -1, envelopes(stream, -1));
        const beyond = position.replace(/^./, '9');
        await expect(follow(store, beyond, () => true)).rejects.toBeInstanceOf(StoreRefusedError);
        await expect(collect(store.readAll(beyond))).rejects.toBeInstanceOf(StoreRefusedError);
      });

      it('reaches a second process', async () => {
        if (harness.second === undefined) {
          console.log(`${name}: no second process beside the writer`);
          return;
        }
        const before = await store.head();
        await store.append(stream, -1, envelopes(stream, -1, 2));
        const second = await harness.second();
        try {
          expect(await second.identity()).toBe(await store.identity());
          let written = false;
          const seen = await follow(second, before, (events) => own(events).length === 4, async (message) => {
            if (message.kind !== 'caughtUp' || written) return;
            written = true;
            await store.append(stream, 1, envelopes(stream, 1, 2));
          });
          expect(own(seen).map((event) => event.envelope.revision)).toEqual([0, 1, 2, 3]);
        } finally {
          await second.close();
        }
      });
    });

    describe('restart', () => {
      it('keeps identity, head, streams and order', async () => {
        const before = await store.head();
        const written = envelopes(stream, -1, 3);
        const { position } = await store.append(stream, -1, written);
        const identity = await store.identity();
        await store.close();
        store = await harness.reopen();
        expect(await store.identity()).toBe(identity);
        expect(await store.head()).toBe(position);
        expect((await collect(store.readStream(stream))).map((event) => event.envelope)).toEqual(written);
        expect(ids(own(await collect(store.readAll(before))))).toEqual(written.map((envelope) => envelope.id));
        await expect(store.append(stream, -1, envelopes(stream, -1))).rejects.toBeInstanceOf(ConflictError);
        expect((await store.append(stream, 2, envelopes(stream, 2))).position > position).toBe(true);
      });

      it('refuses work once closed, and closes twice', async () => {
        await store.close();
        await store.close();
        await expect(store.append(stream, -1, envelopes(stream, -1))).rejects.toBeInstanceOf(StoreUnavailableError);
        await expect(store.head()).rejects.toBeInstanceOf(StoreUnavailableError);
      });
    });
  });
}

/** Sends the same envelopes again until the store answers; bounded. */
async function settle(store: EventStore, stream: string, expected: number, written: readonly StoredEnvelope[]): Promise<Appended> {
  let last: unknown;
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      return await store.append(stream, expected, written);
    } catch (error) {
      if (!(error instanceof UnknownOutcomeError) && !(error instanceof StoreUnavailableError)) throw error;
      last = error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  throw last;
}
