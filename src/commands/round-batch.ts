import { batch, decideListTargets, decideOpenBatch, type BatchState } from '../domain/batch';
import type { BatchId, JsonObject } from '../domain/facts';
import { canonicalJson } from '../event-store/canonical';
import { carryOut, type TargetSettled } from './batch';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { worldOfRound } from './rounds';
import { roundOf } from './settle';
import type { Attempt, Loaded } from './streams';

export interface RoundBatch {
  readonly id: BatchId;
  readonly targets: readonly { readonly target: string; readonly data: JsonObject }[];
  readonly settleTarget: (target: string, data: JsonObject, state: BatchState) => Promise<TargetSettled>;
}

/** The batch of an act on a round's stream, which alone says what is to be done: its list, its opening, every target, its completion. Begun again it goes on. */
export async function carryOutForRound(desk: Desk, of: Asked, { id, targets, settleTarget }: RoundBatch, via?: Attempt['via']): Promise<{ readonly loaded: Loaded<BatchState>; readonly settled: Settled }> {
  const round = roundOf(of);
  const own = { aggregate: batch, stream: batchStream(id), world: () => worldOfRound(desk, round, 'other' as const) };
  await desk.follow(of, 'batch:list', via ?? 'batch', { ...own, decide: (state) => decideListTargets(state, { targets }) });
  await desk.follow(of, 'batch:open', via ?? 'batch', {
    ...own,
    decide: (state) => decideOpenBatch(state, { useCase: of.meta.useCase, listHash: desk.ports.secrets.list(canonicalJson(targets, 'targets')), round, reservation: of.id }),
  });
  return carryOut(desk, id, of, via, settleTarget);
}
