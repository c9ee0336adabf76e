import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { Decision, EventId, OfficialAct, OrgId } from '../facts';
import { absence, codeHolder, hasEnded, treeWithout, valueOn, type OrgsState, type ToldFact } from '../orgs';
import type { PeopleState } from '../people';
import type { OrgChangeType, OrgsFact } from '../registry-facts';
import { first, inARing, unitsBelow, usedLater } from './changes';

export interface VoidOrgChangeCommand {
  /** The merger, split or closure, or another fact of the same act. */
  readonly event: EventId;
  readonly reasonCode: string;
  readonly act: OfficialAct;
}

interface Change extends ToldFact {
  readonly type: OrgChangeType;
  /** Units that it ended, and those that it moved along. */
  readonly back: readonly OrgId[];
  /** All that it names. */
  readonly units: readonly OrgId[];
}

/** The change that a fact is or was recorded with; null where it is none. */
export function orgChangeOf(state: OrgsState, event: EventId): Change | null {
  const named = state.told.find((one) => one.event === event);
  return named === undefined ? null : (state.told.filter(({ command }) => command === named.command).map(asChange).find((one) => one !== null) ?? null);
}

function asChange(told: ToldFact): Change | null {
  const { fact } = told;
  switch (fact.type) {
    case 'OrgsMerged':
      return { ...told, type: fact.type, back: [...fact.data.from, ...fact.data.moved], units: [...fact.data.from, fact.data.into, ...fact.data.moved] };
    case 'OrgSplit':
      return { ...told, type: fact.type, back: [fact.data.org], units: [...new Set([fact.data.org, ...fact.data.into])] };
    case 'OrgClosed':
      return { ...told, type: fact.type, back: [fact.data.org], units: fact.data.successor === null ? [fact.data.org] : [fact.data.org, fact.data.successor] };
    default:
      return null;
  }
}

/**
 * 作废: a merger, split or closure that was recorded by mistake (E32, E33). Its units go on as if it had never been, on every
 * day; one that was founded with it is closed from its first day. Where teachers and seats are follows from the tree; who was
 * transferred because of it is corrected on her own record.
 */
export function decideVoidOrgChange(state: OrgsState, { event, reasonCode, act }: VoidOrgChangeCommand, context: DecisionContext): Decision<OrgsFact> {
  if (act.date > context.today) return refused('inTheFuture', { field: 'act.date', day: act.date, today: context.today });
  if (!state.orgs.has(act.body)) return refused('unknownOrg', { org: act.body });
  if (state.voided.has(event)) return refused('alreadyVoided', { event });
  const change = orgChangeOf(state, event);
  if (change === null) return refused('unknownChange', { event });
  const { on, units, back, type } = change;
  const beside = state.told.filter((one) => one.command === change.command && one.event !== change.event);
  const founded = beside.flatMap(({ fact }) => (fact.type === 'OrgRegistered' ? [fact.data.org] : []));
  const recoded = beside.flatMap((one) => (one.fact.type === 'OrgCodeChanged' ? [one.event] : []));
  const after = treeWithout(state, new Set([change.event, ...recoded]));
  const fault = builtOn(state, change) ?? first(back, (org) => misplaced(after, org, on)) ?? first(units, (org) => codeClash(after, org, on, founded)) ?? first(founded, (org) => inUse(after, org, on, context));
  if (fault) return fault;
  return {
    kind: 'events',
    events: [
      { type: 'OrgChangeVoided', data: { event: change.event, type, with: recoded, units, reasonCode }, effectiveOn: on, act, standsOn: [change.event] },
      ...founded.map((org) => ({ type: 'OrgClosed' as const, data: { org, successor: null }, effectiveOn: on, act })),
    ],
  };
}

/** What was recorded since of the same units took the change as given: that is voided first. */
function builtOn(state: OrgsState, change: Change): Refused | null {
  const since = state.told.slice(state.told.findIndex(({ event }) => event === change.event) + 1);
  for (const told of since) {
    const later = told.command === change.command ? null : asChange(told);
    const shared = later?.units.find((org) => change.units.includes(org));
    if (later !== null && shared !== undefined) return refused('orgChangeBuiltOn', { event: change.event, org: shared, later: later.event, day: later.on });
  }
  return null;
}

/** Back where it stood, a unit needs whatever stood above it, and may not come to stand above itself. */
function misplaced(after: OrgsState, org: OrgId, on: BusinessDate): Refused | null {
  const unit = after.orgs.get(org);
  if (unit === undefined) return null;
  for (const { from, value } of unit.parents) {
    const until = unit.parents.find((next) => next.from > from)?.from ?? unit.ended?.on ?? null;
    const above = value === null ? undefined : after.orgs.get(value)?.ended;
    if (value !== null && above !== undefined && above !== null && (until === null || until > above.on) && (until === null || until > on)) return absence(after, value, above.on);
    const day = from > on ? from : on;
    if (inARing(after, unit, day)) return refused('orgCycleOn', { org, parent: value ?? org, day });
  }
  return null;
}

/** Another may have been given the code since. */
function codeClash(after: OrgsState, org: OrgId, on: BusinessDate, ending: readonly OrgId[]): Refused | null {
  const unit = after.orgs.get(org);
  if (unit === undefined || hasEnded(after, org, on) || ending.includes(org)) return null;
  const code = valueOn(unit.codes, on);
  const other = code === null ? undefined : codeHolder(after, code, on, [org, ...ending]);
  return code === null || other === undefined ? null : refused('orgCodeTaken', { code, org: other });
}

/** What was founded with it cannot end while something stands below it or somebody is in office there. */
function inUse(after: OrgsState, org: OrgId, on: BusinessDate, { people, today }: DecisionContext): Refused | null {
  const units = unitsBelow(after, org, on);
  if (units.length > 0) return refused('orgHasUnits', { org, on, units });
  const appointments = people === undefined ? [] : officesAt(people, org, today);
  return usedLater(after, org, on) ?? (appointments.length > 0 ? refused('orgInOffice', { org, on: today, appointments }) : null);
}

function officesAt(people: PeopleState, org: OrgId, today: BusinessDate): readonly string[] {
  return [...people.appointments.values()].filter((held) => held.org === org && (held.to === null || held.to >= today)).map(({ appointment }) => appointment);
}
