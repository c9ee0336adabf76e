import { capOf } from './cap';

const cap = (percent: number, rounding: 'DOWN' | 'HALF_UP' | 'UP') => ({ cap: { grade: 'EXCELLENT' as const, percent, rounding, clause: 'Q7' } });

describe('the share that may be excellent', () => {
  test.each([
    ['DOWN', 7, 2], ['HALF_UP', 7, 2], ['UP', 7, 3],
    ['DOWN', 5, 1], ['HALF_UP', 5, 2], ['UP', 5, 2],
    ['DOWN', 10, 3], ['HALF_UP', 10, 3], ['UP', 10, 3],
    ['DOWN', 3, 0], ['HALF_UP', 3, 1], ['UP', 3, 1],
  ] as const)('30 %% rounded %s of %i are %i', (rounding, members, allowed) => {
    expect(capOf(cap(30, rounding), members)).toBe(allowed);
  });

  test('a share of tenths of a per cent is exact, and no cap is no limit', () => {
    expect(capOf(cap(12.5, 'DOWN'), 8)).toBe(1);
    expect(capOf(cap(0, 'UP'), 8)).toBe(0);
    expect(capOf({}, 8)).toBeNull();
  });
});
