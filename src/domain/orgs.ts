import type { DecisionContext } from './context';
import { addDays, type BusinessDate } from './dates';
import { refused, type Refused } from './decision';
import type { Aggregate, CommandId, Decision, EventId, NewFact, OrgId, Recorded, Refusal } from './facts';
import type { OrgChangeVoided, OrgKind, OrgLevel, OrgRegistered, OrgsFact, OrgTraits } from './registry-facts';

/** What held from a day on. */
export interface Since<T> {
  readonly from: BusinessDate;
  readonly value: T;
}

/** How a unit came to an end, or gave a part of itself away. */
export type OrgChange = 'MERGED' | 'SPLIT' | 'CLOSED';

/** Predecessor and successor, as an official act made them. */
export interface OrgLink {
  readonly org: OrgId;
  readonly on: BusinessDate;
  readonly how: OrgChange;
  readonly event: EventId;
}

/** `parent`, `code` and traits are those of the latest entry; `orgOn` answers with those of a day. */
export interface Org extends OrgTraits {
  readonly org: OrgId;
  readonly level: OrgLevel;
  readonly kind: OrgKind;
  readonly parent: OrgId | null;
  readonly code: string | null;
  /** First day on which it exists. */
  readonly from: BusinessDate;
  readonly event: EventId;
  /** By day, later entries of one day last; so are the others. */
  readonly names: readonly { readonly from: BusinessDate; readonly zh: string; readonly en: string }[];
  readonly parents: readonly Since<OrgId | null>[];
  readonly codes: readonly Since<string | null>[];
  readonly traits: readonly Since<OrgTraits>[];
  /** `on`: the first day on which it exists no more. */
  readonly ended: { readonly on: BusinessDate; readonly how: OrgChange; readonly event: EventId } | null;
  readonly successors: readonly OrgLink[];
  readonly predecessors: readonly OrgLink[];
}

/** The tree of units in one stream, so that one revision pins the whole tree on every day. */
export interface OrgsState {
  readonly orgs: Map<OrgId, Org>;
  /** Who ever had the code; whether it still has it is for `codeHolder` to say. */
  readonly codes: Map<string, readonly OrgId[]>;
  /** What the tree was made of, in log order, but for what was voided: from it the tree is made anew without a fact. */
  readonly told: ToldFact[];
  readonly voided: Set<EventId>;
}

export interface ToldFact {
  readonly event: EventId;
  /** All of one command came of one act. */
  readonly command: CommandId;
  readonly on: BusinessDate;
  readonly fact: Told<TreeFact>;
}

export type RegisterOrgCommand = OrgRegistered['data'] & { readonly effectiveOn?: BusinessDate };
export interface RenameOrgCommand {
  readonly org: OrgId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly effectiveOn?: BusinessDate;
}

export const orgs: Aggregate<OrgsState, OrgsFact> = {
  initial: () => ({ orgs: new Map(), codes: new Map(), told: [], voided: new Set() }),
  evolve(state, fact) {
    if (fact.type === 'OrgChangeVoided') {
      const gone = [fact.data.event, ...fact.data.with];
      for (const event of gone) state.voided.add(event);
      return retold(state, new Set(gone));
    }
    const { id, meta: { commandId, effectiveOn } } = fact;
    state.told.push({ event: id, command: commandId, on: effectiveOn, fact: toldOf(fact) });
    return tell(state, fact, effectiveOn, id);
  },
};

type TreeFact = Exclude<OrgsFact, OrgChangeVoided>;
/** Without what a stored fact has besides, which the tree does not keep. */
function toldOf({ type, data }: TreeFact): Told<TreeFact> {
  return { type, data } as Told<TreeFact>;
}

/** The tree made anew from what it was told, without these facts. */
function retold(state: OrgsState, gone: ReadonlySet<EventId>): OrgsState {
  const told = state.told.filter(({ event }) => !gone.has(event));
  state.told.length = 0;
  state.told.push(...told);
  state.orgs.clear();
  state.codes.clear();
  for (const { event, on, fact } of told) tell(state, fact, on, event);
  return state;
}

