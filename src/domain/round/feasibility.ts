/**
 * Whether a seat table can be filled so that all its limits hold (E16). Whole people in places: an integer programme,
 * decided by linear relaxation and branching. Pure; answers UNDECIDED beyond its bounds rather than guess.
 */

/** A set of places and what must hold of how many people stand in it. Cells are numbered from 0. */
export interface TableLimit {
  readonly code: string;
  readonly kind: 'CAP' | 'FLOOR' | 'RESERVED';
  readonly n: number;
  readonly cells: readonly number[];
}

/** Every cell belongs to exactly one unit (or merged class of units), which has so many seats. */
export interface SeatProblem {
  readonly units: readonly { readonly seats: number; readonly cells: readonly number[] }[];
  readonly limits: readonly TableLimit[];
}

export type Feasibility = 'FEASIBLE' | 'INFEASIBLE' | 'UNDECIDED';

/** One linear condition on the merged unknowns: `least` ≤ Σ ≤ `most`. */
interface Row {
  readonly unknowns: readonly number[];
  readonly bound: 'LEAST' | 'MOST';
  readonly n: number;
}

/** Beyond these the answer is UNDECIDED: a county's table has some ten limits and, merged, some fifty unknowns. */
const MOST_UNKNOWNS = 600;
const MOST_ROWS = 400;
const MOST_NODES = 400;
const MOST_PIVOTS = 4_000;
const TINY = 1e-7;

export function feasibility(problem: SeatProblem): Feasibility {
  const { rows, unknowns } = merged(problem);
  if (unknowns > MOST_UNKNOWNS || rows.length > MOST_ROWS) return 'UNDECIDED';
  let nodes = 0;
  const branch = (more: readonly Row[]): Feasibility => {
    nodes += 1;
    if (nodes > MOST_NODES) return 'UNDECIDED';
    const all = [...rows, ...more];
    const point = relaxed(all, unknowns);
    if (point === 'INFEASIBLE' || point === 'UNDECIDED') return point;
    const broken = point.findIndex((value) => Math.abs(value - Math.round(value)) > TINY);
    // Rounded and counted in whole numbers: a tolerance of the relaxation never makes a table hold that does not.
    if (broken < 0) return all.every((row) => holds(row, point.map(Math.round))) ? 'FEASIBLE' : 'UNDECIDED';
    const value = point[broken] ?? 0;
    const up = branch([...more, { unknowns: [broken], bound: 'LEAST', n: Math.ceil(value) }]);
    if (up === 'FEASIBLE') return up;
    const down = branch([...more, { unknowns: [broken], bound: 'MOST', n: Math.floor(value) }]);
    if (down === 'FEASIBLE') return down;
    return up === 'UNDECIDED' || down === 'UNDECIDED' ? 'UNDECIDED' : 'INFEASIBLE';
  };
  return branch([]);
}

/**
 * A smallest set of limits that cannot hold together in these seats: dropping any one of them lets the rest hold.
 * Takes an infeasible problem. Where a part cannot be decided within the bounds its limit stays, so that the set named
 * always cannot hold.
 */
export function conflict(problem: SeatProblem): readonly string[] {
  let kept = problem.limits;
  for (const code of new Set(problem.limits.map((limit) => limit.code))) {
    const without = kept.filter((limit) => limit.code !== code);
    if (feasibility({ units: problem.units, limits: without }) === 'INFEASIBLE') kept = without;
  }
  return [...new Set(kept.map((limit) => limit.code))];
}

/** Places that stand in exactly the same conditions are one unknown; a reserved place is an unknown of its own. */
function merged({ units, limits }: SeatProblem): { readonly rows: readonly Row[]; readonly unknowns: number } {
  const memberOf = new Map<number, { readonly unit: number; readonly plain: number[]; readonly reserved: number[] }>();
  units.forEach((unit, index) => {
    for (const cell of unit.cells) memberOf.set(cell, { unit: index, plain: [], reserved: [] });
  });
  limits.forEach(({ kind, cells }, index) => {
    for (const cell of cells) {
      const member = memberOf.get(cell);
      if (member) (kind === 'RESERVED' ? member.reserved : member.plain).push(index);
    }
  });
  const known = new Map<string, number>();
  const inUnit: number[][] = units.map(() => []);
  const inLimit: number[][] = limits.map(() => []);
  for (const { unit, plain, reserved } of memberOf.values()) {
    for (const taken of [null, ...reserved]) {
      const key = `${unit}|${plain.join()}|${taken ?? ''}`;
      if (known.has(key)) continue;
      const unknown = known.size;
      known.set(key, unknown);
      inUnit[unit]?.push(unknown);
      for (const limit of taken === null ? plain : [...plain, taken]) inLimit[limit]?.push(unknown);
    }
  }
  const rows: Row[] = [
    ...units.map((unit, index): Row => ({ unknowns: inUnit[index] ?? [], bound: 'MOST', n: unit.seats })),
    ...limits.map((limit, index): Row => ({ unknowns: inLimit[index] ?? [], bound: limit.kind === 'CAP' ? 'MOST' : 'LEAST', n: limit.n })),
  ];
  // A floor of nothing and a cap that its seats cannot reach say nothing.
  return { rows: rows.filter(({ bound, n }) => bound === 'MOST' || n > 0), unknowns: known.size };
}

