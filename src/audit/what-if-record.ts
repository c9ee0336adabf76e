import { joinOthers } from '../commands/cached-stream';
import { openedRounds } from '../commands/opened-rounds';
import { sameJson } from '../domain/decision';
import type { DecisionContext } from '../domain/context';
import type { BusinessDate } from '../domain/dates';
import { holderOfStream, type Aggregate, type EventId, type Json, type JsonObject, type OfficialAct, type PersonId, type Recorded, type Revision, type RoundId, type StreamName } from '../domain/facts';
import { orgs, type OrgsState } from '../domain/orgs';
import { prcCalendar, type WorkingCalendar } from '../domain/calendar';
import { people, type PeopleState } from '../domain/people';
import { adoptionProblems, effectiveProgramme, isWholeWith, type AdoptedValue } from '../domain/programme';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { Named } from '../domain/refusal-names';
import { adoptionsOf, programme } from '../domain/programme-stream';
import { fillOpen } from '../domain/rules/leaves';
import type { PeopleFact } from '../domain/registry-facts';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import { diffProgrammes, type AdoptedPaths, type ProgrammeDifference } from '../domain/rules/programme-diff';
import type { Dossiers } from '../domain/teacher/nomination';
import { standingStream, tellingOf } from '../domain/teacher/merge';
import { personsBehind, teacher, type TeacherState } from '../domain/teacher/teacher';
import type { LifeFact } from '../domain/teacher/view';
import { decodeAll } from '../event-store/codec';
import type { EventStore, StoredEnvelope } from '../event-store/event-store';
import type { KeyStore } from '../keys/key-store';
import { compared, type Again, type Retrial } from './what-if-answers';
import { isWithin, withParts } from './what-if-parts';

/** A draft of a programme's next version: the file, and values for what it leaves open. */
export interface Draft {
  readonly definition: ProgrammeDefinition;
  readonly choices: readonly AdoptedValue[];
  /** Whose value holds where an officer adopted another one than the draft chooses; ADOPTED where it is not said. */
  readonly prefers?: 'ADOPTED' | 'DRAFT';
}

/** A choice of the draft that gave way to what an officer adopted. */
export interface SetAside {
  /** Of the programme, for which it was adopted. */
  readonly version: number;
  readonly path: string;
  readonly adopted: Json;
  readonly draft: Json;
}

export interface WhatIfSources {
  /** With the years that the house loaded, for what was counted with them; the shipped one where it is left out. */
  readonly calendar?: WorkingCalendar;
  readonly events: Pick<EventStore, 'readAll' | 'readTypes' | 'readStream'>;
  readonly keys: Pick<KeyStore, 'get'>;
}

/** A team's members are read together; a person's stream is asked for once or twice. */
const BIOGRAPHIES_KEPT = 100;
/** One decision after the other asks about much the same parts of a draft; a programme takes about a megabyte. */
const PARTS_KEPT = 64;

/** What was read of the log, for a draft and for parts of it alike. */
interface Kept {
  readonly facts: Map<StreamName, readonly Recorded[]>;
  readonly biographies: StreamName[];
  readonly own: Map<string, EffectiveProgramme>;
  orgs: { readonly upTo: Revision; readonly state: OrgsState } | null;
  people: { readonly upTo: Revision; readonly state: PeopleState } | null;
  /** Of every event in the log. */
  places: ReadonlyMap<EventId, number> | null;
}

/** A part of a draft that is no rule file by itself. What else goes wrong while a part is tried is a fault like any other. */
export class NoRuleFileError extends Error {}

/** What a recorded decision had read, as it had read it. Streams are kept while the decisions follow one another. */
export class AsRead {
  readonly #programmes = new Map<string, EffectiveProgramme>();
  readonly #differences = new Map<string, readonly ProgrammeDifference[]>();
  readonly #setAside = new Map<string, SetAside>();
  readonly #parts = new Map<string, AsRead>();

  /** @param stays places at which the draft is taken to say what the version in its place says. */
  constructor(private readonly sources: WhatIfSources, private readonly draft: Draft, private readonly stays: readonly string[] = [], private readonly kept: Kept = { facts: new Map(), biographies: [], own: new Map(), orgs: null, people: null, places: null }) {}

