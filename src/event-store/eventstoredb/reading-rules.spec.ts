import { randomUUID } from 'node:crypto';
import { collect, envelopes } from '../../../test/contract/event-store.contract';
import { Cable } from '../../../test/servers/eventstoredb/cable';
import { Fixture, Follower, until } from '../../../test/servers/eventstoredb/fixture';
import { StandIn } from '../../../test/servers/eventstoredb/stand-in';
import { StoreRefusedError, StoreUnavailableError, type Position, type StoredEnvelope } from '../event-store';
import { QueueOverflow } from './live-feed';
import { failureOf } from './outcome';

// Some open more than a hundred streams; on a busy machine that takes its time.
jest.setTimeout(30_000);

let fixture: Fixture;
beforeEach(async () => {
  fixture = await Fixture.start();
});
afterEach(() => fixture.end());

/** As another process would write it. */
function write(stream: string, type: string, data: unknown, id: string = randomUUID()): void {
  const { log } = fixture.standIn;
  const known = log.visible(stream).at(-1)?.revision;
  const outcome = log.append(stream, known === undefined ? 'no_stream' : BigInt(known), [{ id, type, contentType: 'application/json', data: Buffer.from(typeof data === 'string' ? data : JSON.stringify(data)), metadata: new Uint8Array(0) }]);
  expect(outcome.kind).toBe('stored');
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

describe('rule 4: connections of their own, and a hung server is noticed', () => {
  it('appends, reads and subscribes over three connections', async () => {
    const store = fixture.open();
    await store.append('s-1', -1, envelopes('s-1', -1));
    const follower = new Follower(store);
    await follower.isLive();
    expect(fixture.standIn.connections).toBe(3);
    await follower.end();
  });

  it('goes on appending, reading and following beside more than 100 readers', async () => {
    const store = fixture.open();
    for (let revision = -1; revision < 9; revision += 1) await store.append('s-1', revision, envelopes('s-1', revision));
    const followers = range(0, 20).map(() => new Follower(store));
    const reads = await Promise.all(range(0, 150).map(() => collect(store.readStream('s-1'))));
    expect(reads.every((events) => events.length === 10)).toBe(true);
    await store.append('s-1', 9, envelopes('s-1', 9));
    for (const follower of followers) await follower.has(11);
    for (const follower of followers) await follower.end();
  });

  it('serves more subscribers than a connection has streams', async () => {
    const store = fixture.open({ idle: 100 });
    const followers = range(0, 105).map(() => new Follower(store));
    await store.append('s-1', -1, envelopes('s-1', -1, 3));
    for (const follower of followers) await follower.has(3);
    await store.append('s-1', 2, envelopes('s-1', 2, 3));
    for (const follower of followers) await follower.has(6);
    for (const follower of followers) await follower.end();
    expect(followers.every((follower) => follower.events.length === 6)).toBe(true);
  });

  it('notices within seconds that a server hangs, and goes on when it is back', async () => {
    const cable = await Cable.to(fixture.standIn.port);
    fixture.alsoEnd(() => cable.close());
    const store = fixture.open({ settleWithin: 60_000 }, cable.connectionString);
    await store.append('s-1', -1, envelopes('s-1', -1));
    const follower = new Follower(store);
    await follower.has(1);
    await follower.isLive();
    // when
    const hungAt = Date.now();
    cable.hang();
    const appending = store.append('s-1', 0, envelopes('s-1', 0));
    await until('trouble', () => follower.trouble.length > 0);
    expect(Date.now() - hungAt).toBeLessThan(5_000);
    cable.cut();
    cable.resume();
    // then
    expect((await appending).revision).toBe(1);
    await follower.has(2);
    await follower.end();
    expect(follower.revisions).toEqual([0, 1]);
  });
});

describe('rule 5: pages to catch up, live near the head, pages again when the server drops a slow consumer', () => {
  it('survives "Consumer too slow" without gap or repeat (pitfalls.md 4b, trap 17: a slow consumer is dropped)', async () => {
    const store = fixture.open({ watchdog: 10_000 }); // the server shall speak first
    await store.append('s-1', -1, envelopes('s-1', -1, 10));
    const follower = new Follower(store);
    await follower.has(10);
    await follower.isLive();
    // when one batch lands that is more than the server holds for a live subscriber
    await store.append('s-1', 9, envelopes('s-1', 9, 400));
    await follower.has(410);
    await store.append('s-1', 409, envelopes('s-1', 409, 5));
    await follower.has(415);
    await follower.end();
    expect(follower.trouble.map((error) => failureOf(error).kind)).toContain('tooSlow');
    expect(follower.revisions).toEqual(range(0, 415));
  });

  it('holds a bounded queue for a reader that is slower than the log', async () => {
    const store = fixture.open({ queue: 20 });
    let release = (): void => undefined;
    let reached = false;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const follower = new Follower(store, null, async (message) => {
      if (message.kind !== 'events') return;
      reached = true;
      await held;
    });
    await follower.isLive();
    await store.append('s-1', -1, envelopes('s-1', -1));
    await until('the reader is held', () => reached);
    for (let revision = 0; revision < 60; revision += 1) await store.append('s-1', revision, envelopes('s-1', revision));
    release();
    await follower.has(61);
    await follower.end();
    expect(follower.trouble.some((error) => error instanceof QueueOverflow)).toBe(true);
    expect(follower.revisions).toEqual(range(0, 61));
  });

  it('reads in pages that overlap with the reader, up to the head at the time of asking (pitfalls.md 4b, trap 15: an unbounded readAll)', async () => {
    const store = fixture.open({ pageSize: 10 });
    await store.append('s-1', -1, envelopes('s-1', -1, 95));
    const seen: number[] = [];
    for await (const page of store.readAll(null)) {
      if (seen.length === 0) await store.append('s-1', 94, envelopes('s-1', 94, 30));
      seen.push(...page.map((event) => event.envelope.revision));
    }
    expect(seen).toEqual(range(0, 95));
  });
});

describe('rule 6: a subscription is supervised, because nothing resubscribes by itself', () => {
  it.each([
    ['the connections are cut', async () => fixture.standIn.cut()],
    ['the server is killed and started', () => fixture.restart()],
    ['the server says that it is not ready for a while', async () => {
      fixture.standIn.ready = false;
      fixture.standIn.cut();
      await new Promise((resolve) => setImmediate(resolve));
      fixture.standIn.ready = true;
    }],
  ])('goes on when %s (pitfalls.md 4b, trap 8: no resubscription by itself)', async (_, disturb) => {
    const store = fixture.open();
    await store.append('s-1', -1, envelopes('s-1', -1, 5));
    const follower = new Follower(store);
    await follower.has(5);
    await follower.isLive();
    for (let round = 0; round < 3; round += 1) {
      await disturb();
      const last = 4 + round * 2;
      await store.append('s-1', last, envelopes('s-1', last, 2));
      await follower.has(7 + round * 2);
    }
    await follower.end();
    expect(follower.trouble.length).toBeGreaterThan(0);
    expect(follower.revisions).toEqual(range(0, 11));
  });

  it('does not take silence for proof of life (pitfalls.md 4b, trap 6: silent stall)', async () => {
    const store = fixture.open();
    const follower = new Follower(store);
    await follower.isLive();
    fixture.standIn.stalled = true;
    await store.append('s-1', -1, envelopes('s-1', -1));
    await follower.has(1);
    expect(follower.trouble.map((error) => error.message).join()).toContain('although the log has grown');
    await follower.end();
  });

  it('tells again and again that the server is gone, and comes back', async () => {
    const store = fixture.open({ reachWithin: 20 });
    const follower = new Follower(store);
    await follower.isLive();
    const { log, port } = fixture.standIn;
    await fixture.standIn.stop();
    await until('three times trouble', () => follower.trouble.length >= 3);
    expect(follower.trouble.at(-1)).toBeInstanceOf(StoreUnavailableError);
    fixture.standIn = await StandIn.start({ log, port });
    await store.append('s-1', -1, envelopes('s-1', -1));
    await follower.has(1);
    await follower.end();
  });

  it('starts exclusive live and in pages, from every position that was handed out (pitfalls.md 4b, trap 3: a position that misses or repeats an event)', async () => {
    const store = fixture.open({ pageSize: 3 });
    await store.append('s-1', -1, envelopes('s-1', -1, 7));
    const positions = (await collect(store.readAll(null))).map((event) => event.position);
    for (const [index, position] of positions.entries()) {
      expect((await collect(store.readAll(position))).map((event) => event.envelope.revision)).toEqual(range(index + 1, 7));
      const follower = new Follower(store, position);
      await follower.isLive();
      await follower.end();
      expect(follower.revisions).toEqual(range(index + 1, 7));
    }
  });
});

describe('rule 7: nothing is left open, and nobody is left with half the data', () => {
  it('frees every stream of readers and subscribers that leave early', async () => {
    const store = fixture.open({ pageSize: 5 });
    await store.append('s-1', -1, envelopes('s-1', -1, 12));
    for (let round = 0; round < 101; round += 1) {
      for await (const page of store.readAll(null)) if (page.length > 0) break;
      for await (const message of store.subscribe(null, new AbortController().signal)) if (message.kind === 'caughtUp') break;
    }
    await until('every stream is free', () => fixture.standIn.openReads === 0);
  });

  it('ends a reader with an error, not early, when the store is closed under it', async () => {
    const store = fixture.open({ pageSize: 5 });
    await store.append('s-1', -1, envelopes('s-1', -1, 50));
    const reading = (async () => {
      for await (const page of store.readAll(null)) if (page.length > 0) await store.close();
    })();
    await expect(reading).rejects.toBeInstanceOf(StoreUnavailableError);
    const other = fixture.open();
    const follower = new Follower(other);
    await follower.isLive();
    await other.close();
    await follower.done;
    expect(follower.failure).toBeInstanceOf(StoreUnavailableError);
  });
});

describe('rule 8: no position is told before the events up to it', () => {
  it('passes over what the server writes for itself, and holds a checkpoint at the last event of ours', async () => {
    const store = fixture.open();
    await store.identity();
    await store.append('s-1', -1, envelopes('s-1', -1, 2));
    write('$stats-0', '$statsCollected', {});
    write('$$s-1', '$metadata', { $maxCount: 1_000 });
    const follower = new Follower(store);
    await follower.isLive();
    write('$stats-0', '$statsCollected', {});
    await until('more proof of life', () => follower.messages.length > 4);
    await store.append('s-1', 1, envelopes('s-1', 1));
    await follower.has(3);
    await follower.end();
    let told: Position | null = null;
    for (const message of follower.messages) {
      if (message.kind === 'events') told = message.events.at(-1)?.position ?? told;
      else expect(message.position).toBe(told);
    }
    expect(follower.revisions).toEqual([0, 1, 2]);
    expect(follower.trouble).toEqual([]);
  });

  it('names the last event of ours as the head, and none in a log that holds only what is not ours', async () => {
    const store = fixture.open();
    await store.identity();
    expect(await store.head()).toBeNull();
    const { position } = await store.append('s-1', -1, envelopes('s-1', -1));
    for (let round = 0; round < 30; round += 1) write('$stats-0', '$statsCollected', { round });
    expect(await store.head()).toBe(position);
  });
});

describe('what should never be in the log is met with an error that says what to do', () => {
  const refused = { constructor: StoreRefusedError, notice: { zh: expect.any(String), en: expect.any(String) } };

  it('a deleted and a tombstoned stream', async () => {
    const store = fixture.open();
    for (const stream of ['soft', 'hard']) await store.append(stream, -1, envelopes(stream, -1, 2));
    fixture.standIn.log.deleteStream('soft', 'any');
    fixture.standIn.log.tombstone('hard', 'any');
    for (const stream of ['soft', 'hard']) await expect(collect(store.readStream(stream))).rejects.toMatchObject(refused);
    await expect(store.append('hard', 1, envelopes('hard', 1))).rejects.toMatchObject(refused);
  });

  it('the silent loss: an append repeated on a soft-deleted stream "succeeds" without a position', async () => {
    const store = fixture.open();
    const written = envelopes('s-1', -1, 2);
    await store.append('s-1', -1, written);
    fixture.standIn.log.deleteStream('s-1', 'any');
    await expect(store.append('s-1', -1, written)).rejects.toMatchObject(refused);
  });

  it('a stream whose beginning was cut off by its metadata', async () => {
    const store = fixture.open();
    await store.append('s-1', -1, envelopes('s-1', -1, 5));
    write('$$s-1', '$metadata', { $tb: 2 });
    await expect(collect(store.readStream('s-1'))).rejects.toMatchObject(refused);
    expect(await collect(store.readStream('s-1', 2))).toHaveLength(3);
  });

  it.each<[string, (good: StoredEnvelope) => unknown]>([
    ['no envelope', () => ({ hello: 1 })],
    ['no JSON, which the client returns as a string (pitfalls.md 4b, trap 13)', () => '{"broken'],
    ['another id', (good) => ({ ...good, id: randomUUID() })],
    ['another stream', (good) => ({ ...good, stream: 's-9' })],
    ['another revision', (good) => ({ ...good, revision: 7 })],
    ['another type', (good) => ({ ...good, type: 'Other' })],
  ])('an event that is %s', async (_, edit) => {
    const store = fixture.open();
    const [good] = envelopes('s-1', -1);
    if (good === undefined) throw new Error('no envelope');
    write('s-1', good.type, edit(good), good.id);
    await expect(collect(store.readStream('s-1'))).rejects.toMatchObject(refused);
    await expect(collect(store.readAll(null))).rejects.toMatchObject(refused);
    // a subscription says so, skips nothing and does not end
    const follower = new Follower(store);
    await until('trouble', () => follower.trouble.length > 1);
    expect(follower.trouble[0]).toMatchObject(refused);
    await follower.end();
    expect(follower.events).toEqual([]);
  });

  it('a position that is no record of this log, or of another kind of store', async () => {
    const store = fixture.open();
    const { position } = await store.append('s-1', -1, envelopes('s-1', -1, 2));
    const between = position.replaceAll(/\d{20}/g, (digits) => String(Number(digits) - 1).padStart(20, '0'));
    for (const bad of [between, '0000000000000001']) {
      await expect(collect(store.readAll(bad))).rejects.toMatchObject(refused);
      const follower = new Follower(store, bad);
      await follower.done;
      expect(follower.failure).toMatchObject(refused);
    }
  });

  it('an identity that someone else wrote; and of two that race, both take one', async () => {
    const one = fixture.open();
    const two = fixture.open();
    const [first, second] = await Promise.all([one.identity(), two.identity()]);
    expect(first).toBe(second);
    expect(await fixture.open().identity()).toBe(first);
    await Promise.all([one.close(), two.close()]);
    await fixture.end();
    fixture = await Fixture.start();
    write('echelon-store', 'Something', { else: 1 });
    await expect(fixture.open().identity()).rejects.toMatchObject(refused);
  });
});
