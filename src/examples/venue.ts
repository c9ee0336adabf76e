import type { Application } from '../application';
import type { Outcome } from '../commands/outcome';
import type { BusinessDate, Instant } from '../domain/dates';
import type { AppointmentId, JsonObject, PersonId } from '../domain/facts';
import type { StoredEnvelope } from '../event-store/event-store';

/** Who issues the identities of those who act in an example. Ids follow from it: what is drawn by person id comes out alike wherever the example is played. */
export const PLAYED = 'worked-example';

/** A use case as an edge would send it. */
export interface Sent {
  readonly person: PersonId;
  readonly actingAs: AppointmentId | null;
  readonly useCase: string;
  readonly target: object;
  readonly body: JsonObject;
  /** Its key, where what it makes shall have the same id wherever it is played; otherwise it is counted. */
  readonly key?: string;
}

/** What a command came to: its answer, and every event until all was at rest. */
export interface Done {
  readonly outcome: Outcome;
  readonly events: readonly StoredEnvelope[];
}

/** What an example is played on: the product in memory, or a store in which others work as well. */
export interface Venue {
  readonly application: Application;
  readonly clock: { now(): Instant; today(): BusinessDate; set(instant: Instant): void };
  /** The id that a unit or a person of this name has, where the caller may choose it. */
  idOf(name: string): string;
  /** One command, and nothing after it. Errors: those of the handlers. */
  send(sent: Sent): Promise<Outcome>;
  /** One command; then everything comes to rest. */
  carryOut(sent: Sent): Promise<Done>;
  /** What falls due is done, and nothing is under way. */
  rest(): Promise<void>;
}
