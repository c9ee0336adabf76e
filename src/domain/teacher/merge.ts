import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, refused, type Refused } from '../decision';
import type { Decision, EventId, OfficialAct, PersonId, Proposed, Revision, StreamName, TeacherId } from '../facts';
import { ownMatter } from '../people';
import type { ReviewRequired, TeacherFact } from './facts';
import type { TeacherState } from './teacher';
import { isRunning, LAST_DAY } from './nomination-view';
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

/**
 * Takes in what stands on the absorbed streams and is not there yet. Each fact keeps its stream, and comes where the merger
 * stands: what was said of it since comes after it, also where both streams are read anew.
 */
export function joinFacts(state: TeacherState, others: readonly TeacherState[]): void {
  for (const other of others) {
    const seen = state.joined.get(other.id);
    const fresh = other.facts.filter((fact) => fact.revision > (seen ?? -1) && isOn(fact, other.id));
    const joining = fresh.filter(passesOn);
    const merger = seen === undefined ? state.facts.findLastIndex((fact) => fact.type === 'IdentitiesMerged' && fact.data.from === other.id) : -1;
    state.facts.splice(merger < 0 ? state.facts.length : merger + 1, 0, ...joining);
    for (const fact of joining) state.byId.set(fact.id, fact);
    state.joined.set(other.id, fresh.at(-1)?.revision ?? seen ?? -1);
  }
}

/** Gives back what an absorbed stream brought in. */
export function partFacts(state: TeacherState, from: PersonId): void {
  state.absorbed.delete(from);
  state.joined.delete(from);
  const own = state.facts.filter((fact) => !isOn(fact, from));
  for (const fact of state.facts) if (isOn(fact, from)) state.byId.delete(fact.id);
  state.facts.splice(0, state.facts.length, ...own);
}

function isOn({ stream }: Pick<TeacherFact, 'stream'>, person: PersonId): boolean {
  return stream === `teacher-${person}`;
}

/** Why nothing is done about a dossier any more; null while it stands by itself. */
export function absorbedFault({ id, absorbedInto }: Pick<TeacherState, 'id' | 'absorbedInto'>): Refused | null {
  return absorbedInto === null ? null : refused('dossierMerged', { teacher: id, into: absorbedInto });
}

/** Of any stream's state: the same. */
export function absorbedIn(state: unknown): Refused | null {
  return isDossier(state) ? absorbedFault(state) : null;
}

/** Of any stream's state: up to where the dossiers that it took in were read. */
export function joinedTo(state: unknown): { readonly [stream: StreamName]: Revision } {
  return isDossier(state) ? Object.fromEntries([...state.joined].map(([person, revision]) => [`teacher-${person}`, revision])) : {};
}

function isDossier(state: unknown): state is Pick<TeacherState, 'id' | 'absorbedInto' | 'joined'> {
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

/** Step two: the surviving dossier takes it in. Null where it cannot: it was itself absorbed or erased in between. */
export function decideAbsorb(state: TeacherState, from: PersonId, merge: EventId, act: OfficialAct | undefined): Decision<TeacherFact> | null {
  if (state.facts.some((fact) => fact.type === 'IdentitiesMerged' && fact.meta.cause === merge)) return alreadySo;
  if (state.absorbedInto !== null || state.erased) return null;
  return { kind: 'events', events: [{ type: 'IdentitiesMerged', data: { into: state.id, from }, cause: merge, ...(act ? { act } : {}) }] };
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
  const reviews = decidedOnBoth(state, from).map(({ fact, on }): Proposed<ReviewRequired> => ({
    type: 'ReviewRequired',
    data: { outcome: fact.id, outcomeType: fact.type, title: 'title' in fact.data && typeof fact.data.title === 'string' ? fact.data.title : null, facts: [id], rule: 'mergeUndone', inputs: { other: from, facts: on.length } },
    standsOn: [fact.id, id],
    cause: id,
  }));
  return { kind: 'events', events: [{ id, type: 'MergeUndone', data: { into: state.id, from, merge }, private: { [state.id]: { reason } }, act }, ...reviews] };
}

/** Step two of undoing: the other dossier is its own again. */
export function decidePart(state: TeacherState, into: PersonId, merge: EventId, cause: EventId, act: OfficialAct | undefined): Decision<TeacherFact> {
  if (state.absorbedInto === null || state.facts.some((fact) => fact.type === 'MergeUndone' && fact.data.merge === merge)) return alreadySo;
  return { kind: 'events', events: [{ type: 'MergeUndone', data: { into, from: state.id, merge }, cause, ...(act ? { act } : {}) }] };
}

/** Decisions recorded on the surviving dossier that name facts of the absorbed one, with those facts. */
export function decidedOnBoth(state: Pick<TeacherState, 'id'> & { readonly facts: readonly TeacherFact[] }, from: PersonId): readonly { readonly fact: TeacherFact; readonly on: readonly EventId[] }[] {
  const theirs = new Set(state.facts.filter((fact) => isOn(fact, from)).map(({ id }) => id));
  return state.facts.flatMap((fact) => {
    if (!isOn(fact, state.id) || fact.type === 'ReviewRequired' || fact.type === 'ReviewConcluded') return [];
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

/** Dossiers that are merged into this one, as far as its facts go. */
export function absorbedBy(facts: readonly LifeFact[], id: TeacherId): readonly TeacherId[] {
  return mergersIn(facts).flatMap(({ into, from, undone }) => (undone === null && into === id ? [from] : []));
}
