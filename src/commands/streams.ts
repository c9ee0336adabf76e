import type { Clock } from '../clock';
import type { Instant } from '../domain/dates';
import type { Aggregate, AppointmentId, CommandId, Context, EventId, Meta, NewFact, OfficialAct, PaperEntered, PersonId, Recorded, Refusal, Revision, RuleReference, StreamName } from '../domain/facts';
import { decode, decodeAll, encode, ownersOf, type Keys } from '../event-store/codec';
import { ConflictError, StoreUnavailableError, UnknownOutcomeError, type Appended, type EventStore, type LoggedEvent, type Position, type StoredEnvelope } from '../event-store/event-store';
import type { RandomBytes } from '../event-store/private-parts';
import type { NewEventId } from '../ids';
import { ErasedError, type KeyStore } from '../keys/key-store';
import { asText, Cached, doubt, joinOthers, type Tracked } from './cached-stream';
import { Requests } from './requests';
import { stamped } from './stamped';
import type { SenderOfPaper } from './use-case';
import { ContendedError, IdempotencyKeyReusedError, OutcomeUnknownError, StaleRevisionError } from './errors';

/** A command as the log remembers it. */
export interface Attempt {
  /** A later step of a command has an id of its own, made from the first and what it settles. */
  readonly commandId: CommandId;
  readonly useCase: string;
  /** HMAC of the canonical body. */
  readonly request: string;
  readonly actor: PersonId;
  /** The appointment picked, where one was. */
  readonly actingAs: AppointmentId | null;
  /** The act that a mass act does several of: who may do the one by delegation may do the other. */
  readonly single?: string;
  /** Signed paper that a clerk enters for the actor, and whether the act is about the clerk herself. */
  readonly onPaper?: SenderOfPaper & { readonly ofHerself: boolean };
  /** Of a later step: by whom and from which paper the first was entered. */
  readonly entered?: Pick<Meta, 'enteredBy' | 'paper'>;
  readonly ifMatch: Revision | null;
  /** Hashes of files that the request cites; a later step cites what the first one recorded. */
  readonly files?: readonly string[];
  /** Acts that the request cites; those of a later step were looked at with the first. */
  readonly acts?: readonly Pick<OfficialAct, 'body' | 'date'>[];
  /** Any unit may have passed them. */
  readonly isDecidedElsewhere?: boolean;
  readonly via?: 'reactor' | 'batch' | 'import';
  /** Event that caused this step; the command id where there is none. */
  readonly cause?: EventId;
  readonly correlation: CommandId;
}

/** What was decided, and everything outside the stream that it was decided on. */
export interface Ruling {
  readonly events: readonly NewFact[];
  readonly refusal?: Refusal;
  readonly context: Context;
  /** Rule of the refusal, for the answer. */
  readonly reference?: RuleReference;
  readonly appointment: AppointmentId | null;
  readonly capacity: Meta['capacity'];
  readonly onBehalfOf?: PersonId;
  /** Differs from the attempt's where somebody enters paper for another. */
  readonly actor?: PersonId;
  readonly enteredBy?: PersonId;
  readonly paper?: PaperEntered;
}

/** A stream's state as it was read, always up to the end at the time of asking. */
export interface Loaded<S> {
  readonly state: S;
  /** −1: there is no such stream. */
  readonly revision: Revision;
}

export interface Transacted<S> {
  /** `nothing`: decided on the tail actually read, and nothing to store. */
  readonly kind: 'stored' | 'repeated' | 'nothing';
  readonly facts: readonly Recorded[];
  /** Position of the last of `facts`; null for `nothing`. */
  readonly position: Position | null;
  readonly refusal: Refusal | null;
  readonly reference: RuleReference | null;
  /** Live: may move on after the next await. */
  readonly loaded: Loaded<S>;
}

/** Taken at once on the state that was read; must not change it. `eventId(i)` is the id that the i-th event will carry. */
export type Decide<S> = (loaded: Loaded<S>, eventId: (ordinal: number) => EventId) => Ruling;

export interface StreamsOptions {
  /** How long conflicts and unknown outcomes are retried, ms of wall time. Default 5,000. */
  readonly patienceMs?: number;
  /** Streams kept in memory. Default 5,000. */
  readonly maxStreams?: number;
  /** Events folded into the states kept in memory. Default 400,000. */
  readonly maxEvents?: number;
  /**
   * True only where every append to the store goes through this one object (the embedded profile: one process, one writer
   * lock). Then a state once read to its end is at its end, and no tail is read. Default false.
   */
  readonly soleWriter?: boolean;
  /** Compares a state before and after each decision; for tests. */
  readonly checkReadOnly?: boolean;
}

