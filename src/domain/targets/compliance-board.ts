import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { isAskedBy, type OrgsState } from '../orgs';
import type { Bilingual } from '../rules/programme-definition';
import { dueIn, dutyPeriods, owes, type Duty } from './compliance';
import { standingEntries, type BoardEntry } from './entries';
import type { ComplianceRecorded, Proof } from './facts';
import type { Period } from './targets';

/** OPEN: in time under one reading of 前 and late under the other, and nobody has decided which holds. */
export type ComplianceStatus = 'DONE' | 'LATE' | 'DUE' | 'OVERDUE' | 'OPEN';

export interface ComplianceLine {
  readonly requirement: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly unit: OrgId;
  readonly period: Period;
  readonly due: Duty['due'];
  readonly status: ComplianceStatus;
  /** The day of its paper; null while there is none. */
  readonly on: BusinessDate | null;
  readonly document: Proof | null;
  /** The unit's own programme that carries it out, where one is kept here. */
  readonly childProgramme: string | null;
}

export interface ComplianceBoardInput {
  readonly duties: readonly Duty[];
  readonly entries: readonly BoardEntry[];
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly asked: ((unit: OrgId) => boolean) | undefined;
  /** So many of the periods that began last; left out: all. */
  readonly last?: number;
}

/**
 * One line for each unit that owes it and each period that has begun. Who was not there by the last day owes nothing; what a
 * unit that has ended brought, or owed by then, stays.
 */
export function complianceBoard({ duties, entries, tree, asOf, asked, last }: ComplianceBoardInput): readonly ComplianceLine[] {
  const brought = new Map(standingEntries(entries, asOf).map((entry) => [keyOf(entry.data as ComplianceRecorded['data']), entry]));
  const units = [...tree.orgs.values()].filter(({ org, from }) => (asked === undefined || asked(org)) && from <= asOf);
  return duties.flatMap((duty) => {
    const owing = units.filter((unit) => owes(duty, unit));
    return dutyPeriods(duty, asOf).slice(last === undefined ? 0 : -last).flatMap((period) => {
      const due = dueIn(duty, period);
      return owing.flatMap(({ org, from, ended }): readonly ComplianceLine[] => {
        const entry = brought.get(keyOf({ requirement: duty.code, unit: org, period: duty.everyYears === null ? null : period.from }));
        if (!isAskedBy({ from, ended: entry === undefined ? ended : null }, due?.latest ?? null, asOf)) return [];
        const data = entry?.data as ComplianceRecorded['data'] | undefined;
        return [{ requirement: duty.code, names: duty.names, clause: duty.clause, unit: org, period, due, status: statusOf(entry?.on ?? null, due, asOf), on: entry?.on ?? null, document: data?.document ?? null, childProgramme: data?.childProgramme ?? null }];
      });
    });
  });
}

/** How many units stand how, of one requirement and period. */
export interface ComplianceCount {
  readonly requirement: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly period: Period;
  readonly due: Duty['due'];
  readonly done: number;
  readonly late: number;
  readonly dueYet: number;
  readonly overdue: number;
  readonly open: number;
}

export function complianceCounts(lines: readonly ComplianceLine[]): readonly ComplianceCount[] {
  const groups = new Map<string, ComplianceLine[]>();
  for (const line of lines) {
    const key = `${line.requirement} ${line.period.from}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const many = (status: ComplianceStatus): number => group.filter((line) => line.status === status).length;
    return first === undefined ? [] : [{ requirement: first.requirement, names: first.names, clause: first.clause, period: first.period, due: first.due, done: many('DONE'), late: many('LATE'), dueYet: many('DUE'), overdue: many('OVERDUE'), open: many('OPEN') }];
  });
}

function statusOf(on: BusinessDate | null, due: Duty['due'], asOf: BusinessDate): ComplianceStatus {
  const day = on ?? asOf;
  const inTime = due === null || day <= due.earliest;
  if (inTime) return on === null ? 'DUE' : 'DONE';
  if (day <= due.latest) return 'OPEN';
  return on === null ? 'OVERDUE' : 'LATE';
}

function keyOf({ requirement, unit, period }: Pick<ComplianceRecorded['data'], 'requirement' | 'unit' | 'period'>): string {
  return JSON.stringify([requirement, unit, period]);
}
