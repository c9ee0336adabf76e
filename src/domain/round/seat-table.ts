import type { BusinessDate } from '../dates';
import type { OrgId } from '../facts';
import { isWithin, lineOf, orgOn, type Org, type OrgsState } from '../orgs';
import type { OrgLevel } from '../registry-facts';
import type { RoundParameters } from './facts';
import { conflict, feasibility, type SeatProblem, type TableLimit } from './feasibility';
import { numberOf, type LimitFilter, type SeatLimit } from './parameters';

/** What a limit reads of a candidate; `unit` is her school's, whichever ledger takes her. */
export interface SeatTaker {
  readonly unit: OrgId;
  readonly stage: string;
  readonly subject: string;
  /** She leads a school on the snapshot day. */
  readonly leader?: boolean;
}

/** The tree as on the round's snapshot day: what becomes of a unit later moves no seat of the round (E7). */
export interface SeatTree {
  readonly tree: OrgsState;
  readonly day: BusinessDate;
}

/** Live seats against a limit, of one unit of the ledger or of all (null). */
export type Counted = (limit: string, unit: OrgId | null) => number;

/** A table as it can still be filled: rows of one level with their free seats. */
export interface OpenTable {
  readonly rows: RoundParameters['recommendationSeats'];
  /** Seats of a unit that are not taken yet. */
  readonly free: (unit: OrgId) => number;
  readonly limits: readonly SeatLimit[];
  readonly counted: Counted;
}

export type TableVerdict = { readonly kind: 'FEASIBLE' | 'UNDECIDED' } | { readonly kind: 'INFEASIBLE'; readonly limits: readonly string[] };

/** What limits can tell candidates apart by: one line for each attribute. A limit that does not name it speaks of everybody. */
const attributes: readonly ((of: LimitFilter, taker: SeatTaker, tree: SeatTree) => boolean)[] = [
  ({ stages }, { stage }) => stages === undefined || stages.includes(stage),
  ({ subjects }, { subject }) => subjects === undefined || subjects.includes(subject),
  ({ rural }, { unit }, { tree, day }) => rural === undefined || (orgOn(tree, unit, day)?.rural ?? false) === rural,
  ({ leaders }, { leader = false }) => leaders === undefined || leader === leaders,
  ({ units }, { unit }, { tree, day }) => units === undefined || (tree.orgs.has(unit) && units.some((above) => isWithin(tree, unit, above, day))),
];

export function speaksOf(of: LimitFilter, taker: SeatTaker, tree: SeatTree): boolean {
  return attributes.every((holds) => holds(of, taker, tree));
}

/** `SAME/PRIMARY/语文` of a limit that holds once for each stage and subject. */
export function counterOf({ code, by }: Pick<SeatLimit, 'code' | 'by'>, { stage, subject }: Pick<SeatTaker, 'stage' | 'subject'>): string {
  return [code, ...by.map((attribute) => (attribute === 'STAGE' ? stage : subject))].join('/');
}

/** Whether the limit bears on a unit of the ledger with so many seats. */
export function bearsOn({ per, unitSeats }: Pick<SeatLimit, 'per' | 'unitSeats'>, seats: number): boolean {
  return per === 'ROUND' || unitSeats === null || (seats >= unitSeats.from && seats <= unitSeats.to);
}

/** Seats that a share of a limit is taken of: all of its level, or the unit's own. */
export type Base = (limit: Pick<SeatLimit, 'per'>, unit: OrgId | null) => number;

export function baseIn(rows: RoundParameters['recommendationSeats']): Base {
  const own = new Map(rows.map(({ unit, seats }) => [unit, seats]));
  const all = rows.reduce((sum, { seats }) => sum + seats, 0);
  return ({ per }, unit) => (per === 'ROUND' ? all : (own.get(unit ?? '') ?? 0));
}

export function rowsOf(rows: RoundParameters['recommendationSeats'], level: OrgLevel): RoundParameters['recommendationSeats'] {
  return rows.filter((row) => (row.level ?? 'SCHOOL') === level);
}

