import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';

/** Somebody's personal data was shown to another, or was asked for by somebody who may not see it. No personal datum in it. */
export interface ReadEntry {
  readonly at: Instant;
  readonly reader: PersonId;
  readonly actingAs: string | null;
  readonly question: string;
  readonly outcome: 'SHOWN' | 'REFUSED';
  readonly people: readonly PersonId[];
}

/** Access to personal data, beside the log of facts: reading decides nothing about anybody. */
export interface ReadLog {
  noted(entry: ReadEntry): void;
}
