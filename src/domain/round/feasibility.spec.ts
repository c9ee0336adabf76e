import fc from 'fast-check';
import { conflict, feasibility, type SeatProblem, type TableLimit } from './feasibility';

/** Every way of putting people into the cells, reserved places told apart: slow and obviously right. */
function bruteForce({ units, limits }: SeatProblem): boolean {
  const cells = units.flatMap((unit, index) => unit.cells.map((cell) => ({ cell, unit: index })));
  const reserved = limits.filter(({ kind }) => kind === 'RESERVED');
  const slots = cells.flatMap((at) => [{ ...at, as: null as TableLimit | null }, ...reserved.filter((limit) => limit.cells.includes(at.cell)).map((limit) => ({ ...at, as: limit as TableLimit | null }))]);
  const counts = new Array<number>(slots.length).fill(0);
  const sum = (of: (slot: (typeof slots)[number]) => boolean) => slots.reduce((total, slot, index) => total + (of(slot) ? (counts[index] ?? 0) : 0), 0);
  const good = () => limits.every((limit) => {
    const n = limit.kind === 'RESERVED' ? sum((slot) => slot.as === limit) : sum((slot) => limit.cells.includes(slot.cell));
    return limit.kind === 'CAP' ? n <= limit.n : n >= limit.n;
  });
  const fill = (at: number): boolean => {
    const slot = slots[at];
    if (!slot) return good();
    const left = (units[slot.unit]?.seats ?? 0) - sum((other) => other.unit === slot.unit);
    for (let n = 0; n <= left; n += 1) {
      counts[at] = n;
      if (fill(at + 1)) {
        counts[at] = 0;
        return true;
      }
    }
    counts[at] = 0;
    return false;
  };
  return fill(0);
}

const table: fc.Arbitrary<SeatProblem> = fc.record({
  seats: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 2 }),
  limits: fc.array(fc.record({ kind: fc.constantFrom('CAP' as const, 'FLOOR' as const, 'FLOOR' as const, 'RESERVED' as const), n: fc.integer({ min: 0, max: 3 }), cells: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }) }), { maxLength: 4 }),
}).map(({ seats, limits }) => {
  const per = seats.length === 1 ? 4 : 2;
  return {
    units: seats.map((n, index) => ({ seats: n, cells: Array.from({ length: per }, (_, cell) => index * per + cell) })),
    limits: limits.map((limit, index) => ({ code: `L${index}`, ...limit })),
  };
});

describe('a seat table and its limits', () => {
  test('E16 decides as counting every way of filling the table does', () => {
    let held = 0;
    let cannot = 0;
    fc.assert(fc.property(table, (problem) => {
      const can = bruteForce(problem);
      if (can) held += 1;
      else cannot += 1;
      expect(feasibility(problem)).toBe(can ? 'FEASIBLE' : 'INFEASIBLE');
    }), { numRuns: 600 });
    // Both answers were tried.
    expect(Math.min(held, cannot)).toBeGreaterThan(50);
  });

  test('E16 names a set that cannot hold, none of which can be left out', () => {
    fc.assert(fc.property(table.filter((problem) => !bruteForce(problem)), (problem) => {
      const named = new Set(conflict(problem));
      const only = (codes: ReadonlySet<string>) => ({ ...problem, limits: problem.limits.filter(({ code }) => codes.has(code)) });
      expect(bruteForce(only(named))).toBe(false);
      for (const code of named) expect(bruteForce(only(new Set([...named].filter((other) => other !== code))))).toBe(true);
    }), { numRuns: 200 });
  });

  test('E16 one person meets two floors and takes one reserved place', () => {
    const both = (kind: 'FLOOR' | 'RESERVED'): SeatProblem => ({ units: [{ seats: 1, cells: [0, 1] }], limits: [{ code: 'RURAL', kind, n: 1, cells: [0, 1] }, { code: 'PRESCHOOL', kind, n: 1, cells: [0] }] });
    expect(feasibility(both('FLOOR'))).toBe('FEASIBLE');
    expect(feasibility(both('RESERVED'))).toBe('INFEASIBLE');
  });

  test('E16 a table beyond the bounds is not decided', () => {
    const cells = Array.from({ length: 700 }, (_, cell) => cell);
    expect(feasibility({ units: cells.map((cell) => ({ seats: 1, cells: [cell] })), limits: [{ code: 'ALL', kind: 'FLOOR', n: 700, cells }] })).toBe('UNDECIDED');
  });
});
