import type { PersonId } from '../domain/facts';
import { decideReleaseIdentity, identity } from '../domain/identity';
import type { Personal } from '../domain/teacher/facts';
import { decideCorrectIdentity, registrationOf, wordingBefore } from '../domain/teacher/identity-correction';
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
    const dossier = async (): Promise<TeacherState> => (await desk.streams.load(teacher, stream)).state;
    // Told already: a later correction may have given this number back again, and what this one put out of use may still be claimed.
    const done = wordingBefore(await dossier(), of.id) === null ? await correct(desk, of, person, via) : together();
    if (done === null) return together();
    const before = wordingBefore(await dossier(), of.id);
    const wrong = before === null ? of.stream : before.personal === null ? null : identityStream(desk.ports.secrets.identity(before.personal.identityType, before.personal.identityNumber));
    if (wrong === null) return together(done);
    return together(done, await desk.follow(of, `release:${of.id}`, via, {
      aggregate: identity, stream: wrong, world: () => desk.world(),
      decide: (state) => decideReleaseIdentity(state, person, of.id),
    }));
  });

/** Null where there is nothing left to correct by: erased between the two steps, and nobody else is registered by the number. */
async function correct(desk: Desk, of: Asked, person: PersonId, via: Attempt['via']): Promise<Settled | null> {
  const stream = teacherStream(person);
  const { state: { claim } } = await desk.streams.load(identity, of.stream);
  const part = claim?.id === of.id ? (claim.private[person] ?? null) : null;
  if (part === null) return null;
  const { reason, ...personal } = part;
  const before = await desk.streams.load(teacher, stream);
  let rounds: Parameters<typeof decideCorrectIdentity>[1]['rounds'] = [];
  return desk.follow(of, `correct:${of.id}`, via, {
    aggregate: teacher, stream,
    world: async () => {
      const read = await worldOfCorrection(desk, stream, registrationOf(before.state)?.event ?? '');
      rounds = read.rounds;
      return read.world;
    },
    decide: (state, context) => decideCorrectIdentity(state, { claim: of.id, personal: personal as Personal, reason: String(reason), rounds, ...(of.meta.act === undefined ? {} : { act: of.meta.act }) }, context),
  });
}
