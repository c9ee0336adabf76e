import { pool, type PoolState } from '../domain/cultivation/pool';
import type { NominationId, OrgId, StreamName } from '../domain/facts';
import type { Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { openedRound, tierOf, type RoundState } from '../domain/round/round';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { teacher } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
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

export interface MembersNamed {
  readonly units: readonly OrgId[];
  /** Those who were confirmed and whose title is gone from their records since: its conferral was voided. */
  readonly voided: ReadonlySet<NominationId>;
}

/** Over whose units whoever confirms must stand in the programme's name, and what the members' own records say of their titles; who is in no pool is for the decision to refuse. */
export async function membersNamed(desk: Desk, programme: string, tier: string, nominations: readonly NominationId[]): Promise<MembersNamed> {
  const { state: { members } } = await desk.streams.load(pool, cultivationStream(programme, tier));
  const named = await Promise.all([...new Set(nominations)].flatMap((of) => members.get(of) ?? []).map(async ({ nomination, round, teacher: holder, status }) => {
    const { state } = await desk.streams.load(teacher, await candidateStream(desk, round, holder));
    const place = status === 'CONFIRMED' ? view(state.facts, LAST_DAY).pools.find((one) => one.nomination === nomination) : undefined;
    return { nomination, unit: unitOf(state, desk.ports.clock.today()), voided: place !== undefined && place.confirmedBy === null };
  }));
  return { units: [...new Set(named.flatMap(({ unit }) => unit ?? []))], voided: new Set(named.flatMap((one) => (one.voided ? [one.nomination] : []))) };
}

export function confirming(programme: EffectiveProgramme | undefined, tier: string): readonly Requirement[] {
  const stated = programme?.tiers.find(({ code }) => code === tier)?.pool?.confirmedBy;
  return stated === null || stated === undefined ? requirementsOf(programme, 'ConferTitles') : [stated];
}
