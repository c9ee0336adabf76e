import type { Position } from '../event-store/event-store';
import type { Projection } from '../../projections/projection';
import { countEvents } from './counting';
import type { LoopPorts } from './loop';
import { Loop } from './loop';
import type { Pace } from './pace';
import { Plan } from './plan';
import type { Building } from './register';
import { buildCheckpointName, ownMembers } from './register';

export interface BuildProgress {
  readonly generation: number;
  readonly state: 'RUNNING' | 'STOPPED' | 'CAUGHT_UP' | 'FAILED';
  readonly position: Position | null;
  /** Events folded of those in the log; null while they are being counted. */
  readonly events: number | null;
  readonly total: number | null;
  readonly percent: number | null;
  readonly eventsPerSecond: number;
  readonly secondsLeft: number | null;
  readonly trouble: string | null;
}

/**
 * Builds a generation beside the live one. It may run in a worker of its own: all it shares with the live one is the
 * stores. Stopped and started again it goes on from its checkpoint.
 */
export class Build {
  private readonly loop: Loop;
  private position: Position | null = null;
  private folded = 0;
  private before: number | null = null;
  private total: number | null = null;
  private readonly started: number;
  private caughtUp = false;
  private stopped = false;
  private trouble: Error | null = null;
  private running: Promise<void> | undefined;

  constructor(
    private readonly ports: LoopPorts,
    set: string,
    projections: readonly Projection[],
    private readonly building: Building,
    private readonly options: { readonly pace: Pace; readonly batch: number; readonly sliceMs: number | null; readonly onCaughtUp?: () => void },
  ) {
    this.started = ports.clock.wall();
    const plan = new Plan(projections, ownMembers(building), building.skips);
    this.loop = new Loop(ports, {
      plan,
      // Making indexes over what is built holds the thread for seconds: not where requests are answered.
      unread: options.sliceMs === null,
      beforeCaughtUp: async () => {
        if (!this.caughtUp) await ports.documents.complete?.(plan.specs.map(({ name }) => name));
      },
      checkpoint: buildCheckpointName(set, building.generation),
      pace: options.pace,
      batch: options.batch,
      sliceMs: options.sliceMs,
      mayGoOn: () => Promise.resolve(!this.stopped),
      onStart: (position) => this.onStart(position),
      onFolded: (position, events) => this.onFolded(position, events),
      onCaughtUp: () => this.onCaughtUp(),
      onTrouble: (error) => (this.trouble = error),
    });
  }

  get generation(): number {
    return this.building.generation;
  }

  /** Ends when stopped; rejects with a refusal. */
  run(): Promise<void> {
    this.running ??= this.loop.run().catch((error: unknown) => {
      this.trouble = error instanceof Error ? error : new Error(String(error));
      this.stopped = true;
      throw error;
    });
    return this.running;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.loop.stop();
    await this.running?.catch(() => undefined);
  }

  progress(): BuildProgress {
    const seconds = Math.max((this.ports.clock.wall() - this.started) / 1000, 0.001);
    const events = this.total === null ? null : (this.before ?? 0) + this.folded;
    // The log grows while we read: what is folded is in it.
    const total = this.total === null || events === null ? null : Math.max(this.total, events);
    const rate = this.folded / seconds;
    const left = total === null || events === null || this.caughtUp ? (this.caughtUp ? 0 : null) : total - events;
    return {
      generation: this.generation,
      state: this.caughtUp && !this.stopped ? 'CAUGHT_UP' : this.stopped ? (this.trouble === null ? 'STOPPED' : 'FAILED') : 'RUNNING',
      position: this.position,
      events,
      total,
      percent: this.caughtUp ? 100 : total === null || events === null || total === 0 ? null : Math.floor((events * 1000) / total) / 10,
      eventsPerSecond: Math.round(rate),
      secondsLeft: left === null ? null : left === 0 ? 0 : rate === 0 ? null : Math.ceil(left / rate),
      trouble: this.trouble?.message ?? null,
    };
  }

  private onStart(position: Position | null): void {
    this.position = position;
    if (this.before !== null) return;
    this.before = 0;
    // Percent and time left wait for this; the build does not.
    this.count(position).catch((error: unknown) => (this.trouble = error instanceof Error ? error : new Error(String(error))));
  }

  private onFolded(position: Position, events: number): void {
    this.position = position;
    this.folded += events;
  }

  private onCaughtUp(): void {
    if (this.caughtUp) return;
    this.caughtUp = true;
    this.options.onCaughtUp?.();
  }

  private async count(start: Position | null): Promise<void> {
    const { events } = this.ports;
    const head = await events.head();
    const before = start === null ? 0 : await countEvents(events, null, start);
    const total = head === null ? 0 : before + (await countEvents(events, start, head));
    this.before = before;
    this.total = total;
  }
}
