import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

/** What a caller expects of the stream; exact revisions as the wire carries them (unsigned 64 bit). */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

export interface ProposedRecord {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface LogRecord extends ProposedRecord {
  /** Byte offset in the log: commit and prepare are always equal on a real server (eventstoredb.md, 6). */
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  /** Milliseconds. */
  readonly created: number;
}

export type AppendOutcome =
  /** `position` is absent when a soft-deleted stream answers an old append: nothing is stored (section 1, silent loss). */
  | { readonly kind: 'stored'; readonly revision: number; readonly position: number | undefined }
  /** `current` −1: no stream. */
  | { readonly kind: 'conflict'; readonly current: number }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'tooBig' }
  | { readonly kind: 'badRequest' };

export type StreamRead =
  | { readonly kind: 'found'; readonly records: readonly LogRecord[] }
  | { readonly kind: 'notFound' }
  | { readonly kind: 'deleted' };

interface StreamState {
  readonly records: LogRecord[];
  tombstoned: boolean;
  softDeleted: boolean;
  truncateBefore: number;
  maxCount: number;
  /** Seconds. */
  maxAge: number;
}

export const MAX_APPEND_SIZE = 1_048_576;
/** Stands for 2^63−1, the revision of a tombstone. */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;
const MAX_INT64 = 2n ** 63n - 1n;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMPTY = new Uint8Array(0);

/**
 * The stand-in's log: what EventStoreDB 23.10.3 was seen to do on append, delete and read (eventstoredb.md, sections 1 to 3).
 * It outlives a server: hand it to the next one. With a file, every commit is one line written before it is answered, so the
 * log also outlives the process (not fsynced: a kill loses nothing, a power cut may).
 */
export class StandInLog {
  readonly all: LogRecord[] = [];
  private readonly streams = new Map<string, StreamState>();
  /** Ids that ANY and STREAM_EXISTS are checked against: in memory, bounded, gone after a restart. */
  private readonly recent = new Map<string, { readonly stream: string; readonly revision: number; readonly position: number }>();
  private readonly listeners = new Set<(records: readonly LogRecord[]) => void>();
  private end = 0;
  private file: number | undefined;

  constructor(private readonly options: { readonly file?: string; readonly recentIds?: number } = {}) {
    if (options.file !== undefined) this.recover(options.file);
    if (this.all.length === 0) {
      // A real node writes events of its own before the first of ours: readers must pass over them.
      this.commit('$users', [{ id: randomUUID(), type: '$user', contentType: 'application/octet-stream', data: Buffer.from('admin'), metadata: EMPTY }]);
      this.commit('$user-admin', [{ id: randomUUID(), type: '$UserCreated', contentType: 'application/json', data: Buffer.from('{"loginName":"admin"}'), metadata: EMPTY }]);
    }
  }

