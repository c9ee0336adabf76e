import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, refused, type Refused } from '../decision';
import type { Decision, EventId, Meta, NewFact, OfficialAct, PersonId, Proposed, Revision, StreamName, TeacherId } from '../facts';
import { ownMatter } from '../people';
import type { ReviewRequired, TeacherFact } from './facts';
import type { TeacherState } from './teacher';
import { isRunning, LAST_DAY } from './nomination-view';
import { hasEnded } from './title-status';
import { sharedDays } from './title-series';
import { view, type LifeFact } from './view';

export interface MergeCommand {
  readonly into: TeacherState;
  readonly reason: string;
  readonly act: OfficialAct;
}
export interface UndoMergeCommand {
  readonly from: PersonId;
  readonly reason: string;
  readonly act: OfficialAct;
}

/** Of an absorbed dossier these stay its own: who and where she is, and how she was refused, is told by the surviving one alone. */
const ITS_OWN: ReadonlySet<TeacherFact['type']> = new Set([
  'TeacherRegistered', 'Transferred', 'Retired', 'Deceased', 'Departed', 'Reemployed', 'SubjectChanged', 'StageChanged', 'IdentityCorrected',
  'IdentitiesMerged', 'MergeUndone', 'PersonalDataErased', 'NominationRefused', 'RecommendationRefused', 'ApplicationDrafted',
]);

/** What of an absorbed dossier's facts is part of the surviving one's view. */
export function passesOn(fact: Pick<TeacherFact, 'type'>): boolean {
  return !ITS_OWN.has(fact.type);
}

/** The dossier that holds what a fact is about: its own stream's, but for an act that was recorded on the surviving one. */
export function dossierOf({ stream, meta }: { readonly stream: StreamName; readonly meta: Pick<Meta, 'about'> }): StreamName {
  return meta.about ?? stream;
}

/** Fields by which a fact names another, or a title or a place that another gave, the one that it is about first. */
const NAMES = ['title', 'event', 'training', 'outcome', 'review', 'nomination', 'spell', 'sanction', 'enrolment', 'deliverable'] as const;

/**
 * What was decided, each with the dossier that holds its title, or the fact that it corrects, voids or looks at, where that is
 * an absorbed one's: so that it goes back there when the two are parted, her part under that dossier's key.
 */
export function withAbout<F extends NewFact>(state: unknown, events: readonly F[]): readonly F[] {
  if (!isDossier(state) || state.joined.size === 0) return events;
  const own: StreamName = `teacher-${state.id}`;
  const holders = new Map<string, StreamName>();
  for (const fact of state.facts) {
    holders.set(fact.id, dossierOf(fact));
    if (fact.type === 'TitleConferred' && !holders.has(fact.data.title)) holders.set(fact.data.title, dossierOf(fact));
    if (fact.type === 'Nominated') holders.set(fact.data.nomination, dossierOf(fact));
  }
  return events.map((event) => {
    const named = [event.corrects, ...NAMES.map((name) => event.data[name])].find((name): name is string => typeof name === 'string' && holders.has(name));
    const about = named === undefined ? own : (holders.get(named) ?? own);
    if (event.id !== undefined) holders.set(event.id, about);
    if (about === own) return event;
    const { [state.id]: hers, ...others } = event.private ?? {};
    return { ...event, about, ...(hers === undefined ? {} : { private: { ...others, [personOf(about)]: hers } }) };
  });
}

/** Dossiers whose streams hold facts of this one: those merged into it, and those that it, or one of them, was parted from. */
export function joinsOf({ id, absorbed, parted }: Pick<TeacherState, 'id' | 'absorbed' | 'parted'>): readonly StreamName[] {
  return [...new Set([...absorbed.keys(), ...parted])].filter((person) => person !== id).map((person) => `teacher-${person}`);
}

/**
 * Takes in what stands on the other streams and is not there yet: all that an absorbed dossier passes on, and what was
 * recorded elsewhere about this one or about one of those. Each fact keeps its stream, and comes where the merger or the
 * parting stands: what was said of it since comes after it, also where the streams are read anew.
 */
export function joinFacts(state: TeacherState, others: readonly TeacherState[]): void {
  for (const other of others) {
    const seen = state.joined.get(other.id);
    const told = [...other.facts, ...other.aside].filter((fact) => fact.revision > (seen ?? -1) && isOn(fact, other.id)).sort((a, b) => a.revision - b.revision);
    const joining = told.filter((fact) => isHers(state, fact) && (state.absorbed.has(other.id) ? passesOn(fact) : fact.meta.about !== undefined));
    const turn = seen === undefined ? state.facts.findLastIndex((fact) => (fact.type === 'IdentitiesMerged' && fact.data.from === other.id) || (fact.type === 'MergeUndone' && fact.data.into === other.id)) : -1;
    state.facts.splice(turn < 0 ? state.facts.length : turn + 1, 0, ...joining);
    for (const fact of joining) state.byId.set(fact.id, fact);
    state.joined.set(other.id, told.at(-1)?.revision ?? seen ?? -1);
    if (state.absorbed.has(other.id)) for (const into of other.parted) state.parted.add(into);
  }
}

