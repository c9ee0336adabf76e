import type { Refusal } from '../domain/facts';
import type { ReturnReopened } from '../domain/round/reopened-facts';
import { decideEndReturn } from '../domain/round/returns';
import { round } from '../domain/round/round';
import { decideCompleteLate, returnOutcome } from '../domain/teacher/application';
import { teacher } from '../domain/teacher/teacher';
import type { StoredEnvelope } from '../event-store/event-store';
import type { Asked, Desk, Settled } from './desk';
import { candidateStream, NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { refusalIn } from './recorded-refusal';
import { worldOfRound } from './rounds';
import { dataOf, roundOf, together } from './settle';
import type { Attempt } from './streams';

/**
 * A return that the round opened again for paper received in time: her completion, or what refuses it, on her stream;
 * then the round closes it by what her stream says, and a completion that was refused gives the seats up again.
 */
export function settleReopening(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly refusal: Refusal | null }> {
  return desk.once(`reopening ${of.id}`, async () => {
    const { teacher: person, nomination, registration, attachments, late } = dataOf<ReturnReopened>(of);
    const id = roundOf(of);
    const stream = await candidateStream(desk, id, person);
    let members: MembersRead = NO_MEMBERS;
    const hers = await desk.follow(of, `completion:${of.id}`, via, {
      aggregate: teacher,
      stream,
      world: async () => {
        members = await readMembers(desk, (await desk.streams.load(teacher, stream)).state);
        return worldOfRound(desk, id, 'other', members.reads);
      },
      decide: (state, context, { world }) => {
        const open = world.round.returns.get(nomination);
        // Ended by whoever came first.
        if (open?.reopened?.event !== of.id) return { kind: 'events', events: [] };
        requireAllRead(state, stream, members);
        return decideCompleteLate(state, { round: world.round, open, attachments, late, dossiers: members.dossiers, reopened: of.id }, context);
      },
    });
    const refusal = hers.refusal ?? refusalIn(hers.facts);
    const loaded = await desk.streams.load(teacher, stream);
    const ended = returnOutcome(loaded.state, { registration, nomination });
    // Withdrawn or not recommended meanwhile: the departure ends it, with her seats.
    if (ended === null || ended.how === 'LEFT' || leftSince(loaded.state.facts, nomination)) return { ...together(hers), refusal };
    const { how, outcome } = ended;
    const done = await desk.follow(of, `reopening-ended:${of.id}`, via, {
      aggregate: round,
      stream: of.stream,
      world: () => worldOfRound(desk, id, 'own', [{ stream, loaded }]),
      // No seat is given up before the day on which it was given back.
      decide: (state, context) => decideEndReturn(state, { registration, nomination, how, outcome, on: of.meta.effectiveOn, reopened: of.id }, context),
    });
    return { ...together(hers, done), refusal: how === 'COMPLETED' ? null : refusal };
  });
}

function leftSince(facts: readonly Pick<StoredEnvelope, 'type' | 'data'>[], nomination: string): boolean {
  return facts.some(({ type, data }) => (type === 'NominationWithdrawn' || type === 'NominationRejected') && data['nomination'] === nomination);
}
