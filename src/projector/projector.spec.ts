import { SystemClock } from '../clock';
import { StoreUnavailableError, type EventStore, type LiveMessage, type LoggedEvent, type Position } from '../event-store/event-store';
import { MemoryEventStore, MemoryLog } from '../event-store/memory/memory-event-store';
import type { Interrupt } from '../read-models/memory/faults';
import { MemoryDisk } from '../read-models/memory/memory-disk';
import { MemoryDocumentStore } from '../read-models/memory/memory-document-store';
import type { Projection } from '../../projections/projection';
import { logOf, type GivenEvent } from '../../test/projector/given';
import { league, type Move } from '../../test/projector/league';
import { Lease } from './lease';
import { Projector, type ProjectorOptions } from './projector';

class MovableClock extends SystemClock {
  shift = 0;
  override wall(): number {
    return super.wall() + this.shift;
  }
}

const move = (key: string, team: string | null, poison: string | null = null): GivenEvent => {
  const data: Move = { keys: [key], team, day: '2019-01-01', poison };
  return { type: 'Transferred', stream: `teacher-${key}`, on: '2019-01-01', data };
};

const eventId = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

class Bench {
  readonly clock = new MovableClock();
  readonly disk = new MemoryDisk();
  readonly started: Projector[] = [];
  private written = 0;
  log = new MemoryLog('log-1');
  events: EventStore = new MemoryEventStore(this.log, { idleMs: 10 });

  async append(...given: readonly GivenEvent[]): Promise<Position> {
    let position: Position = '';
    for (const one of given) {
      const revision = this.log.streams.get(one.stream)?.length ?? 0;
      const envelope = logOf([one])[0]?.envelope;
      if (envelope === undefined) throw new Error('no event');
      ({ position } = await this.events.append(one.stream, revision - 1, [{ ...envelope, revision, id: eventId(++this.written) }]));
    }
    return position;
  }

  projector(options: Partial<ProjectorOptions> = {}, interrupt?: Interrupt, events: EventStore = this.events): Projector {
    const projector = new Projector(
      { events, documents: new MemoryDocumentStore(this.disk, interrupt), clock: this.clock, random: () => 0.5 },
      { set: 'views', projections: [league], lookMs: 10, ...options },
    );
    this.started.push(projector);
    return projector;
  }

  async end(): Promise<void> {
    for (const projector of this.started) await projector.stop();
    await this.events.close();
  }
}

async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + 4_000;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('did not come about');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const state = async (projector: Projector) => (await projector.status()).state;