  /** The same log under the draft without what it says otherwise at these places. What is asked of it throws a NoRuleFileError where so much of it is no rule file. */
  without(places: readonly string[]): AsRead {
    const key = [...places].sort().join(' ');
    const known = this.#parts.get(key) ?? new AsRead(this.sources, this.draft, places, this.kept);
    const [oldest] = this.#parts.keys();
    if (oldest !== undefined && this.#parts.size >= PARTS_KEPT) this.#parts.delete(oldest);
    this.#parts.set(key, known);
    return known;
  }

  /** Choices of the draft that were not used so far. */
  get setAside(): readonly SetAside[] {
    return [...this.#setAside.values()];
  }

  /** The calendar that a decision counted by: the shipped one, or the house's own. */
  calendarOf({ meta: { context } }: Pick<Recorded, 'meta'>): WorkingCalendar {
    const { calendar = prcCalendar } = this.sources;
    return context.calendar === prcCalendar.version ? prcCalendar : calendar;
  }

  upTo(fact: Pick<Recorded, 'meta'>, stream: StreamName): Revision {
    return fact.meta.context.streams?.[stream] ?? -1;
  }

  async fold<S, F>(aggregate: Aggregate<S, F & Recorded>, stream: StreamName, upTo: Revision): Promise<S> {
    const facts = await this.read(stream);
    return facts.slice(0, upTo + 1).reduce((state, fact) => aggregate.evolve(state, fact as F & Recorded), aggregate.initial(stream));
  }

  /** A dossier as a decision read it, with what it took in of others (E6): as far as is on record, else all that stood there by then. */
  async dossier(fact: Pick<Recorded, 'meta' | 'id'>, stream: StreamName, upTo: Revision): Promise<TeacherState> {
    const state = await this.fold(teacher, stream, upTo);
    await joinOthers(teacher, state, async (other) => {
      return this.fold(teacher, other, fact.meta.context.streams?.[other] ?? (await this.standing(other, fact)));
    });
    return state;
  }

  /** How far a stream went when a decision was recorded that did not read it: by the order of the log, since one instant holds many events. */
  async standing(stream: StreamName, { id }: Pick<Recorded, 'id'>): Promise<Revision> {
    const places = await this.#places();
    const own = places.get(id) ?? -1;
    return (await this.read(stream)).findLast((other) => (places.get(other.id) ?? own) < own)?.revision ?? -1;
  }

  /** The whole log in its order, which is kept. */
  async *log(): AsyncIterable<StoredEnvelope> {
    const places = new Map<EventId, number>();
    for await (const page of this.sources.events.readAll(null)) {
      for (const { envelope } of page) {
        places.set(envelope.id, places.size);
        yield envelope;
      }
    }
    this.kept.places = places;
  }

  async #places(): Promise<ReadonlyMap<EventId, number>> {
    if (this.kept.places === null) for await (const envelope of this.log()) void envelope;
    return this.kept.places ?? new Map<EventId, number>();
  }

  async read(stream: StreamName): Promise<readonly Recorded[]> {
    const { facts: read, biographies } = this.kept;
    const known = read.get(stream);
    if (known !== undefined) return known;
    const envelopes: StoredEnvelope[] = [];
    for await (const page of this.sources.events.readStream(stream)) envelopes.push(...page.map(({ envelope }) => envelope));
    const facts = await decodeAll(envelopes, this.sources.keys);
    if (stream.startsWith('team-') || (stream.startsWith('teacher-') && biographies.length >= BIOGRAPHIES_KEPT)) for (const old of biographies.splice(0)) read.delete(old);
    if (holderOfStream(stream) !== null) biographies.push(stream);
    read.set(stream, facts);
    return facts;
  }

  async orgsAt(upTo: Revision): Promise<OrgsState> {
    const { kept } = this;
    const { state } = (kept.orgs = kept.orgs?.upTo === upTo ? kept.orgs : { upTo, state: await this.fold(orgs, 'orgs', upTo) });
    return state;
  }

  /** Who held which post; the answer is live, since the register is read on from one decision to the next. */
  async peopleAt(upTo: Revision): Promise<PeopleState> {
    const { kept } = this;
    const facts = await this.read('people');
    const known = kept.people !== null && kept.people.upTo <= upTo ? kept.people : { upTo: -1, state: people.initial('people') };
    const state = facts.slice(known.upTo + 1, upTo + 1).reduce((before, fact) => people.evolve(before, fact as PeopleFact), known.state);
    kept.people = { upTo, state };
    return state;
  }

  /** Another stream as a decision read it; where it did not need it, as it stood when that was recorded. */
  async besides<S, F>(aggregate: Aggregate<S, F & Recorded>, stream: StreamName, fact: Pick<Recorded, 'meta' | 'id'>): Promise<S> {
    return this.fold(aggregate, stream, fact.meta.context.streams?.[stream] ?? (await this.standing(stream, fact)));
  }

  /** Every round of a tier, in the order in which they were opened. */
  async roundsOf(programmeId: string, tier: string): Promise<readonly { readonly round: RoundId; readonly on: BusinessDate }[]> {
    const opened = [...((await openedRounds(this.sources.events)).get(programmeId) ?? [])];
    return opened.flatMap(([id, { tier: code, on }]) => (code === tier ? [{ round: id, on }] : []));
  }

  /** Of a team, what was read of everybody in it; null where it is not on record whom it read. */
  async dossiersOf(state: TeacherState, fact: Pick<Recorded, 'meta' | 'id'>): Promise<Dossiers | null> {
    const dossiers = new Map<PersonId, readonly LifeFact[]>();
    if (state.kind === 'PERSON') return dossiers;
    for (const person of personsBehind(state)) {
      const stream: StreamName = `teacher-${person}`;
      const upTo = this.upTo(fact, stream);
      if (upTo < 0) return null;
      const own = await this.dossier(fact, stream, upTo);
      const standing = standingStream(stream, own);
      dossiers.set(person, (standing === stream ? own : tellingOf(own, await this.dossier(fact, standing, this.upTo(fact, standing)))).facts);
    }
    return dossiers;
  }

  /** The rules that a fact was decided by. */
  async ownRules(fact: Pick<Recorded, 'id' | 'meta'>): Promise<EffectiveProgramme> {
    const read = pinnedBy(fact);
    const key = `${read.version}#${read.adoptions}`;
    const known = this.kept.own.get(key);
    if (known !== undefined) return known;
    const state = await this.fold(programme, `programme-${read.id}`, Number.MAX_SAFE_INTEGER);
    const published = state.versions.get(read.version);
    if (published === undefined) throw new Error(`event ${fact.id} was decided by ${read.id}@${read.version}, which was never published`);
    const own = effectiveProgramme(published, adoptionsOf(state, read.version, read.adoptions), read.adoptions);
    this.kept.own.set(key, own);
    return own;
  }

  /** The draft in the place of a version: what bureaux adopted of that holds for the same open value, as far as it may, unless the draft's own choices are to. */
  async draftFor({ version, adoptions }: { readonly version: number; readonly adoptions: Revision }): Promise<EffectiveProgramme> {
    const key = `${version}#${adoptions}`;
    const known = this.#programmes.get(key);
    if (known !== undefined) return known;
    const { choices } = this.draft;
    const { json, kept, chosen } = await this.#draftOf({ version, adoptions });
    for (const { path, value } of new Map(kept.map((one) => [one.path, one])).values()) {
      const own = chosen.get(path);
      if (own !== undefined && !sameJson(own, value)) this.#setAside.set(`${version} ${path} ${JSON.stringify(value)}`, { version, path, adopted: value, draft: own });
    }
    const whole = { json, adopted: kept, chosen: choices.map((choice) => ({ ...choice, sample: false })) };
    const file = this.stays.length === 0 ? whole : partly(whole, await this.#version({ version, adoptions }), this.stays);
    // It stands in the place of the version that was pinned, so it goes by its number; what it chooses stands for what would be adopted.
    const effective = this.#effective(version, adoptions, file);
    this.#programmes.set(key, effective);
    return effective;
  }

  /** A part that leaves open what is the shape of the programme cannot be read either; a whole draft that cannot is a fault. */
  #effective(version: number, adoptions: Revision, { json, adopted, chosen }: FileAdopted): EffectiveProgramme {
    try {
      return effectiveProgramme({ programme: this.draft.definition.id, version, definition: json }, adopted, adoptions, chosen);
    } catch (error) {
      if (this.stays.length > 0 && error instanceof RangeError) throw new NoRuleFileError(error.message, { cause: error });
      throw error;
    }
  }

  /** The file of a version, and what was adopted of it by then. */
  async #version({ version, adoptions }: { readonly version: number; readonly adoptions: Revision }): Promise<{ readonly json: JsonObject; readonly adopted: readonly AdoptedValue[] }> {
    const state = await this.fold(programme, `programme-${this.draft.definition.id}`, Number.MAX_SAFE_INTEGER);
    return { json: state.versions.get(version)?.definition ?? {}, adopted: adoptionsOf(state, version, adoptions) };
  }