/** The tree as it would be without these facts; the state itself stays as it is. */
export function treeWithout(state: OrgsState, gone: ReadonlySet<EventId>): OrgsState {
  return retold({ orgs: new Map(), codes: new Map(), told: [...state.told], voided: state.voided }, gone);
}

type Told<F> = F extends Recorded<infer T, infer D> ? { readonly type: T; readonly data: D } : never;

/** What a fact, or one that is only proposed, makes of the tree from a day on. */
export function tell(state: OrgsState, fact: Told<TreeFact>, from: BusinessDate, event: EventId): OrgsState {
  switch (fact.type) {
    case 'OrgRegistered':
      enter(state, fact.data, from, event);
      return state;
    case 'OrgRenamed':
      change(state, fact.data.org, ({ names }) => ({ names: placed(names, { from, ...fact.data.names }) }));
      return state;
    case 'OrgMoved':
      move(state, fact.data.org, { from, value: fact.data.parent });
      return state;
    case 'OrgCodeChanged':
      recode(state, fact.data.org, { from, value: fact.data.code });
      return state;
    case 'OrgTraitsChanged': {
      const { stages, rural, weak } = fact.data;
      change(state, fact.data.org, ({ traits }) => {
        const all = placed(traits, { from, value: { stages, rural, weak } });
        return { traits: all, ...all.at(-1)?.value };
      });
      return state;
    }
    case 'OrgsMerged':
      for (const org of fact.data.moved) move(state, org, { from, value: fact.data.into });
      for (const org of fact.data.from) {
        link(state, org, fact.data.into, { on: from, how: 'MERGED', event });
        end(state, org, { on: from, how: 'MERGED', event });
      }
      return state;
    case 'OrgSplit':
      for (const org of fact.data.into) if (org !== fact.data.org) link(state, fact.data.org, org, { on: from, how: 'SPLIT', event });
      if (!fact.data.into.includes(fact.data.org)) end(state, fact.data.org, { on: from, how: 'SPLIT', event });
      return state;
    case 'OrgClosed':
      if (fact.data.successor !== null) link(state, fact.data.org, fact.data.successor, { on: from, how: 'CLOSED', event });
      end(state, fact.data.org, { on: from, how: 'CLOSED', event });
      return state;
  }
}

function enter(state: OrgsState, { org, names, level, kind, parent, stages, code, rural, weak = false }: OrgRegistered['data'], from: BusinessDate, event: EventId): void {
  const traits = { stages, rural, weak };
  state.orgs.set(org, {
    org, level, kind, parent, code, ...traits, from, event, names: [{ from, ...names }],
    parents: [{ from, value: parent }], codes: [{ from, value: code }], traits: [{ from, value: traits }], ended: null, successors: [], predecessors: [],
  });
  hasCode(state, code, org);
}

function change(state: OrgsState, org: OrgId, of: (known: Org) => Partial<Org>): void {
  const known = state.orgs.get(org);
  if (known) state.orgs.set(org, { ...known, ...of(known) });
}

function end(state: OrgsState, org: OrgId, ended: NonNullable<Org['ended']>): void {
  change(state, org, () => ({ ended }));
}

function move(state: OrgsState, org: OrgId, entry: Since<OrgId | null>): void {
  change(state, org, ({ parents }) => {
    const all = placed(parents, entry);
    return { parents: all, parent: all.at(-1)?.value ?? null };
  });
}

function recode(state: OrgsState, org: OrgId, entry: Since<string | null>): void {
  change(state, org, ({ codes }) => {
    const all = placed(codes, entry);
    return { codes: all, code: all.at(-1)?.value ?? null };
  });
  hasCode(state, entry.value, org);
}

