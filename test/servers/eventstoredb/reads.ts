import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { recordAt, type LogRecord, type StandInLog } from './log';
import { checkpointMessage, deletedStream, eventMessage, failure, notReady, streamIdentifier, streamNameOf } from './wire';

/** The server's live buffer; a subscriber that is further behind while live is dropped (section 4). */
const LIVE_BUFFER = 32;
/**
 * What the transport was seen to take beside the buffer while one batch lands, so that 100 pass and 200 drop on `$all`,
 * 500 pass and 1,000 drop with a filter, 200 pass and 500 drop on a stream. On a real server this is timing.
 */
const TRANSPORT_TAKES = { all: 100, filtered: 600, stream: 250 };

export interface ReadHost {
  readonly log: StandInLog;
  readonly ready: boolean;
  /** While true, live subscribers get nothing, and no error: a silent stall (pitfalls.md, 4b 6). */
  readonly stalled: boolean;
  /** One function per live subscriber, which drops it as too slow. */
  readonly subscribers: Set<() => void>;
}

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

export async function serveRead(host: ReadHost, call: ReadCall): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) return end(call, failure(status.INVALID_ARGUMENT, 'no options'));
  if (!host.ready) return end(call, notReady());
  if (options.hasSubscription()) return subscribe(host, call, options);
  const backwards = options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS;
  const count = Number(options.getCount());
  const stream = options.getStream();
  if (stream !== undefined) return readStream(host, call, stream, backwards, count);
  const records = allRecords(host.log, options, backwards);
  if (records === undefined) return end(call, failure(status.UNKNOWN, 'Unexpected ReadAllResult: Error'));
  await send(call, records, count);
}

async function readStream(host: ReadHost, call: ReadCall, options: ReadReq.Options.StreamOptions, backwards: boolean, count: number): Promise<void> {
  const stream = streamNameOf(options.getStreamIdentifier());
  const revision = options.hasRevision() ? BigInt.asUintN(64, BigInt(options.getRevision())) : undefined;
  if (count === 0 || (options.hasEnd() && !backwards) || (revision !== undefined && revision >= 2n ** 63n)) {
    return end(call, failure(status.UNKNOWN, 'Unexpected ReadStreamResult: Error'));
  }
  const found = host.log.read(stream);
  if (found.kind === 'deleted') return end(call, deletedStream(stream));
  if (found.kind === 'notFound') {
    call.write(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream))));
    call.end();
    return;
  }
  const from = revision ?? (options.hasEnd() ? 2n ** 62n : 0n);
  const chosen = backwards ? (options.hasStart() ? found.records.slice(0, 1) : found.records.filter((record) => BigInt(record.revision) <= from)).toReversed() : found.records.filter((record) => BigInt(record.revision) >= from);
  await send(call, chosen, count);
}

/** Forwards includes the record at the position, backwards excludes it (section 4). */
function allRecords(log: StandInLog, options: ReadReq.Options, backwards: boolean): Iterable<LogRecord> | undefined {
  const all = options.getAll();
  const position = all?.getPosition();
  let index = all?.hasEnd() === true ? log.all.length : 0;
  if (position !== undefined) {
    const commit = Number(position.getCommitPosition());
    if (Number(position.getPreparePosition()) > commit || !log.isBoundary(commit)) return undefined;
    index = log.indexAt(commit);
  }
  return backwards ? downwards(log.all, index) : upwards(log.all, index);
}

function* upwards(records: readonly LogRecord[], from: number): Iterable<LogRecord> {
  const end = records.length;
  for (let index = from; index < end; index += 1) yield recordAt(records, index);
}

function* downwards(records: readonly LogRecord[], from: number): Iterable<LogRecord> {
  for (let index = from - 1; index >= 0; index -= 1) yield recordAt(records, index);
}

async function send(call: ReadCall, records: Iterable<LogRecord>, count: number): Promise<void> {
  let sent = 0;
  for (const record of records) {
    if (sent >= count || gone(call)) break;
    sent += 1;
    if (!call.write(eventMessage(record))) await drained(call);
  }
  if (!gone(call)) call.end();
}

interface Source {
  readonly records: readonly LogRecord[];
  readonly takes: (record: LogRecord) => boolean;
  /** With a filter: a checkpoint every so many records, taken or not. */
  readonly window: number | undefined;
  /** A missing stream has not caught up until its first event came (section 3). */
  readonly waitsForFirst: boolean;
  readonly allowance: number;
}

