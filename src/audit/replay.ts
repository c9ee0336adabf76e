import { shanghaiDate } from '../clock';
import type { BusinessDate, Instant } from '../domain/dates';
import type { EventId, Json, JsonObject, OfficialAct, PaperEntered, PersonId, RuleReference, TeacherId } from '../domain/facts';
import { ruleSentence } from '../domain/rules/sentences';
import type { Waived } from '../domain/rules/rule';
import type { RuleVerdict } from '../domain/teacher/facts';
import { resolve, viewOf, type LifeFact, type TeacherView } from '../domain/teacher/view';
import type { Position } from '../event-store/event-store';
import type { Notice } from '../event-store/notice';
import { changesIn, type Change } from './changes';
import { detailOf, isErasedOf, ownOf, wordOf } from './event-words';
import type { History, HistoryFact, Placed, Words } from './history';

/** One step of the working of a decision, as a person reads it. */
export interface WorkingLine {
  readonly rule: string;
  readonly clause: string;
  readonly holds: boolean;
  /** Where it fails and a body let her through it (例外审批). */
  readonly waived?: Waived;
  /** Of a team: of whom in it the condition holds. */
  readonly members?: readonly { readonly person: string; readonly verdict: string }[];
  readonly sentences: Notice;
}

/** A fact as it stands in the log. STANDING: in force; CORRECTED: worded anew by a later one; VOIDED: it never happened. */
export interface HistoryEntry {
  readonly position: Position;
  readonly event: EventId;
  readonly type: HistoryFact['type'];
  readonly word: Notice;
  readonly detail: Notice;
  readonly class: string;
  readonly stream: string;
  readonly revision: number;
  readonly effectiveOn: BusinessDate;
  readonly recordedAt: Instant;
  /** Recorded on a later day than it holds from. */
  readonly late: boolean;
  readonly status: 'STANDING' | 'CORRECTED' | 'VOIDED';
  /** The wording or the voiding that replaced it. */
  readonly replacedBy: EventId | null;
  readonly corrects: EventId | null;
  readonly useCase: string;
  readonly actor: PersonId;
  readonly capacity: { readonly post: string; readonly org: string; readonly orgNames: Notice } | null;
  /** The delegator, where the appointment was not the actor's own. */
  readonly onBehalfOf: PersonId | null;
  readonly enteredBy: PersonId | null;
  /** The officer's paper that the clerk entered; the clerk's own post on that day. */
  readonly paper: (PaperEntered & { readonly orgNames: Notice }) | null;
  readonly via: string | null;
  readonly rule: RuleReference | null;
  readonly act: OfficialAct | null;
  readonly standsOn: readonly EventId[];
  readonly data: JsonObject;
  /** Her part of it, opened; null where there is none or it was erased. */
  readonly personal: JsonObject | null;
  readonly erased: boolean;
  readonly working: readonly WorkingLine[];
  /** Of a correction, a void or a list posted anew: what it changed, before and after. */
  readonly changes: readonly Change[];
}

export interface Replay {
  readonly teacher: TeacherId;
  readonly asOf: BusinessDate;
  readonly asKnown: Instant | null;
  /** Position of the last event that was read; null: none. */
  readonly position: Position | null;
  /** Revision of her own stream; −1: none. */
  readonly revision: number;
  readonly erased: boolean;
  readonly view: TeacherView;
  /** By the day on which they hold, then in the order of the log. */
  readonly entries: readonly HistoryEntry[];
  readonly words: Words;
}

/**
 * One teacher's history: what held on D by the facts that the history has. As known at K is a matter of what was read
 * (`readHistory` with a cut). A pure function of its arguments.
 */
export function replay(history: History, asOf: BusinessDate, asKnown: Instant | null = null): Replay {
  const { teacher, own, acts, words } = history;
  // A recorded fact is all that a view asks of one, and more.
  const resolved = resolve(own.map(({ fact }) => fact as LifeFact));
  const fates = fatesOf(own.map(({ fact }) => fact), resolved);
  const changes = changesIn(history);
  const placed: readonly Placed[] = [...own, ...acts];
  const entries = placed
    // A draft is nothing that happened to her: it stands beside her case, for herself alone.
    .filter(({ fact }) => fact.meta.effectiveOn <= asOf && fact.type !== 'ApplicationDrafted')
    .sort((a, b) => compare(a.fact.meta.effectiveOn, b.fact.meta.effectiveOn) || compare(a.position, b.position))
    .map((one) => entryOf(one, history, changes.get(one.fact.id) ?? [], fates.get(one.fact.id)));
  const view = viewOf(resolved, asOf);
  return {
    teacher, asOf, asKnown,
    position: placed.reduce<Position | null>((last, { position }) => (last === null || position > last ? position : last), null),
    revision: history.revision,
    erased: view.erased,
    view, entries, words,
  };
}

type Fate = Pick<HistoryEntry, 'status' | 'replacedBy'>;
const STANDING: Fate = { status: 'STANDING', replacedBy: null };

