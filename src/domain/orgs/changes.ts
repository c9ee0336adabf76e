import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { refused, sameJson, type Refused } from '../decision';
import type { AppointmentId, Decision, OfficialAct, OrgId, Proposed } from '../facts';
import { absence, codeFault, copyOf, levelFault, lineOf, orgOn, parentOn, registrationFault, tell, type Org, type OrgsState } from '../orgs';
import type { PeopleState } from '../people';
import type { OrgRegistered, OrgsFact, OrgTraits } from '../registry-facts';

/** A unit that comes of a change and is registered with it, in the same append. */
export type NewOrg = OrgRegistered['data'];

interface Change {
  /** First day of the new state. */
  readonly on: BusinessDate;
  readonly act: OfficialAct;
}
export interface MergeOrgsCommand extends Change {
  readonly into: OrgId;
  readonly from: readonly OrgId[];
  /** Where `into` comes of the merger. */
  readonly founds: NewOrg | null;
  /** Of a unit that stands already, from that day on: it keeps its own where none is given. */
  readonly code?: string | null;
}
export interface SplitOrgCommand extends Change {
  readonly org: OrgId;
  readonly into: readonly OrgId[];
  readonly founds: readonly NewOrg[];
}
export interface CloseOrgCommand extends Change {
  readonly org: OrgId;
  readonly successor: OrgId | null;
}
export interface MoveOrgCommand extends Change {
  readonly org: OrgId;
  readonly parent: OrgId;
}
export interface ChangeOrgCodeCommand extends Change {
  readonly org: OrgId;
  readonly code: string | null;
}
export interface ChangeOrgTraitsCommand extends Change, OrgTraits {
  readonly org: OrgId;
}

/** 合并: what stood below those that end stands below the unit that carries them on; one of the old codes may be kept (E32, E33). */
export function decideMergeOrgs(state: OrgsState, command: MergeOrgsCommand, context: DecisionContext): Decision<OrgsFact> {
  const { into, from, founds, code, on, act } = command;
  if (from.includes(into)) return refused('mergesWithItself', { org: into });
  if (founds !== null && founds.org !== into) return refused('partNotNew', { org: founds.org });
  const fault = actFault(state, command, context) ?? first(from, (org) => absence(state, org, on) ?? usedLater(state, org, on))
    ?? (founds === null ? absence(state, into, on) : registrationFault(state, founds, on));
  if (fault) return fault;
  const alike = founds ?? state.orgs.get(into);
  if (founds !== null && founds.parent !== null && from.includes(founds.parent)) return refused('orgCycle', { org: into });
  const unlike = from.find((org) => !sameStanding(state.orgs.get(org), alike));
  if (unlike !== undefined) return refused('orgsUnlike', { org: unlike, other: into });
  const moved = from.flatMap((org) => unitsBelow(state, org, on)).filter((org) => !from.includes(org));
  const coded = codeFault(state, into, founds === null ? (code ?? null) : founds.code, on, from);
  if (coded) return coded;
  const recoded = founds === null && code !== undefined && code !== orgOn(state, into, on)?.code;
  const events: readonly Proposed<OrgsFact>[] = [
    ...(founds === null ? [] : [{ type: 'OrgRegistered' as const, data: founds, effectiveOn: on, act }]),
    { type: 'OrgsMerged', data: { into, from, moved }, effectiveOn: on, act },
    ...(recoded ? [{ type: 'OrgCodeChanged' as const, data: { org: into, code }, effectiveOn: on, act }] : []),
  ];
  return cycleFault(state, events, on, { org: into, parent: from[0] ?? into }) ?? { kind: 'events', events };
}