export interface StreamPorts {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly newEventId: NewEventId;
  readonly randomBytes: RandomBytes;
}

/** What this process has seen of the log, as it is kept from one start to the next. */
export interface Seen {
  readonly recordedAt: Instant;
  /** What the newest commands asked for, oldest first. */
  readonly requests: ReadonlyMap<CommandId, string>;
}

/**
 * The way of a command through one stream (design, section 3): one at a time, load to the end, repeated?, If-Match,
 * decide, append at the exact revision.
 */
export class Streams {
  readonly #ports: StreamPorts;
  readonly #patienceMs: number;
  readonly #maxStreams: number;
  readonly #maxEvents: number;
  readonly #soleWriter: boolean;
  readonly #checkReadOnly: boolean;
  readonly #cached = new Map<StreamName, Tracked>();
  readonly #queues = new Map<StreamName, Promise<unknown>>();
  readonly #requests = new Requests();
  #events = 0;
  #lastSeen: Instant = '';

  constructor(ports: StreamPorts, options: StreamsOptions = {}) {
    this.#ports = ports;
    this.#patienceMs = options.patienceMs ?? 5_000;
    this.#maxStreams = options.maxStreams ?? 5_000;
    this.#maxEvents = options.maxEvents ?? 400_000;
    this.#soleWriter = options.soleWriter ?? false;
    this.#checkReadOnly = options.checkReadOnly ?? false;
  }

  /** The stream up to its end as it is now. The answer is live: what `state` shows later includes what was stored meanwhile. */
  async load<S, F extends Recorded>(aggregate: Aggregate<S, F>, stream: StreamName): Promise<Loaded<S>> {
    const cached = this.#entry(aggregate, stream);
    await this.#catchUp(cached);
    await this.#join(aggregate, cached);
    return cached;
  }

