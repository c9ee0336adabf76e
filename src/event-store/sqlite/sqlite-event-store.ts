import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Revision, StreamName } from '../../domain/facts';
import { CommitFailed, inTransaction, sqliteCode, unavailable, type SqlDatabase } from '../../sqlite/database';
import { lockFolder, type WriterLock } from '../../sqlite/writer-lock';
import { checkAppend } from '../append-check';
import {
  ConflictError, StoreRefusedError, StoreUnavailableError, UnknownOutcomeError,
  type Appended, type EventStore, type LiveMessage, type LoggedEvent, type Position, type StoredEnvelope, type TypedPage,
} from '../event-store';
import { Bell, follow, positionOf, refuseBeyondHead, sequenceOf, wallAlarm, type Alarm } from '../follow';
import { LogFile } from './log-file';

/** One commit takes at most this many appends; 64 waiting callers fit with room to spare. */
const MAX_GROUP = 512;
/** Revisions of this many streams are remembered, so that an append needs no read. */
const MAX_STREAMS = 50_000;
/** Stream reads hand out at most this many events at once. */
const STREAM_PAGE = 256;
/** The newest events stay as text for live subscribers, which then need no read: at most this many characters. */
const MAX_RECENT_CHARS = 4_000_000;

export interface SqliteOptions {
  readonly folder: string;
  /** Beside a writing process: the CLI, the worker. Sees new events by looking for them. Default false. */
  readonly readOnly?: boolean;
  readonly pageSize?: number;
  /** An idle subscription gives proof of life this often; a read-only one looks for new events this often. ms, default 1,000 and 100. */
  readonly idleMs?: number;
  readonly alarm?: Alarm;
  /** Runs on every connection that is opened: limits for tests. */
  readonly configure?: (database: SqlDatabase) => void;
  /** `inTransaction`, or one that fails on purpose. */
  readonly transact?: <T>(database: SqlDatabase, work: () => T) => T;
}

interface Waiting {
  readonly stream: StreamName;
  readonly expected: Revision;
  readonly envelopes: readonly StoredEnvelope[];
  readonly texts: readonly string[];
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** The log in one SQLite file, `events.db`. One process writes; appends that wait together share one commit. */
export class SqliteEventStore implements EventStore {
  readonly #path: string;
  readonly #readOnly: boolean;
  readonly #options: SqliteOptions;
  readonly #lock: WriterLock | undefined;
  readonly #bell = new Bell();
  #file: LogFile | undefined;
  #identity: string | undefined;
  #closed = false;
  #queue: Waiting[] = [];
  #scheduled = false;
  #last = 0;
  #revisions = new Map<StreamName, Revision>();
  #recent: { readonly seq: number; readonly text: string }[] = [];
  #recentChars = 0;

  /** Errors: StoreUnavailableError; StoreRefusedError (second writer, newer format, not a log). */
  constructor(options: SqliteOptions) {
    this.#options = options;
    this.#readOnly = options.readOnly ?? false;
    this.#path = join(options.folder, 'events.db');
    if (!this.#readOnly) {
      try {
        mkdirSync(options.folder, { recursive: true });
      } catch (error) {
        throw unavailable(options.folder, error);
      }
      this.#lock = lockFolder(options.folder);
    }
    try {
      this.#open();
    } catch (error) {
      this.#lock?.release();
      throw error;
    }
  }

