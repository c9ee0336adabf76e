import type { BusinessDate } from '../dates';
import { actTooOld, outOfOrder, type DayName } from '../days-in-order';
import { alreadySo, isSameAct, needed, refused, type Refused } from '../decision';
import type { DecisionContext } from '../context';
import type { Decision, OfficialAct, OrgId, PersonId } from '../facts';
import { ruleReference, type EffectiveProgramme } from '../programme-rules';
import { dutyPeriods } from '../targets/compliance';
import type { Proof } from '../targets/facts';
import type { Finding, PartyFact } from './facts';
import type { GatedAct, Party, PhaseGate, Supervised } from './rules';
import { assignedBy, lastIndexOf, ownerOn, type PartiesState } from './state';

export function partyNamed(programme: EffectiveProgramme, party: string): Party | undefined {
  return programme.parties?.find(({ code }) => code === party);
}

interface OfParty {
  readonly party: string;
  readonly act?: OfficialAct;
}

/** 专人负责: whoever answers for it from the day on. A later appointment of the same day corrects an earlier one. */
export function decideAppointPartyOwner(state: PartiesState, { party: code, person, from, act }: OfParty & { readonly person: PersonId | null; readonly from: BusinessDate }, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const party = partyNamed(programme, code);
  if (party === undefined) return unknownParty(programme, code);
  if (person !== null && !isKnown(person, context)) return refused('unknownPerson', { person });
  if ((ownerOn(state, code, from)?.person ?? null) === person) return alreadySo;
  return { kind: 'events', events: [{ type: 'PartyOwnerAppointed', data: { programme: programme.id, party: code, person, from }, effectiveOn: from, rule: ruleReference(programme, party.ownedBy ?? party.clause), ...(act ? { act } : {}) }] };
}

export function decideNamePartyMembers(_state: PartiesState, { party: code, members, from, act }: OfParty & { readonly members: readonly PersonId[]; readonly from: BusinessDate }, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const party = partyNamed(programme, code);
  if (party === undefined) return unknownParty(programme, code);
  const stranger = members.find((one) => !isKnown(one, context));
  if (stranger !== undefined) return refused('unknownPerson', { person: stranger });
  return { kind: 'events', events: [{ type: 'PartyMembersNamed', data: { programme: programme.id, party: code, members, from }, effectiveOn: from, rule: ruleReference(programme, party.clause), ...(act ? { act } : {}) }] };
}

/** 分解任务, 清单管理. What is assigned again is owed again, whatever was done before. */
export function decideAssignDuty(state: PartiesState, command: OfParty & { readonly duty: string; readonly unit: OrgId | null; readonly due: BusinessDate }, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const { party, duty: code, unit, due, act } = command;
  const duty = dutyOf(programme, party, code);
  if ('kind' in duty) return duty;
  if (unit !== null && !needed(context, 'orgs').orgs.has(unit)) return refused('unknownOrg', { org: unit });
  if (due < context.today) return outOfOrder('today', context.today, 'due', due);
  const standing = state.assignments[lastIndexOf(state.assignments, code, unit)];
  if (standing?.done === null && standing.due === due) return alreadySo;
  return { kind: 'events', events: [{ type: 'DutyAssigned', data: { programme: programme.id, party, duty: code, unit, due }, rule: ruleReference(programme, duty.clause), ...(act ? { act } : {}) }] };
}

export function decideRecordDutyDone(state: PartiesState, { party, duty: code, unit, on, document }: { readonly party: string; readonly duty: string; readonly unit: OrgId | null; readonly on: BusinessDate; readonly document: Proof }, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const duty = dutyOf(programme, party, code);
  if ('kind' in duty) return duty;
  const { clause } = duty;
  const assigned = state.assignments[lastIndexOf(state.assignments, code, unit)];
  if (assigned === undefined) return refused('dutyNotAssigned', { party, duty: code, unit }, { clause });
  if (assigned.done !== null) return refused('dutyDoneAlready', { duty: code, on: assigned.done.on }, { clause });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  if (on < assigned.on) return outOfOrder('assigned', assigned.on, 'on', on);
  return { kind: 'events', events: [{ type: 'DutyDone', data: { programme: programme.id, party, duty: code, unit, document }, effectiveOn: on, rule: ruleReference(programme, clause) }] };
}

/** What still stands before a gate on a day: gates that come before it, parties nobody answers for, duties not done. */
export function gateOwes(state: PartiesState, programme: EffectiveProgramme, { duties, after }: PhaseGate, day: BusinessDate): { readonly gates: readonly string[]; readonly parties: readonly Party[]; readonly duties: readonly string[] } {
  const assigned = assignedBy(state, day);
  return {
    gates: after.filter((gate) => !passedBy(state, gate, day)),
    parties: (programme.parties ?? []).filter(({ code, ownedBy }) => ownedBy !== null && ownerOn(state, code, day) === null),
    duties: duties.value.filter((duty) => {
      const given = assigned.filter((one) => one.duty === duty);
      return given.length === 0 || given.some(({ done }) => done === null);
    }),
  };
}

export function passedBy({ passed }: PartiesState, gate: string, day: BusinessDate): boolean {
  const on = passed.get(gate);
  return on !== undefined && on <= day;
}

