import type { BusinessDate } from '../dates';
import { decisionDay } from '../days-in-order';
import type { Aggregate, OfficialAct, OrgId, PersonId } from '../facts';
import type { Proof } from '../targets/facts';
import type { Finding, PartyFact } from './facts';

export interface Owned {
  readonly person: PersonId | null;
  readonly from: BusinessDate;
}
export interface Membership {
  readonly members: readonly PersonId[];
  readonly from: BusinessDate;
}
/** One duty as it was given to a party, or to one unit of it. */
export interface Assignment {
  readonly party: string;
  readonly duty: string;
  readonly unit: OrgId | null;
  readonly on: BusinessDate;
  readonly due: BusinessDate;
  readonly done: { readonly on: BusinessDate; readonly document: Proof } | null;
}
export interface Supervision {
  readonly supervision: string;
  readonly unit: OrgId;
  readonly period: BusinessDate | null;
  readonly on: BusinessDate;
  readonly finding: Finding;
  readonly by: PersonId;
  /** null once it was erased with whoever wrote it. */
  readonly text: string | null;
}

/** Stream `duties-<programme>`: the order of the log decides. */
export interface PartiesState {
  readonly owners: Map<string, Owned[]>;
  readonly members: Map<string, Membership[]>;
  readonly assignments: Assignment[];
  readonly passed: Map<string, BusinessDate>;
  /** Of each gate that was passed, by which act, and the day on which that was decided. */
  readonly decided: Map<string, { readonly on: BusinessDate; readonly act: OfficialAct | null }>;
  readonly supervisions: Supervision[];
}

export const parties: Aggregate<PartiesState, PartyFact> = {
  initial: () => ({ owners: new Map(), members: new Map(), assignments: [], passed: new Map(), decided: new Map(), supervisions: [] }),
  evolve: (state, fact) => {
    const on = fact.meta.effectiveOn;
    switch (fact.type) {
      case 'PartyOwnerAppointed': {
        const { party, person, from } = fact.data;
        state.owners.set(party, [...(state.owners.get(party) ?? []), { person, from }]);
        break;
      }
      case 'PartyMembersNamed': {
        const { party, members, from } = fact.data;
        state.members.set(party, [...(state.members.get(party) ?? []), { members, from }]);
        break;
      }
      case 'DutyAssigned': {
        const { party, duty, unit, due } = fact.data;
        state.assignments.push({ party, duty, unit, on, due, done: null });
        break;
      }
      case 'DutyDone': {
        const { duty, unit, document } = fact.data;
        const at = lastIndexOf(state.assignments, duty, unit);
        const known = state.assignments[at];
        if (known) state.assignments[at] = { ...known, done: { on, document } };
        break;
      }
      case 'PhaseGatePassed':
        state.passed.set(fact.data.gate, on);
        state.decided.set(fact.data.gate, { on: decisionDay(fact.meta), act: fact.meta.act ?? null });
        break;
      case 'SupervisionRecorded': {
        const { supervision, unit, period, finding } = fact.data;
        const [[by, part] = [fact.meta.actor, null]] = Object.entries(fact.private);
        const text = part?.['text'];
        state.supervisions.push({ supervision, unit, period, on, finding, by, text: typeof text === 'string' ? text : null });
        break;
      }
    }
    return state;
  },
};

/** Who answers for a party on a day; null: nobody does. Of two from one day, the one recorded later. */
export function ownerOn({ owners }: PartiesState, party: string, day: BusinessDate): Owned | null {
  const owned = inForce(owners.get(party), day);
  return owned === undefined || owned.person === null ? null : owned;
}

export function membersOn({ members }: PartiesState, party: string, day: BusinessDate): readonly PersonId[] {
  return inForce(members.get(party), day)?.members ?? [];
}

function inForce<T extends { readonly from: BusinessDate }>(spells: readonly T[] | undefined, day: BusinessDate): T | undefined {
  return (spells ?? []).filter(({ from }) => from <= day).reduce<T | undefined>((best, one) => (best === undefined || one.from >= best.from ? one : best), undefined);
}

/** Each duty of each unit as it was last given by the day, and done by it or not. */
export function assignedBy({ assignments }: PartiesState, day: BusinessDate): readonly Assignment[] {
  const last = new Map<string, Assignment>();
  for (const one of assignments) if (one.on <= day) last.set(`${one.duty} ${one.unit ?? ''}`, one);
  return [...last.values()].map((one) => (one.done !== null && one.done.on > day ? { ...one, done: null } : one));
}

export function lastIndexOf(assignments: readonly Assignment[], duty: string, unit: OrgId | null): number {
  return assignments.findLastIndex((one) => one.duty === duty && one.unit === unit);
}
