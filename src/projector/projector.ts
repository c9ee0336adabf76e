import type { Position } from '../event-store/event-store';
import type { Projection } from '../../projections/projection';
import type { BuildProgress } from './build';
import { Build } from './build';
import type { Comparison } from './compare';
import { compareCollections } from './compare';
import { countEvents } from './counting';
import type { Lease } from './lease';
import { LiveViews } from './live-views';
import type { LoopPorts } from './loop';
import { Loop } from './loop';
import type { Pace } from './pace';
import { EventLoopPace } from './pace';
import { ParkedKeys } from './parked-keys';
import { Plan, collectionsOf, find, physical } from './plan';
import { ProjectorStateError, ViewsOutdatedError, isRefusal } from './refusals';
import type { SetRecord } from './register';
import { FROZEN_FOR_MS, Register, begin, buildCheckpointName, checkpointName, collectionsOfMember, isCurrent, nothingBuilding, ownMembers, switched, versions, wanted } from './register';
import { Waiters } from './waiters';

export interface ProjectorOptions {
  /** Views that must not lag apart are one set: one subscription, one checkpoint. */
  readonly set: string;
  /** All versions that this program has; the newest of each is built. */
  readonly projections: readonly Projection[];
  readonly lease?: Lease;
  readonly pace?: Pace;
  /** Events of one batch at most; live and building. */
  readonly batch?: number;
  readonly buildBatch?: number;
  /** Slices on the main thread; null in a worker of its own. */
  readonly sliceMs?: number | null;
  /** Behind the head without moving for this long: unhealthy. */
  readonly stalledAfterMs?: number;
  /** How often other processes' switches, leases and checkpoints are looked at. */
  readonly lookMs?: number;
  /** Views of another version than the program's: build and switch by itself, or wait for a person. */
  readonly onOutdated?: 'rebuild' | 'wait';
}

export interface ProjectorStatus {
  readonly state: 'STOPPED' | 'STARTING' | 'CATCHING_UP' | 'LIVE' | 'STANDBY' | 'UNAVAILABLE' | 'REFUSED' | 'OUTDATED';
  readonly healthy: boolean;
  readonly stalled: boolean;
  readonly position: Position | null;
  readonly head: Position | null;
  /** Counted up to 10,000; null where the head could not be asked. */
  readonly lagEvents: number | null;
  readonly lagSeconds: number | null;
  readonly parked: number | null;
  readonly trouble: string | null;
  readonly live: { readonly generation: number; readonly members: readonly string[] } | null;
  readonly build: BuildProgress | null;
}

const MOST_LAG_COUNTED = 10_000;
const SWITCH_PATIENCE_MS = 60_000;

/** Keeps one set of views: follows the log, rebuilds beside it, switches, and says honestly how it stands. */
export class Projector {
  readonly views: LiveViews;
  readonly register: Register;
  readonly parkedKeys: ParkedKeys;
  private readonly waiters: Waiters;
  private readonly pace: Pace;
  private readonly lookMs: number;
  private state: ProjectorStatus['state'] = 'STOPPED';
  private trouble: Error | null = null;
  private record: SetRecord | undefined;
  private loop: Loop | undefined;
  private build: Build | undefined;
  private building: Promise<void> = Promise.resolve();
  private running: Promise<void> | undefined;
  private stopping = new AbortController();
  private woken = new AbortController();
  private looked = 0;
  private moved: { position: Position | null; wall: number; behindSince: number | null };

  constructor(private readonly ports: LoopPorts, private readonly options: ProjectorOptions) {
    this.views = new LiveViews(options.projections);
    this.register = new Register(ports.documents, options.set, options.projections);
    this.parkedKeys = new ParkedKeys(ports, this.register, options.projections);
    this.waiters = new Waiters(ports.clock);
    this.pace = options.pace ?? new EventLoopPace();
    this.lookMs = options.lookMs ?? 1_000;
    this.moved = { position: null, wall: ports.clock.wall(), behindSince: null };
  }

  /** Begins to follow; what goes wrong shows in `status`, and heals by itself where it can. */
  start(): void {
    if (this.running !== undefined) return;
    this.stopping = new AbortController();
    this.state = 'STARTING';
    this.running = this.supervise();
  }

