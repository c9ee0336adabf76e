import type { BatchState } from '../domain/batch';
import type { EventId, JsonObject, NominationId, TeacherId } from '../domain/facts';
import { openedRound, round } from '../domain/round/round';
import { decideSettleSeat } from '../domain/round/seats';
import { decideConclude } from '../domain/round/conferral';
import type { ConferralDecided } from '../domain/round/facts';
import { decideConfer, decideNotSelect, settlementOfConferral } from '../domain/teacher/title';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import type { TargetSettled } from './batch';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { candidateStream, NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { poolOfRound, type PoolRead } from './cultivation';
import { decideAdmit, decideGiveBack, pool } from '../domain/cultivation/pool';
import { carryOutForRound } from './round-batch';
import { worldOfRound } from './rounds';
import { dataOf, roundOf, together } from './settle';
import type { Attempt, Loaded } from './streams';

/**
 * Everything after `ConferralDecided`, which alone says what is to be done: the batch's list and opening, each teacher's
 * title or decline with its award seat, the batch's completion, the round's conclusion. Begun again it goes on.
 */
export function settleConferral(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`conferral ${of.id}`, async () => {
    const id = roundOf(of);
    const { batch: batchId, conferrals, notSelected } = dataOf<ConferralDecided>(of);
    await admitToPool(desk, of, via);
    const stream = batchStream(batchId);
    const targets = [...conferrals, ...notSelected].map(({ teacher: target, nomination }) => ({ target, data: { nomination } }));
    const chosen = new Set(conferrals.map(({ nomination }) => nomination));
    const settleTarget = (target: TeacherId, data: JsonObject): Promise<TargetSettled> => {
      const nomination = String(data['nomination']);
      return chosen.has(nomination) ? conferOne(desk, of, target, nomination, via) : passOver(desk, of, target, nomination, via);
    };
    const done = await carryOutForRound(desk, of, { id: batchId, targets, settleTarget }, via);
    await giveBack(desk, of, done.loaded, via);
    const concluded = await desk.follow(of, 'conclude', via, {
      aggregate: round,
      stream: of.stream,
      world: () => worldOfRound(desk, id, 'own', [{ stream, loaded: done.loaded }]),
      decide: (state) => decideConclude(state, { batch: done.loaded.state, reservation: of.id }),
    });
    return { ...together(done.settled, concluded), state: done.loaded.state };
  });
}

/** A round that ends in a pool takes its people in there first: the pool alone knows whom it has places for. */
async function admitToPool(desk: Desk, of: Asked, via: Attempt['via']): Promise<void> {
  const id = roundOf(of);
  const { state } = await desk.streams.load(round, of.stream);
  const read = await poolOfRound(desk, state);
  if (read === null || dataOf<ConferralDecided>(of).conferrals.length === 0) return;
  await desk.follow(of, `pool:${of.id}`, via, {
    aggregate: pool, stream: read.stream, world: () => worldOfRound(desk, id, 'other'),
    decide: (places, context, { world }) => decideAdmit(places, { round: world.round, reservation: of.id }, context),
  });
}

/** Before the round is concluded, so that a step that was cut short is begun again. */
async function giveBack(desk: Desk, of: Asked, settled: Loaded<BatchState>, via: Attempt['via']): Promise<void> {
  const id = roundOf(of);
  const { batch: batchId, conferrals } = dataOf<ConferralDecided>(of);
  const { state } = await desk.streams.load(round, of.stream);
  const read = await poolOfRound(desk, state);
  const declined = conferrals.filter((one) => settled.state.outcomes.get(one.teacher)?.outcome === 'DECLINED').map(({ nomination }) => nomination);
  if (read === null || declined.length === 0) return;
  await desk.follow(of, `give-back:${of.id}`, via, {
    aggregate: pool, stream: read.stream, world: () => worldOfRound(desk, id, 'other', [{ stream: batchStream(batchId), loaded: settled }]),
    decide: (places, context) => decideGiveBack(places, { reservation: of.id, tier: openedRound(state).tier, declined }, context),
  });
}

async function conferOne(desk: Desk, of: Asked, target: TeacherId, nomination: NominationId, via: Attempt['via']): Promise<TargetSettled> {
  const id = roundOf(of);
  const stream = await candidateStream(desk, id, target);
  let members: MembersRead = NO_MEMBERS;
  let places: PoolRead | null = null;
  const outcome = await desk.follow(of, `award:${nomination}`, via ?? 'batch', {
    aggregate: teacher, stream,
    world: async () => {
      members = await readMembers(desk, (await desk.streams.load(teacher, stream)).state);
      places = await poolOfRound(desk, (await desk.streams.load(round, of.stream)).state);
      return worldOfRound(desk, id, 'other', [...members.reads, ...(places === null ? [] : [places])]);
    },
    decide: (state, context, { world }) => {
      requireAllRead(state, stream, members);
      return decideConfer(state, { round: world.round, reservation: of.id, nomination, dossiers: members.dossiers, pool: places?.loaded.state ?? null }, context);
    },
  });
  const settlement = settlementOfConferral(outcome.loaded.state, of.id, nomination);
  if (settlement === null) throw new Error(`award seat of ${nomination} has no outcome`);
  const seat = await desk.follow(of, `award-seat:${nomination}`, via ?? 'batch', {
    aggregate: round, stream: of.stream, world: () => worldOfRound(desk, id, 'own', [{ stream, loaded: outcome.loaded }]),
    decide: (state) => decideSettleSeat(state, { ledger: 'AWARD', reservation: of.id, nomination, settlement }),
  });
  const declined = settlement.kind === 'RELEASED';
  return {
    ...together(outcome, seat),
    outcome: { outcome: declined ? 'DECLINED' : 'DONE', event: settlement.outcome, rule: declined ? ruleOf(outcome.loaded.state, settlement.outcome) : null },
  };
}

async function passOver(desk: Desk, of: Asked, target: TeacherId, nomination: NominationId, via: Attempt['via']): Promise<TargetSettled> {
  const done = await desk.follow(of, `pass-over:${nomination}`, via ?? 'batch', {
    aggregate: teacher, stream: await candidateStream(desk, roundOf(of), target), world: () => worldOfRound(desk, roundOf(of), 'other'),
    decide: (state, context, { world }) => decideNotSelect(state, { round: world.round, reservation: of.id, nomination }, context),
  });
  return { ...together(done), outcome: { outcome: 'DONE', event: done.loaded.state.notSelected.get(nomination) ?? null, rule: null } };
}

function ruleOf(state: TeacherState, outcome: EventId): string | null {
  const fact = state.byId.get(outcome);
  return fact?.type === 'ConferralDeclined' ? fact.data.rule : null;
}