function hasCode(state: OrgsState, code: string | null, org: OrgId): void {
  const known = code === null ? undefined : (state.codes.get(code) ?? []);
  if (code !== null && known !== undefined && !known.includes(org)) state.codes.set(code, [...known, org]);
}

function link(state: OrgsState, before: OrgId, after: OrgId, how: Omit<OrgLink, 'org'>): void {
  change(state, before, ({ successors }) => ({ successors: [...successors, { org: after, ...how }] }));
  change(state, after, ({ predecessors }) => ({ predecessors: [...predecessors, { org: before, ...how }] }));
}

/** A paper that comes late stands before what holds from a later day. */
function placed<T extends { readonly from: BusinessDate }>(entries: readonly T[], entry: T): readonly T[] {
  const later = entries.findIndex(({ from }) => from > entry.from);
  return later < 0 ? [...entries, entry] : [...entries.slice(0, later), entry, ...entries.slice(later)];
}

const height: { readonly [level in OrgLevel]: number } = { CITY: 0, DISTRICT: 1, SCHOOL: 2 };

/**
 * A parent must stand already, so that the tree cannot have a cycle, and be of the same level or a higher one: a
 * research centre stands beside the schools of its district, under the district's bureau.
 */
export function decideRegisterOrg(state: OrgsState, command: RegisterOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { effectiveOn = context.today, ...data } = command;
  const fault = registrationFault(state, data, effectiveOn) ?? codeFault(state, data.org, data.code, effectiveOn);
  return fault ?? { kind: 'events', events: [{ type: 'OrgRegistered', data, effectiveOn }] };
}

/** What keeps a new unit from standing there; its code is another question, since a merger frees some. */
export function registrationFault(state: OrgsState, { org, parent, level }: Pick<OrgRegistered['data'], 'org' | 'parent' | 'level'>, on: BusinessDate): Refused | null {
  if (state.orgs.has(org)) return refused('orgExists', { org });
  if (parent === org) return refused('orgCycle', { org });
  return parent === null ? null : (absence(state, parent, on) ?? levelFault(state, org, level, parent));
}

/** A list in its order: each row is decided on the tree as the rows before it leave it. The state itself stays as it is. */
export function registerOrgs(state: OrgsState, rows: readonly RegisterOrgCommand[], context: DecisionContext): { readonly events: readonly NewFact<'OrgRegistered', OrgRegistered['data']>[]; readonly refusals: readonly (Refusal | null)[] } {
  const after = copyOf(state);
  const events: NewFact<'OrgRegistered', OrgRegistered['data']>[] = [];
  const refusals = rows.map((row): Refusal | null => {
    const decision = decideRegisterOrg(after, row, context);
    if (decision.kind === 'refused') return decision.refusal;
    const { effectiveOn = context.today, ...data } = row;
    enter(after, data, effectiveOn, '');
    events.push({ type: 'OrgRegistered', data, effectiveOn });
    return null;
  });
  return { events, refusals };
}

/** A tree of its own to try things out on: entries are replaced and never written into. */
export function copyOf(state: OrgsState): OrgsState {
  return { ...state, orgs: new Map(state.orgs), codes: new Map(state.codes) };
}

export function decideRenameOrg(state: OrgsState, command: RenameOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, names, effectiveOn = context.today } = command;
  const fault = absence(state, org, effectiveOn);
  if (fault) return fault;
  const now = nameOn(state, org, effectiveOn);
  if (now?.zh === names.zh && now.en === names.en) return refused('sameName', { org });
  return { kind: 'events', events: [{ type: 'OrgRenamed', data: { org, names }, effectiveOn }] };
}

/** Why there is no such unit on the day: unknown, not there yet, or at its end, with who carries it on. */
export function absence(state: OrgsState, org: OrgId, day: BusinessDate): Refused | null {
  const known = state.orgs.get(org);
  if (!known) return refused('unknownOrg', { org });
  if (known.from > day) return refused('orgNotYet', { org, from: known.from, day });
  if (known.ended !== null && known.ended.on <= day) return refused('orgEnded', { org, on: known.ended.on, successors: carriedOnBy(state, org, day) });
  return null;
}

