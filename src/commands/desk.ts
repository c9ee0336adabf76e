import { createdId, type NewEventId } from '../ids';
import { shanghaiMinute, type Clock } from '../clock';
import type { WorkingCalendar } from '../domain/calendar';
import type { DecisionContext } from '../domain/context';
import type { Aggregate, AppointmentId, CommandId, Context, Decision, EventId, Json, JsonObject, Meta, OrgId, PersonId, Recorded, Refusal, Revision, RuleReference, StreamName } from '../domain/facts';
import { orgs, type OrgsState } from '../domain/orgs';
import { authorise, people, type Appointment, type PeopleState, type Requirement } from '../domain/people';
import { beyondMatters } from '../domain/people/delegation';
import type { RoundState } from '../domain/round/round';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { canonicalJson } from '../event-store/canonical';
import type { EventStore, Position } from '../event-store/event-store';
import type { RandomBytes } from '../event-store/private-parts';
import { commandId } from '../ids';
import type { KeyStore } from '../keys/key-store';
import { citedFiles } from './act-input';
import type { Outcome } from './outcome';
import type { AccessLog, CitedFiles, ErasureListener, Secrets } from './ports';
import type { Programmes } from './programmes';
import type { Attempt, Decide, Loaded, Ruling, Streams, Transacted } from './streams';
import type { Sender, UseCase } from './use-case';

/** Everything outside that commands need. Nothing else is reached for: no clock, store or randomness of their own. */
export interface Ports {
  readonly store: EventStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly newEventId: NewEventId;
  readonly randomBytes: RandomBytes;
  readonly secrets: Secrets;
  readonly accessLog: AccessLog;
  readonly calendar: WorkingCalendar;
  /** Who may record the first appointment of all (ECHELON_FIRST_OFFICER); null: nobody. */
  readonly firstOfficer: PersonId | null;
  /** Absent: no file is filed here, so that none can be cited. */
  readonly files?: CitedFiles;
}

/** Under what somebody acts. */
export interface Standing {
  readonly person: PersonId;
  readonly appointment: AppointmentId | null;
  readonly capacity: Meta['capacity'];
  /** The delegator, where the appointment is not her own. */
  readonly onBehalfOf?: PersonId;
  /** What the delegation covers; only where authority is still to be decided. */
  readonly matters?: readonly string[];
}

export type Authority = { readonly kind: 'authorised'; readonly standing: Standing } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What later steps of a command stored, or had stored before. */
export interface Settled {
  readonly facts: readonly Recorded[];
  readonly position: Position | null;
}

/** An event that asks for a later step, opened or as stored: nothing of its private parts is needed. */
export type Asked = Pick<Recorded, 'id' | 'type' | 'stream' | 'data' | 'meta'>;

/** A decision with whom it was decided for. */
export interface Judged {
  readonly decision: Decision<Recorded>;
  readonly standing: Standing;
  readonly reference?: RuleReference;
  /** Overrides the standing's person where a clerk enters paper for another. */
  readonly actor?: PersonId;
  readonly enteredBy?: PersonId;
}

/** Where and under what a decision is taken. */
export interface Sitting<S> {
  readonly standing: Standing;
  readonly world: World;
  readonly loaded: Loaded<S>;
}

/** Must not change the state. */
export type Decider<S> = (state: S, context: DecisionContext, sitting: Sitting<S>) => Decision<Recorded> | Omit<Judged, 'standing'>;

export const teacherStream = (teacher: PersonId): StreamName => `teacher-${teacher}`;
export const roundStream = (round: string): StreamName => `round-${round}`;
export const panelStream = (round: string, n: number): StreamName => `panel-${round}-${n}`;
export const drawStream = (round: string, n: number): StreamName => `draw-${round}-${n}`;
export const poolStream = (pool: string): StreamName => `experts-${pool}`;
export const batchStream = (batch: string): StreamName => `batch-${batch}`;
export const programmeStream = (programme: string): StreamName => `programme-${programme}`;
export const objectionStream = (objection: string): StreamName => `objection-${objection}`;
export const evidenceStream = (hmac: string): StreamName => `evidence-${hmac}`;
export const importMappingStream = (unit: string, kind: string): StreamName => `import-mapping-${unit}-${kind}`;
export const printTemplatesStream = (programme: string): StreamName => `print-templates-${programme}`;
export const identityStream = (hmac: string): StreamName => `identity-${hmac}`;

/** Another stream that a decision reads. */
export interface Read {
  readonly stream: StreamName;
  readonly loaded: Loaded<unknown>;
}

