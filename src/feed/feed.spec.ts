import { CloudEvent } from 'cloudevents';
import { act, done, openRound, OFFICER, putForward, register, select, settledTown, Town } from '../../test/commands/town';
import type { Application } from '../application';
import type { EventClass } from '../domain/facts';
import type { EventStore, LoggedEvent, Position } from '../event-store/event-store';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { Feed, FeedFullError, ForeignPlaceError, type FeedFilter, type FeedOptions, type Sink } from './feed';
import { cloudEvent, feedId, feedPlace } from './frames';
import { granted } from './grants';

const ALL: ReadonlySet<EventClass> = new Set(['public', 'internal', 'case', 'sealed']);
const PUBLIC: ReadonlySet<EventClass> = new Set(['public']);

/** A reader that remembers, and takes nothing while it is shut. */
class Recorder implements Sink {
  readonly received: { readonly id: string; readonly type: string; readonly data: Record<string, unknown> }[] = [];
  bytes = 0;
  comments = 0;
  ended = false;
  mostAtOnce = 0;
  #shut = false;
  #open: () => void = () => undefined;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  write(chunks: readonly Buffer[]): boolean {
    this.mostAtOnce = Math.max(this.mostAtOnce, chunks.length);
    for (const chunk of chunks) {
      this.bytes += chunk.length;
      const text = chunk.toString('utf8');
      const [, id, type, data] = /^id: (.+)\nevent: (.+)\ndata: (.+)\n\n$/u.exec(text) ?? [];
      if (id === undefined || type === undefined || data === undefined) this.comments += 1;
      else this.received.push({ id, type, data: JSON.parse(data) as Record<string, unknown> });
    }
    for (const one of this.#waiting.filter(({ count }) => this.received.length >= count)) one.resolve();
    return !this.#shut;
  }

  drained(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#open = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  end(): void {
    this.ended = true;
  }

  shut(): void {
    this.#shut = true;
  }

  open(): void {
    this.#shut = false;
    this.#open();
  }

  /** Resolves once so many events were received. */
  has(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ count, resolve }));
  }

  get types(): readonly string[] {
    return this.received.map(({ type }) => type);
  }
}

interface Following {
  readonly sink: Recorder;
  readonly end: () => Promise<void>;
}