export function levelFault(state: OrgsState, org: OrgId, level: OrgLevel, parent: OrgId): Refused | null {
  const above = state.orgs.get(parent)?.level;
  return above !== undefined && height[level] < height[above] ? refused('levelAboveParent', { org, level, parentLevel: above }) : null;
}

/** A code is one unit's at a time, from the day on; a unit that ends by then gives its code free. */
export function codeFault(state: OrgsState, org: OrgId, code: string | null, on: BusinessDate, ending: readonly OrgId[] = []): Refused | null {
  const holder = code === null ? undefined : codeHolder(state, code, on, [org, ...ending]);
  return code === null || holder === undefined ? null : refused('orgCodeTaken', { code, org: holder });
}

/** Who has the code on the day or will have it later; `but`: who is not asked. */
export function codeHolder(state: OrgsState, code: string, on: BusinessDate, but: readonly OrgId[] = []): OrgId | undefined {
  return state.codes.get(code)?.find((org) => {
    const known = state.orgs.get(org);
    if (!known || but.includes(org) || (known.ended !== null && known.ended.on <= on)) return false;
    // Of two entries of one day the later counts.
    return (known.from <= on && valueOn(known.codes, on) === code) || known.codes.some(({ from, value }, index) => from > on && value === code && known.codes[index + 1]?.from !== from);
  });
}

/** The unit as it is on that day; null where it does not exist then. */
export function orgOn(state: OrgsState, org: OrgId, day: BusinessDate): Org | null {
  const known = state.orgs.get(org);
  if (!known || known.from > day || (known.ended !== null && known.ended.on <= day)) return null;
  // Of nearly all units nothing ever changed.
  if (known.parents.length === 1 && known.codes.length === 1 && known.traits.length === 1) return known;
  return { ...known, parent: parentOn(known, day), code: valueOn(known.codes, day), ...valueOn(known.traits, day) };
}

/** True from the day on that ended it. */
export function hasEnded(state: OrgsState, org: OrgId, day: BusinessDate): boolean {
  const ended = state.orgs.get(org)?.ended;
  return ended !== undefined && ended !== null && ended.on <= day;
}

/** What stood above it on that day; after its end its last place, before its first day its first. */
export function parentOn({ parent, parents }: Org, day: BusinessDate): OrgId | null {
  return parents.length === 1 ? parent : valueOn(parents, day);
}

export function valueOn<T>(entries: readonly Since<T>[], day: BusinessDate): T {
  const entry = entries.findLast(({ from }) => from <= day) ?? entries[0];
  if (entry === undefined) throw new Error('a unit has an entry of every kind from its registration on');
  return entry.value;
}

/** Its name as it was on that day; null before its first. */
export function nameOn(state: OrgsState, org: OrgId, day: BusinessDate): { readonly zh: string; readonly en: string } | null {
  const name = state.orgs.get(org)?.names.findLast((entry) => entry.from <= day);
  return name ? { zh: name.zh, en: name.en } : null;
}

/** The unit itself, what stood above it on that day, and so on to the root. Bounded, so that a log with a cycle is an error and no hang. */
export function lineOf(state: OrgsState, org: OrgId, day: BusinessDate): readonly OrgId[] {
  const line: OrgId[] = [];
  for (let at: OrgId | null = org; at !== null; at = above(state, at, day)) {
    if (line.includes(at)) throw new Error(`the tree of units has a cycle at ${at}`);
    line.push(at);
  }
  return line;
}

/** What no unit stood above on that day, over this one; null where the tree does not know it. */
export function topOf(state: OrgsState, org: OrgId, day: BusinessDate): OrgId | null {
  return state.orgs.has(org) ? (lineOf(state, org, day).at(-1) ?? null) : null;
}