async function subscribe(host: ReadHost, call: ReadCall, options: ReadReq.Options): Promise<void> {
  const source = options.hasStream() ? streamSource(host.log, options) : allSource(host.log, options);
  if (source instanceof Error) return end(call, source);
  call.write(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())));
  let seen = 0;
  const messagesOf = (record: LogRecord): ReadResp[] => {
    const messages = source.takes(record) ? [eventMessage(record)] : [];
    if (source.window === undefined) return messages;
    seen += 1;
    if (seen % source.window === 0) messages.push(checkpointMessage(record.position));
    return messages;
  };
  let backlog = [...source.records];
  const live: ReadResp[] = [];
  let isLive = false;
  let dropped = false;
  let caughtUp = false;
  let wake = (): void => undefined;
  const unlisten = host.log.onCommit((records) => {
    if (host.stalled) return;
    if (!isLive) {
      backlog.push(...records);
      return;
    }
    for (const record of records) live.push(...messagesOf(record));
    if (live.length > source.allowance) dropped = true;
    wake();
  });
  const drop = (): void => {
    dropped = true;
    wake();
  };
  const leave = (): void => {
    unlisten();
    host.subscribers.delete(drop);
    wake();
  };
  host.subscribers.add(drop);
  call.on('cancelled', leave);
  call.on('close', leave);
  for (let index = 0; index < backlog.length && !gone(call); index += 1) {
    for (const message of messagesOf(recordAt(backlog, index))) if (!call.write(message)) await drained(call);
  }
  const delivered = backlog.some(source.takes);
  backlog = [];
  isLive = true;
  if (!source.waitsForFirst || delivered) {
    caughtUp = true;
    call.write(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
  }
  while (!gone(call)) {
    const message = dropped ? undefined : live.shift();
    if (dropped) {
      leave();
      return end(call, failure(status.ABORTED, 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.'));
    }
    if (message === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      continue;
    }
    if (!call.write(message)) await drained(call);
    if (!caughtUp && message.hasEvent()) {
      caughtUp = true;
      call.write(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
    }
  }
  leave();
}

function allSource(log: StandInLog, options: ReadReq.Options): Source | Error {
  const takes = filterOf(options.getFilter());
  if (takes === undefined) return failure(status.UNKNOWN, 'Exception was thrown by handler.');
  const all = options.getAll();
  const position = all?.getPosition();
  let index = all?.hasEnd() === true ? log.all.length : 0;
  if (position !== undefined) {
    const commit = Number(position.getCommitPosition());
    if (Number(position.getPreparePosition()) > commit || !log.isBoundary(commit)) return failure(status.UNKNOWN, 'Exception was thrown by handler.');
    index = log.indexAt(commit);
    if (log.all[index]?.position === commit) index += 1;
  }
  const filter = options.getFilter();
  const window = filter === undefined ? undefined : (filter.hasMax() ? filter.getMax() : 32) * filter.getCheckpointintervalmultiplier();
  return { records: log.all.slice(index), takes, window, waitsForFirst: false, allowance: LIVE_BUFFER + (filter === undefined ? TRANSPORT_TAKES.all : TRANSPORT_TAKES.filtered) };
}

function streamSource(log: StandInLog, options: ReadReq.Options): Source | Error {
  const from = options.getStream();
  const stream = streamNameOf(from?.getStreamIdentifier());
  const found = log.read(stream);
  const atEnd = from?.hasEnd() === true;
  if (found.kind === 'deleted' && !atEnd) return deletedStream(stream);
  const after = from?.hasRevision() === true ? Number(from.getRevision()) : -1;
  return {
    records: atEnd ? [] : log.visible(stream).filter((record) => record.revision > after),
    takes: (record) => record.stream === stream && record.revision > after && record.type !== '$streamDeleted',
    window: undefined,
    waitsForFirst: found.kind === 'notFound' && !atEnd,
    allowance: LIVE_BUFFER + TRANSPORT_TAKES.stream,
  };
}

function filterOf(filter: ReadReq.Options.FilterOptions | undefined): ((record: LogRecord) => boolean) | undefined {
  if (filter === undefined) return () => true;
  const byType = filter.hasEventType();
  const expression = byType ? filter.getEventType() : filter.getStreamIdentifier();
  const subject = (record: LogRecord): string => (byType ? record.type : record.stream);
  const regex = expression?.getRegex() ?? '';
  if (regex === '') {
    const prefixes = expression?.getPrefixList() ?? [];
    return (record) => prefixes.some((prefix) => subject(record).startsWith(prefix));
  }
  try {
    const pattern = new RegExp(regex);
    return (record) => pattern.test(subject(record));
  } catch {
    return undefined;
  }
}

function end(call: ReadCall, error: Error): void {
  call.emit('error', error);
}

function gone(call: ReadCall): boolean {
  return call.cancelled || call.destroyed || call.writableEnded;
}

/** Resolves when the transport takes more, or when nobody listens any longer. */
async function drained(call: ReadCall): Promise<void> {
  if (gone(call)) return;
  const over = new AbortController();
  try {
    await Promise.race(['drain', 'cancelled', 'close'].map((event) => once(call, event, { signal: over.signal }).catch(() => undefined)));
  } finally {
    over.abort();
  }
}