  async stop(): Promise<void> {
    this.stopping.abort(new Error('stopped'));
    this.wake();
    this.loop?.stop();
    await this.build?.stop();
    await this.building;
    await this.running;
    this.running = undefined;
    this.state = 'STOPPED';
    // A lease that cannot be given back runs out.
    await this.options.lease?.release().catch(() => undefined);
  }

  /** True once every view reflects the position, false after `timeoutMs` (design, section 3, paragraph 5). */
  whenReflected(position: Position, timeoutMs: number): Promise<boolean> {
    return this.waiters.until(position, timeoutMs);
  }

  get reflected(): Position | null {
    return this.waiters.position;
  }

  /**
   * The generation that answers and how far it is: while this stays the same, so do its documents. Null where this process
   * does not move them itself: then they move on before it hears of it.
   */
  get stand(): string | null {
    const { state, reflected, record } = this;
    return record === undefined || reflected === null || (state !== 'LIVE' && state !== 'CATCHING_UP') ? null : `${record.live.generation}/${reflected}`;
  }

  async status(): Promise<ProjectorStatus> {
    const { clock } = this.ports;
    const head = await this.ports.events.head().catch(() => undefined);
    const position = this.waiters.position;
    const behind = head !== undefined && head !== null && (position === null || position < head);
    if (!behind || this.moved.position !== position) {
      this.moved = { position, wall: clock.wall(), behindSince: behind ? (this.moved.behindSince ?? clock.wall()) : null };
    } else this.moved.behindSince ??= clock.wall();
    const stalled = behind && clock.wall() - this.moved.wall > (this.options.stalledAfterMs ?? 10_000);
    const lagEvents = head === undefined ? null : head === null || !behind ? 0 : await countEvents(this.ports.events, position, head, MOST_LAG_COUNTED).catch(() => null);
    const record = this.record;
    return {
      state: this.state,
      healthy: !stalled && head !== undefined && ['LIVE', 'CATCHING_UP', 'STANDBY'].includes(this.state),
      stalled,
      position,
      head: head ?? null,
      lagEvents,
      lagSeconds: head === undefined ? null : this.moved.behindSince === null ? 0 : Math.round((clock.wall() - this.moved.behindSince) / 100) / 10,
      parked: await this.countParked().catch(() => null),
      trouble: this.trouble?.message ?? null,
      live: record === undefined ? null : { generation: record.live.generation, members: versions(record.live.members) },
      build: this.build?.progress() ?? null,
    };
  }

  /** Begins a rebuild of all projections, or of some, beside the live ones. */
  async rebuild(request: { readonly only?: readonly string[]; readonly then?: 'SWITCH' | 'WAIT' } = {}): Promise<SetRecord> {
    const skips = await this.register.skips();
    return this.changed(await this.register.change((record) => begin(record, this.options.projections, request.only, skips, request.then ?? 'WAIT')));
  }

  async stopRebuild(): Promise<void> {
    await this.changed(await this.register.change((record) => withBuilding(record, 'STOPPED')));
  }

  async resumeRebuild(): Promise<void> {
    await this.changed(await this.register.change((record) => withBuilding(record, 'RUNNING')));
  }

  /** What was built so far may be dropped at once. */
  async abandonRebuild(): Promise<void> {
    const record = await this.register.change((before) => {
      if (before.building === null) throw nothingBuilding();
      const collections = ownMembers(before.building).flatMap((member) => collectionsOfMember(this.options.projections, member));
      return { ...before, building: null, frozen: [...before.frozen, { collections, since: 0 }] };
    });
    await this.changed(record);
  }

  /** The generation being built beside the live one, collection by collection. Projections of another version differ by intent. */
  async compare(): Promise<readonly Comparison[]> {
    const { live, building } = await this.register.read();
    if (building === null) throw nothingBuilding();
    const { documents } = this.ports;
    const [old, built] = [checkpointName(this.options.set, live.generation), buildCheckpointName(this.options.set, building.generation)];
    const common = async (): Promise<string | null> => {
      const [a, b] = [await documents.checkpoint(old), await documents.checkpoint(built)];
      return a !== undefined && a.position === b?.position ? a.position : null;
    };
    const breathe = () => this.ports.clock.wait(1);
    const comparisons: Comparison[] = [];
    for (const member of ownMembers(building)) {
      const before = live.members.find(({ projection }) => projection === member.projection);
      if (before?.version !== member.version) continue;
      for (const { name } of collectionsOf(find(this.options.projections, member))) {
        comparisons.push(await compareCollections(documents, name, physical(name, before.generation), physical(name, member.generation), { breathe, common }));
      }
    }
    return comparisons;
  }

