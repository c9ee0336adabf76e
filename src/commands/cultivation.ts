import { pool, type PoolState } from '../domain/cultivation/pool';
import type { StreamName } from '../domain/facts';
import { openedRound, tierOf, type RoundState } from '../domain/round/round';
import type { Desk, Read } from './desk';
import type { Loaded } from './streams';

/** One for each tier that has a pool, over all its batches: its number is of all of them together. */
export const cultivationStream = (programme: string, tier: string): StreamName => `pool-${programme}.${tier}`;

export interface PoolRead extends Read {
  readonly loaded: Loaded<PoolState>;
}

/** The pool that a round ends in, read to its end; null where it confers its title. */
export async function poolOfRound(desk: Desk, state: RoundState): Promise<PoolRead | null> {
  const { programme, version, adoptions, tier } = openedRound(state);
  const effective = await desk.programmes.effective(programme, version, adoptions);
  if (tierOf(state, effective).pool === undefined) return null;
  const stream = cultivationStream(programme, tier);
  return { stream, loaded: await desk.streams.load(pool, stream) };
}
