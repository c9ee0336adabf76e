import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM, type JSONEventData } from '@eventstore/db-client';
import type { Revision, StreamName } from '../../domain/facts';
import { checkAppend } from '../append-check';
import { ConflictError, InvalidEventError, StoreRefusedError, UnknownOutcomeError, type Appended, type EventStore, type LiveMessage, type LoggedEvent, type Position, type StoredEnvelope } from '../event-store';
import { refuseBeyondHead } from '../follow';
import { joinAppendLane, leaveAppendLane, type AppendLane } from './append-lane';
import { IDENTITY_STREAM } from './decode';
import { Following } from './following';
import { failureOf } from './outcome';
import { isAfter, logPosition, positionText } from './positions';
import { closedStore, deleted, denied, Reading, unreachable } from './reading';
import { pause, pauseBefore, settingsOf, type EventStoreDbOptions, type Settings } from './settings';

/** EventStoreDB through `@eventstore/db-client` 6.2.1, by the ten rules of docs/decisions/eventstoredb.md. */
export class EventStoreDbStore implements EventStore {
  private readonly settings: Settings;
  private readonly lane: AppendLane;
  private readonly reading: Reading;
  private readonly following: Following;
  private known: Promise<string> | undefined;
  private closed: Promise<void> | undefined;

  /** Connects when first used. Errors: StoreRefusedError for a bad connection string or a second server in one process. */
  constructor(url: string, options: EventStoreDbOptions = {}) {
    this.settings = settingsOf(url, options);
    this.reading = new Reading(this.settings);
    this.following = new Following(this.settings, this.reading);
    this.lane = joinAppendLane(url);
  }

  async append(stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): Promise<Appended> {
    this.refuseClosed();
    checkAppend(stream, expected, envelopes);
    if (stream === IDENTITY_STREAM) {
      throw new InvalidEventError({ zh: `流名 ${stream} 由系统保留，请换用其他名称。`, en: `The stream name ${stream} is reserved; use another.` });
    }
    return this.settled(
      stream,
      expected,
      envelopes.map((envelope) => jsonEvent({ id: envelope.id, type: envelope.type, data: { ...envelope } })),
    );
  }

  async *readStream(stream: StreamName, from: Revision = 0): AsyncGenerator<readonly LoggedEvent[], void, undefined> {
    this.refuseClosed();
    for (let next = Math.max(from, 0), more = true; more; ) {
      const page = await this.reading.stream(stream, next);
      more = page.full;
      next += page.events.length;
      if (page.events.length > 0) yield page.events;
    }
  }

  async *readAll(after: Position | null, pageSize = this.settings.pageSize): AsyncGenerator<readonly LoggedEvent[], void, undefined> {
    this.refuseClosed();
    const start = after === null ? null : logPosition(after);
    const end = await this.reading.end();
    refuseBeyondHead(after, end === null ? null : positionText(end));
    if (end === null) return;
    const last = positionText(end);
    // The next page is under way while the reader works on this one. Each is read to its end, so none is left open.
    let next = this.reading.all(start, pageSize);
    for (;;) {
      const page = await next;
      const more = page.full && page.last !== undefined && isAfter(end, page.last);
      if (more && page.last !== undefined) {
        next = this.reading.all(page.last, pageSize);
        next.catch(() => undefined); // told when it is awaited, or to nobody once the reader has left
      }
      const events = more ? page.events : page.events.filter((event) => event.position <= last);
      if (events.length > 0) yield events;
      if (!more) return;
    }
  }

  async *subscribe(after: Position | null, signal: AbortSignal, onTrouble?: (error: Error) => void): AsyncGenerator<LiveMessage, void, undefined> {
    this.refuseClosed();
    yield* this.following.follow(after, signal, onTrouble);
  }

  async head(): Promise<Position | null> {
    this.refuseClosed();
    return this.reading.head();
  }

  /** A random UUID that the first process wrote with NO_STREAM; of two that race, both take the winner's. */
  async identity(): Promise<string> {
    this.refuseClosed();
    this.known ??= this.readOrMakeIdentity();
    try {
      return await this.known;
    } catch (error) {
      this.known = undefined;
      throw error;
    }
  }