/** True where no unit stood above it on that day. */
export function isTop(state: OrgsState, org: OrgId, day: BusinessDate): boolean {
  const known = state.orgs.get(org);
  return known !== undefined && parentOn(known, day) === null;
}

/** True where it is the top of the only tree that stands: bureaux that share a store have a tree each, and the top of one is above nothing in another. */
export function isAboveAll(state: OrgsState, org: OrgId, day: BusinessDate): boolean {
  return isTop(state, org, day) && [...state.orgs.keys()].every((other) => other === org || !isTop(state, other, day) || hasEnded(state, other, day));
}

/** True where `org` was `top` on that day, or stood below it. */
export function isWithin(state: OrgsState, org: OrgId, top: OrgId, day: BusinessDate): boolean {
  let steps = 0;
  for (let at: OrgId | null = org; at !== null; at = above(state, at, day)) {
    if (at === top) return true;
    if (steps > state.orgs.size) throw new Error(`the tree of units has a cycle at ${at}`);
    steps += 1;
  }
  return false;
}

function above(state: OrgsState, org: OrgId, day: BusinessDate): OrgId | null {
  const known = state.orgs.get(org);
  return known === undefined ? null : parentOn(known, day);
}

/**
 * Who carries on what the unit was, on that day: itself while it stands, then those that its end names, and theirs in
 * turn. Nobody where it was closed without a successor. An end names only units that stand on its day, so the chain ends.
 */
export function carriedOnBy(state: OrgsState, org: OrgId, day: BusinessDate): readonly OrgId[] {
  const known = state.orgs.get(org);
  if (known === undefined || known.ended === null || known.ended.on > day) return [org];
  const { on } = known.ended;
  return [...new Set(known.successors.flatMap((next) => (next.on === on ? carriedOnBy(state, next.org, day) : [])))];
}

/** What stands in its place on that day: itself, who carries it on, or what it was where nobody does. */
export function heirsOf(state: OrgsState, org: OrgId, day: BusinessDate): readonly OrgId[] {
  const heirs = carriedOnBy(state, org, day);
  return heirs.length > 0 ? heirs : [org];
}

/** True where `top` answers on that day for what belongs to `org`: it stands there or above, or carries on what did until it ended. */
export function answersFor(state: OrgsState, top: OrgId, org: OrgId, day: BusinessDate): boolean {
  if (isWithin(state, org, top, day)) return true;
  return lineOf(state, org, day).some((unit) => hasEnded(state, unit, day) && carriedOnBy(state, unit, day).some((next) => isWithin(state, next, top, day)));
}

/** Whoever asks for a unit asks for all that it answers for on the day: what is on record of a unit that has ended is with the one that carries it on. */
export function unitsUnder(state: OrgsState, top: OrgId, day: BusinessDate): readonly OrgId[] {
  return [...state.orgs.keys()].filter((org) => answersFor(state, top, org, day));
}

/** The day itself, or the last day of a unit that has ended by then. */
export function dayBy(state: OrgsState, org: OrgId, day: BusinessDate): BusinessDate {
  const ended = state.orgs.get(org)?.ended ?? null;
  return ended !== null && ended.on <= day ? addDays(ended.on, -1) : day;
}

/** The unit as it is on that day or was on its last; null before its first. */
export function orgBy(state: OrgsState, org: OrgId, day: BusinessDate): Org | null {
  return orgOn(state, org, dayBy(state, org, day));
}

/** Whether what is asked of every unit by a last day (null: none is set) is asked of it, as of a day: it is there by then, and had not ended before. */
export function isAskedBy({ from, ended }: Pick<Org, 'from' | 'ended'>, last: BusinessDate | null, day: BusinessDate): boolean {
  const gone = ended !== null && ended.on <= day && (last === null || ended.on <= last);
  return !gone && (last === null || from <= last);
}