/** 分设, the unit goes on beside what is set off from it; or 拆分, it ends in its parts (E32). */
export function decideSplitOrg(state: OrgsState, command: SplitOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, into, founds, on, act } = command;
  const parts = into.filter((part) => part !== org);
  if (parts.length === 0 || into.length < 2) return refused('splitNeedsParts', { org });
  const stray = founds.find((one) => !parts.includes(one.org));
  if (stray) return refused('partNotNew', { org: stray.org });
  const isNew = new Map(founds.map((one) => [one.org, one]));
  const fault = actFault(state, command, context) ?? absence(state, org, on) ?? (parts.length < into.length ? null : endFault(state, org, on))
    ?? first(parts, (part) => {
      const one = isNew.get(part);
      if (one === undefined) return absence(state, part, on);
      return registrationFault(state, one, on) ?? codeFault(state, part, one.code, on, parts.length < into.length ? [] : [org]);
    });
  if (fault) return fault;
  const twice = founds.find(({ code, org: own }) => code !== null && founds.some((other) => other.org !== own && other.code === code));
  if (twice) return refused('orgCodeTaken', { code: twice.code ?? '', org: twice.org });
  const unlike = parts.find((part) => !sameStanding(isNew.get(part) ?? state.orgs.get(part), state.orgs.get(org)));
  if (unlike !== undefined) return refused('orgsUnlike', { org: unlike, other: org });
  const below = parts.length < into.length ? undefined : founds.find(({ parent }) => parent !== null && lineOf(state, parent, on).includes(org));
  if (below) return refused('orgCycle', { org: below.org });
  return {
    kind: 'events',
    events: [
      ...founds.map((data) => ({ type: 'OrgRegistered' as const, data, effectiveOn: on, act })),
      { type: 'OrgSplit', data: { org, into }, effectiveOn: on, act },
    ],
  };
}

/** 撤销. Without a successor nobody would act for whoever has a post there, so that those end first. */
export function decideCloseOrg(state: OrgsState, command: CloseOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, successor, on, act } = command;
  if (successor === org) return refused('mergesWithItself', { org });
  const fault = actFault(state, command, context) ?? absence(state, org, on) ?? endFault(state, org, on) ?? (successor === null ? null : absence(state, successor, on));
  if (fault) return fault;
  const appointments = successor === null && context.people ? appointmentsEnding(context.people, [org], on) : [];
  if (appointments.length > 0) return refused('orgInOffice', { org, on, appointments });
  return { kind: 'events', events: [{ type: 'OrgClosed', data: { org, successor }, effectiveOn: on, act }] };
}

/** 划转: a school handed from a county to a zone, with all that stands below it. */
export function decideMoveOrg(state: OrgsState, command: MoveOrgCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, parent, on, act } = command;
  if (org === parent) return refused('orgCycle', { org });
  const fault = actFault(state, command, context) ?? absence(state, org, on) ?? absence(state, parent, on);
  if (fault) return fault;
  const unit = state.orgs.get(org);
  const above = state.orgs.get(parent);
  if (!unit || !above) throw new Error(`units ${org} and ${parent} are there`);
  if (parentOn(unit, on) === parent) return refused('sameParent', { org, parent, on });
  const wrong = levelFault(state, org, unit.level, parent);
  if (wrong) return wrong;
  // It would be left standing below what is not there any more, unless it leaves again by then.
  const leaves = unit.parents.find(({ from }) => from > on)?.from ?? unit.ended?.on ?? null;
  if (above.ended !== null && (leaves === null || leaves > above.ended.on)) return absence(state, parent, above.ended.on) ?? refused('unknownOrg', { org: parent });
  const events: readonly Proposed<OrgsFact>[] = [{ type: 'OrgMoved', data: { org, parent }, effectiveOn: on, act }];
  return cycleFault(state, events, on, { org, parent }) ?? { kind: 'events', events };
}

/** A rename keeps the code and a merger keeps one; a division that was made anew has another (E33), a zone may have none (E34). */
export function decideChangeOrgCode(state: OrgsState, command: ChangeOrgCodeCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, code, on, act } = command;
  const fault = actFault(state, command, context) ?? absence(state, org, on);
  if (fault) return fault;
  if (orgOn(state, org, on)?.code === code) return refused('sameCode', { org, on });
  return codeFault(state, org, code, on) ?? { kind: 'events', events: [{ type: 'OrgCodeChanged', data: { org, code }, effectiveOn: on, act }] };
}

/** Stages that a school has from a day on, and whether it counts as rural or weak: a nine-year school formed (E32). */
export function decideChangeOrgTraits(state: OrgsState, command: ChangeOrgTraitsCommand, context: DecisionContext): Decision<OrgsFact> {
  const { org, stages, rural, weak, on, act } = command;
  const fault = actFault(state, command, context) ?? absence(state, org, on);
  if (fault) return fault;
  const now = orgOn(state, org, on);
  if (now && sameJson([...now.stages], [...stages]) && now.rural === rural && now.weak === weak) return refused('sameTraits', { org, on });
  return { kind: 'events', events: [{ type: 'OrgTraitsChanged', data: { org, stages, rural, weak }, effectiveOn: on, act }] };
}