  /** What is in flight is unknown; readers and subscribers are told that the store was closed. */
  close(): Promise<void> {
    this.closed ??= Promise.all([this.following.close(), this.reading.close(), leaveAppendLane(this.lane)]).then(() => undefined);
    return this.closed;
  }

  private async readOrMakeIdentity(): Promise<string> {
    const present = await this.storedIdentity();
    if (present !== undefined) return present;
    const identity = randomUUID();
    try {
      await this.settled(IDENTITY_STREAM, -1, [jsonEvent({ id: identity, type: 'StoreCreated', data: { identity } })]);
      return identity;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const winner = await this.storedIdentity();
      if (winner === undefined) throw error;
      return winner;
    }
  }

  private async storedIdentity(): Promise<string | undefined> {
    const data = (await this.reading.firstOf(IDENTITY_STREAM))?.event?.data;
    if (data === undefined) return undefined;
    if (typeof data === 'object' && 'identity' in data && typeof data['identity'] === 'string') return data['identity'];
    throw new StoreRefusedError({
      zh: `EventStoreDB 中的流 ${IDENTITY_STREAM} 不是本系统写入的；请使用专用的事件库，或从备份恢复。`,
      en: `Stream ${IDENTITY_STREAM} in EventStoreDB was not written by Echelon; give it a store of its own, or restore a backup.`,
    });
  }

  /**
   * Appends; an unknown outcome is asked about by the same ids at the same revision (rule 2), which is safe however often
   * and however late an earlier attempt arrives: at one exact revision only one append can ever be stored.
   */
  private async settled(stream: StreamName, expected: Revision, events: JSONEventData[]): Promise<Appended> {
    const at = expected === -1 ? NO_STREAM : BigInt(expected);
    const since = Date.now();
    let unreachedSince: number | undefined;
    let unknown: unknown;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const result = await this.lane.send(stream, at, events, this.settings.appendDeadline);
        // Silent loss (eventstoredb.md, 1): on a soft-deleted stream an old append "succeeds" without a position.
        if (result.position === undefined || Number(result.nextExpectedRevision) !== expected + events.length) throw deleted(stream);
        return { position: positionText(result.position), revision: Number(result.nextExpectedRevision) };
      } catch (error) {
        if (error instanceof StoreRefusedError) throw error;
        const failure = failureOf(error);
        if (failure.kind === 'conflict') throw new ConflictError(stream, expected, failure.actual);
        if (failure.kind === 'deleted') throw deleted(stream);
        if (failure.kind === 'denied') throw denied(error);
        if (failure.kind === 'tooLarge') throw tooLarge(stream, error);
        if (failure.kind === 'unreached') unreachedSince ??= Date.now();
        else [unknown, unreachedSince] = [error, undefined];
        const wait = pauseBefore(attempt, this.settings.backoff);
        const until = unreachedSince === undefined ? since + this.settings.settleWithin : unreachedSince + this.settings.reachWithin;
        if (this.closed !== undefined || Date.now() + wait > until) throw unknown === undefined ? unreachable(error) : unknownOutcome(stream, unknown);
        await pause(wait);
      }
    }
  }

  private refuseClosed(): void {
    if (this.closed !== undefined) throw closedStore();
  }
}

function unknownOutcome(stream: StreamName, cause: unknown): UnknownOutcomeError {
  return new UnknownOutcomeError(
    {
      zh: `写入 ${stream} 的结果未知：EventStoreDB 没有确认。请用同一 Idempotency-Key 重试，不会重复写入。`,
      en: `The outcome of the append to ${stream} is unknown: EventStoreDB did not confirm it. Send the request again with the same Idempotency-Key; nothing is written twice.`,
    },
    { cause },
  );
}

function tooLarge(stream: StreamName, cause: unknown): InvalidEventError {
  return new InvalidEventError(
    {
      zh: `写入 ${stream} 的事件超过 EventStoreDB 的 MaxAppendSize；请把该服务器的此项设置恢复为 1048576 字节。`,
      en: `The append to ${stream} is larger than this EventStoreDB's MaxAppendSize; set it back to 1048576 bytes.`,
    },
    { cause },
  );
}