describe('Projector', () => {
  let bench: Bench;
  const store = () => new MemoryDocumentStore(bench.disk);
  const body = async (projector: Projector, collection: string, id: string) => (await store().get(projector.views.collection(collection), [id])).get(id)?.body;

  beforeEach(() => {
    bench = new Bench();
  });
  afterEach(() => bench.end());

  it('follows the log, and a query that carries a position waits for it', async () => {
    await bench.append(move('ann', 'red'));
    const projector = bench.projector();
    projector.start();
    const position = await bench.append(move('bea', 'red'));
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    expect(await body(projector, 'league_v1_cells', 'red')).toEqual({ team: 'red', days: { players: 2, goals1: 2 } });
    await until(async () => (await state(projector)) === 'LIVE');
    expect(await projector.status()).toMatchObject({ healthy: true, stalled: false, lagEvents: 0, lagSeconds: 0, parked: 0, position });
    expect(await projector.whenReflected(`${position}9`, 5)).toBe(false);
  });

  it('goes on from its checkpoint after a restart, also where events are of no projection', async () => {
    const first = bench.projector();
    first.start();
    const position = await bench.append(move('ann', 'red'), { type: 'OrgRenamed', stream: 'orgs', on: '2019-01-01', data: {} });
    expect(await first.whenReflected(position, 4_000)).toBe(true);
    await first.stop();
    expect((await store().checkpoint('views_g1'))?.position).toBe(position);
    const second = bench.projector();
    second.start();
    expect(await second.whenReflected(position, 4_000)).toBe(true);
    expect((await store().get('league_v1_g1', ['ann'])).get('ann')?.rev).toBe(1);
  });

  it('Checkpoint above the log: refused with what to do, and a rebuild puts it right', async () => {
    const first = bench.projector();
    first.start();
    await first.whenReflected(await bench.append(move('ann', 'red'), move('bea', 'red')), 4_000);
    await first.stop();
    bench.log = new MemoryLog('log-1');
    bench.events = new MemoryEventStore(bench.log, { idleMs: 10 });
    const position = await bench.append(move('cid', 'blue'));

    const second = bench.projector();
    second.start();
    await until(async () => (await state(second)) === 'REFUSED');
    expect(await second.status()).toMatchObject({ healthy: false, trouble: expect.stringMatching(/beyond the end of the log.*rebuild.*重建/s) });
    await second.rebuild({ then: 'SWITCH' });
    expect(await second.whenReflected(position, 4_000)).toBe(true);
    expect(await body(second, 'league_v1', 'ann')).toBeUndefined();
    expect(await body(second, 'league_v1', 'cid')).toEqual({ team: 'blue', goals: 1 });
  });

  it('refuses the checkpoint of another log', async () => {
    await store().write({ derived: [], sources: [], checkpoint: { name: 'views_g1', value: { position: '0000000000000001', log: 'other' } } });
    const projector = bench.projector();
    projector.start();
    await until(async () => (await state(projector)) === 'REFUSED');
    expect((await projector.status()).trouble).toMatch(/belongs to log other/);
  });

  it('an unreachable store stops it, parks nothing, and it heals by itself', async () => {
    let down = true;
    const projector = bench.projector({}, (step) => {
      if (down && step.call !== 'setting' && step.call !== 'setSetting') throw new StoreUnavailableError('down');
    });
    const position = await bench.append(move('ann', 'red'));
    projector.start();
    await until(async () => (await state(projector)) === 'UNAVAILABLE');
    expect((await projector.status()).healthy).toBe(false);
    down = false;
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    expect(await projector.parkedKeys.list()).toEqual([]);
    await until(async () => (await state(projector)) === 'LIVE');
    expect((await projector.status()).trouble).toBeNull();
  });

  it('parks a key that does not fold, goes on with the others, and leaves out what a person skips from the next rebuild on', async () => {
    const projector = bench.projector();
    projector.start();
    const position = await bench.append(move('ann', 'red'), move('ann', 'blue', 'ann'), move('ann', 'blue'), move('bea', 'red'));
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    const parked = await projector.parkedKeys.list();
    expect(parked).toEqual([{ projection: 'league', version: 1, key: 'ann', since: '0000000000000002', event: eventId(2), type: 'Transferred', reason: 'Error: poison' }]);
    expect((await projector.status()).parked).toBe(1);
    const row = (await store().get(projector.views.collection('league_v1_rows'), ['ann/red'])).get('ann/red');
    expect(row?.stuck).toEqual({ since: '0000000000000002', reason: 'Error: poison' });
    expect(await body(projector, 'league_v1', 'bea')).toEqual({ team: 'red', goals: 1 });

    await expect(projector.parkedKeys.skip('league', 'bea', 'x', 'op')).rejects.toThrow(/no parked key bea/);
    await projector.parkedKeys.skip('league', 'ann', 'entered twice by the import of 3 May', 'operator-1');
    await projector.rebuild({ then: 'SWITCH' });
    await until(() => projector.views.collection('league_v1') === 'league_v1_g2');
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    expect(await projector.parkedKeys.list()).toEqual([]);
    expect(await body(projector, 'league_v1', 'ann')).toEqual({ team: 'blue', goals: 2 });
    expect((await projector.register.read()).live.skips).toMatchObject([{ key: 'ann', by: 'operator-1', reason: 'entered twice by the import of 3 May' }]);
  });

  it('rebuilds beside the live one, compares byte by byte, switches at once, and keeps the old for a day', async () => {
    const projector = bench.projector();
    projector.start();
    await projector.whenReflected(await bench.append(...Array.from({ length: 60 }, (_, i) => move(`k${i % 7}`, i % 3 === 0 ? null : i % 2 === 0 ? 'red' : 'blue'))), 4_000);
    await projector.rebuild();
    await until(async () => (await projector.status()).build?.state === 'CAUGHT_UP');
    expect((await projector.status()).build).toMatchObject({ generation: 2, events: 60, total: 60, percent: 100, secondsLeft: 0 });
    const position = await bench.append(move('late', 'red'));
    await until(async () => (await store().checkpoint('views_g2_build'))?.position === position && projector.reflected === position);
    const compared = await projector.compare();
    expect(compared.map(({ collection, differing, moving }) => ({ collection, differing, moving }))).toEqual(
      ['league_v1', 'league_v1_rows', 'league_v1_cells', 'league_v1_parked'].map((collection) => ({ collection, differing: [], moving: [] })),
    );
    expect(compared[0]?.documents).toBe(8);

    await projector.switch();
    await until(() => projector.views.collection('league_v1') === 'league_v1_g2');
    expect(await projector.whenReflected(await bench.append(move('later', 'blue')), 4_000)).toBe(true);
    expect(await body(projector, 'league_v1', 'later')).toEqual({ team: 'blue', goals: 1 });
    // the old one is frozen, to be looked at
    expect((await store().get('league_v1_g1', ['late'])).has('late')).toBe(true);
    expect((await store().get('league_v1_g1', ['later'])).has('later')).toBe(false);
    expect(await projector.dropFrozen()).toEqual([]);
    bench.clock.shift = 25 * 3600 * 1000;
    expect(await projector.dropFrozen()).toContain('league_v1_g1');
    await expect(store().get('league_v1_g1', ['late'])).rejects.toThrow();
  });

  it('comparison names a document that is not what the log says', async () => {
    const projector = bench.projector();
    projector.start();
    await projector.whenReflected(await bench.append(move('ann', 'red'), move('bea', 'blue')), 4_000);
    const ann = (await store().get('league_v1_g1', ['ann'])).get('ann');
    if (ann === undefined) throw new Error('ann is missing');
    await store().write({ derived: [], sources: [{ collection: 'league_v1_g1', expected: ann.rev, document: { ...ann, body: { team: 'red', goals: 99 } } }] });
    await store().write({ derived: [], sources: [{ collection: 'league_v1_g1', expected: 0, document: { id: 'ghost', rev: 1, at: '0000000000000001', body: { team: 'red', goals: 1 } } }] });
    await projector.rebuild();
    await until(async () => (await projector.status()).build?.state === 'CAUGHT_UP');
    expect((await projector.compare())[0]).toEqual({ collection: 'league_v1', documents: 3, differing: ['ann', 'ghost'], moving: [] });
  });

  it('a rebuild is stopped and resumed, over a restart too, and can be abandoned', async () => {
    let hold = true;
    const projector = bench.projector({ buildBatch: 5 }, async (step) => {
      if (hold && step.part === 'checkpoint' && step.target === 'views_g2_build' && step.moment === 'after') await projector.stopRebuild();
    });
    projector.start();
    const position = await bench.append(...Array.from({ length: 40 }, (_, i) => move(`k${i}`, 'red')));
    await projector.whenReflected(position, 4_000);
    await projector.rebuild();
    await until(async () => (await projector.register.read()).building?.state === 'STOPPED' && (await projector.status()).build === null);
    const reached = (await store().checkpoint('views_g2_build'))?.position ?? '';
    expect(reached > '' && reached < position).toBe(true);
    await expect(projector.switch()).rejects.toThrow(/has not caught up/);
    await projector.stop();
    hold = false;

    const second = bench.projector();
    await second.resumeRebuild();
    second.start();
    await until(async () => (await second.status()).build?.state === 'CAUGHT_UP');
    await until(async () => (await second.status()).build?.events === 40);
    await second.abandonRebuild();
    expect(await second.dropFrozen()).toContain('league_v1_g2');
    await expect(second.switch()).rejects.toThrow(/No rebuild is under way/);
    expect(await second.whenReflected(await bench.append(move('still', 'red')), 4_000)).toBe(true);
  });

  it('some projections are rebuilt while the others are kept, and none misses an event', async () => {
    const other: Projection = { ...league, name: 'other', collection: { name: 'other_v1', indexes: [] }, derived: [], derive: () => [] };
    const projector = bench.projector({ projections: [league, other] });
    projector.start();
    await projector.whenReflected(await bench.append(move('ann', 'red'), move('bea', 'red')), 4_000);
    await projector.rebuild({ only: ['other'], then: 'SWITCH' });
    const position = await bench.append(move('ann', 'blue'), move('cid', 'red'));
    await until(() => projector.views.collection('other_v1') === 'other_v1_g2');
    expect(projector.views.collection('league_v1')).toBe('league_v1_g1');
    const last = await bench.append(move('dot', 'red'));
    expect(last > position && (await projector.whenReflected(last, 4_000))).toBe(true);
    for (const collection of ['league_v1', 'other_v1']) expect(await body(projector, collection, 'ann')).toEqual({ team: 'blue', goals: 2 });
    expect(await body(projector, 'league_v1_cells', 'red')).toEqual({ team: 'red', days: { players: 3, goals1: 3 } });
  });

  it('views of another version: the old stay as they are until the new are built, then switch', async () => {
    const first = bench.projector();
    first.start();
    const position = await bench.append(move('ann', 'red'));
    await first.whenReflected(position, 4_000);
    await first.stop();
    const next: Projection = { ...league, version: 2, collection: { name: 'league_v2', indexes: [] }, derived: [], derive: () => [] };

    const waiting = bench.projector({ projections: [next], onOutdated: 'wait' });
    waiting.start();
    await until(async () => (await state(waiting)) === 'OUTDATED');
    expect(() => waiting.views.collection('league_v2')).toThrow(/being built.*正在构建/s);
    await waiting.stop();

    const second = bench.projector({ projections: [league, next] });
    second.start();
    await until(async () => (await second.register.read()).live.generation === 2);
    expect(await second.whenReflected(position, 4_000)).toBe(true);
    expect(await body(second, 'league_v2', 'ann')).toEqual({ team: 'red', goals: 1 });
    expect(() => second.views.collection('league_v1')).toThrow();
  });

  it('one of two holds the lease; the other stands by, knows how far it is, and takes over', async () => {
    const lease = (holder: string) => new Lease(new MemoryDocumentStore(bench.disk), bench.clock, 'lease.views', holder, 60_000);
    const [first, second] = [bench.projector({ lease: lease('a') }), bench.projector({ lease: lease('b') })];
    first.start();
    await first.whenReflected(await bench.append(move('ann', 'red')), 4_000);
    second.start();
    await until(async () => (await state(second)) === 'STANDBY');
    expect(await second.whenReflected(await bench.append(move('bea', 'red')), 4_000)).toBe(true);
    await first.stop();
    // What another process moves may have moved on already.
    expect([second.reflected === null, second.stand]).toEqual([false, null]);
    const position = await bench.append(move('cid', 'red'));
    expect(await second.whenReflected(position, 4_000)).toBe(true);
    await until(async () => (await state(second)) === 'LIVE');
    expect(second.stand).toBe(`1/${position}`);
  });

  it('says of no stand while it cannot tell whether it holds the lease', async () => {
    let down = false;
    const lease = new Lease(new MemoryDocumentStore(bench.disk, () => { if (down) throw new StoreUnavailableError('down'); }), bench.clock, 'lease.views', 'a', 60_000);
    const projector = bench.projector({ lease });
    projector.start();
    const position = await bench.append(move('ann', 'red'));
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    expect(projector.stand).toBe(`1/${position}`);
    down = true;
    bench.clock.shift = 30_000;
    await until(async () => (await state(projector)) === 'UNAVAILABLE');
    expect([projector.reflected, projector.stand]).toEqual([position, null]);
    down = false;
    await until(() => projector.stand === `1/${position}`);
  });

  it('another generation stands elsewhere than the one before, also at the same position of a quiet log', async () => {
    const other: Projection = { ...league, name: 'other', collection: { name: 'other_v1', indexes: [] }, derived: [], derive: () => [] };
    const projector = bench.projector({ projections: [league, other] });
    projector.start();
    const position = await bench.append(move('ann', 'red'));
    expect(await projector.whenReflected(position, 4_000)).toBe(true);
    expect(projector.stand).toBe(`1/${position}`);
    await projector.rebuild({ only: ['other'], then: 'SWITCH' });
    await until(() => projector.stand === `2/${position}`);
    expect(projector.reflected).toBe(position);
    await projector.stop();
    expect(projector.stand).toBeNull();
  });

  it('Silent stall: a subscription that says nothing is unhealthy, not quiet', async () => {
    const { events } = bench;
    const silent: EventStore = Object.assign(Object.create(events) as EventStore, {
      head: () => events.head(),
      identity: () => events.identity(),
      async *readAll(): AsyncIterable<readonly LoggedEvent[]> {
        yield* [];
      },
      async *subscribe(_after: Position | null, signal: AbortSignal): AsyncIterable<LiveMessage> {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield* [];
      },
      count: () => Promise.resolve(2),
    });
    const projector = bench.projector({ stalledAfterMs: 1_000 }, undefined, silent);
    projector.start();
    await until(async () => (await state(projector)) === 'CATCHING_UP');
    await bench.append(move('ann', 'red'), move('bea', 'red'));
    expect(await projector.status()).toMatchObject({ healthy: true, stalled: false, lagEvents: 2 });
    bench.clock.shift = 2_000;
    expect(await projector.status()).toMatchObject({ healthy: false, stalled: true, lagEvents: 2, lagSeconds: expect.closeTo(2, 0) });
  });
});
