import { CloudEvent } from 'cloudevents';
import { act, clerk, done, openRound, OFFICER, putForward, register, select, settledTown, Town } from '../../test/commands/town';
import type { Application } from '../application';
import type { Loaded } from '../commands/streams';
import type { Aggregate, EventClass, Recorded } from '../domain/facts';
import type { EventStore, LoggedEvent, Position } from '../event-store/event-store';
import { MemoryEventStore } from '../event-store/memory/memory-event-store';
import { Feed, FeedFullError, ForeignPlaceError, type FeedFilter, type FeedOptions, type Sink } from './feed';
import { cloudEvent, feedId, feedPlace } from './frames';
import { granted } from './grants';
import { Reach } from './reach';
import { Whereabouts } from './whereabouts';

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
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
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
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });
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

describe('the feed of bureaux that share a store', () => {
  const CHIEF = 'chief-west';
  const from = '2017-01-01';
  let town: Town;
  let app: Application;
  let feed: Feed;
  let whereabouts: Whereabouts;
  let open: Following[] = [];
  /** Before a dossier is read for the feed. */
  let lookUp: (stream: string) => void;

  /** Below the town's office a district of its own; `foundWest` puts another tree beside the town's. */
  beforeEach(async () => {
    town = await settledTown(1);
    app = town.boot();
    await unit(OFFICER, 'harbour', 'edz');
    await unit(OFFICER, 'harbour-school', 'harbour');
    await appoint(clerk('harbour-school'), 'SchoolAdmin', 'harbour-school');
    const events = new MemoryEventStore(town.log);
    feed = new Feed({ events, places: { upTo: null, positionOf: () => Promise.resolve(null) }, clock: town.clock, heartbeatMs: 60_000 });
    lookUp = () => undefined;
    const { streams: real } = app.desk;
    const load = async <S, F extends Recorded>(aggregate: Aggregate<S, F>, stream: string): Promise<Loaded<S>> => {
      if (stream !== 'orgs') lookUp(stream);
      return real.load(aggregate, stream);
    };
    whereabouts = new Whereabouts({ load }, events, town.clock);
    await feed.start();
  });
  afterEach(async () => {
    await Promise.all(open.map(({ end }) => end()));
    open = [];
    await feed.stop();
  });

  async function unit(by: string, org: string, parent: string | null): Promise<void> {
    const kind = org.endsWith('school') ? { level: 'SCHOOL', kind: 'SCHOOL', stages: ['PRIMARY'] } : { level: 'DISTRICT', kind: 'BUREAU', stages: [] };
    await done(app, by, 'RegisterOrg', {}, { org, names: { zh: org, en: org }, ...kind, parent, code: null, rural: false, effectiveOn: from });
  }

  async function appoint(person: string, post: string, org: string, by = OFFICER): Promise<void> {
    await done(app, by, 'RecordAppointment', {}, { person, post, org, from, to: null });
  }

  async function foundWest(): Promise<void> {
    await unit(OFFICER, 'west', null);
    await appoint(CHIEF, 'BureauOfficer', 'west');
    await unit(CHIEF, 'west-school', 'west');
    await appoint(clerk('west-school'), 'SchoolAdmin', 'west-school', CHIEF);
  }

  function follow(post: 'Subscriber' | 'BureauOfficer' | 'Auditor' | 'SchoolAdmin', seat: string, after: Position | null = null): Following {
    const sink = new Recorder();
    const over = new AbortController();
    const seats = granted([{ post, seat }]);
    const running = feed.open(sink, after, { classes: new Set(seats.keys()), reach: new Reach(seats, whereabouts) }, over.signal);
    const following = { sink, end: () => { over.abort(new Error('enough')); return running; } };
    open.push(following);
    return following;
  }

  /** Everybody is told of this one, so whoever has it has been past all that came before. */
  async function past(...followings: readonly Following[]): Promise<void> {
    await unit(OFFICER, 'last-school', 'edz');
    await expectEventually(() => followings.every(({ sink }) => sink.received.some(({ data }) => JSON.stringify(data).includes('last-school'))));
  }

  const about = ({ sink }: Following, stream: string) => sink.received.filter(({ data }) => data['subject'] === stream).map(({ type }) => type);
  const kinds = ({ sink }: Following) => new Set(sink.received.map(({ data }) => String(data['subject']).replace(/-.*$/u, '')));

  it('nobody is told what happens in another bureau\'s tree, also of what she has no post for, or a day did', async () => {
    await foundWest();
    const round = await openRound(app, { 'school-1': 1 }, 1);
    const [hers, theirs] = [await register(app, 1, 'school-1'), await register(app, 2, 'west-school')];
    await putForward(app, round, hers, 'school-1');
    await select(town.clock, app, round, [hers]);
    await done(app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-18'), effectiveOn: '2019-07-01' });

    const [auditor, subscriber, school] = [follow('Auditor', 'edz'), follow('Subscriber', 'edz'), follow('SchoolAdmin', 'harbour-school')];
    const [otherAuditor, otherOfficer, other] = [follow('Auditor', 'west'), follow('BureauOfficer', 'west'), follow('Subscriber', 'west')];
    await past(auditor, subscriber, school, otherAuditor, otherOfficer, other);

    expect(about(auditor, `teacher-${hers}`)).toEqual(expect.arrayContaining(['TeacherRegistered', 'ConsentGiven', 'Nominated', 'TitleConferred']));
    expect(about(auditor, `round-${round}`)).toEqual(expect.arrayContaining(['RoundOpened', 'CandidatesRanked', 'PublicityWindowEnded']));
    expect(about(auditor, `teacher-${theirs}`)).toEqual([]);
    for (const one of [subscriber, school]) {
      expect(about(one, `teacher-${hers}`)).toEqual(['TitleConferred']);
      expect(about(one, `round-${round}`)).toEqual(expect.arrayContaining(['RoundOpened', 'PublicityOpened', 'PublicityWindowEnded']));
    }
    for (const one of [otherAuditor, otherOfficer]) {
      expect(about(one, `teacher-${theirs}`)).toEqual(['TeacherRegistered']);
      expect(about(one, `teacher-${hers}`)).toEqual([]);
      expect([...kinds(one)].sort()).toEqual(['identity', 'orgs', 'people', 'programme', 'teacher']);
    }
    // Programmes and units are published for everybody.
    expect([...kinds(other)].sort()).toEqual(['orgs', 'programme']);
    expect(about(other, 'orgs')).toEqual(about(subscriber, 'orgs'));
  });

  it('in one tree, what is internal or a case is told to those below whom it was done or whom it is about, what is public to all', async () => {
    const [near, far] = [await register(app, 1, 'harbour-school'), await register(app, 2, 'school-1')];
    const sanction = { kind: 'DISCIPLINARY', scopes: ['ALL'], from: '2019-05-01', to: '2020-06-30', releaseBy: 'AUTOMATIC', barMonths: 0, measure: '警告', basis: '第六条', reason: '有偿补课', act: act() };
    for (const teacher of [near, far]) await done(app, OFFICER, 'RecordSanction', { teacher }, sanction);
    const moved = await register(app, 3, 'school-1');
    const round = await openRound(app, { 'school-1': 1, 'harbour-school': 1 }, 1);
    await done(app, OFFICER, 'TransferTeacher', { teacher: moved }, { to: 'harbour-school', stage: 'PRIMARY', subject: '语文', effectiveOn: '2019-05-01' });
    await done(app, moved, 'GiveConsent', { round }, {});

    const [district, school, top] = [follow('Auditor', 'harbour'), follow('Auditor', 'school-1'), follow('Auditor', 'edz')];
    await past(district, school, top);

    expect([near, far, moved].map((teacher) => about(district, `teacher-${teacher}`))).toEqual([['TeacherRegistered', 'SanctionRecorded'], [], ['Transferred', 'ConsentGiven']]);
    expect([near, far, moved].map((teacher) => about(school, `teacher-${teacher}`))).toEqual([[], ['TeacherRegistered', 'SanctionRecorded'], ['TeacherRegistered', 'Transferred']]);
    for (const one of [district, school]) expect(about(one, `round-${round}`)).toEqual(['RoundOpened']);
    const sealed = town.log.events.filter(({ envelope }) => envelope.meta.class === 'sealed').length;
    expect(top.sink.received).toHaveLength(town.log.events.length - sealed);
  });

  it('resumes behind what is another bureau\'s, with nothing twice and nothing missing', async () => {
    await foundWest();
    for (const n of [1, 2, 3, 4]) await register(app, n, n % 2 === 0 ? 'school-1' : 'west-school');
    const whole = follow('Auditor', 'west');
    await past(whole);
    const all = whole.sink.received.map(({ id }) => id);
    expect(all.length).toBeLessThan(town.log.events.length);
    // Also from a place of an event that is not hers to see.
    for (const { position, envelope } of town.log.events.filter((_event, at) => at % 5 === 0)) {
      const resumed = follow('Auditor', 'west', position);
      const rest = all.filter((id) => id > feedId(position, envelope.id));
      await resumed.sink.has(rest.length);
      expect(resumed.sink.received.map(({ id }) => id)).toEqual(rest);
    }
  });

  it('goes by the trees as they become while a stream is open', async () => {
    const auditor = follow('Auditor', 'edz', town.log.events.at(-1)?.position ?? null);
    const district = follow('Auditor', 'harbour', town.log.events.at(-1)?.position ?? null);
    await foundWest();
    const theirs = await register(app, 1, 'west-school');
    await unit(OFFICER, 'new-school', 'harbour');
    await appoint(clerk('new-school'), 'SchoolAdmin', 'new-school');
    const hers = await register(app, 2, 'new-school');
    await past(auditor, district);
    for (const one of [auditor, district]) expect([about(one, `teacher-${hers}`), about(one, `teacher-${theirs}`)]).toEqual([['TeacherRegistered'], []]);
  });

  it('holds a reader, and cuts nobody off, while what an event is about cannot be looked up', async () => {
    const round = await openRound(app, { 'harbour-school': 1 }, 1);
    const teacher = await register(app, 1, 'harbour-school');
    const asked: string[] = [];
    const district = follow('Auditor', 'harbour', town.log.events.at(-1)?.position ?? null);
    lookUp = (stream) => {
      asked.push(stream);
      if (asked.length === 1) throw new Error('the store is away');
    };
    await done(app, teacher, 'GiveConsent', { round }, {});
    await past(district);
    expect(asked.slice(0, 2)).toEqual([`teacher-${teacher}`, `teacher-${teacher}`]);
    expect(about(district, `teacher-${teacher}`)).toEqual(['ConsentGiven']);
  });
});

describe('grants', () => {
  it('give a subscriber what is public, a bureau what is internal too, an auditor cases too, sealed sheets to nobody, and nothing without a post', () => {
    const given = (...posts: Parameters<typeof granted>[0][number]['post'][]) => [...granted(posts.map((post) => ({ post, seat: 'edz' }))).keys()];
    expect(given('Subscriber')).toEqual(['public']);
    expect(given('SchoolAdmin', 'BureauOfficer')).toEqual(['public', 'internal']);
    expect(given('Auditor').sort()).toEqual(['case', 'internal', 'public']);
    expect(granted([]).size).toBe(0);
  });

  it('a class reaches from the posts that give it alone: an auditor here who subscribes there reads cases here', () => {
    expect([...granted([{ post: 'Subscriber', seat: 'west' }, { post: 'Auditor', seat: 'edz' }])]).toEqual([['public', ['west', 'edz']], ['internal', ['edz']], ['case', ['edz']]]);
  });
});

/** Bounded: looks again at each turn of the loop for 5 s at most. */
async function expectEventually(holds: () => boolean): Promise<void> {
  const until = Date.now() + 5_000;
  while (!holds() && Date.now() < until) await new Promise((resolve) => setImmediate(resolve));
  expect(holds()).toBe(true);
}