/** What lies outside a command's own stream, read up to its end. The states are live: revisions are taken when deciding. */
export class World {
  constructor(
    readonly people: Loaded<PeopleState>,
    readonly orgs: Loaded<OrgsState>,
    private readonly ports: Pick<Ports, 'clock' | 'calendar' | 'firstOfficer'>,
    readonly programme: EffectiveProgramme | undefined,
    private readonly others: readonly Read[],
    private readonly ofRound: Loaded<RoundState> | undefined,
  ) {}

  /** The round that the use case is about. */
  get round(): RoundState {
    if (this.ofRound === undefined) throw new Error('this decision is about no round');
    return this.ofRound.state;
  }

  get today(): string {
    return this.ports.clock.today();
  }

  private get minute(): string {
    return shanghaiMinute(this.ports.clock.now());
  }

  /** As `meta.context` records it; call it where the decision is taken, with no await between. */
  recorded(): Context {
    const { programme } = this;
    return {
      today: this.today,
      now: this.minute,
      ...(programme === undefined ? {} : { programme: { id: programme.id, version: programme.version, adoptions: programme.adoptions } }),
      orgs: this.orgs.revision,
      people: this.people.revision,
      calendar: this.ports.calendar.version,
      ...(this.others.length === 0 ? {} : { streams: Object.fromEntries(this.others.map(({ stream, loaded }) => [stream, loaded.revision])) }),
    };
  }

  /** @param stream the decision's own: ids made for one stream are never made for another, whatever the command. */
  context(standing: Standing, command: CommandId, stream: StreamName, eventId: (ordinal: number) => EventId): DecisionContext {
    return {
      today: this.today,
      now: this.minute,
      acting: { person: standing.person, appointment: standing.appointment, ...(standing.onBehalfOf === undefined ? {} : { onBehalfOf: standing.onBehalfOf }) },
      ...(this.programme === undefined ? {} : { programme: this.programme }),
      orgs: this.orgs.state,
      people: this.people.state,
      calendar: this.ports.calendar,
      recorded: this.recorded(),
      eventId,
      createdId: (name) => createdId(command, `${name}:${stream}`),
    };
  }

  /** As `authority`, for what has to be there before the first appointment of all: the first officer registers it. */
  authorityAtFirst(sender: Pick<Sender, 'subject' | 'actingAs'>, requirements: readonly Requirement[], subject: OrgId | null): Authority {
    if (this.people.state.appointments.size === 0 && sender.subject === this.ports.firstOfficer) return { kind: 'authorised', standing: asHerself(sender.subject) };
    return this.authority(sender, requirements, subject);
  }

  /** One of the posts must fit, at a unit that reaches `subject`; null: a matter of the whole tree. */
  authority(sender: Pick<Sender, 'subject' | 'actingAs'>, requirements: readonly Requirement[], subject: OrgId | null): Authority {
    let refusal: Refusal | undefined;
    for (const requirement of requirements) {
      const answer = authorise(this.people.state, this.orgs.state, { person: sender.subject, appointment: sender.actingAs, day: this.today }, requirement, subject);
      if (answer.kind === 'authorised') return { kind: 'authorised', standing: under(answer.appointment, sender.subject, answer.matters) };
      // Of several posts that would do, the one she holds has the more telling answer.
      if (refusal === undefined || refusal.rule === 'postMayNot') refusal = answer.refusal;
    }
    return { kind: 'refused', refusal: refusal ?? { rule: 'postMayNot', inputs: {} } };
  }
}

/** A teacher acting for herself, or the first officer. */
export function asHerself(person: PersonId): Standing {
  return { person, appointment: null, capacity: null };
}

/** Under an appointment of her own, or of another who delegated these matters to her. */
export function under({ appointment, person: holder, post, org }: Appointment, person: PersonId = holder, matters?: readonly string[]): Standing {
  return { person, appointment, capacity: { post, org }, ...(person === holder ? {} : { onBehalfOf: holder }), ...(matters === undefined ? {} : { matters }) };
}

/** JSON without the classes that validation made of it, and without members that are not there. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

/** What every use case needs: who asks, what the world looks like, and how a decision becomes facts and an answer. */
export class Desk {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #erasureListeners = new Set<ErasureListener>();

  constructor(
    readonly ports: Ports,
    readonly streams: Streams,
    readonly programmes: Programmes,
    /** Names of all that can be asked for. */
    readonly useCases: ReadonlySet<string>,
  ) {}

  /** Told when somebody's key is destroyed; answers with how to stop being told. */
  onErased(listener: ErasureListener): () => void {
    this.#erasureListeners.add(listener);
    return () => this.#erasureListeners.delete(listener);
  }

