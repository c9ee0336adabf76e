import { decideClaimIdentity, identity } from '../domain/identity';
import type { Decision, PersonId, Recorded, StreamName } from '../domain/facts';
import type { IdentityClaimed } from '../domain/registry-facts';
import type { DecisionContext } from '../domain/context';
import { people } from '../domain/people';
import { decideRegisterTeacher } from '../domain/teacher/life';
import type { Personal } from '../domain/teacher/facts';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import { identityStream, teacherStream, type Desk } from './desk';
import { personalOf } from './personal';
import type { TeacherInput } from './personal-input';

/** One dossier to be, spelling made one. */
export interface Registration {
  readonly personal: Personal;
  readonly data: NonNullable<IdentityClaimed['data']['registration']>;
  readonly effectiveOn: string | undefined;
  readonly stream: StreamName;
}

/** Error: InputError. */
export function registrationOf(desk: Desk, input: TeacherInput, within = 'personal.'): Registration {
  const personal = personalOf(input.personal, within);
  const { unit, stage, subject, enteredOn, onEstablishment, inPost, effectiveOn } = input;
  return {
    personal,
    data: { unit, stage, subject, enteredOn, onEstablishment, inPost },
    effectiveOn,
    stream: identityStream(desk.ports.secrets.identity(personal.identityType, personal.identityNumber)),
  };
}

export interface Holder {
  readonly claim: IdentityClaimed;
  readonly person: PersonId;
  readonly registered: boolean;
  readonly erased: boolean;
}

/** Whose number it is, whether she has a dossier, whether her data was erased; null while it is nobody's. */
export async function holderOf(desk: Desk, stream: StreamName): Promise<Holder | null> {
  const { state: { claim } } = await desk.streams.load(identity, stream);
  if (claim === null) return null;
  const { person } = claim.data;
  const [{ state }, { state: { erased } }] = await Promise.all([desk.streams.load(teacher, teacherStream(person)), desk.streams.load(people, 'people')]);
  return { claim, person, registered: isRegistered(state), erased: state.erased || erased.has(person) };
}

/** What the dossier's own stream would say; asked before the number is claimed, so that a claim is not made in vain. */
export function registrationFault(person: PersonId, { personal, data, effectiveOn }: Registration, context: DecisionContext): Extract<Decision<Recorded>, { readonly kind: 'refused' }> | null {
  const decision = decideRegisterTeacher(teacher.initial(teacherStream(person)), { ...data, personal, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context);
  return decision.kind === 'refused' ? decision : null;
}

/** The claim with all that the dossier needs, holding from the dossier's first day. */
export function claimIdentity(state: { claim: IdentityClaimed | null }, person: PersonId, { personal, data, effectiveOn }: Registration, batch: string | null, context: DecisionContext): Decision<Recorded> {
  const fault = registrationFault(person, { personal, data, effectiveOn, stream: '' }, context);
  if (fault !== null) return fault;
  const decision = decideClaimIdentity(state, { person, for: 'TEACHER', registration: data, batch, personal });
  if (decision.kind === 'refused' || effectiveOn === undefined) return decision;
  return { kind: 'events', events: decision.events.map((event) => ({ ...event, effectiveOn })) };
}
