import type { BusinessDate } from '../dates';
import { alreadySo, needed, refused, sameJson } from '../decision';
import type { DecisionContext } from '../context';
import type { Aggregate, Decision, EventId, JsonObject, OrgId } from '../facts';
import type { Org, OrgsState } from '../orgs';
import { isBody } from '../people';
import { ruleReference } from '../programme-rules';
import { isCarriedOutIn } from '../programme-stream';
import type { OrgLevel, Post } from '../registry-facts';
import { clauseOf, isOpenLeaf, type Bilingual, type ComplianceEntry, type ProgrammeDefinition } from '../rules/programme-definition';
import type { ComplianceFact, ComplianceRecorded } from './facts';
import { quoteOf, stated } from './figures';
import { lastDay } from './printed-day';
import { corrected, type Period } from './targets';

/** A paper that every unit of a level has to have: a plan, a policy, a budget. */
export interface Duty {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly quote: string | null;
  /** Who brings it, and so whose it is: the bureaux, schools or research centres of that level. */
  readonly by: { readonly post: Post; readonly level: OrgLevel; readonly clause: string };
  readonly everyYears: number | null;
  /** Of the programme, as far as they are stated. */
  readonly from: BusinessDate | null;
  readonly to: BusinessDate | null;
  /** The last day under the reading of 前 that asks most, and under the one that asks least: the same where the reading is decided. null: no day is set. */
  readonly due: { readonly earliest: BusinessDate; readonly latest: BusinessDate } | null;
}

/** Those of which it is decided whose they are and how often. */
export function dutiesOf({ compliance, effective }: ProgrammeDefinition): { readonly compliance?: readonly Duty[] } {
  if (compliance === undefined) return {};
  const [from, to] = [stated(effective.from), stated(effective.to)];
  return { compliance: Object.entries(compliance).flatMap(([code, entry]) => dutyOf(code, entry, from, to)).sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

function dutyOf(code: string, entry: ComplianceEntry, from: BusinessDate | null, to: BusinessDate | null): readonly Duty[] {
  const { names, everyYears, by } = entry;
  if (isOpenLeaf(everyYears) || isOpenLeaf(by)) return [];
  return [{ code, names, clause: clauseOf(entry), quote: quoteOf(entry), by: { ...by.value, clause: clauseOf(by) }, everyYears: everyYears.value, from, to, due: dueOf(entry) }];
}

function dueOf({ due, before }: ComplianceEntry): Duty['due'] {
  if (due === undefined || isOpenLeaf(due)) return null;
  const under = (reading: 'INCLUSIVE' | 'EXCLUSIVE'): BusinessDate => lastDay(due.value, reading);
  if (before === undefined) return { earliest: under('INCLUSIVE'), latest: under('INCLUSIVE') };
  if (isOpenLeaf(before)) return { earliest: under('EXCLUSIVE'), latest: under('INCLUSIVE') };
  return { earliest: under(before.value), latest: under(before.value) };
}

/** Calendar years, one or several together, that have begun by the day; of what comes once, the programme's whole time. */
export function dutyPeriods({ everyYears, from, to }: Pick<Duty, 'everyYears' | 'from' | 'to'>, asOf: BusinessDate): readonly Period[] {
  if (from === null || from > asOf) return [];
  if (everyYears === null) return [{ from, to: to ?? '9999-12-31' }];
  const periods: Period[] = [];
  const last = to !== null && to < asOf ? to : asOf;
  for (let year = Number(from.slice(0, 4)); year <= Number(last.slice(0, 4)); year += everyYears) periods.push({ from: `${year}-01-01`, to: `${year + everyYears - 1}-12-31` });
  return periods;
}

/** The last day of a period's duty: the stated one, or the end of its years. */
export function dueIn(duty: Duty, period: Period): Duty['due'] {
  return duty.everyYears === null ? duty.due : { earliest: period.to, latest: period.to };
}

/** Units that have to bring it: of the level, and of the kind in which such a post sits. */
export function owes({ by }: Duty, unit: Org): boolean {
  return isBody(unit, by);
}

/** Stream `compliance-<programme>`. */
export interface ComplianceState {
  /** By its first wording's event. */
  readonly entries: Map<EventId, ComplianceRecorded['data'] & { readonly on: BusinessDate }>;
  readonly originOf: Map<EventId, EventId>;
}

export const compliance: Aggregate<ComplianceState, ComplianceFact> = {
  initial: () => ({ entries: new Map(), originOf: new Map() }),
  evolve: (state, fact) => {
    const origin = fact.meta.corrects ?? fact.id;
    state.originOf.set(fact.id, origin);
    state.entries.set(origin, { ...fact.data, on: fact.meta.effectiveOn });
    return state;
  },
};

export interface RecordComplianceCommand extends Omit<ComplianceRecorded['data'], 'programme'> {
  /** The day of the paper. */
  readonly on: BusinessDate;
  readonly corrects?: EventId;
  /** Whose bureau published the child programme; null where nobody's office did. */
  readonly childPublisher?: OrgId | null;
}

export function decideRecordCompliance(state: ComplianceState, command: RecordComplianceCommand, context: DecisionContext): Decision<ComplianceFact> {
  const programme = needed(context, 'programme');
  const { on, corrects, childPublisher = null, ...brought } = command;
  const duty = programme.compliance?.find(({ code }) => code === brought.requirement);
  if (duty === undefined) return refused('requirementUnknown', { requirement: brought.requirement, programme: programme.id, requirements: (programme.compliance ?? []).map(({ code }) => code) });
  const { clause } = duty;
  const fault = unitFault(duty, brought.unit, needed(context, 'orgs'));
  if (fault !== null) return refused(fault, fault === 'unknownOrg' ? { org: brought.unit } : { requirement: duty.code, unit: brought.unit, level: duty.by.level }, { clause });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (brought.childProgramme === programme.id) return refused('childIsItself', { programme: programme.id }, { clause });
  // Its own, or of a unit below it: by what another county published nobody carries this county's plan out.
  if (brought.childProgramme !== null && childPublisher !== null && !isCarriedOutIn(needed(context, 'orgs'), brought.unit, childPublisher, context.today)) return refused('childOfAnother', { programme: brought.childProgramme, publisher: childPublisher, unit: brought.unit }, { clause });
  const periods = dutyPeriods(duty, context.today).map(({ from }) => from);
  if (duty.everyYears === null ? brought.period !== null : brought.period === null || !periods.includes(brought.period)) return refused('periodUnknown', { target: duty.code, period: brought.period ?? '', periods: duty.everyYears === null ? [] : periods }, { clause });
  const entry = corrected(state.originOf, corrects);
  if (entry.kind === 'refused') return entry;
  const data = { programme: programme.id, ...brought };
  const other = [...state.entries].find(([origin, { requirement, unit, period }]) => origin !== entry.origin && requirement === data.requirement && unit === data.unit && period === data.period);
  if (other !== undefined) return sameJson({ ...other[1] } as JsonObject, { ...data, on } as JsonObject) ? alreadySo : refused('complianceRecorded', { requirement: duty.code, unit: brought.unit, event: other[0] }, { clause });
  return { kind: 'events', events: [{ type: 'ComplianceRecorded', data, effectiveOn: on, rule: ruleReference(programme, clause), ...(entry.origin === undefined ? {} : { corrects: entry.origin }) }] };
}

function unitFault(duty: Duty, unit: OrgId, tree: OrgsState): 'unknownOrg' | 'requirementNotOfUnit' | null {
  const known = tree.orgs.get(unit);
  if (known === undefined) return 'unknownOrg';
  return owes(duty, known) ? null : 'requirementNotOfUnit';
}
