import type { PersonId, StreamName } from '../domain/facts';
import type { Appointment } from '../domain/people';
import type { KnownTerms } from './terms-to-end';
import type { Work } from './work';

/** What the log has told so far of what is begun and not ended. Maps and sets, so that it can be kept from one start to the next as it is. */
export interface PendingState {
  readonly work: Map<string, Work>;
  /** Those whose keys are to be destroyed. */
  readonly erased: PersonId[];
  /** The window that a publicity has now: a suspension ends it, a restart or another count puts another in its place. */
  readonly windows: Map<string, string>;
  /** Teams that somebody is or was in: small, as few are in one. */
  readonly teams: Map<PersonId, Set<StreamName>>;
  /** The look that a team waits for, or had last. */
  readonly looks: Map<StreamName, string>;
  readonly terms: KnownTerms;
  /** Every appointment with its days: she may be gone before the last of them. As few as there are officers. */
  readonly posts: Map<string, Pick<Appointment, 'person' | 'post' | 'from' | 'to'>>;
  /** Dossiers that were merged into others. */
  readonly absorbed: Map<PersonId, PersonId>;
  /** The final publicity of a round, which another ranking makes void. */
  readonly final: Map<StreamName, string>;
}
