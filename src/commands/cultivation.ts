import { pool, type PoolState } from '../domain/cultivation/pool';
import type { NominationId, OrgId, StreamName } from '../domain/facts';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { openedRound, tierOf, type RoundState } from '../domain/round/round';
import { teacher } from '../domain/teacher/teacher';
import type { Desk } from './desk';
import type { Read } from './world';
import { unitOf } from './dossiers';
import { candidateStream } from './holders';
import { requirementsOf } from './requirements';
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

/** Whoever confirms in the programme's name, over the units of those named; who is in no pool is for the decision to refuse. */
export async function unitsOfMembers(desk: Desk, programme: string, tier: string, nominations: readonly NominationId[]): Promise<readonly OrgId[]> {
  const { state: { members } } = await desk.streams.load(pool, cultivationStream(programme, tier));
  const named = [...new Set(nominations)].flatMap((nomination) => members.get(nomination) ?? []);
  const units = await Promise.all(named.map(async ({ round, teacher: holder }) => unitOf((await desk.streams.load(teacher, await candidateStream(desk, round, holder))).state, desk.ports.clock.today())));
  return [...new Set(units.flatMap((unit) => unit ?? []))];
}

export function confirming(programme: EffectiveProgramme | undefined, tier: string): readonly Requirement[] {
  const stated = programme?.tiers.find(({ code }) => code === tier)?.pool?.confirmedBy;
  return stated === null || stated === undefined ? requirementsOf(programme, 'ConferTitles') : [stated];
}
