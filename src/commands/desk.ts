import { citedActFault, type CitedUnder } from '../domain/cited-act';
import type { DecisionContext } from '../domain/context';
import type { Aggregate, Context, Decision, EventId, HolderKind, Json, JsonObject, OrgId, PaperEntered, PersonId, Recorded, Refusal, Revision, RuleReference, StreamName, TeamId } from '../domain/facts';
import type { Refused } from '../domain/decision';
import { underLead, type LedMatter } from '../domain/lead';
import { orgs } from '../domain/orgs';
import { lentTo, people } from '../domain/people';
import { calledIn } from '../domain/refusal-names';
import { absorbedIn, joinedTo, withAbout } from '../domain/teacher/merge';
import { beyondMatters } from '../domain/people/delegation';
import type { RoundState } from '../domain/round/round';
import { personsBehind } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import type { Position } from '../event-store/event-store';
import { commandId, createdId } from '../ids';
import { citedIn } from './act-input';
import { entryOf, isAbout, malformedPaper, readPaper, type PaperRead } from './on-paper';
import type { Outcome } from './outcome';
import { refusalIn } from './recorded-refusal';
import type { ErasureListener, Ports } from './ports';
import type { Programmes } from './programmes';
import { asHerself, type Standing } from './standing';
import type { Attempt, Decide, Loaded, Ruling, Streams, Transacted } from './streams';
import { publisherOf } from './publisher';
import type { UseCase } from './use-case';
import { survivingDossier } from './surviving-dossier';
import { World, type Authority, type Read } from './world';

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
  readonly paper?: PaperEntered;
}

/** Where and under what a decision is taken. */
export interface Sitting<S> {
  readonly standing: Standing;
  readonly world: World;
  readonly loaded: Loaded<S>;
}

/** A use case of one stream. */
export interface OfOneStream<S, F extends Recorded> {
  readonly command: UseCase<object, object>;
  readonly useCase: string;
  readonly aggregate: Aggregate<S, F>;
  readonly stream: StreamName;
  readonly world: () => Promise<World>;
  readonly cites?: () => Cites;
  readonly authority: (world: World, loaded: Loaded<S>) => Authority;
  readonly decide: Decider<S>;
  readonly result?: (facts: readonly Recorded[], loaded: Loaded<S>) => JsonObject;
}

/** Must not change the state. */
export type Decider<S> = (state: S, context: DecisionContext, sitting: Sitting<S>) => Decision<Recorded> | Omit<Judged, 'standing'>;

export const teacherStream = (teacher: PersonId): StreamName => `teacher-${teacher}`;
export const teamStream = (team: TeamId): StreamName => `team-${team}`;
export const holderStream = (kind: HolderKind, id: PersonId | TeamId): StreamName => (kind === 'TEAM' ? teamStream(id) : teacherStream(id));
export const roundStream = (round: string): StreamName => `round-${round}`;
export const panelStream = (round: string, n: number): StreamName => `panel-${round}-${n}`;
export const drawStream = (round: string, n: number): StreamName => `draw-${round}-${n}`;
export const poolStream = (pool: string): StreamName => `experts-${pool}`;
export const batchStream = (batch: string): StreamName => `batch-${batch}`;
export const programmeStream = (programme: string): StreamName => `programme-${programme}`;
export const objectionStream = (objection: string): StreamName => `objection-${objection}`;
export const cohortStream = (cohort: string): StreamName => `cohort-${cohort}`;
export const basesStream = (programme: string): StreamName => `bases-${programme}`;
export const evidenceStream = (hmac: string): StreamName => `evidence-${hmac}`;
export const importMappingStream = (unit: string, kind: string): StreamName => `import-mapping-${unit}-${kind}`;
export const printTemplatesStream = (programme: string): StreamName => `print-templates-${programme}`;
export const identityStream = (hmac: string): StreamName => `identity-${hmac}`;

/** With the dossiers that the state took in among what was read. */
function alsoRead(streams: NonNullable<Context['streams']>, ruling: Ruling): Ruling {
  return Object.keys(streams).length === 0 ? ruling : { ...ruling, context: { ...ruling.context, streams: { ...ruling.context.streams, ...streams } } };
}