  append(stream: StreamName, expected: Revision, envelopes: readonly StoredEnvelope[]): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#refuseClosed();
      if (this.#readOnly) throw new StoreRefusedError({ zh: `${this.#path} 以只读方式打开，不能写入。`, en: `${this.#path} was opened for reading only.` });
      const texts = checkAppend(stream, expected, envelopes);
      this.#queue.push({ stream, expected, envelopes, texts, resolve, reject });
      this.#schedule();
    });
  }

  async *readStream(stream: StreamName, from: Revision = 0): AsyncIterable<readonly LoggedEvent[]> {
    const end = this.#try((file) => file.lastOf(stream));
    for (let start = Math.max(from, 0); start <= end; start += STREAM_PAGE) {
      if (start > from) await breath();
      yield this.#try((file) => file.stream(stream, start, Math.min(start + STREAM_PAGE - 1, end)));
    }
  }

  async *readAll(after: Position | null, pageSize = this.#options.pageSize ?? 500): AsyncIterable<readonly LoggedEvent[]> {
    let seq = sequenceOf(after);
    const end = this.#head();
    refuseBeyondHead(after, end === 0 ? null : positionOf(end));
    while (seq < end) {
      const from = seq;
      // Each page is a statement of its own: one that stayed open would keep the WAL from being recycled.
      const page = this.#try((file) => file.after(from, end, pageSize));
      const last = page.at(-1);
      if (last === undefined) return;
      seq = sequenceOf(last.position);
      yield page;
      await breath();
    }
  }

  async *readTypes(after: Position | null, types: ReadonlySet<string>, pageSize = this.#options.pageSize ?? 500): AsyncIterable<TypedPage> {
    const wanted = JSON.stringify([...types]);
    let seq = sequenceOf(after);
    const end = this.#head();
    refuseBeyondHead(after, end === 0 ? null : positionOf(end));
    while (seq < end) {
      const from = seq;
      // A rare type must not make one statement of the whole log.
      const upTo = Math.min(end, from + pageSize * 8);
      const events = this.#try((file) => file.afterOf(from, upTo, wanted, pageSize));
      const last = events.at(-1);
      seq = last !== undefined && events.length === pageSize ? sequenceOf(last.position) : upTo;
      yield { events, position: positionOf(seq), passedOver: seq - from - events.length };
      await breath();
    }
  }

  async count(after: Position | null, upTo: Position): Promise<number> {
    // Sequences have no gaps: nothing is deleted, and a rolled-back append gives its numbers to the next.
    return Math.max(0, Math.min(sequenceOf(upTo), this.#head()) - sequenceOf(after));
  }

  subscribe(after: Position | null, signal: AbortSignal, onTrouble?: (error: Error) => void): AsyncIterable<LiveMessage> {
    const log = {
      page: (position: Position | null, limit: number) => this.#page(sequenceOf(position), limit),
      head: () => (this.#head() === 0 ? null : positionOf(this.#head())),
      bell: this.#bell,
      isClosed: () => this.#closed,
    };
    return follow(log, after, signal, onTrouble, {
      pageSize: this.#options.pageSize ?? 500,
      idleMs: this.#options.idleMs ?? (this.#readOnly ? 100 : 1_000),
      alarm: this.#options.alarm ?? wallAlarm,
    });
  }

  async head(): Promise<Position | null> {
    const last = this.#head();
    return last === 0 ? null : positionOf(last);
  }

  async identity(): Promise<string> {
    return this.#try((file) => file.identity);
  }

  /** Stores what is still waiting, then lets go of file and lock. */
  async close(): Promise<void> {
    if (this.#closed) return;
    while (this.#queue.length > 0) this.#flush();
    this.#closed = true;
    this.#bell.ring();
    this.#file?.close();
    this.#lock?.release();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After the microtasks and the I/O of this turn: everybody who was answered by the last commit is back in the queue.
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length === 0 || this.#closed) return;
      this.#flush();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  /** One commit for all that wait. Conflicts and repeats are found before it, so they never roll a neighbour back. */
  #flush(): void {
    const group = this.#queue.splice(0, MAX_GROUP);
    const writes: Waiting[] = [];
    const later: Waiting[] = [];
    const heads = new Map<StreamName, Revision>();
    let file: LogFile;
    try {
      file = this.#open();
    } catch (error) {
      for (const waiting of group) waiting.reject(unavailable(this.#path, error));
      return;
    }
    for (const waiting of group) {
      try {
        const pending = heads.get(waiting.stream);
        if ((pending ?? this.#revisionOf(file, waiting.stream)) === waiting.expected) {
          heads.set(waiting.stream, waiting.expected + waiting.envelopes.length);
          writes.push(waiting);
        } else if (pending !== undefined) {
          // Its answer depends on a neighbour that may yet fail to commit: it is decided after that.
          later.push(waiting);
        } else {
          this.#answerWithout(file, waiting);
        }
      } catch (error) {
        waiting.reject(unavailable(this.#path, error));
      }
    }
    this.#queue.unshift(...later);
    if (writes.length > 0) this.#commit(file, writes, heads);
  }

  #commit(file: LogFile, writes: readonly Waiting[], heads: ReadonlyMap<StreamName, Revision>): void {
    let seq = this.#last;
    const ends: number[] = [];
    try {
      (this.#options.transact ?? inTransaction)(file.database, () => {
        for (const waiting of writes) {
          waiting.texts.forEach((text, index) => file.insert((seq += 1), waiting.stream, waiting.expected + 1 + index, waiting.envelopes[index]?.type ?? '', text));
          ends.push(seq);
        }
      });
    } catch (error) {
      // After either kind of failure nothing in memory is trusted: the next call opens the file again and reads what is there.
      this.#forget();
      const answer = error instanceof CommitFailed ? unknownOutcome(this.#path, error) : unavailable(this.#path, error);
      for (const waiting of writes) waiting.reject(answer);
      return;
    }
    for (const waiting of writes) for (const text of waiting.texts) this.#keep(text);
    for (const [stream, revision] of heads) this.#remember(stream, revision);
    writes.forEach((waiting, index) => waiting.resolve({ position: positionOf(ends[index] ?? seq), revision: waiting.expected + waiting.envelopes.length }));
    this.#bell.ring();
  }

  /** Not at the expected revision: the same ids again, or a conflict. */
  #answerWithout(file: LogFile, waiting: Waiting): void {
    const { stream, expected, envelopes } = waiting;
    const actual = this.#revisionOf(file, stream);
    const revision = expected + envelopes.length;
    if (revision <= actual) {
      const present = file.ids(stream, expected + 1, revision);
      const last = present.at(-1);
      if (last !== undefined && envelopes.every((envelope, index) => present[index]?.id === envelope.id)) {
        waiting.resolve({ position: positionOf(last.seq), revision });
        return;
      }
    }
    waiting.reject(new ConflictError(stream, expected, actual));
  }

  #keep(text: string): void {
    this.#last += 1;
    this.#recent.push({ seq: this.#last, text });
    this.#recentChars += text.length;
    if (this.#recentChars <= MAX_RECENT_CHARS) return;
    // Half at once, so that it costs nothing per event.
    this.#recent = this.#recent.slice(Math.ceil(this.#recent.length / 2));
    this.#recentChars = this.#recent.reduce((sum, event) => sum + event.text.length, 0);
  }

  #revisionOf(file: LogFile, stream: StreamName): Revision {
    const known = this.#revisions.get(stream);
    if (known !== undefined) return known;
    const revision = file.lastOf(stream);
    this.#remember(stream, revision);
    return revision;
  }

  #remember(stream: StreamName, revision: Revision): void {
    this.#revisions.delete(stream);
    this.#revisions.set(stream, revision);
    if (this.#revisions.size <= MAX_STREAMS) return;
    const [oldest] = this.#revisions.keys();
    if (oldest !== undefined) this.#revisions.delete(oldest);
  }

  /** Events after a sequence: from memory near the head, else from the file. */
  #page(seq: number, limit: number): readonly LoggedEvent[] {
    const first = this.#recent[0]?.seq;
    if (first === undefined || seq < first - 1) return this.#try((file) => file.after(seq, Number.MAX_SAFE_INTEGER, limit));
    return this.#recent.slice(seq - first + 1, seq - first + 1 + limit).map((event) => ({
      position: positionOf(event.seq),
      // Parsed for each reader: what one does to it is not seen by another.
      envelope: JSON.parse(event.text) as StoredEnvelope,
    }));
  }

  #head(): number {
    return this.#try((file) => (this.#readOnly ? file.last() : this.#last));
  }

  #try<T>(read: (file: LogFile) => T): T {
    this.#refuseClosed();
    try {
      return read(this.#open());
    } catch (error) {
      // I/O errors may belong to the open file rather than to the disk: the next call opens it again.
      if (sqliteCode(error) === 10) this.#forget();
      throw unavailable(this.#path, error);
    }
  }

  /** The open file; opened again after a failure, with SQLite's own recovery of the WAL. */
  #open(): LogFile {
    if (this.#file !== undefined) return this.#file;
    const file = new LogFile(this.#path, this.#readOnly, this.#options.configure);
    if (this.#identity !== undefined && this.#identity !== file.identity) {
      file.close();
      throw new StoreRefusedError({ zh: `${this.#path} 在运行中被换成了另一个事件库。请重启服务。`, en: `${this.#path} was exchanged for another log while running. Restart the server.` });
    }
    this.#identity = file.identity;
    this.#last = file.last();
    this.#file = file;
    return file;
  }

  #forget(): void {
    const file = this.#file;
    this.#file = undefined;
    this.#revisions = new Map();
    this.#recent = [];
    this.#recentChars = 0;
    try {
      file?.close();
    } catch {
      // A connection whose disk failed may fail to close as well; it is dropped either way.
    }
    // Subscribers look again: a commit whose answer was lost may have brought events.
    this.#bell.ring();
  }

  #refuseClosed(): void {
    if (this.#closed) throw new StoreUnavailableError({ zh: '事件库已关闭。', en: 'The event store was closed.' });
  }
}

function unknownOutcome(path: string, cause: Error): UnknownOutcomeError {
  return new UnknownOutcomeError(
    { zh: `写入 ${path} 时结果未知：可能已保存，也可能没有。请用相同内容重试。`, en: `The outcome of a write to ${path} is unknown: it may or may not be stored. Send the same again.` },
    { cause },
  );
}

/** Lets timers, I/O and commits of others run between pages. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