  /** What a restart forgets. */
  restarted(): void {
    this.recent.clear();
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  onCommit(listener: (records: readonly LogRecord[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sections 1 to 3, as the server's index checks a commit. */
  append(stream: string, expected: Expected, proposed: readonly ProposedRecord[]): AppendOutcome {
    if (stream === '' || (typeof expected === 'bigint' && expected > MAX_INT64)) return { kind: 'badRequest' };
    if (proposed.some((event) => event.type === '' || !UUID.test(event.id))) return { kind: 'badRequest' };
    if (proposed.reduce((sum, event) => sum + event.data.length, 0) > MAX_APPEND_SIZE) return { kind: 'tooBig' };
    const events = proposed.map((event) => ({ ...event, id: event.id.toLowerCase() }));
    const state = this.streams.get(stream);
    if (state?.tombstoned === true) return { kind: 'deleted' };
    const current = lastRevision(state);
    const softDeleted = state?.softDeleted === true;
    if (expected === 'stream_exists') {
      if (softDeleted) return { kind: 'deleted' };
      if (current === -1) return { kind: 'conflict', current };
    }
    const known = expected === 'any' || expected === 'stream_exists' ? this.knownFromCache(stream, events) : this.knownAtRevision(state, expected, events, current, softDeleted);
    if (known === 'conflict') return { kind: 'conflict', current };
    if (known !== 'new') return { kind: 'stored', revision: known.revision, position: softDeleted ? undefined : known.position };
    if (softDeleted) this.writeMetadata(stream, `{"$tb":${current + 1}}`);
    return this.commit(stream, events);
  }

  deleteStream(stream: string, expected: Expected): AppendOutcome {
    const checked = this.checkDeletion(stream, expected);
    if (checked !== undefined) return checked;
    if (lastRevision(this.streams.get(stream)) === -1) return { kind: 'conflict', current: -1 };
    return this.writeMetadata(stream, `{"$tb":${MAX_INT64}}`);
  }

  tombstone(stream: string, expected: Expected): AppendOutcome {
    const checked = this.checkDeletion(stream, expected);
    if (checked !== undefined) return checked;
    return this.commit(stream, [{ id: randomUUID(), type: '$streamDeleted', contentType: 'application/json', data: Buffer.from('{}'), metadata: EMPTY }], TOMBSTONE_REVISION);
  }

  /** Everything of a stream that a reader may see, oldest first. */
  read(stream: string): StreamRead {
    const owner = this.streams.get(stream.startsWith('$$') ? stream.slice(2) : stream);
    if (owner?.tombstoned === true) return { kind: 'deleted' };
    const state = this.streams.get(stream);
    if (state === undefined || state.records.length === 0 || state.softDeleted) return { kind: 'notFound' };
    return { kind: 'found', records: this.visible(stream) };
  }

  /** As `read`, without the question whether it exists: for subscriptions. */
  visible(stream: string): readonly LogRecord[] {
    const state = this.streams.get(stream);
    if (state === undefined || state.softDeleted) return [];
    const oldest = Math.max(state.truncateBefore, lastRevision(state) + 1 - state.maxCount);
    const since = Date.now() - state.maxAge * 1000;
    return state.records.filter((record) => record.revision >= oldest && record.created >= since);
  }

  /** Index in `all` of the first record at or after a position. */
  indexAt(position: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (recordAt(this.all, middle).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a reader may start there: at a record, or beyond the end. */
  isBoundary(position: number): boolean {
    const index = this.indexAt(position);
    return index === this.all.length || recordAt(this.all, index).position === position;
  }

  private knownFromCache(stream: string, events: readonly ProposedRecord[]): Known {
    let known: Known = 'new';
    for (const [at, event] of events.entries()) {
      const seen = this.recent.get(event.id);
      if (seen === undefined || seen.stream !== stream) return at === 0 ? 'new' : 'conflict';
      known = seen;
    }
    return known;
  }

  private knownAtRevision(state: StreamState | undefined, expected: 'no_stream' | bigint, events: readonly ProposedRecord[], current: number, softDeleted: boolean): Known {
    const from = expected === 'no_stream' ? -1 : Number(expected);
    if (from > current) return 'conflict';
    if (from === current) return 'new';
    let known: Known = 'conflict';
    for (const [at, event] of events.entries()) {
      const stored = state?.records[from + 1 + at];
      if (stored === undefined || stored.id !== event.id) return at === 0 && softDeleted && expected === 'no_stream' ? 'new' : 'conflict';
      known = stored;
    }
    return known;
  }

  private checkDeletion(stream: string, expected: Expected): AppendOutcome | undefined {
    const state = this.streams.get(stream);
    if (state?.tombstoned === true) return { kind: 'deleted' };
    const current = lastRevision(state);
    if (expected === 'no_stream' && current !== -1) return { kind: 'conflict', current };
    if (typeof expected === 'bigint' && expected !== BigInt(current)) return { kind: 'conflict', current };
    return undefined;
  }

  private writeMetadata(stream: string, json: string): AppendOutcome {
    return this.commit(`$$${stream}`, [{ id: randomUUID(), type: '$metadata', contentType: 'application/json', data: Buffer.from(json), metadata: EMPTY }]);
  }

  private commit(stream: string, events: readonly ProposedRecord[], revision?: number): AppendOutcome {
    const last = lastRevision(this.streams.get(stream));
    const created = Date.now();
    let position = this.end;
    const records = events.map((event, at) => {
      const record: LogRecord = { ...event, stream, revision: revision ?? last + 1 + at, created, position };
      position += 112 + event.data.length + event.metadata.length;
      return record;
    });
    this.end = position + 64; // an empty append takes a position too
    if (this.file !== undefined) writeSync(this.file, `${JSON.stringify({ end: this.end, records: records.map(toLine) })}\n`);
    for (const record of records) this.apply(record, true);
    for (const listener of [...this.listeners]) listener(records);
    const lastRecord = records.at(-1);
    return { kind: 'stored', revision: lastRecord?.revision ?? Math.max(last, 0), position: lastRecord?.position ?? position };
  }

  private apply(record: LogRecord, live: boolean): void {
    this.all.push(record);
    const state = this.state(record.stream);
    if (record.type === '$streamDeleted') {
      state.tombstoned = true;
      return;
    }
    state.records.push(record);
    if (live) this.remember(record);
    if (record.type === '$metadata' && record.stream.startsWith('$$')) applyMetadata(this.state(record.stream.slice(2)), Buffer.from(record.data).toString('utf8'));
  }

  private remember(record: LogRecord): void {
    this.recent.set(record.id, record);
    if (this.recent.size <= (this.options.recentIds ?? 50_000)) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }

  private state(stream: string): StreamState {
    const known = this.streams.get(stream);
    if (known !== undefined) return known;
    const state: StreamState = { records: [], tombstoned: false, softDeleted: false, truncateBefore: 0, maxCount: Number.MAX_SAFE_INTEGER, maxAge: 1e9 };
    this.streams.set(stream, state);
    return state;
  }

  private recover(path: string): void {
    if (existsSync(path)) {
      const text = readFileSync(path, 'utf8');
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole)); // the line that a kill tore
      for (const line of whole.split('\n')) {
        if (line === '') continue;
        const commit: { readonly end: number; readonly records: readonly Line[] } = JSON.parse(line);
        for (const stored of commit.records) this.apply(fromLine(stored), false);
        this.end = commit.end;
      }
    }
    this.file = openSync(path, 'a');
  }
}

type Known = 'new' | 'conflict' | { readonly revision: number; readonly position: number };

type Line = Omit<LogRecord, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string };

function toLine(record: LogRecord): Line {
  return { ...record, data: Buffer.from(record.data).toString('base64'), metadata: Buffer.from(record.metadata).toString('base64') };
}

function fromLine(line: Line): LogRecord {
  return { ...line, data: new Uint8Array(Buffer.from(line.data, 'base64')), metadata: new Uint8Array(Buffer.from(line.metadata, 'base64')) };
}

function lastRevision(state: StreamState | undefined): number {
  return state?.records.at(-1)?.revision ?? -1;
}

export function recordAt(records: readonly LogRecord[], index: number): LogRecord {
  const record = records[index];
  if (record === undefined) throw new RangeError(`no record ${index} of ${records.length}`);
  return record;
}

function applyMetadata(state: StreamState, json: string): void {
  state.softDeleted = /"\$tb"\s*:\s*9223372036854775807/.test(json);
  const metadata: { readonly $tb?: number; readonly $maxCount?: number; readonly $maxAge?: number } = JSON.parse(json);
  state.truncateBefore = state.softDeleted ? lastRevision(state) + 1 : (metadata.$tb ?? 0);
  state.maxCount = metadata.$maxCount ?? Number.MAX_SAFE_INTEGER;
  state.maxAge = metadata.$maxAge ?? 1e9;
}