/** Stands for every subject that no limit names. */
const ANY_OTHER = '…';

/** Whether what is left of one level's table can be filled so that each of its limits holds; whom it will meet is not known. */
export function tableVerdict(table: OpenTable, tree: SeatTree): TableVerdict {
  if (table.limits.length === 0) return { kind: 'FEASIBLE' };
  const merged = problemOf(table, tree, true);
  const verdict = feasibility(merged.problem);
  if (verdict === 'INFEASIBLE') return { kind: 'INFEASIBLE', limits: conflict(merged.problem) };
  if (verdict === 'UNDECIDED' || merged.exact) return { kind: verdict };
  // Units were taken together though limits within them overlap: the same asked of each unit by itself.
  const { problem } = problemOf(table, tree, false);
  const each = feasibility(problem);
  return each === 'INFEASIBLE' ? { kind: each, limits: conflict(problem) } : { kind: each };
}

interface UnitClass {
  seats: number;
  readonly members: OrgId[];
  readonly takers: readonly SeatTaker[];
}

/** Exported for the tests, which hold the merged problem against that of each unit. */
export function problemOf(table: OpenTable, tree: SeatTree, together: boolean): { readonly problem: SeatProblem; readonly exact: boolean } {
  const base = baseIn(table.rows);
  const classes = classesOf(table, tree, together, base);
  const cells = classes.flatMap(({ takers }, unit) => takers.map((taker) => ({ taker, unit })));
  const inClass = classes.map((_, unit) => cells.flatMap((cell, index) => (cell.unit === unit ? [index] : [])));
  const limits = table.limits.flatMap((limit) => {
    // A floor for people whom no place of the table can take is a floor all the same.
    const groups = new Map<string, number[]>(limit.kind === 'CAP' ? [] : valuesOf(limit).map((taker) => [counterOf(limit, taker), []]));
    cells.forEach(({ taker }, index) => {
      const counter = counterOf(limit, taker);
      // Of what no limit names there is no end: a limit for each of those binds nowhere.
      if (speaksOf(limit.of, taker, tree) && !counter.split('/').includes(ANY_OTHER)) groups.set(counter, [...(groups.get(counter) ?? []), index]);
    });
    return [...groups].flatMap(([counter, own]): readonly TableLimit[] => {
      if (limit.per === 'ROUND') return [{ code: limit.code, kind: limit.kind, n: left(limit, counter, null, table, base), cells: own }];
      return classes.flatMap(({ members }, unit) => {
        const [first = ''] = members;
        // Units taken together have the same seats and the same left of every limit within them.
        return bearsOn(limit, base(limit, first)) ? [{ code: limit.code, kind: limit.kind, n: members.length * left(limit, counter, first, table, base), cells: own.filter((index) => cells[index]?.unit === unit) }] : [];
      });
    });
  });
  const within = limits.filter((_, index) => table.limits.some(({ code, per }) => per === 'UNIT' && code === limits[index]?.code));
  const exact = !together || classes.every(({ members }) => members.length === 1) || nested(within);
  return { problem: { units: classes.map(({ seats }, unit) => ({ seats, cells: inClass[unit] ?? [] })), limits }, exact };
}

/** Each value for which a limit holds once; one where it holds for all together. */
function valuesOf({ by, of }: SeatLimit): readonly Pick<SeatTaker, 'stage' | 'subject'>[] {
  const stages = by.includes('STAGE') ? (of.stages ?? []) : [ANY_OTHER];
  const subjects = by.includes('SUBJECT') ? (of.subjects ?? []) : [ANY_OTHER];
  return stages.flatMap((stage) => subjects.map((subject) => ({ stage, subject })));
}

/** What of a limit is still to be met, or may still be taken. */
function left(limit: SeatLimit, counter: string, unit: OrgId | null, { counted }: OpenTable, base: Base): number {
  return Math.max(0, numberOf(limit, base(limit, unit)) - counted(counter, unit));
}

