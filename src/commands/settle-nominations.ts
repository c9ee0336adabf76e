import type { BatchState } from '../domain/batch';
import type { JsonObject, NominationId, RoundId } from '../domain/facts';
import type { BatchOpened, LatePaper } from '../domain/round/facts';
import type { Attachment } from '../domain/teacher/facts';
import { absorbedFault } from '../domain/teacher/merge';
import { decideNominate } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { carryOut, type TargetSettled } from './batch';
import { batchStream, type Asked, type Desk, type Settled } from './desk';
import { candidateStream, NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { unrecommendedElsewhere } from './nominations';
import { refusalIn } from './recorded-refusal';
import { worldOfRound } from './rounds';
import { dataOf, together } from './settle';
import type { Attempt } from './streams';

/** What the list of a school holds of each; nothing personal. */
export interface Handed extends JsonObject {
  readonly nomination: string;
  readonly attachments: readonly Attachment[];
  /** Refused when the list was checked, and to be recorded as refused. */
  readonly record: boolean;
  readonly late?: LatePaper;
}

/** An opened list of nominations: each is nominated, or refused as the list was opened to have it recorded. */
export function settleNominations(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`nominations ${of.id}`, async () => {
    const { round } = dataOf<BatchOpened>(of);
    if (round === null) throw new Error(`${of.stream} is about no round`);
    // Written by this use case alone.
    const done = await carryOut(desk, of.stream.slice(batchStream('').length), of, via, (target, data) => nominateOne(desk, of, round, target, data as Handed, via));
    return { ...together(done.settled), state: done.loaded.state };
  });
}

async function nominateOne(desk: Desk, of: Asked, round: RoundId, target: string, { nomination, attachments, record, late }: Handed, via: Attempt['via']): Promise<TargetSettled> {
  const stream = await candidateStream(desk, round, target);
  let unrecommended: ReadonlySet<NominationId> = new Set();
  let members: MembersRead = NO_MEMBERS;
  const done = await desk.follow(of, `nominate:${target}`, via ?? 'batch', {
    aggregate: teacher, stream,
    world: async () => {
      const elsewhere = await unrecommendedElsewhere(desk, round, target);
      unrecommended = elsewhere.nominations;
      members = await readMembers(desk, (await desk.streams.load(teacher, stream)).state);
      // Handed in when the list was opened: that day, minute and gate count, whenever it is carried out.
      return (await worldOfRound(desk, round, 'other', [...elsewhere.reads, ...members.reads])).asOf(of.meta.context);
    },
    decide: (state, context, { world }) => {
      requireAllRead(state, stream, members);
      // Whose place, consent and papers the list was checked by is nobody's now: she is put forward by the dossier that goes on.
      const merged = absorbedFault(state);
      if (merged !== null) return merged;
      const decision = decideNominate(state, { nomination, round: { ...world.round, gate: 'OPEN' }, attachments, unrecommended, dossiers: members.dossiers, ...(late ? { late } : {}) }, context);
      // Listed to have a refusal recorded, which was told: what would hold by now is for another list.
      if (record && decision.kind === 'events') return { kind: 'refused', refusal: { rule: 'leftOut', inputs: {} }, events: [] };
      if (decision.kind === 'refused' && !record) return { ...decision, events: [] };
      return decision;
    },
  });
  const [fact] = done.facts;
  const refusal = done.refusal ?? refusalIn(done.facts);
  return { ...together(done), outcome: { outcome: refusal === null ? 'DONE' : 'DECLINED', event: fact?.id ?? null, rule: refusal?.rule ?? null } };
}