/** 阶段推进. */
export function decidePassPhaseGate(state: PartiesState, { gate: code, act }: { readonly gate: string; readonly act: OfficialAct }, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const gate = programme.gates?.find((one) => one.code === code);
  if (gate === undefined) return refused('unknownGate', { gate: code, programme: programme.id });
  const passed = state.decided.get(code);
  // The same act said again is no second one; another would be lost.
  if (passed !== undefined) return passed.act === null || isSameAct(passed.act, act) ? alreadySo : refused('gatePassedAlready', { gate: code, on: state.passed.get(code) ?? passed.on, number: passed.act.number }, { clause: gate.clause });
  const owed = gateOwes(state, programme, gate, context.today);
  if (owed.gates.length > 0) return refused('gateNotInTurn', { gate: code, gates: owed.gates }, { clause: gate.clause });
  const [ownerless] = owed.parties;
  if (ownerless) return refused('partyWithoutOwner', { gate: code, parties: owed.parties.map((party) => party.code) }, { clause: ownerless.ownedBy ?? gate.clause });
  if (owed.duties.length > 0) return refused('gateDutiesOwed', { gate: code, duties: owed.duties, count: owed.duties.length }, { clause: gate.duties.clause });
  const done = assignedBy(state, context.today).flatMap((one) => (gate.duties.value.includes(one.duty) ? [['dutyDone', one.done?.on] as const] : []));
  const old = actTooOld(act, [...done, ...gate.after.map((before) => ['gatePassed', state.decided.get(before)?.on] as const)], gate.clause);
  if (old) return old;
  return { kind: 'events', events: [{ type: 'PhaseGatePassed', data: { programme: programme.id, gate: code, duties: gate.duties.value }, rule: ruleReference(programme, gate.clause), act }] };
}

/**
 * Whether an act waits for a gate that was not passed by the day, or is to hold from before it, or was decided before it. `days`:
 * what it says of itself, by which it is held against the day on which the gate was decided. `state`: undefined where the
 * programme holds nothing back.
 */
export function gateFault(act: GatedAct, state: PartiesState | undefined, programme: EffectiveProgramme, day: BusinessDate, days: GatedDays = []): Refused | null {
  const closed = state === undefined ? undefined : programme.gates?.find(({ code, before }) => before.value.includes(act) && !passedBy(state, code, day));
  if (state === undefined) return null;
  if (closed === undefined) return beforeItsGate(act, state, programme, days);
  const owed = gateOwes(state, programme, closed, day);
  return refused('gateNotPassed', { gate: closed.code, duties: owed.duties, parties: owed.parties.map(({ code }) => code) }, { clause: closed.before.clause });
}

/** The days that a gated act says of itself, by what they are called. */
export type GatedDays = readonly (readonly [DayName, BusinessDate])[];

function beforeItsGate(act: GatedAct, { decided }: PartiesState, { gates = [] }: EffectiveProgramme, days: GatedDays): Refused | null {
  for (const { code, before } of gates.filter((gate) => gate.before.value.includes(act))) {
    const on = decided.get(code)?.on;
    const early = on === undefined ? undefined : days.find(([, day]) => day < on);
    if (on !== undefined && early !== undefined) return outOfOrder('gatePassed', on, ...early, { clause: before.clause });
  }
  return null;
}

export interface RecordSupervisionCommand {
  readonly supervision: string;
  readonly unit: OrgId;
  readonly period: BusinessDate | null;
  readonly on: BusinessDate;
  readonly finding: Finding;
  readonly text: string;
}

/** 专项督导: dated, of one unit; what is written of it stands under the key of whoever wrote it. */
export function decideRecordSupervision(_state: PartiesState, { text, on, ...found }: RecordSupervisionCommand, context: DecisionContext): Decision<PartyFact> {
  const programme = needed(context, 'programme');
  const rule = programme.supervision?.find(({ code }) => code === found.supervision);
  if (rule === undefined) return refused('unknownSupervision', { supervision: found.supervision, programme: programme.id });
  const { clause } = rule;
  const unit = needed(context, 'orgs').orgs.get(found.unit);
  if (unit === undefined) return refused('unknownOrg', { org: found.unit });
  if (!rule.levels.includes(unit.level)) return refused('notSupervised', { supervision: rule.code, unit: found.unit, levels: rule.levels }, { clause });
  if (on > context.today) return refused('inTheFuture', { day: on, today: context.today });
  const periods = supervisionPeriods(rule, context.today);
  if (rule.everyYears === null ? found.period !== null : found.period === null || !periods.includes(found.period)) return refused('periodUnknown', { target: rule.code, period: found.period ?? '', periods }, { clause });
  return { kind: 'events', events: [{ type: 'SupervisionRecorded', data: { programme: programme.id, ...found }, private: { [context.acting.person]: { text } }, effectiveOn: on, rule: ruleReference(programme, clause) }] };
}

/** First days of the years that have begun by the day; none of what comes as the occasion asks. */
export function supervisionPeriods({ everyYears, from, to }: Pick<Supervised, 'everyYears' | 'from' | 'to'>, day: BusinessDate): readonly BusinessDate[] {
  return everyYears === null ? [] : dutyPeriods({ everyYears, from, to }, day).map((period) => period.from);
}

function dutyOf(programme: EffectiveProgramme, party: string, duty: string): Party['duties'][number] | Refused {
  const known = partyNamed(programme, party);
  if (known === undefined) return unknownParty(programme, party);
  return known.duties.find(({ code }) => code === duty) ?? refused('unknownDuty', { party, duty, duties: known.duties.map(({ code }) => code) }, { clause: known.clause });
}

/** Registered, or with a post. */
function isKnown(person: PersonId, context: DecisionContext): boolean {
  const { persons, ofPerson } = needed(context, 'people');
  return persons.has(person) || ofPerson.has(person);
}

function unknownParty(programme: EffectiveProgramme, party: string): Refused {
  return refused('unknownParty', { party, programme: programme.id, parties: (programme.parties ?? []).map(({ code }) => code) });
}
