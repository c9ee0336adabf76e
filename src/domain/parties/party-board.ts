import { addDays, addYears, type BusinessDate } from '../dates';
import type { OrgId, PersonId } from '../facts';
import { isAskedBy, type OrgsState } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';
import type { Bilingual } from '../rules/programme-definition';
import type { Proof } from '../targets/facts';
import type { Finding } from './facts';
import { gateOwes, passedBy, supervisionPeriods } from './parties';
import type { GatedAct } from './rules';
import { assignedBy, membersOn, ownerOn, type PartiesState } from './state';

export interface DutyLine {
  readonly duty: string;
  readonly names: Bilingual;
  readonly clause: string;
  /** null: the party's as a whole. */
  readonly unit: OrgId | null;
  readonly status: 'NOT_ASSIGNED' | 'DUE' | 'OVERDUE' | 'DONE';
  readonly due: BusinessDate | null;
  readonly doneOn: BusinessDate | null;
  readonly document: Proof | null;
}
export interface PartyLine {
  readonly party: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly owner: PersonId | null;
  readonly ownedFrom: BusinessDate | null;
  /** The clause by which it has to have one and has none; null: it has, or need not. */
  readonly ownerMissing: string | null;
  readonly members: readonly PersonId[];
  readonly duties: readonly DutyLine[];
}
export interface GateLine {
  readonly gate: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly before: readonly GatedAct[];
  readonly passedOn: BusinessDate | null;
  /** What stands before it, while it is not passed. */
  readonly owes: { readonly gates: readonly string[]; readonly parties: readonly string[]; readonly duties: readonly string[] };
}
export interface SupervisionLine {
  readonly supervision: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly unit: OrgId;
  /** null: as the occasion asks. */
  readonly period: { readonly from: BusinessDate; readonly to: BusinessDate } | null;
  readonly status: 'DONE' | 'DUE' | 'OVERDUE';
  readonly on: BusinessDate | null;
  readonly finding: Finding | null;
  readonly by: PersonId | null;
  readonly text: string | null;
}
export interface PartyBoard {
  readonly parties: readonly PartyLine[];
  readonly gates: readonly GateLine[];
  readonly supervision: readonly SupervisionLine[];
}

/** @param asked duties and findings of these units only; what is nobody's in particular stays. */
export function partyBoard(state: PartiesState, programme: EffectiveProgramme, tree: OrgsState, asOf: BusinessDate, asked?: (unit: OrgId) => boolean): PartyBoard {
  const assigned = assignedBy(state, asOf).filter(({ unit }) => unit === null || asked === undefined || asked(unit));
  return {
    parties: (programme.parties ?? []).map(({ code, names, clause, duties, ownedBy }) => {
      const owner = ownerOn(state, code, asOf);
      return {
        party: code, names, clause, owner: owner?.person ?? null, ownedFrom: owner?.from ?? null, ownerMissing: owner === null ? ownedBy : null, members: membersOn(state, code, asOf),
        duties: duties.flatMap((duty): readonly DutyLine[] => {
          const given = assigned.filter((one) => one.duty === duty.code);
          const said = { duty: duty.code, names: duty.names, clause: duty.clause };
          if (given.length === 0) return [{ ...said, unit: null, status: 'NOT_ASSIGNED', due: null, doneOn: null, document: null }];
          return given.map(({ unit, due, done }) => ({ ...said, unit, status: done !== null ? 'DONE' : due < asOf ? 'OVERDUE' : 'DUE', due, doneOn: done?.on ?? null, document: done?.document ?? null }));
        }),
      };
    }),
    gates: (programme.gates ?? []).map((gate): GateLine => {
      const passed = passedBy(state, gate.code, asOf);
      const owes = passed ? { gates: [], parties: [], duties: [] } : gateOwes(state, programme, gate, asOf);
      return { gate: gate.code, names: gate.names, clause: gate.clause, before: gate.before.value, passedOn: passed ? (state.passed.get(gate.code) ?? null) : null, owes: { ...owes, parties: owes.parties.map(({ code }) => code) } };
    }),
    supervision: supervisionLines(state, programme, tree, asOf, asked),
  };
}