  /** The version and the draft in its place, each with what is adopted or chosen filled in. */
  async filled(pinned: { readonly version: number; readonly adoptions: Revision }): Promise<{ readonly before: JsonObject; readonly after: JsonObject; readonly adopted: AdoptedPaths }> {
    const own = await this.#version(pinned);
    const { json, kept, chosen } = await this.#draftOf(pinned);
    const [was, is] = [new Map(own.adopted.map(({ path, value }) => [path, value])), new Map([...chosen, ...kept.map(({ path, value }) => [path, value] as const)])];
    return { before: fillOpen(own.json, was), after: fillOpen(json, is), adopted: { before: new Set(was.keys()), after: new Set(is.keys()) } };
  }

  /** The draft's file, what of the adoptions holds in it, and what it chooses itself. */
  async #draftOf({ version, adoptions }: { readonly version: number; readonly adoptions: Revision }): Promise<{ readonly json: JsonObject; readonly kept: readonly AdoptedValue[]; readonly chosen: ReadonlyMap<string, Json> }> {
    const { definition, choices, prefers = 'ADOPTED' } = this.draft;
    const json = JSON.parse(JSON.stringify(definition)) as JsonObject;
    const adopted = adoptionsOf(await this.fold(programme, `programme-${definition.id}`, Number.MAX_SAFE_INTEGER), version, adoptions).filter(({ path, value }) => adoptionProblems(json, [], path, value).length === 0);
    const chosen = new Map(choices.map(({ path, value }) => [path, value]));
    return { json, chosen, kept: prefers === 'ADOPTED' ? adopted : adopted.filter(({ path }) => !chosen.has(path)) };
  }

  /** What a version, with what was adopted of it by then, says otherwise than the draft in its place; not where it says so. */
  async differencesFrom({ version, adoptions }: { readonly version: number; readonly adoptions: Revision }): Promise<readonly ProgrammeDifference[]> {
    const key = `${version}#${adoptions}`;
    const known = this.#differences.get(key);
    if (known !== undefined) return known;
    const { before, after, adopted } = await this.filled({ version, adoptions });
    const differences = diffProgrammes(before, after, adopted).filter(({ kind }) => kind !== 'BASIS');
    this.#differences.set(key, differences);
    return differences;
  }

  /** Whose codes and units a recorded decision speaks of: its own programme's, or the draft's, and the tree's of then. */
  async namedBy(fact: Pick<Recorded, 'meta'>, programme: EffectiveProgramme): Promise<Named & { readonly programme: EffectiveProgramme }> {
    return { programme, orgs: await this.orgsAt(fact.meta.context.orgs ?? -1), day: fact.meta.context.today };
  }

  /** For a decider: everything outside its own stream as it was read then, but for the rules. */
  async contextOf(fact: Recorded): Promise<(rules: EffectiveProgramme) => DecisionContext> {
    const { context, actor, appointment, onBehalfOf, enteredBy } = fact.meta;
    const [read, known] = [context.orgs === undefined ? undefined : await this.orgsAt(context.orgs), context.people === undefined ? undefined : await this.peopleAt(context.people)];
    return (rules) => ({
      today: context.today, now: context.now ?? `${context.today}T23:59`,
      acting: { person: actor, appointment, ...(onBehalfOf === undefined ? {} : { onBehalfOf }), ...(enteredBy === undefined ? {} : { enteredBy }) },
      programme: rules, recorded: context, calendar: this.calendarOf(fact),
      ...(read === undefined ? {} : { orgs: read }), ...(known === undefined ? {} : { people: known }),
      // Nothing is written: what would be made has a name and no place.
      eventId: (ordinal) => `${fact.id} ${ordinal}`, createdId: (name) => `${fact.id} ${name}`,
    });
  }
}