/** After a merger or a parting: the facts of its own stream that are this dossier's now. What stands elsewhere is taken in anew. */
export function regroup(state: TeacherState): void {
  const own = [...state.facts, ...state.aside].filter((fact) => isOn(fact, state.id)).sort((a, b) => a.revision - b.revision);
  state.facts.splice(0, state.facts.length, ...own.filter((fact) => isHers(state, fact)));
  state.aside.splice(0, state.aside.length, ...own.filter((fact) => !isHers(state, fact)));
  state.byId.clear();
  for (const fact of state.facts) state.byId.set(fact.id, fact);
  state.joined.clear();
}

/** Whether what a fact is about is this dossier's: its own, or that of one that is merged into it. */
export function isHers({ id, absorbed }: { readonly id: PersonId; readonly absorbed: { has(person: PersonId): boolean } }, { meta }: { readonly meta: Pick<Meta, 'about'> }): boolean {
  const person = meta.about === undefined ? id : personOf(meta.about);
  return person === id || absorbed.has(person);
}

function personOf(stream: StreamName): PersonId {
  return stream.slice('teacher-'.length);
}

function isOn({ stream }: Pick<TeacherFact, 'stream'>, person: PersonId): boolean {
  return stream === `teacher-${person}`;
}

/** Where what concerns a dossier is recorded now: on its own stream, or on that of the one that it was given up for. Mergers do not stack. */
export function standingStream(own: StreamName, { absorbedInto }: Pick<TeacherState, 'absorbedInto'>): StreamName {
  return absorbedInto === null ? own : `teacher-${absorbedInto}`;
}

/** Which of two dossiers tells what is so of somebody whose own was given up for the other: hers, until the other has taken it in. */
export function tellingOf<S extends Pick<TeacherState, 'id' | 'absorbed'>>(own: S, other: S): S {
  return other.absorbed.has(own.id) ? other : own;
}

/** Why nothing is done about a dossier any more; null while it stands by itself. */
export function absorbedFault({ id, absorbedInto }: Pick<TeacherState, 'id' | 'absorbedInto'>): Refused | null {
  return absorbedInto === null ? null : refused('dossierMerged', { teacher: id, into: absorbedInto });
}

/** Of an id by which somebody is taken into something: by one that was given up she would be there twice. `facts`: of either dossier. */
export function givenUpFault(person: PersonId, facts: readonly LifeFact[]): Refused | null {
  const into = standsAs(person, facts);
  return into === person ? null : refused('dossierMerged', { teacher: person, into });
}

/** Under which id somebody stands: the one that hers was given up for, while it is. `facts`: of either dossier. */
export function standsAs(person: PersonId, facts: readonly LifeFact[]): PersonId {
  return mergersIn(facts).findLast(({ from, undone }) => from === person && undone === null)?.into ?? person;
}

/** `standsAs` for whoever has a dossier among these. */
export function standingIn(dossiers: ReadonlyMap<PersonId, readonly LifeFact[]>): (person: PersonId) => PersonId {
  return (person) => standsAs(person, dossiers.get(person) ?? []);
}

/** Each of these once, by the first of her ids: two name one person while their dossiers are merged (E6). */
export function eachOnce<T>(named: readonly T[], personOf: (one: T) => PersonId, factsOf: (person: PersonId) => readonly LifeFact[] | undefined): readonly T[] {
  const standing = named.map((one) => standsAs(personOf(one), factsOf(personOf(one)) ?? []));
  return named.filter((_, index) => standing.indexOf(standing[index] ?? '') === index);
}

/** Of any stream's state: the same. */
export function absorbedIn(state: unknown): Refused | null {
  return isDossier(state) ? absorbedFault(state) : null;
}

/** Of any stream's state: up to where the dossiers that it took in were read. */
export function joinedTo(state: unknown): { readonly [stream: StreamName]: Revision } {
  return isDossier(state) ? Object.fromEntries([...state.joined].map(([person, revision]) => [`teacher-${person}`, revision])) : {};
}

function isDossier(state: unknown): state is Pick<TeacherState, 'id' | 'absorbedInto' | 'joined' | 'facts'> {
  return typeof state === 'object' && state !== null && 'absorbedInto' in state && 'joined' in state;
}