/** One line for each unit and each year that has begun; of what has no years, one for each that was found at. What a unit that has ended was found at, or was to be by then, stays. */
function supervisionLines(state: PartiesState, programme: EffectiveProgramme, tree: OrgsState, asOf: BusinessDate, asked: ((unit: OrgId) => boolean) | undefined): readonly SupervisionLine[] {
  const units = [...tree.orgs.values()].filter(({ org, from }) => (asked === undefined || asked(org)) && from <= asOf);
  return (programme.supervision ?? []).flatMap((rule) => {
    const found = lastFindings(state, rule.code, asOf);
    const periods: readonly (BusinessDate | null)[] = rule.everyYears === null ? [null] : supervisionPeriods(rule, asOf);
    const years = periods.map((begins) => ({ begins, to: begins === null ? null : addDays(addYears(begins, rule.everyYears ?? 1), -1) }));
    return units.filter(({ level }) => rule.levels.includes(level)).flatMap(({ org, from: since, ended }) => years.flatMap(({ begins, to }): readonly SupervisionLine[] => {
      const last = found.get(findingKey(org, begins));
      // Who was not there in those years was not to be looked at, nor is anybody where no year is set.
      if (last === undefined && (to === null || !isAskedBy({ from: since, ended }, to, asOf))) return [];
      return [{
        supervision: rule.code, names: rule.names, clause: rule.clause, unit: org, period: begins === null || to === null ? null : { from: begins, to },
        status: last !== undefined ? 'DONE' : to !== null && to < asOf ? 'OVERDUE' : 'DUE', on: last?.on ?? null, finding: last?.finding ?? null, by: last?.by ?? null, text: last?.text ?? null,
      }];
    }));
  });
}

/** What was found last at each unit in each of its years. */
function lastFindings(state: PartiesState, supervision: string, asOf: BusinessDate): ReadonlyMap<string, PartiesState['supervisions'][number]> {
  const found = new Map<string, PartiesState['supervisions'][number]>();
  for (const one of state.supervisions) {
    if (one.supervision !== supervision || one.on > asOf) continue;
    const key = findingKey(one.unit, one.period);
    const before = found.get(key);
    if (before === undefined || one.on >= before.on) found.set(key, one);
  }
  return found;
}

const findingKey = (unit: OrgId, period: BusinessDate | null): string => `${period ?? ''} ${unit}`;

/** The lines of one period: the last that has begun where none is asked for, and then also what comes as the occasion asks and has none. */
export function supervisionIn(lines: readonly SupervisionLine[], asked: BusinessDate | undefined): readonly SupervisionLine[] {
  const last = new Map<string, BusinessDate>();
  for (const { supervision, period } of lines) if (period !== null && period.from > (last.get(supervision) ?? '')) last.set(supervision, period.from);
  return lines.filter(({ supervision, period }) => (period === null ? asked === undefined : period.from === (asked ?? last.get(supervision))));
}

/** How many units stand how, of one supervision and its years. */
export interface SupervisionCount {
  readonly supervision: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly period: SupervisionLine['period'];
  readonly done: number;
  /** Of the done, where something is to be put right. */
  readonly toRemedy: number;
  readonly dueYet: number;
  readonly overdue: number;
}

export function supervisionCounts(lines: readonly SupervisionLine[]): readonly SupervisionCount[] {
  const groups = new Map<string, SupervisionLine[]>();
  for (const line of lines) {
    const key = `${line.supervision} ${line.period?.from ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  return [...groups.values()].flatMap((group) => {
    const [line] = group;
    if (line === undefined) return [];
    const count = (status: SupervisionLine['status']): number => group.filter((one) => one.status === status).length;
    return [{ supervision: line.supervision, names: line.names, clause: line.clause, period: line.period, done: count('DONE'), toRemedy: group.filter(({ finding }) => finding === 'TO_REMEDY').length, dueYet: count('DUE'), overdue: count('OVERDUE') }];
  });
}
