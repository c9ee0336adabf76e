import type { PersonId, StreamName } from '../domain/facts';
import { decideReleaseIdentity, identity } from '../domain/identity';
import type { Personal } from '../domain/teacher/facts';
import { decideCorrectIdentity, registrationOf } from '../domain/teacher/identity-correction';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { identityStream, teacherStream, type Asked, type Desk, type Settled } from './desk';
import { worldOfCorrection } from './dossiers';
import { together } from './settle';
import type { Attempt } from './streams';

/** The right number is hers: her dossier says so, then the wrong one is nobody's. Where the dossier cannot, the new claim is given back. */
export const settleIdentity = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled> =>
  desk.once(`identity ${of.id}`, async () => {
    const person = String(of.data['person']);
    const stream = teacherStream(person);
    const { state: { claim } } = await desk.streams.load(identity, of.stream);
    const part = claim?.id === of.id ? (claim.private[person] ?? null) : null;
    // Erased between the two steps: there is nothing left to correct, and nobody else is registered by the number.
    if (part === null) return together();
    const { reason, ...personal } = part;
    const before = await desk.streams.load(teacher, stream);
    let rounds: Parameters<typeof decideCorrectIdentity>[1]['rounds'] = [];
    const done = await desk.follow(of, `correct:${of.id}`, via, {
      aggregate: teacher, stream,
      world: async () => {
        const read = await worldOfCorrection(desk, stream, registrationOf(before.state)?.event ?? '');
        rounds = read.rounds;
        return read.world;
      },
      decide: (state, context) => decideCorrectIdentity(state, { claim: of.id, personal: personal as Personal, reason: String(reason), rounds, ...(of.meta.act === undefined ? {} : { act: of.meta.act }) }, context),
    });
    const corrected = done.loaded.state.facts.some((fact) => fact.type === 'IdentityCorrected' && fact.data.claim === of.id);
    const wrong = corrected ? numberBefore(desk, done.loaded.state, person, of.stream) : of.stream;
    if (wrong === null) return together(done);
    return together(done, await desk.follow(of, `release:${of.id}`, via, {
      aggregate: identity, stream: wrong, world: () => desk.world(),
      decide: (state) => decideReleaseIdentity(state, person, of.id),
    }));
  });

/** Where the number that she had before stands; null where her wordings are erased. */
function numberBefore(desk: Desk, state: TeacherState, person: PersonId, now: StreamName): StreamName | null {
  const streams = state.facts.flatMap((fact) => {
    const part = fact.type === 'TeacherRegistered' ? (fact.private[person] as Personal | null | undefined) : null;
    return part === null || part === undefined ? [] : [identityStream(desk.ports.secrets.identity(part.identityType, part.identityNumber))];
  });
  return streams.findLast((stream) => stream !== now) ?? null;
}
