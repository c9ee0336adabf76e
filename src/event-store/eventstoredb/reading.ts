import { BACKWARDS, END, FORWARDS, START, type AllStreamResolvedEvent, type EventStoreDBClient, type ResolvedEvent, type StreamingRead } from '@eventstore/db-client';
import type { Revision, StreamName } from '../../domain/facts';
import { StoreRefusedError, StoreUnavailableError, type LoggedEvent, type Position } from '../event-store';
import { decode, positionOf } from './decode';
import { failureOf } from './outcome';
import { isAfter, type LogPosition } from './positions';
import { connect, disposed, pause, pauseBefore, type Settings } from './settings';

/** Of the 100 streams of a connection; the 101st call would wait silently and for ever (rule 7). */
const CONCURRENT_READS = 90;

/** Some records in log order. `events` lacks what is not ours; `last` and `full` count it. */
export interface Page {
  readonly events: readonly LoggedEvent[];
  readonly last: LogPosition | undefined;
  /** Whether there may be more. */
  readonly full: boolean;
}

/**
 * Reads in pages, each one call that is read to its end before anyone sees it, so that no reader can leave a stream open
 * (rule 7). A page that fails for want of a server is asked for again within `reachWithin`.
 */
export class Reading {
  private readonly client: EventStoreDBClient;
  private open = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly reads = new Set<(error: Error) => void>();
  private closed = false;

  constructor(private readonly settings: Settings) {
    this.client = connect(settings.url, 'read');
  }

  /** Records after a position (exclusive; null: from the start). */
  async all(after: LogPosition | null, size: number, signal?: AbortSignal): Promise<Page> {
    // Reads start inclusive (rule 6), so one more is asked for and the first is the known one.
    const asked = after === null ? size : size + 1;
    const read = await this.asked(() => this.client.readAll({ fromPosition: after ?? START, direction: FORWARDS, maxCount: asked }), signal);
    const first = read[0];
    const fresh = after !== null && first !== undefined && !isAfter(positionOf(first), after) ? read.slice(1) : read;
    return page(fresh, read.length === asked);
  }

  /** Events of a stream from a revision (inclusive). A missing stream is empty. Errors: StoreRefusedError for a deleted one. */
  async stream(stream: StreamName, from: Revision): Promise<Page> {
    try {
      const read = await this.asked(() => this.client.readStream(stream, { fromRevision: BigInt(from), direction: FORWARDS, maxCount: this.settings.pageSize }));
      const found = page(read, read.length === this.settings.pageSize);
      const first = found.events[0];
      if (first !== undefined && first.envelope.revision !== from) throw truncated(stream, from, first.envelope.revision);
      return found;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === 'deleted') throw deleted(stream);
      if (failure.kind !== 'notFound') throw error;
      // A soft-deleted stream reads as missing but keeps counting: a NO_STREAM append would "succeed" on top of it.
      if (from === 0 && (await this.hasMetadata(stream))) throw deleted(stream);
      return { events: [], last: undefined, full: false };
    }
  }

  /** The server's own last record, of whatever kind. `within` 0: asked once. */
  async end(signal?: AbortSignal, within = this.settings.reachWithin): Promise<LogPosition | null> {
    const [last] = await this.asked(() => this.client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }), signal, within);
    return last === undefined ? null : positionOf(last);
  }

  /** Errors: StoreRefusedError for a position that is no record of this log. */
  async probe(position: LogPosition, signal?: AbortSignal): Promise<void> {
    await this.asked(() => this.client.readAll({ fromPosition: position, direction: FORWARDS, maxCount: 1 }), signal);
  }

  /** The last event of ours. What the server wrote after it is passed over in growing steps. */
  async head(): Promise<Position | null> {
    let before: LogPosition | typeof END = END;
    for (let step = 1; ; step = Math.min(step * 8, 1_000)) {
      const from: LogPosition | typeof END = before;
      const count = step;
      const read: AllStreamResolvedEvent[] = await this.asked(() => this.client.readAll({ fromPosition: from, direction: BACKWARDS, maxCount: count }));
      for (const resolved of read) {
        const event = decode(resolved);
        if (event !== undefined) return event.position;
      }
      const oldest = read.at(-1);
      if (oldest === undefined || read.length < count) return null;
      before = positionOf(oldest);
    }
  }

  async firstOf(stream: StreamName): Promise<ResolvedEvent | undefined> {
    try {
      return (await this.asked(() => this.client.readStream(stream, { fromRevision: START, maxCount: 1 })))[0];
    } catch (error) {
      if (failureOf(error).kind === 'notFound') return undefined;
      throw error;
    }
  }

  /** Readers are ended first: `dispose()` would end them normally, with half the data (rule 7). */
  async close(): Promise<void> {
    this.closed = true;
    for (const wake of this.waiting.splice(0)) wake();
    for (const abandon of [...this.reads]) abandon(closedStore());
    await disposed(this.client);
  }

  /** Errors: StoreUnavailableError, StoreRefusedError, and the client's own for missing and deleted streams. */
  private async asked<E extends AllStreamResolvedEvent | ResolvedEvent>(start: () => StreamingRead<E>, signal?: AbortSignal, within = this.settings.reachWithin): Promise<E[]> {
    const since = Date.now();
    for (let attempt = 0; ; attempt += 1) {
      if (this.closed) throw closedStore();
      try {
        return await this.once(start);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'badPosition') throw notOfThisLog(error);
        if (failure.kind === 'denied') throw denied(error);
        if (this.closed || (failure.kind !== 'unknown' && failure.kind !== 'unreached') || error instanceof StoreRefusedError) throw error;
        const wait = pauseBefore(attempt, this.settings.backoff);
        if (signal?.aborted === true || Date.now() - since + wait > within) throw unreachable(error);
        await pause(wait, signal);
      }
    }
  }

  private async once<E>(start: () => StreamingRead<E>): Promise<E[]> {
    while (this.open >= CONCURRENT_READS) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      if (this.closed) throw closedStore();
    }
    this.open += 1;
    try {
      return await this.toEnd(start());
    } finally {
      this.open -= 1;
      this.waiting.shift()?.();
    }
  }

  private toEnd<E>(read: StreamingRead<E>): Promise<E[]> {
    return new Promise((resolve, reject) => {
      const events: E[] = [];
      const abandon = (error: Error): void => {
        if (!over()) return;
        read.cancel().catch(() => undefined);
        reject(error);
      };
      const over = (): boolean => {
        clearTimeout(timer);
        return this.reads.delete(abandon);
      };
      const timer = setTimeout(() => abandon(new Error(`a read brought nothing for ${this.settings.readPatience} ms`)), this.settings.readPatience);
      this.reads.add(abandon);
      read.on('data', (event) => {
        events.push(event);
        timer.refresh();
      });
      read.on('error', abandon);
      read.on('end', () => {
        if (over()) resolve(events);
      });
    });
  }

  private async hasMetadata(stream: StreamName): Promise<boolean> {
    return (await this.firstOf(`$$${stream}`)) !== undefined;
  }
}