/** JSON without the classes that validation made of it, and without members that are not there. */
export function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

/** What decides whose acts may be cited, beside who acts: programmes whose rules are asked where the world is of none, and the fact that is put right. Asked for once the world was read. */
export interface Cites {
  readonly programmes?: readonly string[];
  readonly undoes?: string | null;
}

/** The programme that a decision is taken by; left out, the version is the latest and the adoptions are those of now. */
export interface Pinned {
  readonly programme: string;
  readonly version?: number;
  readonly adoptions?: Revision;
  /** True where it goes on with what stands under the programme, also of a unit that has come under another bureau since. */
  readonly goesOn?: boolean;
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

  /** @param single the act that this mass act does several of. */
  attempt(command: UseCase<object, object>, useCase: string, single?: string): Attempt {
    const { issuer, subject, idempotencyKey, ifMatch, actingAs, paper } = command.sender;
    // A clerk's key is hers, whosever paper she enters.
    const id = commandId(issuer, paper?.clerk ?? subject, useCase, idempotencyKey);
    const body: Json = { useCase, actingAs, target: asJson(command.target), body: asJson(command.body), ...(paper === undefined ? {} : { onPaper: { ...paper, officer: subject } }) };
    const cited = citedIn(command.body);
    const files = [...cited.files, ...(paper === undefined || paper.file === null ? [] : [paper.file])];
    return {
      commandId: id, useCase, request: this.ports.secrets.request(canonicalJson(body, useCase)), actor: subject, actingAs, ifMatch, files, acts: cited.acts, isDecidedElsewhere: command.isDecidedElsewhere, correlation: id,
      ...(single === undefined ? {} : { single }),
      ...(paper === undefined ? {} : { onPaper: { ...paper, ofHerself: isAbout(command, paper.clerk) } }),
    };
  }

  /** A later step that an event asks for: same request and actor, an id of its own, so that it is never taken for a repeat. */
  laterStep(of: Asked, step: string, via?: Attempt['via']): Attempt {
    const { enteredBy, paper } = of.meta;
    return {
      commandId: createdId(of.meta.correlation, step),
      useCase: of.meta.useCase,
      request: of.meta.request,
      actor: of.meta.actor,
      actingAs: of.meta.appointment,
      ifMatch: null,
      ...(via === undefined ? {} : { via }),
      ...(enteredBy === undefined ? {} : { entered: { enteredBy, ...(paper === undefined ? {} : { paper }) } }),
      cause: of.id,
      correlation: of.meta.correlation,
    };
  }

