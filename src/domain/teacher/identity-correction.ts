import type { DecisionContext } from '../context';
import { alreadySo, refused } from '../decision';
import type { Decision, EventId, OfficialAct, Proposed } from '../facts';
import { decideCorrect, type PinnedRound } from './correction';
import type { Personal, TeacherFact } from './facts';
import { ownDossier, standingFacts, type TeacherState } from './teacher';
import { standingOf } from './view';

export interface CorrectIdentityCommand {
  /** The `IdentityClaimed` of the right number. */
  readonly claim: EventId;
  readonly personal: Personal;
  readonly reason: string;
  readonly act?: OfficialAct;
  readonly rounds: readonly PinnedRound[];
}

/** The wording of her registration that counts; null where she has none. */
export function registrationOf(state: TeacherState): { readonly event: EventId; readonly personal: Personal | null } | null {
  const registered = standingOf(standingFacts(state), 'TeacherRegistered').at(-1)?.fact;
  return registered === undefined ? null : { event: registered.id, personal: (registered.private[state.id] as Personal | null | undefined) ?? null };
}

/**
 * What is to be given back once the claim is settled: `null` while her dossier does not say that it was, else the wording just
 * before the one that it brought. Corrections may overtake each other, so neither the last number of all nor whether the
 * claim still stands tells which number this one put out of use. `personal` is null where her wordings are erased.
 */
export function wordingBefore(state: TeacherState, claim: EventId): { readonly personal: Personal | null } | null {
  const marker = state.facts.find((fact) => fact.type === 'IdentityCorrected' && fact.data.claim === claim);
  if (marker?.type !== 'IdentityCorrected') return null;
  const wordings = state.facts.filter((fact) => fact.type === 'TeacherRegistered');
  const before = wordings[wordings.findIndex(({ id }) => id === marker.data.registration) - 1];
  return { personal: (before?.private[state.id] as Personal | null | undefined) ?? null };
}

/** What would keep her number from being corrected, asked before the right one is claimed. */
export function decideAskCorrection(state: TeacherState, personal: Personal, context: DecisionContext): Decision<TeacherFact> {
  const registered = registrationOf(state);
  if (registered === null) return refused('unknownTeacher', { teacher: state.id });
  const own = ownDossier(state, context);
  if (own) return own;
  if (state.erased || registered.personal === null) return refused('erased', { teacher: state.id });
  const same = registered.personal.identityType === personal.identityType && registered.personal.identityNumber === personal.identityNumber;
  return same ? refused('identityHers', { teacher: state.id }) : alreadySo;
}

/**
 * Step two: her registration restated with the right number, under the same key, and what follows where another birth date
 * comes with it. Titles and everything else stay hers: the number never named her dossier.
 */
export function decideCorrectIdentity(state: TeacherState, { claim, personal, reason, act, rounds }: CorrectIdentityCommand, context: DecisionContext): Decision<TeacherFact> {
  if (state.facts.some((fact) => fact.type === 'IdentityCorrected' && fact.data.claim === claim)) return alreadySo;
  const registered = registrationOf(state);
  if (registered === null) return refused('unknownTeacher', { teacher: state.id });
  const correction = decideCorrect(state, { event: registered.event, personal, identity: true, rounds, ...(act ? { act } : {}) }, context);
  if (correction.kind === 'refused') return correction;
  const marker: Proposed<TeacherFact> = { type: 'IdentityCorrected', data: { claim, registration: context.eventId(0) }, private: { [state.id]: { reason } }, cause: claim, ...(act ? { act } : {}) };
  return { kind: 'events', events: [...correction.events, marker] };
}