function holds({ unknowns, bound, n }: Row, point: readonly number[]): boolean {
  const sum = unknowns.reduce((total, unknown) => total + (point[unknown] ?? 0), 0);
  return bound === 'MOST' ? sum <= n : sum >= n;
}

/** A point of the relaxation, by the first phase of the simplex method; Bland's rule, so that it ends. */
function relaxed(rows: readonly Row[], unknowns: number): readonly number[] | 'INFEASIBLE' | 'UNDECIDED' {
  if (rows.some(({ bound, n }) => bound === 'MOST' && n < 0)) return 'INFEASIBLE';
  const artificial = rows.filter(({ bound }) => bound === 'LEAST').length;
  const width = unknowns + rows.length + artificial + 1;
  const last = width - 1;
  const basis: number[] = [];
  let nextArtificial = unknowns + rows.length;
  const table = rows.map(({ unknowns: own, bound, n }, index) => {
    const line = new Float64Array(width);
    for (const unknown of own) line[unknown] = 1;
    line[unknowns + index] = bound === 'MOST' ? 1 : -1;
    line[last] = n;
    if (bound === 'MOST') basis.push(unknowns + index);
    else {
      line[nextArtificial] = 1;
      basis.push(nextArtificial);
      nextArtificial += 1;
    }
    return line;
  });
  // What is still missing of the floors, to be brought to 0.
  const missing = new Float64Array(width);
  table.forEach((line, index) => {
    if (rows[index]?.bound === 'LEAST') for (let at = 0; at < width; at += 1) missing[at] = (missing[at] ?? 0) + (line[at] ?? 0);
  });
  for (let at = unknowns + rows.length; at < last; at += 1) missing[at] = 0;
  for (let pivots = 0; (missing[last] ?? 0) > TINY; pivots += 1) {
    if (pivots >= MOST_PIVOTS) return 'UNDECIDED';
    const entering = missing.subarray(0, unknowns + rows.length).findIndex((value) => value > TINY);
    if (entering < 0) return 'INFEASIBLE';
    const leaving = leavingRow(table, basis, entering, last);
    if (leaving < 0) return 'UNDECIDED';
    pivot([...table, missing], leaving, entering);
    basis[leaving] = entering;
  }
  const point = new Array<number>(unknowns).fill(0);
  basis.forEach((unknown, index) => {
    if (unknown < unknowns) point[unknown] = table[index]?.[last] ?? 0;
  });
  return point;
}

function leavingRow(table: readonly Float64Array[], basis: readonly number[], entering: number, last: number): number {
  let best = -1;
  let least = Infinity;
  table.forEach((line, index) => {
    const by = line[entering] ?? 0;
    if (by <= TINY) return;
    const ratio = (line[last] ?? 0) / by;
    if (ratio < least - TINY || (ratio < least + TINY && best >= 0 && (basis[index] ?? 0) < (basis[best] ?? 0))) {
      best = index;
      least = Math.min(least, ratio);
    }
  });
  return best;
}

function pivot(lines: readonly Float64Array[], row: number, column: number): void {
  const pivotLine = lines[row];
  if (!pivotLine) return;
  const by = pivotLine[column] ?? 1;
  for (let at = 0; at < pivotLine.length; at += 1) pivotLine[at] = (pivotLine[at] ?? 0) / by;
  lines.forEach((line, index) => {
    const times = line[column] ?? 0;
    if (index === row || times === 0) return;
    for (let at = 0; at < line.length; at += 1) line[at] = (line[at] ?? 0) - times * (pivotLine[at] ?? 0);
  });
}