  /** Under what the first step was done: authority is decided once, there. */
  standingOf(fact: Asked): Standing {
    const { actor, appointment, capacity, onBehalfOf } = fact.meta;
    return { person: actor, appointment, capacity, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  }

  /**
   * A programme whose adoptions no fact has pinned is the request's to name: then only units in which it is carried out may be acted for.
   *
   * @param matter for which `LEAD` reads as the level that leads.
   */
  async world(pinned?: Pinned, others: readonly Read[] = [], ofRound?: Loaded<RoundState>, matter?: LedMatter): Promise<World> {
    const [allPeople, tree, programme, publisher] = await Promise.all([
      this.streams.load(people, 'people'),
      this.streams.load(orgs, 'orgs'),
      pinned === undefined ? undefined : this.programmes.effective(pinned.programme, pinned.version, pinned.adoptions),
      pinned === undefined || pinned.adoptions !== undefined || pinned.goesOn === true ? null : publisherOf(this, pinned.programme),
    ]);
    const world = new World(allPeople, tree, this.ports, programme === undefined || matter === undefined ? programme : underLead(programme, matter, tree.state), others, ofRound);
    return world.carriedOutUnder(publisher);
  }

  /** A decision as the kernel stores it. */
  ruling(world: World, judged: Judged): Ruling {
    const { decision, standing, reference, actor, enteredBy, paper } = judged;
    return {
      events: decision.events,
      ...(decision.kind === 'refused' ? { refusal: named(decision.refusal, world) } : {}),
      ...(reference === undefined ? {} : { reference }),
      context: world.recorded(),
      appointment: standing.appointment,
      capacity: standing.capacity,
      ...(standing.onBehalfOf === undefined ? {} : { onBehalfOf: standing.onBehalfOf }),
      ...(actor === undefined ? {} : { actor }),
      ...(enteredBy === undefined ? {} : { enteredBy }),
      ...(paper === undefined ? {} : { paper }),
    };
  }

  /**
   * Authority, then the decision. Who lacks authority is told so and noted in the access log; the log of facts learns
   * nothing of it (design, section 3). `unfiled`: a file that the request cites and that is not there; with it whose acts may
   * be cited. `read`: what the entry of paper reads of the clerk.
   */
  decide<S>(
    world: World,
    attempt: Attempt,
    stream: StreamName,
    authority: (loaded: Loaded<S>) => Authority,
    decide: Decider<S>,
    { unfiled, ...cited }: Pick<CitedUnder, 'publishers' | 'undoes'> & { readonly unfiled: string | undefined },
    read?: PaperRead,
  ): Decide<S> {
    return (loaded, eventId) => {
      const asked = authority(loaded);
      // Authority does not know which matter it is asked for; a delegation covers what its holder said.
      const allowed = asked.kind === 'authorised' && asked.standing.matters !== undefined ? (beyondMatters(asked.standing.appointment, asked.standing.matters, attempt.useCase, attempt.single) ?? asked) : asked;
      if (allowed.kind === 'refused') return this.#refusedTo(world, attempt, allowed.refusal);
      const { standing } = allowed;
      const entry = read === undefined ? undefined : entryOf(world, attempt, read, standing);
      if (entry?.kind === 'refused') return this.#refusedTo(world, attempt, entry.refusal);
      if (unfiled !== undefined) return this.ruling(world, { decision: { kind: 'refused', refusal: { rule: 'fileNotFiled', inputs: { file: unfiled } }, events: [] }, standing });
      const uncitable = this.#uncitable(world, attempt, standing, cited);
      if (uncitable !== null) return this.ruling(world, { decision: uncitable, standing });
      const merged = attempt.cause === undefined ? absorbedIn(loaded.state) : null;
      if (merged !== null) return this.ruling(world, { decision: merged, standing });
      const answer = decide(loaded.state, world.context(standing, attempt.commandId, stream, eventId), { standing, world, loaded });
      const entered = entry === undefined ? {} : { enteredBy: entry.enteredBy, paper: entry.paper };
      const ruling = this.ruling(world, { ...('decision' in answer ? answer : { decision: answer }), standing, ...entered });
      return alsoRead(joinedTo(loaded.state), { ...ruling, events: withAbout(loaded.state, ruling.events) });
    };
  }

  #uncitable({ orgs: tree, enteredOn: today }: World, { acts = [], isDecidedElsewhere = false }: Attempt, { capacity }: Standing, cited: Pick<CitedUnder, 'publishers' | 'undoes'>): Refused | null {
    for (const act of acts) {
      const fault = citedActFault(act, { isDecidedElsewhere, orgs: tree.state, today, unit: capacity?.org ?? null, ...cited });
      if (fault !== null) return fault;
    }
    return null;
  }