  /** Lets the built generation answer, once it has reached what was the head when asked. */
  async switch(): Promise<SetRecord> {
    const { documents, events, clock } = this.ports;
    const asked = await this.register.read();
    if (asked.building === null) throw nothingBuilding();
    const { generation } = asked.building;
    const head = await events.head();
    const until = clock.wall() + SWITCH_PATIENCE_MS;
    let built = await documents.checkpoint(buildCheckpointName(this.options.set, generation));
    while (head !== null && (built === undefined || built.position < head)) {
      if (clock.wall() > until || asked.building.state === 'STOPPED') {
        throw new ProjectorStateError({
          en: `Generation ${generation} has not caught up with the log (${built?.position ?? 'nothing'} of ${head}). Let the rebuild go on and switch then.`,
          zh: `第 ${generation} 代视图尚未追上日志（${built?.position ?? '无'} / ${head}）。请让重建继续，完成后再切换。`,
        });
      }
      await clock.wait(20);
      built = await documents.checkpoint(buildCheckpointName(this.options.set, generation));
    }
    if (built !== undefined) {
      // Members that are kept hold everything up to the live checkpoint only: the earlier of the two is true of all.
      const kept = asked.building.members.some((member) => member.generation !== generation);
      const live = kept ? await documents.checkpoint(checkpointName(this.options.set, asked.live.generation)) : built;
      if (live !== undefined) {
        const value = live.position < built.position ? live : built;
        await documents.write({ derived: [], sources: [], checkpoint: { name: checkpointName(this.options.set, generation), value } });
      }
    }
    // A build that was stopped and switched to by hand may not have come to its indexes yet.
    const own = ownMembers(asked.building).flatMap((member) => collectionsOfMember(this.options.projections, member));
    await documents.complete?.(own);
    const record = await this.register.change((before) => {
      if (before.building?.generation !== generation || before.live.generation !== asked.live.generation) throw nothingBuilding();
      return switched(before, this.options.projections, clock.wall());
    });
    await this.changed(record);
    return record;
  }

  /** Drops what has been frozen for a day; `now`: without waiting. Answers the collections dropped. */
  async dropFrozen(now = false): Promise<readonly string[]> {
    const due = (frozen: SetRecord['frozen'][number]) => now || this.ports.clock.wall() - frozen.since >= FROZEN_FOR_MS;
    const record = await this.register.read();
    const dropped = record.frozen.filter(due).flatMap(({ collections }) => collections);
    for (const collection of dropped) await this.ports.documents.drop(collection);
    await this.register.change((before) => ({ ...before, frozen: before.frozen.filter(({ collections }) => !collections.every((name) => dropped.includes(name))) }));
    return dropped;
  }