/** On the stream of the one that is given up. Mergers do not stack, so that each can be undone by itself. */
export function decideMerge(state: TeacherState, { into, reason, act }: MergeCommand, context: DecisionContext): Decision<TeacherFact> {
  if (state.id === into.id) return refused('mergedWithItself', { teacher: state.id });
  for (const one of [state, into]) {
    if (!one.facts.some(({ type }) => type === 'TeacherRegistered')) return refused('unknownTeacher', { teacher: one.id });
    const gone = absorbedFault(one);
    if (gone) return gone;
    if (one.erased) return refused('erased', { teacher: one.id });
  }
  const own = ownMatter([state.id, into.id], context);
  if (own) return own;
  const [held] = state.absorbed.keys();
  if (held !== undefined) return refused('mergeStacked', { teacher: state.id, other: held });
  // What settles on its stream later would know nothing of what the other dossier says.
  const { nominations, pools } = view(state.facts, LAST_DAY);
  const running = nominations.find(isRunning)?.round ?? pools.find(({ status }) => status === 'IN')?.round;
  if (running !== undefined) return refused('mergeWhileRunning', { teacher: state.id, round: running });
  if (act.number === null) return refused('actNumberRequired');
  return { kind: 'events', events: [{ type: 'IdentitiesMerged', data: { into: into.id, from: state.id }, private: { [state.id]: { reason } }, act }] };
}

/** Of the dossier that was given up: whether this very merger still holds. A request that is repeated after its undoing asks for nothing more. */
export function mergerStands({ facts }: Pick<TeacherState, 'facts'>, merge: EventId): boolean {
  return facts.some(({ id }) => id === merge) && !facts.some((fact) => fact.type === 'MergeUndone' && fact.data.merge === merge);
}

/** Of the surviving dossier: whether it ever took the other in by this merger. */
export function tookIn({ facts }: Pick<TeacherState, 'facts'>, merge: EventId): boolean {
  return facts.some((fact) => fact.type === 'IdentitiesMerged' && fact.meta.cause === merge);
}

/**
 * Step two: the surviving dossier takes it in. Null where it cannot: it was itself absorbed or erased in between. Two titles of
 * one tier and track that share days (E26) were never both to be hers: which of them stands, a person says.
 */
export function decideAbsorb(state: TeacherState, other: Pick<TeacherState, 'id' | 'facts'>, merge: EventId, act: OfficialAct | undefined): Decision<TeacherFact> | null {
  if (tookIn(state, merge)) return alreadySo;
  if (state.absorbedInto !== null || state.erased) return null;
  return { kind: 'events', events: [{ type: 'IdentitiesMerged', data: { into: state.id, from: other.id }, cause: merge, ...(act ? { act } : {}) }, ...heldTwice(state, other, merge)] };
}

function heldTwice(state: Pick<TeacherState, 'facts'>, other: Pick<TeacherState, 'facts'>, merge: EventId): readonly Proposed<ReviewRequired>[] {
  const theirs = view(other.facts, LAST_DAY).titles.filter(({ status }) => !hasEnded(status));
  return view(state.facts, LAST_DAY).titles.filter(({ status }) => !hasEnded(status)).flatMap((title) => theirs.flatMap((second): readonly Proposed<ReviewRequired>[] => {
    const days = sharedDays(title, second);
    if (days === null) return [];
    return [{
      type: 'ReviewRequired',
      data: {
        outcome: title.conferral, outcomeType: 'TitleConferred', title: title.title, facts: [merge, second.conferral], rule: 'titleHeldTwice',
        inputs: { tier: title.tier, track: title.track, certificate: title.certificate, other: second.certificate, from: days.from, to: days.to ?? '…' },
      },
      standsOn: [title.conferral, second.conferral],
      cause: merge,
      ...(title.rule === null ? {} : { rule: title.rule }),
    }];
  }));
}

/**
 * On the stream of the surviving one. Every fact goes back to where it was recorded; what was decided meanwhile on facts of
 * both is looked at by a person.
 */
export function decideUndoMerge(state: TeacherState, { from, reason, act }: UndoMergeCommand, context: DecisionContext): Decision<TeacherFact> {
  const merge = state.absorbed.get(from);
  if (merge === undefined) return refused('notMerged', { teacher: state.id, other: from });
  const own = ownMatter([state.id, from], context);
  if (own) return own;
  if (act.number === null) return refused('actNumberRequired');
  const id = context.eventId(0);
  // Each on the dossier that its outcome goes to; an act about a title of the other is that one's from now on.
  const reviews = decidedOnBoth(state, from).map(({ fact, on }): Proposed<ReviewRequired> => ({
    type: 'ReviewRequired',
    data: { outcome: fact.id, outcomeType: fact.type, title: 'title' in fact.data && typeof fact.data.title === 'string' ? fact.data.title : null, facts: [id], rule: 'mergeUndone', inputs: { other: fact.meta.about === `teacher-${from}` ? state.id : from, facts: on.length } },
    standsOn: [fact.id, id],
    cause: id,
  }));
  return { kind: 'events', events: [{ id, type: 'MergeUndone', data: { into: state.id, from, merge }, private: { [state.id]: { reason } }, act }, ...reviews] };
}

