/** CHAOS_SEED=n repeats a run; every failure names the seed of its point. */
export const SEED = Number(process.env['CHAOS_SEED'] ?? 20190512);

/** mulberry32: small, seeded, good enough to spread faults. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` numbers from 1 to `of`, one drawn from each stretch of equal length, in an order of their own. */
export function drawn(draw: () => number, count: number, of: number): readonly number[] {
  const points = Array.from({ length: count }, (_, i) => 1 + Math.min(of - 1, Math.floor(((i + draw()) * of) / count)));
  return points.map((point) => ({ point, place: draw() })).sort((a, b) => a.place - b.place).map(({ point }) => point);
}

/** A whole number from the environment, for runs that are longer or shorter than those in CI. */
export function configured(name: string, fallback: number): number {
  const given = process.env[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number of 1 or more, not ${given}`);
  return value;
}