  /** What follows `PersonalDataErased`, as often as it is asked for: key, cached states, whoever else holds her data. */
  async forgetPerson(person: PersonId): Promise<void> {
    await this.ports.keys.destroy(person);
    this.streams.forget();
    for (const listener of this.#erasureListeners) await listener(person);
  }

  /** One run at a time of one thing in this process; who asks meanwhile gets the same answer. */
  once<T>(key: string, work: () => Promise<T>): Promise<T> {
    // A key names one kind of work, so what runs under it answers with its type.
    const running = this.#running.get(key) as Promise<T> | undefined;
    if (running !== undefined) return running;
    const started = work().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  attempt(command: UseCase<object, object>, useCase: string): Attempt {
    const { issuer, subject, idempotencyKey, ifMatch, actingAs } = command.sender;
    const id = commandId(issuer, subject, useCase, idempotencyKey);
    const body: Json = { useCase, actingAs, target: asJson(command.target), body: asJson(command.body) };
    return { commandId: id, useCase, request: this.ports.secrets.request(canonicalJson(body, useCase)), actor: subject, actingAs, ifMatch, files: citedFiles(command.body), correlation: id };
  }

  /** A later step that an event asks for: same request and actor, an id of its own, so that it is never taken for a repeat. */
  laterStep(of: Asked, step: string, via?: Attempt['via']): Attempt {
    return {
      commandId: createdId(of.meta.correlation, step),
      useCase: of.meta.useCase,
      request: of.meta.request,
      actor: of.meta.actor,
      actingAs: of.meta.appointment,
      ifMatch: null,
      ...(via === undefined ? {} : { via }),
      cause: of.id,
      correlation: of.meta.correlation,
    };
  }

  /** Under what the first step was done: authority is decided once, there. */
  standingOf(fact: Asked): Standing {
    const { actor, appointment, capacity, onBehalfOf } = fact.meta;
    return { person: actor, appointment, capacity, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  }

  async world(pinned?: { readonly programme: string; readonly version?: number; readonly adoptions?: Revision }, others: readonly Read[] = [], ofRound?: Loaded<RoundState>): Promise<World> {
    const [allPeople, tree, programme] = await Promise.all([
      this.streams.load(people, 'people'),
      this.streams.load(orgs, 'orgs'),
      pinned === undefined ? undefined : this.programmes.effective(pinned.programme, pinned.version, pinned.adoptions),
    ]);
    return new World(allPeople, tree, this.ports, programme, others, ofRound);
  }

  /** A decision as the kernel stores it. */
  ruling(world: World, judged: Judged): Ruling {
    const { decision, standing, reference, actor, enteredBy } = judged;
    return {
      events: decision.events,
      ...(decision.kind === 'refused' ? { refusal: decision.refusal } : {}),
      ...(reference === undefined ? {} : { reference }),
      context: world.recorded(),
      appointment: standing.appointment,
      capacity: standing.capacity,
      ...(standing.onBehalfOf === undefined ? {} : { onBehalfOf: standing.onBehalfOf }),
      ...(actor === undefined ? {} : { actor }),
      ...(enteredBy === undefined ? {} : { enteredBy }),
    };
  }

  /**
   * Authority, then the decision. Who lacks authority is told so and noted in the access log; the log of facts learns
   * nothing of it (design, section 3). `unfiled`: a file that the request cites and that is not there.
   */
  decide<S>(
    world: World,
    attempt: Attempt,
    stream: StreamName,
    authority: (loaded: Loaded<S>) => Authority,
    decide: Decider<S>,
    unfiled: string | undefined,
  ): Decide<S> {
    return (loaded, eventId) => {
      const asked = authority(loaded);
      // Authority does not know which matter it is asked for; a delegation covers what its holder said.
      const allowed = asked.kind === 'authorised' && asked.standing.matters !== undefined ? (beyondMatters(asked.standing.appointment, asked.standing.matters, attempt.useCase) ?? asked) : asked;
      if (allowed.kind === 'refused') {
        this.lacksAuthority(attempt, allowed.refusal);
        return this.ruling(world, { decision: { kind: 'refused', refusal: allowed.refusal, events: [] }, standing: asHerself(attempt.actor) });
      }
      if (unfiled !== undefined) return this.ruling(world, { decision: { kind: 'refused', refusal: { rule: 'fileNotFiled', inputs: { file: unfiled } }, events: [] }, standing: allowed.standing });
      const answer = decide(loaded.state, world.context(allowed.standing, attempt.commandId, stream, eventId), { standing: allowed.standing, world, loaded });
      return this.ruling(world, 'decision' in answer ? { ...answer, standing: allowed.standing } : { decision: answer, standing: allowed.standing });
    };
  }

  lacksAuthority(attempt: Attempt, { rule, inputs }: Refusal): void {
    const { actor: subject, actingAs, useCase, commandId: command } = attempt;
    this.ports.accessLog.refused({ at: this.ports.clock.now(), subject, actingAs, useCase, command, rule, inputs });
  }

  /** A use case of one stream, from the command to the answer. */
  async run<S, F extends Recorded>(use: {
    readonly command: UseCase<object, object>;
    readonly useCase: string;
    readonly aggregate: Aggregate<S, F>;
    readonly stream: StreamName;
    readonly world: () => Promise<World>;
    readonly authority: (world: World, loaded: Loaded<S>) => Authority;
    readonly decide: Decider<S>;
    readonly result?: (facts: readonly Recorded[], loaded: Loaded<S>) => JsonObject;
  }): Promise<Outcome> {
    const attempt = this.attempt(use.command, use.useCase);
    const done = await this.transact(attempt, use);
    return this.outcome(done, use.result ?? (() => ({})));
  }

  /** The transaction alone, where more steps follow. */
  transact<S, F extends Recorded>(attempt: Attempt, use: {
    readonly aggregate: Aggregate<S, F>;
    readonly stream: StreamName;
    readonly world: () => Promise<World>;
    readonly authority: (world: World, loaded: Loaded<S>) => Authority;
    readonly decide: Decider<S>;
  }): Promise<Transacted<S>> {
    return this.streams.transact(use.aggregate, use.stream, attempt, async () => {
      const unfiled = await this.#unfiled(attempt);
      const world = await use.world();
      return this.decide(world, attempt, use.stream, (loaded) => use.authority(world, loaded), use.decide, unfiled);
    });
  }

  async #unfiled({ files = [] }: Attempt): Promise<string | undefined> {
    for (const file of files) if ((await this.ports.files?.hold(file)) !== true) return file;
    return undefined;
  }

  /** A later step: authority was decided with the first, so only the state is asked. */
  follow<S, F extends Recorded>(of: Asked, step: string, via: Attempt['via'], use: {
    readonly aggregate: Aggregate<S, F>;
    readonly stream: StreamName;
    readonly world: () => Promise<World>;
    readonly decide: Decider<S>;
  }): Promise<Transacted<S>> {
    const standing = this.standingOf(of);
    return this.transact(this.laterStep(of, step, via), { ...use, authority: () => ({ kind: 'authorised', standing }) });
  }

  /** The answer of a command that ends with this transaction. */
  async outcome<S>(transacted: Transacted<S>, result: (facts: readonly Recorded[], loaded: Loaded<S>) => JsonObject): Promise<Outcome> {
    const repeated = transacted.kind === 'repeated';
    const refused = transacted.refusal ?? refusalIn(transacted.facts);
    if (refused !== null) {
      return { kind: 'refused', refusal: refused, reference: transacted.reference ?? transacted.facts.at(0)?.meta.rule ?? null, position: transacted.position, repeated };
    }
    return {
      kind: 'accepted',
      position: transacted.position ?? (await this.head()),
      events: eventsOf(transacted.facts),
      result: result(transacted.facts, transacted.loaded),
      repeated,
    };
  }

  /** The answer of a command whose first step led to others: everything that was stored, and the last position. */
  async chain<S>(first: Transacted<S>, later: (Settled & { readonly refusal?: Refusal | null }) | null, result: JsonObject): Promise<Outcome> {
    const outcome = await this.outcome(first, () => result);
    if (outcome.kind !== 'accepted' || later === null) return outcome;
    // What was asked for is what the later step would have written; the first alone is only its reservation.
    if (later.refusal) return { kind: 'refused', refusal: later.refusal, reference: null, position: later.position ?? outcome.position, repeated: outcome.repeated };
    const position = later.position !== null && later.position > outcome.position ? later.position : outcome.position;
    return { ...outcome, position, events: [...outcome.events, ...eventsOf(later.facts)] };
  }

  /** Where the log ends; of an empty one nothing can have been accepted. */
  async head(): Promise<Position> {
    return (await this.ports.store.head()) ?? '';
  }
}

export function eventsOf(facts: readonly Recorded[]): readonly { readonly id: EventId; readonly type: string; readonly stream: StreamName; readonly revision: Revision }[] {
  return facts.map(({ id, type, stream, revision }) => ({ id, type, stream, revision }));
}

/** A refusal that was recorded as a fact about the person, as it was first answered. */
export function refusalIn(facts: readonly Recorded[]): Refusal | null {
  const fact = facts.find(({ type }) => type === 'NominationRefused' || type === 'RecommendationRefused');
  if (fact === undefined) return null;
  const { rule, clause, inputs } = fact.data;
  const personal = Object.fromEntries(Object.entries(fact.private).flatMap(([person, part]) => (part === null ? [] : [[person, part]])));
  return {
    rule: typeof rule === 'string' ? rule : fact.type,
    ...(typeof clause === 'string' ? { clause } : {}),
    inputs: typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs) ? (inputs as JsonObject) : {},
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