/** Step two of undoing: the other dossier is its own again. */
export function decidePart(state: TeacherState, into: PersonId, merge: EventId, cause: EventId, act: OfficialAct | undefined): Decision<TeacherFact> {
  if (!mergerStands(state, merge)) return alreadySo;
  return { kind: 'events', events: [{ type: 'MergeUndone', data: { into, from: state.id, merge }, cause, ...(act ? { act } : {}) }] };
}

/** Decisions recorded on the surviving dossier that name facts of the absorbed one, with those facts. */
export function decidedOnBoth(state: Pick<TeacherState, 'id'> & { readonly facts: readonly TeacherFact[] }, from: PersonId): readonly { readonly fact: TeacherFact; readonly on: readonly EventId[] }[] {
  const theirs = new Set(state.facts.filter((fact) => isOn(fact, from)).map(({ id }) => id));
  return state.facts.flatMap((fact) => {
    // That a term ran out, nobody decided.
    if (!isOn(fact, state.id) || fact.type === 'ReviewRequired' || fact.type === 'ReviewConcluded' || fact.type === 'TitleExpired') return [];
    const named = [...(fact.meta.standsOn ?? []), ...(fact.meta.corrects === undefined ? [] : [fact.meta.corrects]), ...(fact.type === 'FactVoided' ? [fact.data.event] : [])];
    const on = named.filter((event) => theirs.has(event));
    return on.length === 0 ? [] : [{ fact, on }];
  });
}

/** One merger as a dossier's own facts tell it; `undone` null while the two are one. */
export interface Merger {
  readonly event: EventId;
  readonly into: TeacherId;
  readonly from: TeacherId;
  readonly on: BusinessDate;
  readonly undone: { readonly event: EventId; readonly on: BusinessDate } | null;
}

/** Every merger that a dossier was ever in, of the facts of its own stream. */
export function mergersIn(told: readonly LifeFact[]): readonly Merger[] {
  return told.flatMap((fact, index) => {
    if (fact.type !== 'IdentitiesMerged') return [];
    const { into, from } = fact.data;
    const undone = told.slice(index).find((later) => later.type === 'MergeUndone' && later.data.from === from && later.data.into === into);
    return [{ event: fact.id, into, from, on: fact.meta.effectiveOn, undone: undone === undefined ? null : { event: undone.id, on: undone.meta.effectiveOn } }];
  });
}

/** Dossiers that are merged into this one, and those that it was parted from, as far as its facts go. */
export function mergedWith(facts: readonly LifeFact[], id: TeacherId): { readonly absorbed: readonly TeacherId[]; readonly parted: readonly TeacherId[] } {
  const mergers = mergersIn(facts);
  return {
    absorbed: mergers.flatMap(({ into, from, undone }) => (undone === null && into === id ? [from] : [])),
    parted: mergers.flatMap(({ into, from, undone }) => (undone !== null && from === id ? [into] : [])),
  };
}

/** Every fact that is a dossier's now, stream by stream: `read` gives one stream's in log order, `factOf` what it holds. */
export async function dossierOn<T>(id: TeacherId, own: readonly T[], factOf: (one: T) => TeacherFact, read: (stream: StreamName) => Promise<readonly T[]>): Promise<readonly T[]> {
  const { absorbed, parted } = mergedWith(own.map(factOf), id);
  if (absorbed.length === 0 && parted.length === 0 && own.every((one) => factOf(one).meta.about === undefined)) return own;
  const mine = { id, absorbed: new Set(absorbed) };
  const found: T[] = [];
  const left = new Set(parted);
  for (const from of absorbed) {
    const theirs = await read(`teacher-${from}`);
    found.push(...theirs.filter((one) => passesOn(factOf(one)) && isHers(mine, factOf(one))));
    for (const into of mergedWith(theirs.map(factOf), from).parted) left.add(into);
  }
  for (const into of left) if (into !== id && !mine.absorbed.has(into)) found.push(...(await read(`teacher-${into}`)).filter((one) => factOf(one).meta.about !== undefined && isHers(mine, factOf(one))));
  return [...found, ...own.filter((one) => isHers(mine, factOf(one)))];
}