interface FileAdopted {
  readonly json: JsonObject;
  readonly adopted: readonly AdoptedValue[];
  readonly chosen: readonly AdoptedValue[];
}

/** A draft that says at some places what a version does. Where the draft can be read and this cannot, a part of it says something of another that is not there. */
function partly(draft: FileAdopted, version: Pick<FileAdopted, 'json' | 'adopted'>, stays: readonly string[]): FileAdopted {
  const mine = ({ path }: { readonly path: string }): boolean => !stays.some((place) => isWithin(path, place));
  const file = { json: withParts(draft.json, version.json, stays), adopted: [...draft.adopted.filter(mine), ...version.adopted.filter((one) => !mine(one))], chosen: draft.chosen.filter(mine) };
  if (!isWholeWith(file.json, [...file.chosen, ...file.adopted]) && isWholeWith(draft.json, [...draft.chosen, ...draft.adopted])) throw new NoRuleFileError(`without ${stays.join(', ')} the draft is no rule file`);
  return file;
}

/** A decision that pinned its programme as it was then: by those rules first, then by the draft. */
export async function ofProgramme(read: AsRead, fact: Recorded, retrial: Retrial): Promise<Again> {
  return compared(fact, retrial, await read.ownRules(fact), await read.namedBy(fact, await read.draftFor(pinnedBy(fact))));
}

/** The version that a decision was taken by, with what was adopted for it. */
export function pinnedBy({ id, meta: { context: { programme: pinned } } }: Pick<Recorded, 'id' | 'meta'>): NonNullable<typeof pinned> {
  if (pinned === undefined) throw new Error(`event ${id} was decided by no programme`);
  return pinned;
}

export function actOf({ id, meta: { act } }: Pick<Recorded, 'id' | 'meta'>): OfficialAct {
  if (act === undefined) throw new Error(`event ${id} has no act`);
  return act;
}
