import { batch, decideOpenList, type BatchState } from '../domain/batch';
import type { ConfirmationDecided, DepartureDecided } from '../domain/cultivation/facts';
import { decideCarriedOut, pool } from '../domain/cultivation/pool';
import { decideConfirmCandidate, decideLeftPool } from '../domain/teacher/cultivation';
import { awardKey, teacher } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import { carryOut, type TargetSettled } from './batch';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { candidateStream } from './holders';
import { worldOfRound } from './rounds';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/**
 * Everything after `ConfirmationDecided`, which alone says what is to be done: the batch's list, each one's title or what
 * stands against it, the batch's completion, and the pool learns whose titles it gets back. Begun again it goes on.
 */
export function settleConfirmation(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`confirmation ${of.id}`, async () => {
    const { batch: batchId, programme, confirmations } = dataOf<ConfirmationDecided>(of);
    const targets = confirmations.map(({ teacher: target, nomination }) => ({ target, data: { nomination } }));
    await desk.follow(of, 'batch:open', via ?? 'batch', {
      aggregate: batch, stream: batchStream(batchId), world: () => desk.world({ programme }),
      decide: (state) => decideOpenList(state, { targets, useCase: of.meta.useCase, listHash: desk.ports.secrets.list(canonicalJson(targets, 'targets')), round: null, reservation: of.id }),
    });
    const done = await carryOut(desk, batchId, of, via, (target) => confirmOne(desk, of, target, via));
    const nominationOf = new Map(confirmations.map((one) => [one.teacher, one.nomination]));
    const ended = (outcome: 'DONE' | 'DECLINED') => [...done.loaded.state.outcomes.values()].flatMap((one) => (one.outcome === outcome ? (nominationOf.get(one.target) ?? []) : []));
    const carried = await desk.follow(of, 'carried-out', via ?? 'batch', {
      aggregate: pool, stream: of.stream, world: () => desk.world({ programme }, [{ stream: batchStream(batchId), loaded: done.loaded }]),
      decide: (state) => decideCarriedOut(state, { reservation: of.id, batch: batchId, confirmed: ended('DONE'), declined: ended('DECLINED') }),
    });
    return { ...together(done.settled, carried), state: done.loaded.state };
  });
}

async function confirmOne(desk: Desk, of: Asked, target: string, via: Attempt['via']): Promise<TargetSettled> {
  const { batch: batchId, conferredOn, confirmations } = dataOf<ConfirmationDecided>(of);
  const confirmation = confirmations.find((one) => one.teacher === target);
  const { act } = of.meta;
  if (confirmation === undefined || act === undefined) throw new Error(`${of.id} says nothing of ${target}`);
  const { nomination } = confirmation;
  const loadedPool = await desk.streams.load(pool, of.stream);
  const member = loadedPool.state.members.get(nomination);
  if (member === undefined) throw new Error(`${nomination} is in no pool`);
  const done = await desk.follow(of, `confirm:${nomination}`, via ?? 'batch', {
    aggregate: teacher, stream: await candidateStream(desk, member.round, target),
    world: () => worldOfRound(desk, member.round, 'other', [{ stream: of.stream, loaded: loadedPool }]),
    decide: (state, context, { world }) => decideConfirmCandidate(state, { reservation: of.id, batch: batchId, conferredOn, act, confirmation, member, round: world.round }, context),
  });
  const settlement = done.loaded.state.settlements.get(awardKey(of.id, nomination));
  if (settlement === undefined) throw new Error(`the confirmation of ${nomination} has no outcome`);
  const told = done.loaded.state.byId.get(settlement.outcome);
  return { ...together(done), outcome: { outcome: settlement.kind === 'CONFIRMED' ? 'DONE' : 'DECLINED', event: settlement.outcome, rule: told?.type === 'ConfirmationDeclined' ? told.data.rule : null } };
}

/** What a decided departure comes to on her own stream. */
export function settlePoolDeparture(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled> {
  return desk.once(`leaving ${of.id}`, async () => {
    const { nomination, teacher: target } = dataOf<DepartureDecided>(of);
    const { act, effectiveOn } = of.meta;
    const loadedPool = await desk.streams.load(pool, of.stream);
    const member = loadedPool.state.members.get(nomination);
    if (member === undefined || act === undefined) throw new Error(`${nomination} left no pool`);
    const why = loadedPool.state.departures.get(of.id) ?? null;
    return together(await desk.follow(of, `left:${nomination}`, via, {
      aggregate: teacher, stream: await candidateStream(desk, member.round, target),
      world: () => worldOfRound(desk, member.round, 'other', [{ stream: of.stream, loaded: loadedPool }]),
      decide: (state) => decideLeftPool(state, { nomination, why, decision: of.id, act, effectiveOn }),
    }));
  });
}
