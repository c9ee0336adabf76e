import { alreadySo, refused, type Refused } from './decision';
import type { Aggregate, Decision, EventId, OfficialAct, PersonId, PrivatePart } from './facts';
import type { IdentityClaimed, IdentityFact } from './registry-facts';

/** Stream `identity-<HMAC(type, number)>`: one identity number, one person. */
export interface IdentityState {
  claim: IdentityClaimed | null;
}

export type ClaimIdentityCommand = IdentityClaimed['data'] & { readonly personal: PrivatePart };

export const identity: Aggregate<IdentityState, IdentityFact> = {
  initial: () => ({ claim: null }),
  evolve: (state, fact) => {
    // A later one of the same person takes the place of an import's that came to nothing.
    state.claim = fact.type === 'IdentityReleased' ? null : fact;
    return state;
  },
};

/**
 * A claim repeated by the same person is already so; the step that should have followed it is then taken again. An
 * import's claim gives way to that of another import, with what its row says now: whether the first one is at an end is
 * for the caller to know.
 */
export function decideClaimIdentity(state: IdentityState, command: ClaimIdentityCommand): Decision<IdentityFact> {
  const { personal, ...data } = command;
  if (state.claim?.data.person === data.person && (data.batch === null || state.claim.data.batch === null || state.claim.data.batch === data.batch)) return alreadySo;
  if (state.claim && state.claim.data.person !== data.person) return heldBy(state.claim.data.person, false);
  return { kind: 'events', events: [{ type: 'IdentityClaimed', data, private: { [data.person]: personal } }] };
}

/** The right number in place of a wrong one: nobody else's. `personal` holds her whole part as it should read, and the reason. */
export function decideClaimCorrected(state: IdentityState, person: PersonId, personal: PrivatePart, act: OfficialAct): Decision<IdentityFact> {
  if (state.claim !== null) return state.claim.data.person === person ? refused('identityHers', { teacher: person }) : refused('identityOfAnother', { person: state.claim.data.person });
  return { kind: 'events', events: [{ type: 'IdentityClaimed', data: { person, for: 'TEACHER', registration: null, batch: null, correction: true }, private: { [person]: personal }, act }] };
}

/** Gives a number back that is hers; of one that is another's by now nothing is to be given. */
export function decideReleaseIdentity(state: IdentityState, person: PersonId, claim: EventId): Decision<IdentityFact> {
  return state.claim?.data.person === person ? { kind: 'events', events: [{ type: 'IdentityReleased', data: { person, claim }, cause: claim }] } : alreadySo;
}

/** Of an erased person nothing is left to go on with, and her number still tells that it was she: she is not registered anew. */
export function heldBy(person: PersonId, erased: boolean): Refused {
  return refused(erased ? 'identityErased' : 'identityTaken', { person });
}

/** Whose number it is; null while nobody's. */
export function claimant(state: IdentityState): PersonId | null {
  return state.claim?.data.person ?? null;
}