/** What became of each fact of her own stream; acts of rounds stand as they were taken. */
function fatesOf(facts: readonly HistoryFact[], resolved: ReturnType<typeof resolve>): ReadonlyMap<EventId, Fate> {
  const fates = new Map<EventId, Fate>();
  for (const { fact, wordings } of resolved) for (const wording of wordings) fates.set(wording, wording === fact.id ? STANDING : { status: 'CORRECTED', replacedBy: fact.id });
  const rootOf = new Map(facts.map(({ id, meta }) => [id, meta.corrects ?? id]));
  const voids = new Map(facts.flatMap((fact) => (fact.type === 'FactVoided' ? [[rootOf.get(fact.data.event) ?? fact.data.event, fact.id] as const] : [])));
  for (const { id, type } of facts) {
    if (fates.has(id)) continue;
    fates.set(id, type === 'FactVoided' ? STANDING : { status: 'VOIDED', replacedBy: voids.get(rootOf.get(id) ?? id) ?? null });
  }
  return fates;
}

function entryOf({ position, fact }: Placed, { teacher, words }: History, changes: readonly Change[], fate: Fate = STANDING): HistoryEntry {
  const { id: event, type, stream, revision, recordedAt, data, meta } = fact;
  const { effectiveOn, capacity } = meta;
  const personal = ownOf(fact, teacher);
  return {
    position, event, type, word: wordOf(type), detail: detailOf(fact, teacher, words), class: meta.class, stream, revision, effectiveOn, recordedAt,
    late: shanghaiDate(recordedAt) > effectiveOn,
    ...fate,
    corrects: meta.corrects ?? null,
    useCase: meta.useCase,
    actor: meta.actor,
    capacity: capacity === null ? null : { ...capacity, orgNames: words.org(capacity.org, effectiveOn) },
    onBehalfOf: meta.onBehalfOf ?? null,
    enteredBy: meta.enteredBy ?? null,
    paper: meta.paper === undefined ? null : { ...meta.paper, orgNames: words.org(meta.paper.org, shanghaiDate(recordedAt)) },
    via: meta.via ?? null,
    rule: meta.rule ?? null,
    act: meta.act ?? null,
    standsOn: meta.standsOn ?? [],
    data: data as JsonObject,
    personal,
    erased: isErasedOf(fact, teacher),
    working: workingOf(fact, personal, words),
    changes,
  };
}

/**
 * An entry as her school and she herself read it: who gave which score stays within the panel, so experts are numbered
 * by their ids' order in the entry.
 */
export function withExpertsNumbered(entry: HistoryEntry): HistoryEntry {
  const experts = [...new Set([...expertsIn(entry.data), ...expertsIn(entry.personal)])].sort();
  if (experts.length === 0) return entry;
  const numbered = new Map(experts.map((expert, index) => [expert, `expert ${index + 1}`]));
  // An expert who acts is an actor too.
  const actor = numbered.get(entry.actor) ?? entry.actor;
  return { ...entry, actor, data: renamed(entry.data, numbered) as JsonObject, personal: renamed(entry.personal, numbered) as JsonObject | null };
}

function expertsIn(value: Json): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(expertsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'expert' && typeof one === 'string') return [one];
    if (key === 'experts' && Array.isArray(one)) return one.filter((expert): expert is string => typeof expert === 'string');
    return expertsIn(one);
  });
}

function renamed(value: Json, names: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => renamed(one, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, names)]));
}

/** Every rule's answer with the values it read of her; of an erased one the values read 〔已删除〕 and [erased]. */
function workingOf(fact: HistoryFact, personal: JsonObject | null, words: Words): readonly WorkingLine[] {
  if (fact.type !== 'Nominated' && fact.type !== 'NominationCompleted' && fact.type !== 'NominationRefused' && fact.type !== 'ConfirmationDeclined') return [];
  const programme = 'programme' in fact.data ? fact.data.programme : null;
  const inputs = personal?.['inputs'];
  return fact.data.verdicts.map((verdict: RuleVerdict, index) => {
    const { rule, clause, holds, bound } = verdict;
    const undecided = verdict['undecided'];
    const waived = waivedOf(verdict['waived']);
    const why = undecided === 'erased' || undecided === 'open' || undecided === 'notRecorded' ? undecided : undefined;
    return {
      rule, clause, holds,
      ...(waived === null ? {} : { waived }),
      ...membersIn(bound),
      sentences: ruleSentence({ rule, clause, ...(waived === null ? {} : { waived }), verdict: why !== undefined ? 'cannotDecide' : holds ? 'holds' : 'fails', ...(why === undefined ? {} : { undecided: why }), bound, inputs: inputsOf(inputs, index), called: words.called(programme, bound) }),
    };
  });
}

/** Of a team: of whom in it the condition holds. */
function membersIn(bound: JsonObject): Pick<WorkingLine, 'members'> {
  const members = bound['members'];
  if (!Array.isArray(members)) return {};
  return { members: (members as readonly Json[]).flatMap((one) => (isObject(one) && typeof one['person'] === 'string' && typeof one['verdict'] === 'string' ? [{ person: one['person'], verdict: one['verdict'] }] : [])) };
}

/** 例外审批 that stands for a rule that failed, as the verdict holds it in clear. */
function waivedOf(value: Json | undefined): Waived | null {
  if (!isObject(value)) return null;
  const { waiver, body, number, date } = value;
  return typeof waiver === 'string' && typeof body === 'string' && typeof date === 'string' ? { waiver, body, number: typeof number === 'string' ? number : null, date } : null;
}

/** Answer by answer in the order of the verdicts. */
function inputsOf(inputs: Json | undefined, index: number): JsonObject | null {
  const one: Json | undefined = Array.isArray(inputs) ? (inputs as readonly Json[])[index] : undefined;
  const read = isObject(one) ? one['inputs'] : undefined;
  return isObject(read) ? read : null;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