describe('the feed', () => {
  let town: Town;
  let app: Application;
  let feeds: Feed[] = [];

  beforeEach(async () => {
    town = await settledTown(1);
    app = town.boot();
  });

  afterEach(async () => {
    for (const feed of feeds) await feed.stop();
    feeds = [];
  });

  async function feedOf(options: Partial<FeedOptions> = {}): Promise<Feed> {
    const events = new MemoryEventStore(town.log);
    const places = { upTo: null, positionOf: async (event: string) => town.log.events.find(({ envelope }) => envelope.id === event)?.position ?? null };
    const feed = new Feed({ events, places, clock: town.clock, heartbeatMs: 60_000, ...options });
    feeds.push(feed);
    await feed.start();
    return feed;
  }

  function follow(feed: Feed, after: Position | null, filter: Partial<FeedFilter> = {}): Following {
    const sink = new Recorder();
    const over = new AbortController();
    const open = feed.open(sink, after, { classes: ALL, ...filter }, over.signal);
    return {
      sink,
      end: async () => {
        over.abort(new Error('enough'));
        await open;
      },
    };
  }

  const logged = (): readonly LoggedEvent[] => town.log.events;

  it('gives every event once and in order, from the start and then as it is recorded', async () => {
    const feed = await feedOf();
    const { sink, end } = follow(feed, null);
    const before = logged().length;
    await sink.has(before);

    await register(app, 1, 'school-1');
    await sink.has(logged().length);

    expect(logged().length).toBeGreaterThan(before);
    expect(sink.received.map(({ id }) => id)).toEqual(logged().map(({ position, envelope }) => feedId(position, envelope.id)));
    await end();
    expect(sink.ended).toBe(true);
  });

  it('E46 resumes after any event, with nothing twice and nothing missing', async () => {
    const feed = await feedOf();
    const all = logged();
    for (const at of [0, 7, all.length - 1]) {
      const place = feedPlace(feedId(all[at]?.position ?? '', all[at]?.envelope.id ?? ''));
      expect(place).not.toBeNull();
      const { sink, end } = follow(feed, place?.position ?? null);
      await sink.has(all.length - 1 - at);
      expect(sink.received.map(({ data }) => data['id'])).toEqual(all.slice(at + 1).map(({ envelope }) => envelope.id));
      await end();
    }
  });

  it('selects by class, type and programme, and edits nothing', async () => {
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    await select(town.clock, app, round, [teacher]);
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act(), effectiveOn: '2019-07-01' });
    const feed = await feedOf();

    const seen = follow(feed, null, { classes: PUBLIC });
    const conferred = follow(feed, null, { classes: PUBLIC, types: new Set(['TitleConferred']), programme: 'weihai-edz-2017' });
    const elsewhere = follow(feed, null, { programme: 'another-programme' });
    const expected = logged().filter(({ envelope }) => envelope.meta.class === 'public');
    await Promise.all([seen.sink.has(expected.length), conferred.sink.has(1)]);

    expect(seen.sink.types).toEqual(expected.map(({ envelope }) => envelope.type));
    expect(seen.sink.types).not.toContain('Nominated');
    expect(conferred.sink.types).toEqual(['TitleConferred']);
    expect(elsewhere.sink.received).toEqual([]);
    const shown = seen.sink.received.find(({ type }) => type === 'TitleConferred')?.data;
    expect(shown).toEqual(conferred.sink.received[0]?.data);
    await Promise.all([seen.end(), conferred.end(), elsewhere.end()]);
  });

  it('E31 who took a title over is told of its revocation, by the certificate\'s title and without the reason', async () => {
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    await select(town.clock, app, round, [teacher]);
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act(), effectiveOn: '2019-07-01' });
    const feed = await feedOf();
    const { sink, end } = follow(feed, null, { classes: PUBLIC, types: new Set(['TitleConferred', 'TitleRevoked']) });
    await sink.has(1);
    town.clock.set('2019-09-02');
    const told = (at: number) => (sink.received[at]?.data['data'] as { readonly fact: Record<string, unknown> }).fact;
    const { title } = told(0);
    await done(app, OFFICER, 'RevokeTitle', { teacher, title }, { ground: 'ETHICS', authority: 'edz', certificateRecovered: false, reason: '有偿补课', act: act('威经教发〔2019〕30号', '2019-09-02') });
    await sink.has(2);

    expect(sink.types).toEqual(['TitleConferred', 'TitleRevoked']);
    expect(told(1)).toMatchObject({ title, ground: 'ETHICS', certificateRecovered: false });
    expect(JSON.stringify(sink.received)).not.toContain('有偿补课');
    await end();
  });

  it('lets no private or sealed part out, nor its ciphertext', async () => {
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const teacher = await register(app, 1, 'school-1');
    await putForward(app, round, teacher, 'school-1');
    await select(town.clock, app, round, [teacher]);
    const feed = await feedOf();
    const { sink, end } = follow(feed, null);
    await sink.has(logged().length);

    const said = JSON.stringify(sink.received);
    const parts = logged().flatMap(({ envelope }) => [...Object.values(envelope.private), ...(envelope.sealed === undefined ? [] : [envelope.sealed])]);
    expect(parts.length).toBeGreaterThan(5);
    for (const { cipher, commitment } of parts) {
      expect(said).not.toContain(cipher);
      expect(said).not.toContain(commitment);
    }
    expect(said).not.toContain('王乙');
    await end();
  });

  it('a slow reader slows nobody, holds little, and goes on from the store by its own cursor', async () => {
    // given an end of the log that holds only 8 events
    const feed = await feedOf({ kept: 8 });
    const start = logged().length;
    const slow = follow(feed, logged().at(-1)?.position ?? null);
    const quick = follow(feed, logged().at(-1)?.position ?? null);
    slow.sink.shut();
    // when many more are recorded than it holds
    for (let n = 1; n <= 30; n += 1) await register(app, n, 'school-1');
    const recorded = logged().length - start;
    await quick.sink.has(recorded);
    // then the quick one has all, the slow one what it took before it was full
    expect(recorded).toBeGreaterThanOrEqual(60);
    expect(slow.sink.received.length).toBeLessThan(8);
    // and once it reads again it misses none
    slow.sink.open();
    await slow.sink.has(recorded);
    expect(slow.sink.received.map(({ id }) => id)).toEqual(quick.sink.received.map(({ id }) => id));
    await Promise.all([slow.end(), quick.end()]);
  });

  it('pitfalls 4b 16: events stay in order while a reader is not ready', async () => {
    const feed = await feedOf();
    const { sink, end } = follow(feed, null);
    const takes = setInterval(() => sink.open(), 1);
    sink.shut();
    await register(app, 1, 'school-1');
    await sink.has(logged().length);
    clearInterval(takes);
    expect(sink.received.map(({ data }) => data['logposition'])).toEqual(logged().map(({ position }) => position));
    sink.open();
    await end();
  });

  it('serves from the store while the shared end cannot be followed, and no reader is cut off', async () => {
    const real = new MemoryEventStore(town.log);
    const troubles: Error[] = [];
    const lame: EventStore = {
      append: (...given) => real.append(...given),
      readStream: (...given) => real.readStream(...given),
      readAll: (...given) => real.readAll(...given),
      subscribe: () => {
        throw new Error('no subscription today');
      },
      head: () => real.head(),
      identity: () => real.identity(),
      close: () => real.close(),
    };
    const feed = await feedOf({ events: lame, onTrouble: (error) => troubles.push(error) });
    const { sink, end } = follow(feed, null);
    await sink.has(logged().length);
    expect(troubles[0]?.message).toBe('no subscription today');
    await end();
  });

  it('keeps an idle stream alive with comments', async () => {
    const feed = await feedOf({ heartbeatMs: 5 });
    const { sink, end } = follow(feed, logged().at(-1)?.position ?? null);
    const greeted = sink.comments;
    await expectEventually(() => sink.comments > greeted + 2);
    expect(sink.received).toEqual([]);
    await end();
  });

  it('ends every stream when it stops, also that of a reader who takes nothing', async () => {
    const feed = await feedOf();
    const [idle, stuck] = [follow(feed, null), follow(feed, null)];
    stuck.sink.shut();
    await idle.sink.has(logged().length);
    await feed.stop();
    expect(idle.sink.ended && stuck.sink.ended).toBe(true);
    expect(feed.readers).toBe(0);
    await expect(feed.open(new Recorder(), null, { classes: ALL }, new AbortController().signal)).rejects.toBeInstanceOf(FeedFullError);
  });

  it('takes so many readers and no more, and says so', async () => {
    const feed = await feedOf({ mostReaders: 1 });
    const one = follow(feed, null);
    await expect(feed.open(new Recorder(), null, { classes: ALL }, new AbortController().signal)).rejects.toMatchObject({ notice: { zh: expect.stringContaining('上限'), en: expect.stringContaining('as many') } });
    await one.end();
    await follow(feed, null).end();
  });

  it('refuses a place that is not of this log', async () => {
    const feed = await feedOf();
    const [first, second] = logged();
    await expect(feed.check({ position: first?.position ?? '', event: first?.envelope.id ?? '' })).resolves.toBeUndefined();
    await expect(feed.check({ position: first?.position ?? '', event: null })).resolves.toBeUndefined();
    await expect(feed.check({ position: first?.position ?? '', event: second?.envelope.id ?? '' })).rejects.toBeInstanceOf(ForeignPlaceError);
    await expect(feed.check({ position: 'zzzz', event: null })).rejects.toBeInstanceOf(ForeignPlaceError);
    expect(feedPlace('with a blank')).toBeNull();
    expect(feedPlace('12~not-a-uuid-but-long')).toBeNull();
  });

  it('pitfalls More: CloudEvents 1.0 with extension names in lower case', () => {
    for (const { position, envelope } of logged()) {
      const event = cloudEvent('log-1', position, envelope);
      expect(event.validate()).toBe(true);
      expect(event).toBeInstanceOf(CloudEvent);
      expect(Object.keys(JSON.parse(JSON.stringify(event)) as object).filter((name) => !/^[a-z0-9]+$/u.test(name))).toEqual([]);
    }
  });
});

describe('grants', () => {
  it('give a subscriber what is public, a bureau what is internal too, an auditor cases too, sealed sheets to nobody, and nothing without a post', () => {
    expect([...granted(['Subscriber'])]).toEqual(['public']);
    expect([...granted(['SchoolAdmin', 'BureauOfficer'])]).toEqual(['public', 'internal']);
    expect([...granted(['Auditor'])].sort()).toEqual(['case', 'internal', 'public']);
    expect(granted([]).size).toBe(0);
  });
});

/** Bounded: looks again at each turn of the loop for 5 s at most. */
async function expectEventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + 5_000;
  while (!holds() && Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
  expect(holds()).toBe(true);
}