  private async supervise(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.woken = new AbortController();
      try {
        this.show(await this.register.read());
        await this.round();
      } catch (error) {
        if (signal.aborted) return;
        this.state = isRefusal(error) ? (error instanceof ViewsOutdatedError ? 'OUTDATED' : 'REFUSED') : 'UNAVAILABLE';
        this.trouble = error instanceof Error ? error : new Error(String(error));
        // A refusal waits for a person: a rebuild or switch in this process wakes it, one elsewhere is seen by looking.
        await this.nap();
      }
    }
  }

  /** One term: until stopped, switched, or the lease is lost. */
  private async round(): Promise<void> {
    const record = this.record;
    if (record === undefined) return;
    if (this.options.lease !== undefined && !(await this.options.lease.hold())) {
      this.state = 'STANDBY';
      await this.endBuild();
      this.waiters.advance((await this.ports.documents.checkpoint(checkpointName(this.options.set, record.live.generation)))?.position ?? null);
      this.trouble = null;
      await this.nap();
      return;
    }
    await this.tendBuild(record);
    if (!isCurrent(record, this.options.projections)) {
      if (record.building === null && (this.options.onOutdated ?? 'rebuild') === 'rebuild') {
        await this.rebuild({ then: 'SWITCH' });
        return;
      }
      throw new ViewsOutdatedError(versions(record.live.members), wanted(this.options.projections));
    }
    this.state = 'STARTING';
    const { live } = record;
    this.loop = new Loop(this.ports, {
      plan: new Plan(this.options.projections, live.members, live.skips),
      checkpoint: checkpointName(this.options.set, live.generation),
      pace: this.pace,
      batch: this.options.batch ?? 512,
      sliceMs: this.options.sliceMs === undefined ? 5 : this.options.sliceMs,
      mayGoOn: () => this.mayGoOn(live.generation),
      onStart: (position) => {
        this.state = 'CATCHING_UP';
        this.waiters.restart(position);
      },
      onFolded: (position) => this.waiters.advance(position),
      onCaughtUp: (position) => {
        this.state = 'LIVE';
        this.waiters.advance(position);
      },
      onTrouble: (error) => {
        this.trouble = error;
        if (error !== null) this.state = 'UNAVAILABLE';
        else if (this.state === 'UNAVAILABLE') this.state = 'CATCHING_UP';
      },
    });
    if (this.stopping.signal.aborted || this.woken.signal.aborted) return;
    this.trouble = null;
    await this.loop.run();
  }

  private async mayGoOn(generation: number): Promise<boolean> {
    if (this.stopping.signal.aborted || this.woken.signal.aborted) return false;
    if (this.options.lease !== undefined && !(await this.options.lease.hold())) return false;
    const now = this.ports.clock.wall();
    if (now - this.looked < this.lookMs) return true;
    this.looked = now;
    const record = await this.register.read();
    if (record.live.generation === generation && record.building?.generation === this.record?.building?.generation && record.building?.state === this.record?.building?.state) return true;
    return false;
  }

  /** Runs what the record says is being built; ends what it no longer says. */
  private async tendBuild(record: SetRecord): Promise<void> {
    const { building } = record;
    if (this.build !== undefined && (building?.state !== 'RUNNING' || building.generation !== this.build.generation)) await this.endBuild();
    if (building?.state !== 'RUNNING' || this.build !== undefined) return;
    const build = new Build(this.ports, this.options.set, this.options.projections, building, {
      pace: this.options.pace ?? new EventLoopPace(),
      batch: this.options.buildBatch ?? 2_000,
      sliceMs: this.options.sliceMs === undefined ? 5 : this.options.sliceMs,
      onCaughtUp: () => {
        if (building.then === 'SWITCH') this.switch().catch((error: unknown) => (this.trouble = error instanceof Error ? error : new Error(String(error))));
      },
    });
    this.build = build;
    this.building = build.run().catch(() => undefined);
  }

  private async endBuild(): Promise<void> {
    const build = this.build;
    this.build = undefined;
    await build?.stop();
  }

  private show(record: SetRecord): void {
    // Another generation may stand elsewhere: nothing is promised of it before it says where.
    if (this.record !== undefined && this.record.live.generation !== record.live.generation) this.waiters.restart(null);
    this.record = record;
    this.views.show(record);
  }

  /** After a change of ours: the round begins anew under it. */
  private async changed(record: SetRecord): Promise<SetRecord> {
    if (this.running !== undefined) this.wake();
    return record;
  }

  private wake(): void {
    this.woken.abort(new Error('woken'));
    this.loop?.stop();
  }

  private nap(): Promise<void> {
    return this.ports.clock.wait(this.lookMs, AbortSignal.any([this.stopping.signal, this.woken.signal])).catch(() => undefined);
  }

  private async countParked(): Promise<number> {
    if (this.record === undefined) return 0;
    let count = 0;
    for (const { projection } of this.record.live.members) count += await this.views.parked(projection, this.ports.documents);
    return count;
  }
}

function withBuilding(record: SetRecord, state: 'RUNNING' | 'STOPPED'): SetRecord {
  if (record.building === null) throw nothingBuilding();
  return { ...record, building: { ...record.building, state } };
}
