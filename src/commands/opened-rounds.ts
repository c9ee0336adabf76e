import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { readOnce, type Log } from './read-on';

/** What of a round is known from its opening alone, and never changes. */
export interface RoundAsOpened {
  readonly tier: string;
  readonly on: BusinessDate;
}

/** Rounds by programme, in the order in which they were opened. By the rounds' own facts, since a view may lag behind them. */
export const openedRounds: (log: Log) => Promise<ReadonlyMap<string, ReadonlyMap<RoundId, RoundAsOpened>>> = readOnce(new Set(['RoundOpened']), () => new Map<string, Map<RoundId, RoundAsOpened>>(), (known, { stream, data, meta }) => {
  const programme = String(data['programme']);
  known.set(programme, (known.get(programme) ?? new Map<RoundId, RoundAsOpened>()).set(stream.replace(/^round-/, ''), { tier: String(data['tier']), on: meta.effectiveOn }));
});
