import { Command } from '@nestjs/cqrs';
import type { AppointmentId, PersonId, Revision } from '../domain/facts';
import type { Outcome } from './outcome';

/** Who asks, and how a repetition of the same request is known. Made at the edge from the token and the headers. */
export interface Sender {
  /** Who vouches for `subject`: the token's issuer, or `demonstration`, `worked-example`. */
  readonly issuer: string;
  readonly subject: PersonId;
  readonly idempotencyKey: string;
  /** Picks one appointment of a person who has several (`Echelon-Acting-As`). */
  readonly actingAs: AppointmentId | null;
  /** Revision of the command's own stream that the caller has seen (`If-Match`); null: any. */
  readonly ifMatch: Revision | null;
}

/**
 * One use case as it is asked for: `target` holds what the path names, `body` what the DTO holds.
 * Both go into the request's HMAC, so another body under the same key is told apart.
 */
export abstract class UseCase<Target extends object, Body extends object> extends Command<Outcome> {
  constructor(
    readonly sender: Sender,
    readonly target: Target,
    readonly body: Body,
  ) {
    super();
  }
}