  #join<S, F extends Recorded>(aggregate: Aggregate<S, F>, { state }: Cached<S>): Promise<void> {
    return joinOthers(aggregate, state, async (name) => {
      const other = this.#entry(aggregate, name);
      await this.#catchUp(other);
      return other.state;
    });
  }

  /** Facts that this command stored on the stream before; null where it stored none. Error: IdempotencyKeyReusedError. */
  async stored<S, F extends Recorded>(aggregate: Aggregate<S, F>, stream: StreamName, attempt: Attempt): Promise<{ readonly facts: readonly Recorded[]; readonly position: Position } | null> {
    const cached = this.#entry(aggregate, stream);
    await this.#catchUp(cached);
    return this.#traceOf(cached, attempt);
  }

  /**
   * Decides and stores. `prepare` reads what lies outside the stream and gives back the decision, which is taken at once
   * on the state that was read and must not change it.
   *
   * Errors: IdempotencyKeyReusedError, StaleRevisionError, ContendedError, OutcomeUnknownError, StoreUnavailableError
   * (nothing stored), ErasedError, InvalidEventError.
   */
  transact<S, F extends Recorded>(aggregate: Aggregate<S, F>, stream: StreamName, attempt: Attempt, prepare: () => Promise<Decide<S>>): Promise<Transacted<S>> {
    return this.#requests.during(attempt, () => this.inTurn(stream, () => this.#transact(aggregate, stream, attempt, prepare)));
  }

  /** Empties the memory: after an erasure no plaintext of the person is left in a cached state. */
  forget(): void {
    this.#cached.clear();
    this.#events = 0;
  }

  /**
   * Told of events read elsewhere, so that `recordedAt` never runs behind what this process has seen, and so that it knows
   * what was asked for under which command.
   */
  saw({ recordedAt, meta }: Pick<Recorded, 'recordedAt' | 'meta'>): void {
    if (recordedAt > this.#lastSeen) this.#lastSeen = recordedAt;
    this.#requests.heard(meta);
  }

  /** What `saw` was told of, live. */
  get seen(): Seen {
    return { recordedAt: this.#lastSeen, requests: this.#requests.known };
  }

  /** In place of being told of each of these events again. */
  sawAll({ recordedAt, requests }: Seen): void {
    if (recordedAt > this.#lastSeen) this.#lastSeen = recordedAt;
    for (const [correlation, request] of requests) this.#requests.heard({ correlation, request });
  }

  async #transact<S, F extends Recorded>(
    aggregate: Aggregate<S, F>, stream: StreamName, attempt: Attempt, prepare: () => Promise<Decide<S>>,
  ): Promise<Transacted<S>> {
    const deadline = this.#ports.clock.wall() + this.#patienceMs;
    for (;;) {
      const cached = this.#entry(aggregate, stream);
      await this.#catchUp(cached);
      const before = await this.#traceOf(cached, attempt);
      if (before !== null) return { kind: 'repeated', ...before, refusal: null, reference: null, loaded: cached };
      await this.#join(aggregate, cached);
      const decide = await prepare();
      // Preparing may read this very stream again: another process may have done this command meanwhile.
      if (cached.commands.has(attempt.commandId)) continue;
      if (attempt.ifMatch !== null && attempt.ifMatch !== cached.revision) throw new StaleRevisionError(stream, attempt.ifMatch, cached.revision);
      const ids = new Map<number, EventId>();
      const eventId = (ordinal: number): EventId => {
        const id = ids.get(ordinal) ?? this.#ports.newEventId();
        ids.set(ordinal, id);
        return id;
      };
      try {
        // From here to the draft nothing awaits: state, revision and the context's revisions belong together.
        const ruling = this.#decide(cached, decide, eventId);
        const refusal = ruling.refusal ?? null;
        const reference = ruling.reference ?? null;
        if (ruling.events.length === 0) return { kind: 'nothing', facts: [], position: null, refusal, reference, loaded: cached };
        const expected = cached.revision;
        const keys = await this.#keysOf(ruling.events);
        const envelopes = this.#envelopes(stream, expected, attempt, ruling, keys);
        const appended = await this.#append(cached, expected, envelopes, deadline);
        // With the keys at hand: what is stored is stored, and nothing may fail any more. A seal stays shut, as when read.
        const opened: Keys = new Map([...keys].filter(([owner]) => !ruling.events.some((fact) => fact.sealKey === owner)));
        const facts = envelopes.map((envelope) => decode(envelope, opened));
        this.#advance(cached, facts);
        return { kind: 'stored', facts, position: appended.position, refusal, reference, loaded: cached };
      } catch (error) {
        // Also thrown by a decision whose preparation read an older stream than the state it is given.
        if (!(error instanceof ConflictError)) throw error;
        doubt(cached);
        if (this.#ports.clock.wall() >= deadline) throw new ContendedError(stream, { cause: error });
      }
    }
  }

  #decide<S>(cached: Cached<S>, decide: Decide<S>, eventId: (ordinal: number) => EventId): Ruling {
    if (!this.#checkReadOnly) return decide(cached, eventId);
    const before = asText(cached.state);
    const ruling = decide(cached, eventId);
    if (asText(cached.state) !== before) throw new Error(`a decision changed the state of ${cached.stream}`);
    return ruling;
  }

  /** Each attempt has fresh event ids. */
  #envelopes(stream: StreamName, expected: Revision, attempt: Attempt, ruling: Ruling, keys: Keys): readonly StoredEnvelope[] {
    const now = this.#ports.clock.now();
    if (now > this.#lastSeen) this.#lastSeen = now;
    const recordedAt = this.#lastSeen;
    return ruling.events.map((fact, index) => encode(stamped(withoutErased(fact, keys), { id: fact.id ?? this.#ports.newEventId(), stream, revision: expected + 1 + index, recordedAt }, attempt, ruling), keys, this.#ports.randomBytes));
  }

  /** Durable before the first event under them. An erased person has no key any more, and her facts are written without her part. */
  async #keysOf(facts: readonly NewFact[]): Promise<Keys> {
    const owners = new Set(facts.flatMap((fact) => ownersOf(fact)));
    for (;;) {
      if (owners.size === 0) return new Map();
      try {
        return await this.#ports.keys.ensure([...owners]);
      } catch (error) {
        if (!(error instanceof ErasedError) || !owners.delete(error.owner)) throw error;
      }
    }
  }

  /** An unknown outcome is settled by the same envelopes at the same revision, and by nothing else. Error: ConflictError. */
  async #append(cached: Tracked, expected: Revision, envelopes: readonly StoredEnvelope[], deadline: number): Promise<Appended> {
    let unknown: unknown;
    for (let pause = 10; ; pause = Math.min(pause * 2, 500)) {
      try {
        return await this.#ports.store.append(cached.stream, expected, envelopes);
      } catch (error) {
        if (error instanceof UnknownOutcomeError) unknown = error;
        // Not stored this time; but an earlier sending may have been.
        else if (!(error instanceof StoreUnavailableError) || unknown === undefined) throw error;
        if (this.#ports.clock.wall() >= deadline) {
          this.#drop(cached);
          throw new OutcomeUnknownError(cached.stream, { cause: unknown });
        }
        await this.#ports.clock.wait(pause);
      } finally {
        // The memory may have been emptied meanwhile, and whoever then read the stream anew has read it without these events.
        const successor = this.#cached.get(cached.stream);
        if (successor !== undefined && successor !== cached) doubt(successor);
      }
    }
  }

  async #traceOf(cached: Tracked, attempt: Attempt): Promise<{ readonly facts: readonly Recorded[]; readonly position: Position } | null> {
    const trace = cached.commands.get(attempt.commandId);
    if (trace === undefined) return null;
    if (trace.request !== attempt.request) throw new IdempotencyKeyReusedError(attempt.commandId);
    const events: LoggedEvent[] = [];
    for await (const page of this.#ports.store.readStream(cached.stream, trace.from)) {
      for (const event of page) if (event.envelope.meta.commandId === attempt.commandId) events.push(event);
      if ((page.at(-1)?.envelope.revision ?? trace.to) >= trace.to) break;
    }
    const last = events.at(-1);
    if (last === undefined) throw new Error(`${cached.stream} no longer holds command ${attempt.commandId}`);
    return { facts: await this.#decoded(events), position: last.position };
  }

  /** Reads the tail. Whoever asks while a read runs shares the next one: a running read may have begun too early for him. */
  #catchUp(cached: Tracked): Promise<void> {
    if (this.#soleWriter && cached.complete) return Promise.resolve();
    if (cached.reading === undefined) return this.#startReading(cached);
    cached.next ??= cached.reading.then(
      () => this.#startNext(cached),
      () => this.#startNext(cached),
    );
    return cached.next;
  }

  #startNext(cached: Tracked): Promise<void> {
    cached.next = undefined;
    return this.#startReading(cached);
  }

  #startReading(cached: Tracked): Promise<void> {
    const reading = this.#readTail(cached).finally(() => {
      if (cached.reading === reading) cached.reading = undefined;
    });
    cached.reading = reading;
    return reading;
  }

  async #readTail(cached: Tracked): Promise<void> {
    const { doubts } = cached;
    try {
      for await (const page of this.#ports.store.readStream(cached.stream, cached.revision + 1)) this.#advance(cached, await this.#decoded(page));
      if (cached.doubts === doubts) cached.complete = true;
    } catch (error) {
      this.#drop(cached);
      throw error;
    }
  }

  #advance(cached: Tracked, facts: readonly Recorded[]): void {
    const from = cached.revision;
    for (const fact of facts) {
      cached.apply(fact);
      this.saw(fact);
    }
    if (this.#cached.get(cached.stream) === cached) {
      this.#events += cached.revision - from;
      this.#evict();
    }
  }

  #decoded(events: readonly LoggedEvent[]): Promise<readonly Recorded[]> {
    return decodeAll(events.map((event) => event.envelope), this.#ports.keys);
  }

  #entry<S, F extends Recorded>(aggregate: Aggregate<S, F>, stream: StreamName): Cached<S> {
    // One stream has one kind, given by its name: the state under a name is always this aggregate's.
    const present = this.#cached.get(stream) as Cached<S> | undefined;
    // The log's catalogue is wider than any one aggregate's; each evolves the types it knows.
    const entry = present ?? new Cached<S>(stream, aggregate as Aggregate<S, Recorded>);
    this.#cached.delete(stream);
    this.#cached.set(stream, entry);
    return entry;
  }

  #evict(): void {
    for (const [, oldest] of this.#cached) {
      if (this.#cached.size <= this.#maxStreams && this.#events <= this.#maxEvents) return;
      if (this.#cached.size === 1) return;
      this.#drop(oldest);
    }
  }

  #drop(cached: Tracked): void {
    if (this.#cached.get(cached.stream) !== cached) return;
    this.#cached.delete(cached.stream);
    this.#events -= cached.revision + 1;
  }

  /** Work on a stream, or under another key, one at a time in this process and in the order in which it was asked for. */
  async inTurn<T>(stream: StreamName, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(stream) ?? Promise.resolve()).then(work, work);
    this.#queues.set(stream, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(stream) === turn) this.#queues.delete(stream);
    }
  }
}

function withoutErased(fact: NewFact, keys: Keys): NewFact {
  const parts = Object.entries(fact.private ?? {});
  if (parts.every(([person]) => keys.has(person))) return fact;
  return { ...fact, private: Object.fromEntries(parts.filter(([person]) => keys.has(person))) };
}
