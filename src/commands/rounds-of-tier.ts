import type { BusinessDate } from '../domain/dates';
import type { RoundOfTier } from '../domain/round/tier-seats';
import { round } from '../domain/round/round';
import type { RoundId, StreamName } from '../domain/facts';
import type { TierRules } from '../domain/programme-rules';
import type { StoredEnvelope } from '../event-store/event-store';
import { roundStream, type Desk } from './desk';
import type { Read } from './world';

export interface RoundsOfTier {
  readonly reads: readonly Read[];
  readonly rounds: readonly RoundOfTier[];
  /** Day on which the round itself opened; null where it has not. */
  readonly openedOn: BusinessDate | null;
}

export const NO_OTHERS: RoundsOfTier = { reads: [], rounds: [], openedOn: null };

const OPENED: ReadonlySet<string> = new Set(['RoundOpened']);

/** Every other round of the tier, whichever its track, from the log; none is read where each round's number stands for itself. */
export async function roundsOfTier(desk: Desk, programme: string, tier: TierRules | undefined, own: RoundId): Promise<RoundsOfTier> {
  if (tier?.seatsAs === undefined || tier.cadenceYears === null) return NO_OTHERS;
  const { store } = desk.ports;
  const opened: { readonly stream: StreamName; readonly on: BusinessDate }[] = [];
  let openedOn: BusinessDate | null = null;
  const take = ({ type, stream, data, meta }: StoredEnvelope): void => {
    if (!OPENED.has(type)) return;
    if (stream === roundStream(own)) openedOn = meta.effectiveOn;
    else if (data['programme'] === programme && data['tier'] === tier.code) opened.push({ stream, on: meta.effectiveOn });
  };
  if (store.readTypes !== undefined) {
    for await (const { events } of store.readTypes(null, OPENED)) for (const { envelope } of events) take(envelope);
  } else {
    for await (const page of store.readAll(null)) for (const { envelope } of page) take(envelope);
  }
  const found = await Promise.all(opened.map(async ({ stream, on }) => ({ stream, on, loaded: await desk.streams.load(round, stream) })));
  return { reads: found.map(({ stream, loaded }) => ({ stream, loaded })), rounds: found.map(({ loaded, on }) => ({ state: loaded.state, openedOn: on })), openedOn };
}
