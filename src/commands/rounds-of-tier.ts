import type { BusinessDate } from '../domain/dates';
import { yearsTogether, type RoundOfTier } from '../domain/round/tier-seats';
import { round } from '../domain/round/round';
import type { RoundId } from '../domain/facts';
import type { TierRules } from '../domain/programme-rules';
import { roundStream, type Desk } from './desk';
import { openedRounds } from './opened-rounds';
import type { Read } from './world';

export interface RoundsOfTier {
  readonly reads: readonly Read[];
  readonly rounds: readonly RoundOfTier[];
  /** Day on which the round itself opened; null where it has not. */
  readonly openedOn: BusinessDate | null;
}

export const NO_OTHERS: RoundsOfTier = { reads: [], rounds: [], openedOn: null };

/** Every other round of the tier, whichever its track, from the log; none is read where each round's number stands for itself. */
export async function roundsOfTier(desk: Desk, programme: string, tier: TierRules | undefined, own: RoundId): Promise<RoundsOfTier> {
  if (tier === undefined || yearsTogether(tier) === null) return NO_OTHERS;
  const opened = (await openedRounds(desk.ports.store)).get(programme);
  const openedOn = opened?.get(own)?.on ?? null;
  const others = [...(opened ?? [])].filter(([id, { tier: code }]) => id !== own && code === tier.code);
  const found = await Promise.all(others.map(async ([id, { on }]) => ({ stream: roundStream(id), on, loaded: await desk.streams.load(round, roundStream(id)) })));
  return { reads: found.map(({ stream, loaded }) => ({ stream, loaded })), rounds: found.map(({ loaded, on }) => ({ state: loaded.state, openedOn: on })), openedOn };
}

/**
 * What gives out seats of a tier does so one at a time: each round is a stream of its own, and two that were sent at once must
 * not both find the number free. Processes beside each other can still open one too many; it stands with the others in the
 * next answer.
 */
export function givingSeats<T>(desk: Pick<Desk, 'streams'>, work: () => Promise<T>): Promise<T> {
  return desk.streams.inTurn('AwardSeats', work);
}