  #refusedTo(world: World, attempt: Attempt, refusal: Refusal): Ruling {
    this.lacksAuthority(attempt, refusal);
    return this.ruling(world, { decision: { kind: 'refused', refusal, events: [] }, standing: asHerself(attempt.actor) });
  }

  /**
   * Authority for what a use case tells before any transaction. Of paper nothing is told here: whether it is taken, and
   * from this clerk, is asked in the transaction alone.
   */
  ahead(attempt: Attempt, authority: Authority): Extract<Authority, { readonly kind: 'authorised' }> | Extract<Outcome, { readonly kind: 'refused' }> {
    const paper: Refusal | null = attempt.onPaper === undefined ? null : (malformedPaper(attempt, this.ports.clock.today()) ?? { rule: 'neverOnPaper', inputs: { useCase: attempt.useCase } });
    const asked: Authority = paper === null ? authority : { kind: 'refused', refusal: paper };
    if (asked.kind === 'authorised') return asked;
    const { refusal } = asked;
    this.lacksAuthority(attempt, refusal);
    return { kind: 'refused', refusal, reference: null, position: null, repeated: false };
  }

  /** Noted of who asked: of paper, the clerk. */
  lacksAuthority({ actor, actingAs, onPaper, useCase, commandId: command }: Attempt, { rule, inputs }: Refusal): void {
    const asking = onPaper === undefined ? { subject: actor, actingAs } : { subject: onPaper.clerk, actingAs: onPaper.actingAs };
    this.ports.accessLog.refused({ at: this.ports.clock.now(), ...asking, useCase, command, rule, inputs });
  }

  /** A use case of one stream, from the command to the answer. */
  async run<S, F extends Recorded>(use: OfOneStream<S, F>): Promise<Outcome> {
    const attempt = this.attempt(use.command, use.useCase);
    const done = await this.transact(attempt, use);
    return this.outcome(done, use.result ?? (() => ({})));
  }

  /** The transaction alone, where more steps follow. */
  transact<S, F extends Recorded>(attempt: Attempt, use: {
    readonly aggregate: Aggregate<S, F>;
    readonly stream: StreamName;
    readonly world: () => Promise<World>;
    readonly cites?: () => Cites;
    readonly authority: (world: World, loaded: Loaded<S>) => Authority;
    readonly decide: Decider<S>;
  }): Promise<Transacted<S>> {
    return this.streams.transact(use.aggregate, use.stream, attempt, async () => {
      const { onPaper: paper } = attempt;
      const malformed = malformedPaper(attempt, this.ports.clock.today());
      if (malformed !== null) {
        const plain = await this.world();
        return () => this.#refusedTo(plain, attempt, malformed);
      }
      const unfiled = await this.#unfiled(attempt);
      const asked = await this.#knowing(attempt, await use.world());
      const { programmes = [], undoes = null } = use.cites?.() ?? {};
      const publishers = await this.#publishers(attempt, [...(asked.programme === undefined ? [] : [asked.programme.id]), ...programmes]);
      const read = paper === undefined ? undefined : await readPaper(this.streams, this.ports.store, paper.clerk, asked.roundIfAny);
      const world = paper === undefined || read === undefined ? asked : asked.signed(paper, read.reads);
      return this.decide(world, attempt, use.stream, (loaded) => use.authority(world, loaded), use.decide, { unfiled, publishers, undoes }, read);
    });
  }

  /**
   * Who acts, for whom, and who enters it, each under every id of hers: what is not hers to decide is not hers under the
   * other either (E6). Later steps stand on what the first decided.
   */
  async #knowing({ actor, onPaper: paper, cause }: Attempt, world: World): Promise<World> {
    if (cause !== undefined) return world;
    const lenders = lentTo(world.people.state, actor, paper?.signedOn ?? world.today).map(({ appointment }) => appointment.person);
    const several = (await Promise.all([...new Set([actor, ...(paper === undefined ? [] : [paper.clerk]), ...lenders])].map(async (person) => ({ person, ...(await survivingDossier(this.streams, person)) })))).filter(({ state }) => state.absorbed.size > 0);
    if (several.length === 0) return world;
    const ids = new Map(several.map(({ person, state }) => [person, personsBehind(state)]));
    return world.knowing((person) => ids.get(person) ?? [person], several.flatMap(({ reads }) => reads));
  }

  /** Only where an act is cited. */
  async #publishers({ acts = [] }: Attempt, programmes: readonly string[]): Promise<readonly OrgId[]> {
    if (acts.length === 0) return [];
    const read = await Promise.all([...new Set(programmes)].map((programme) => this.programmes.load(programme)));
    return read.flatMap(({ state: { publisher } }) => (publisher === null ? [] : [publisher]));
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

/** With what the world at hand calls the codes and units of its sentence. */
function named(refusal: Refusal, { programme, orgs: tree, today }: World): Refusal {
  const called = calledIn(refusal, { ...(programme === undefined ? {} : { programme }), orgs: tree.state, day: today });
  return Object.keys(called).length === 0 ? refusal : { ...refusal, called };
}
