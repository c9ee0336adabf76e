import { decideConcludeAfterStrike } from '../domain/round/conferral';
import type { ListApproved, ObjectionRegistered, ObjectionSettled } from '../domain/round/facts';
import { decideSettleObjection } from '../domain/round/objections';
import { round, type RoundState } from '../domain/round/round';
import { decideFileObjection, objection, type ObjectionDecided } from '../domain/objection';
import type { OfficialAct, PrivateParts, Revision } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideReviewObjected, decideStrike } from '../domain/teacher/title';
import { decodeAll } from '../event-store/codec';
import { decidingStream } from './dossiers';
import { objectionStream, type Asked, type Desk, type Settled } from './desk';
import { candidateStream } from './holders';
import { openRound, worldOfRound } from './rounds';
import { dataOf, roundOf, together, type Settle } from './settle';

/** An objection that the round registered: `ObjectionFiled` and its particulars on a stream of its own. */
export const settleObjection: Settle = (desk, of, via) =>
  desk.once(`objection ${of.id}`, async () => {
    const id = roundOf(of);
    const { objection: filed, about, objectionType, realName, receivedAt } = dataOf<ObjectionRegistered>(of);
    const stream = objectionStream(filed);
    const known = await desk.streams.load(objection, stream);
    const particulars = known.state.filed === null ? await writtenIn(desk, of, (state) => state.objections.get(filed)?.revision) : {};
    return together(await desk.follow(of, `objection:${filed}`, via, {
      aggregate: objection, stream, world: () => worldOfRound(desk, id, 'other'),
      decide: (state, context, { world }) => decideFileObjection(state, { round: id, registration: of.id, about, objectionType, realName, receivedAt, particulars }, world.round, context),
    }));
  });

/** What the objector wrote, or why the approving body struck whom, from the round's own fact: it is kept in no state. */
async function writtenIn(desk: Desk, of: Asked, revisionIn: (state: RoundState) => Revision | undefined): Promise<PrivateParts> {
  const { state } = await openRound(desk, roundOf(of));
  const from = revisionIn(state) ?? 0;
  for await (const page of desk.ports.store.readStream(of.stream, from)) {
    const envelope = page.find((one) => one.envelope.id === of.id)?.envelope;
    if (envelope === undefined) continue;
    const [fact] = await decodeAll([envelope], desk.ports.keys);
    return fact?.private ?? {};
  }
  return {};
}

/** A decided objection: the round first, then whoever it takes off the list or makes subject to a review. */
export const settleObjectionDecision: Settle = (desk, of, via) =>
  desk.once(`objection-decision ${of.id}`, async () => {
    const { objection: decided, outcome, effect, corrections } = dataOf<ObjectionDecided>(of);
    const { filed } = (await desk.streams.load(objection, of.stream)).state;
    if (filed === null) throw new Error(`objection ${decided} was decided before it was filed`);
    const settled = await desk.follow(of, `objection-settled:${decided}`, via, {
      aggregate: round, stream: `round-${filed.round}`, world: () => worldOfRound(desk, filed.round, 'own'),
      decide: (state, context) => decideSettleObjection(state, { objection: decided, outcome, effect, decision: of.id, corrections, act: of.meta.act ?? null }, context),
    });
    const asked = settled.facts.find(({ type }) => type === 'ObjectionSettled');
    return asked === undefined ? together(settled) : together(settled, await settleStrikes(desk, asked, via));
  });

/** Who was struck: the round is ended where nobody waits any more, then each one's own stream says so. */
export const settleStrikes: Settle = (desk, of, via) =>
  desk.once(`strike ${of.id}`, async () => {
    const id = roundOf(of);
    const steps: Settled[] = [];
    const { struck, reviewed, because } = changesOf(of);
    const act: OfficialAct | null = of.meta.act ?? null;
    const written = because === 'APPROVAL' && struck.length > 0 ? await writtenIn(desk, of, (state) => state.approval?.revision) : {};
    if (struck.length > 0) {
      // First, so that a strike recorded on every stream has nothing left to do.
      steps.push(together(await desk.follow(of, `conclude:${of.id}`, via, { aggregate: round, stream: of.stream, world: () => worldOfRound(desk, id, 'own'), decide: (state) => decideConcludeAfterStrike(state) })));
    }
    for (const { nomination, teacher: person } of struck) {
      const reason = written[person]?.['reason'];
      steps.push(together(await desk.follow(of, `strike:${of.id}:${nomination}`, via, {
        aggregate: teacher, stream: await candidateStream(desk, id, person), world: () => worldOfRound(desk, id, 'other'),
        decide: (state) => decideStrike(state, { round: id, nomination, because, decision: of.id, act, ...(typeof reason === 'string' ? { reason } : {}) }),
      })));
    }
    for (const { nomination, teacher: person } of reviewed) {
      steps.push(together(await desk.follow(of, `review:${of.id}:${nomination}`, via, {
        aggregate: teacher, stream: await decidingStream(desk, await candidateStream(desk, id, person)), world: () => worldOfRound(desk, id, 'other'),
        decide: (state) => decideReviewObjected(state, { nomination, decision: of.id, act }),
      })));
    }
    return together(...steps);
  });

function changesOf(of: Asked) {
  if (of.type === 'ListApproved') return { struck: dataOf<ListApproved>(of).struck, reviewed: [], because: 'APPROVAL' as const };
  const { cancelled } = dataOf<ObjectionSettled>(of);
  return { struck: cancelled === null || cancelled.conferred ? [] : [cancelled], reviewed: cancelled?.conferred ? [cancelled] : [], because: 'OBJECTION' as const };
}

/** True while the award that a review would be about has no outcome yet: the review comes after it. */
export async function awaitsAward(desk: Desk, of: Asked): Promise<boolean> {
  const [reviewed] = changesOf(of).reviewed;
  return reviewed !== undefined && (await openRound(desk, roundOf(of))).state.awards.get(reviewed.nomination)?.status === 'RESERVED';
}