/** Appointments that would have gone on at units that end on the day: they hold no longer than their unit. */
function appointmentsEnding(people: PeopleState, ending: readonly OrgId[], on: BusinessDate): readonly AppointmentId[] {
  return [...people.appointments.values()].filter(({ org, to }) => ending.includes(org) && (to === null || to >= on)).map(({ appointment }) => appointment);
}

/** Units that stand directly below it on the day. */
export function unitsBelow(state: OrgsState, org: OrgId, day: BusinessDate): readonly OrgId[] {
  return [...state.orgs.values()].filter((unit) => unit.from <= day && (unit.ended === null || unit.ended.on > day) && parentOn(unit, day) === org).map((unit) => unit.org);
}

function actFault(state: OrgsState, { on, act }: Change, { today }: DecisionContext): Refused | null {
  if (!isBusinessDate(on)) return refused('notADate', { name: 'on', date: on });
  if (act.date > today) return refused('inTheFuture', { field: 'act.date', day: act.date, today });
  return state.orgs.has(act.body) ? null : refused('unknownOrg', { org: act.body });
}

/** Nothing stands below it on the day, and nothing recorded needs it later. */
function endFault(state: OrgsState, org: OrgId, on: BusinessDate): Refused | null {
  const units = unitsBelow(state, org, on);
  return units.length > 0 ? refused('orgHasUnits', { org, on, units }) : usedLater(state, org, on);
}

/** What is recorded for a day on which it would be no more: a unit that comes to stand below it, or one that it carries on. */
export function usedLater(state: OrgsState, org: OrgId, on: BusinessDate): Refused | null {
  const carried = state.orgs.get(org)?.predecessors.find((link) => link.on >= on);
  if (carried) return refused('orgUsedLater', { org, on, day: carried.on, other: carried.org });
  for (const unit of state.orgs.values()) {
    // Of two entries of one day the later counts.
    const later = unit.parents.find(({ from, value }, index) => value === org && from > on && unit.parents[index + 1]?.from !== from);
    if (later) return refused('orgUsedLater', { org, on, day: later.from, other: unit.org });
  }
  const given = state.orgs.get(org)?.successors.find((link) => link.on >= on);
  return given ? refused('orgUsedLater', { org, on, day: given.on, other: given.org }) : null;
}

/**
 * The tree tried out with the change on every day from it on at which somebody stands elsewhere: a paper that comes late
 * may fit its own day and close a ring with what was recorded for a later one. A ring has a unit in it that was moved.
 */
function cycleFault(state: OrgsState, events: readonly Proposed<OrgsFact>[], on: BusinessDate, { org, parent }: { readonly org: OrgId; readonly parent: OrgId }): Refused | null {
  const after = events.reduce((tree, event) => (event.type === 'OrgChangeVoided' ? tree : tell(tree, event, on, '')), copyOf(state));
  const moved = [...after.orgs.values()].filter(({ parents }) => parents.length > 1);
  const days = [...new Set([on, ...moved.flatMap(({ parents }) => parents.map(({ from }) => from))])].filter((day) => day >= on).sort();
  for (const day of days) if (moved.some((unit) => inARing(after, unit, day))) return refused('orgCycleOn', { org, parent, day });
  return null;
}

export function inARing(state: OrgsState, unit: Org, day: BusinessDate): boolean {
  const seen = new Set<OrgId>();
  for (let at: OrgId | null = unit.org; at !== null; ) {
    if (seen.has(at)) return true;
    seen.add(at);
    const here: Org | undefined = state.orgs.get(at);
    at = here === undefined ? null : parentOn(here, day);
  }
  return false;
}

function sameStanding(one: Pick<Org, 'level' | 'kind'> | undefined, other: Pick<Org, 'level' | 'kind'> | undefined): boolean {
  return one !== undefined && other !== undefined && one.level === other.level && one.kind === other.kind;
}

/** The first fault that there is. */
export function first<T>(items: readonly T[], faultOf: (item: T) => Refused | null): Refused | null {
  for (const item of items) {
    const fault = faultOf(item);
    if (fault) return fault;
  }
  return null;
}