function page(records: readonly (AllStreamResolvedEvent | ResolvedEvent)[], full: boolean): Page {
  const events: LoggedEvent[] = [];
  for (const record of records) {
    const event = decode(record);
    if (event !== undefined) events.push(event);
  }
  const last = records.at(-1);
  return { events, last: last === undefined ? undefined : positionOf(last), full };
}

export function closedStore(): StoreUnavailableError {
  return new StoreUnavailableError({ zh: '事件库已关闭。', en: 'The event store was closed.' });
}

export function unreachable(cause: unknown): StoreUnavailableError {
  return new StoreUnavailableError(
    {
      zh: '连接不上 EventStoreDB，系统会自动重试；请确认它在运行，并检查 ECHELON_EVENT_STORE。',
      en: 'EventStoreDB cannot be reached; this is tried again by itself. See that it runs, and check ECHELON_EVENT_STORE.',
    },
    { cause },
  );
}

export function denied(cause: unknown): StoreRefusedError {
  return new StoreRefusedError(
    {
      zh: 'EventStoreDB 拒绝访问：连接串中的用户须属于 $admins（读取 $all 需要），请检查 ECHELON_EVENT_STORE 中的用户名和密码。',
      en: 'EventStoreDB denies access: the user in the connection string must be in $admins (reading $all needs that). Check user and password in ECHELON_EVENT_STORE.',
    },
    { cause },
  );
}

export function deleted(stream: StreamName): StoreRefusedError {
  return new StoreRefusedError({
    zh: `流 ${stream} 在 EventStoreDB 中已被删除或设置了元数据（截断）。本系统从不删除流；请从备份恢复，或由管理员撤销删除。`,
    en: `Stream ${stream} was deleted or truncated by its metadata in EventStoreDB. Echelon never deletes a stream; restore a backup, or let an administrator undo the deletion.`,
  });
}

function truncated(stream: StreamName, from: Revision, first: Revision): StoreRefusedError {
  return new StoreRefusedError({
    zh: `流 ${stream} 缺少第 ${from} 至 ${first - 1} 号事件：在 EventStoreDB 中被删除或截断过。请从备份恢复。`,
    en: `Stream ${stream} lacks events ${from} to ${first - 1}: it was deleted or truncated in EventStoreDB. Restore a backup.`,
  });
}

function notOfThisLog(cause: unknown): StoreRefusedError {
  return new StoreRefusedError(
    {
      zh: '该位置在此 EventStoreDB 的日志中不存在：事件库可能被更换或恢复过；请重建读取方。',
      en: 'This position is no record of this EventStoreDB: the store was probably exchanged or restored. Rebuild what reads from it.',
    },
    { cause },
  );
}
