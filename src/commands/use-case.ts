import { Command } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
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
  /** Where a clerk enters paper: then `subject` is the officer who signed it, and the clerk is the one who asks. */
  readonly paper?: SenderOfPaper;
}

export interface SenderOfPaper {
  readonly clerk: PersonId;
  /** Picks one of the clerk's own appointments, as `actingAs` picks one of the officer's. */
  readonly actingAs: AppointmentId | null;
  readonly signedOn: BusinessDate;
  /** Salted SHA-256 (hex) of the filed scan; null where none was filed. */
  readonly file: string | null;
}

/**
 * One use case as it is asked for: `target` holds what the path names, `body` what the DTO holds.
 * Both go into the request's HMAC, so another body under the same key is told apart.
 */
export abstract class UseCase<Target extends object, Body extends object> extends Command<Outcome> {
  /** What it writes down was decided by whoever she was with, or goes to, or stands above the trees that are changed: any unit's act may be cited. */
  readonly isDecidedElsewhere: boolean = false;

  constructor(
    readonly sender: Sender,
    readonly target: Target,
    readonly body: Body,
  ) {
    super();
  }
}
