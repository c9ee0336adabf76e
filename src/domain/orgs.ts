import type { DecisionContext } from './context';
import type { BusinessDate } from './dates';
import { refused } from './decision';
import type { Aggregate, Decision, EventId, NewFact, OrgId, Refusal } from './facts';
import type { OrgKind, OrgLevel, OrgRegistered, OrgsFact } from './registry-facts';

export interface Org {
  readonly org: OrgId;
  readonly level: OrgLevel;
  readonly kind: OrgKind;
  readonly parent: OrgId | null;
  readonly stages: readonly string[];
  readonly code: string | null;
  readonly rural: boolean;
  /** First day on which it exists. */
  readonly from: BusinessDate;
  readonly event: EventId;
  /** By day, later entries of one day last. */
  readonly names: { readonly from: BusinessDate; readonly zh: string; readonly en: string }[];
}

/** The tree of units in one stream, so that one revision pins the whole tree. */
export interface OrgsState {
  readonly orgs: Map<OrgId, Org>;
  readonly codes: Map<string, OrgId>;
}

export type RegisterOrgCommand = OrgRegistered['data'] & { readonly effectiveOn?: BusinessDate };
export interface RenameOrgCommand {
  readonly org: OrgId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly effectiveOn?: BusinessDate;
}

export const orgs: Aggregate<OrgsState, OrgsFact> = {
  initial: () => ({ orgs: new Map(), codes: new Map() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'OrgRegistered': {
        const { org, names, level, kind, parent, stages, code, rural } = fact.data;
        const from = fact.meta.effectiveOn;
        state.orgs.set(org, { org, level, kind, parent, stages, code, rural, from, event: fact.id, names: [{ from, ...names }] });
        if (code !== null) state.codes.set(code, org);
        return state;
      }
      case 'OrgRenamed': {
        const names = state.orgs.get(fact.data.org)?.names;
        if (names) {
          const later = names.findIndex((name) => name.from > fact.meta.effectiveOn);
          names.splice(later < 0 ? names.length : later, 0, { from: fact.meta.effectiveOn, ...fact.data.names });
        }
        return state;
      }
    }
  },
};

const height: { readonly [level in OrgLevel]: number } = { CITY: 0, DISTRICT: 1, SCHOOL: 2 };

/**
 * A parent must stand already, so that the tree cannot have a cycle, and be of the same level or a higher one: a
 * research centre stands beside the schools of its district, under the district's bureau.
 */
export function decideRegisterOrg(state: OrgsState, command: RegisterOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { effectiveOn = context.today, ...data } = command;
  if (state.orgs.has(data.org)) return refused('orgExists', { org: data.org });
  if (data.parent === data.org) return refused('orgCycle', { org: data.org });
  if (data.parent !== null) {
    const parent = state.orgs.get(data.parent);
    if (!parent) return refused('unknownOrg', { org: data.parent });
    if (parent.from > effectiveOn) return refused('orgNotYet', { org: data.parent, from: parent.from, day: effectiveOn });
    if (height[data.level] < height[parent.level]) return refused('levelAboveParent', { org: data.org, level: data.level, parentLevel: parent.level });
  }
  const holder = data.code === null ? undefined : state.codes.get(data.code);
  if (data.code !== null && holder !== undefined) return refused('orgCodeTaken', { code: data.code, org: holder });
  return { kind: 'events', events: [{ type: 'OrgRegistered', data, effectiveOn }] };
}

/** A list in its order: each row is decided on the tree as the rows before it leave it. The state itself stays as it is. */
export function registerOrgs(state: OrgsState, rows: readonly RegisterOrgCommand[], context: DecisionContext): { readonly events: readonly NewFact<'OrgRegistered', OrgRegistered['data']>[]; readonly refusals: readonly (Refusal | null)[] } {
  const after: OrgsState = { orgs: new Map(state.orgs), codes: new Map(state.codes) };
  const events: NewFact<'OrgRegistered', OrgRegistered['data']>[] = [];
  const refusals = rows.map((row): Refusal | null => {
    const decision = decideRegisterOrg(after, row, context);
    if (decision.kind === 'refused') return decision.refusal;
    const { effectiveOn = context.today, ...data } = row;
    const { org, level, kind, parent, stages, code, rural, names } = data;
    after.orgs.set(org, { org, level, kind, parent, stages, code, rural, from: effectiveOn, event: '', names: [{ from: effectiveOn, ...names }] });
    if (code !== null) after.codes.set(code, org);
    events.push({ type: 'OrgRegistered', data, effectiveOn });
    return null;
  });
  return { events, refusals };
}

export function decideRenameOrg(state: OrgsState, command: RenameOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, names, effectiveOn = context.today } = command;
  const known = state.orgs.get(org);
  if (!known) return refused('unknownOrg', { org });
  if (effectiveOn < known.from) return refused('orgNotYet', { org, from: known.from, day: effectiveOn });
  const now = nameOn(state, org, effectiveOn);
  if (now?.zh === names.zh && now.en === names.en) return refused('sameName', { org });
  return { kind: 'events', events: [{ type: 'OrgRenamed', data: { org, names }, effectiveOn }] };
}

/** The unit if it exists on that day. */
export function orgOn(state: OrgsState, org: OrgId, day: BusinessDate): Org | null {
  const known = state.orgs.get(org);
  return known && known.from <= day ? known : null;
}

/** Its name as it was on that day; null before its first. */
export function nameOn(state: OrgsState, org: OrgId, day: BusinessDate): { readonly zh: string; readonly en: string } | null {
  const name = state.orgs.get(org)?.names.findLast((entry) => entry.from <= day);
  return name ? { zh: name.zh, en: name.en } : null;
}

/** The unit itself, its parent, and so on to the root. Bounded, so that a log with a cycle is an error and no hang. */
export function lineOf(state: OrgsState, org: OrgId): readonly OrgId[] {
  const line: OrgId[] = [];
  for (let at: OrgId | null = org; at !== null; at = state.orgs.get(at)?.parent ?? null) {
    if (line.includes(at)) throw new Error(`the tree of units has a cycle at ${at}`);
    line.push(at);
  }
  return line;
}

/** True where `org` is `above` or stands below it. */
export function isWithin(state: OrgsState, org: OrgId, above: OrgId): boolean {
  return lineOf(state, org).includes(above);
}
