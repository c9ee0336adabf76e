const CI = process.env['CI'] === 'true';

/** Of a long list of cases CI takes every one, an everyday run every n-th (.ci/run sets CI=true). */
export function spread<T>(cases: readonly T[], every: number): readonly T[] {
  return CI ? cases : cases.filter((_case, index) => index % every === 0);
}

/** How much of a long test an everyday run does, and how much CI. */
export function amount<T extends number | boolean>(everyday: T, inCI: T): T {
  return CI ? inCI : everyday;
}

/** A test that takes too long for an everyday run. */
export const inCI = CI ? it : it.skip;