/** Sets of which each two are nested or apart: then places filled in sum can be shared out to the units one by one. */
function nested(limits: readonly TableLimit[]): boolean {
  const sets = limits.map(({ cells }) => new Set(cells));
  return sets.every((a, index) => sets.slice(index + 1).every((b) => {
    const shared = [...a].filter((cell) => b.has(cell)).length;
    return shared === 0 || shared === a.size || shared === b.size;
  })) && limits.filter(({ kind }) => kind === 'RESERVED').length === 0;
}

/** Units that no limit tells apart, taken together: a county's 120 schools are some eight kinds of school. */
function classesOf(table: OpenTable, tree: SeatTree, together: boolean, base: Base): readonly UnitClass[] {
  const within = table.limits.filter(({ per }) => per === 'UNIT');
  const classes = new Map<string, UnitClass>();
  const takersOfKinds = new Map<string, readonly SeatTaker[]>();
  const below = schoolsBelow(table, tree);
  for (const { unit } of table.rows) {
    const schools = [...(below.get(unit) ?? new Map<string, Org>())].sort(([a], [b]) => (a < b ? -1 : 1));
    const kinds = JSON.stringify(schools.map(([kind]) => kind));
    let takers = takersOfKinds.get(kinds);
    if (!takers) takersOfKinds.set(kinds, (takers = takersOf(unit, schools.map(([, school]) => school), table, tree)));
    const seats = Math.max(0, table.free(unit));
    const own = within.map((limit) => (bearsOn(limit, base(limit, unit)) ? [numberOf(limit, base(limit, unit)), ...(takers ?? []).map((taker) => table.counted(counterOf(limit, taker), unit))] : null));
    const key = together ? JSON.stringify([kinds, within.length > 0 ? [seats, own] : null]) : unit;
    const known = classes.get(key);
    if (known) {
      known.seats += seats;
      known.members.push(unit);
    } else classes.set(key, { seats, members: [unit], takers });
  }
  return [...classes.values()];
}

/** Every kind of candidate that the limits tell apart and the schools may put forward. */
function takersOf(unit: OrgId, schools: readonly Org[], { limits }: OpenTable, tree: SeatTree): readonly SeatTaker[] {
  const named = [...new Set(limits.flatMap(({ of }) => of.subjects ?? []))];
  const askedStages = limits.some(({ of, by }) => of.stages !== undefined || by.includes('STAGE'));
  const allStages = [...new Set(limits.flatMap(({ of }) => of.stages ?? []))];
  const leading = limits.some(({ of }) => of.leaders !== undefined) ? [false, true] : [false];
  const kinds = new Map<string, SeatTaker>();
  for (const school of schools) {
    const stages = !askedStages ? [ANY_OTHER] : school.stages.length > 0 ? school.stages : [...allStages, ANY_OTHER];
    for (const stage of stages) {
      for (const subject of [...named, ANY_OTHER]) {
        for (const leader of leading) {
          const taker = { unit: school.org, stage, subject, leader };
          const key = JSON.stringify([stage, subject, ...limits.map(({ of }) => speaksOf(of, taker, tree))]);
          if (!kinds.has(key)) kinds.set(key, taker);
        }
      }
    }
  }
  return kinds.size > 0 ? [...kinds.values()] : [{ unit, stage: ANY_OTHER, subject: ANY_OTHER }];
}

/** Kinds of school that each row may put forward from, with one of each: itself, or those below a county. */
function schoolsBelow({ rows, limits }: OpenTable, { tree, day }: SeatTree): ReadonlyMap<OrgId, ReadonlyMap<string, Org>> {
  const below = new Map<OrgId, Map<string, Org>>(rows.map(({ unit }) => [unit, new Map()]));
  const named = limits.flatMap(({ of }) => (of.units === undefined ? [] : [of.units]));
  for (const { org: id, level } of tree.orgs.values()) {
    const org = level === 'SCHOOL' ? orgOn(tree, id, day) : null;
    if (org === null) continue;
    const line = lineOf(tree, id, day);
    const kind = JSON.stringify([org.rural, org.stages, ...named.map((units) => line.some((above) => units.includes(above)))]);
    for (const above of line) below.get(above)?.set(kind, org);
  }
  return below;
}
