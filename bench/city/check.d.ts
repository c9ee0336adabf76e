import type { StoredEnvelope } from '../../src/event-store/event-store';

export interface Breach {
  readonly position: string;
  readonly type: string;
  readonly round: string;
  readonly what: string;
}

/** What was counted, so that a check that counted nothing is seen; and every breach there was. */
export interface LedgerCheck {
  readonly events: number;
  readonly reservations: number;
  readonly ledgers: number;
  readonly awards: number;
  readonly titles: number;
  readonly breaches: readonly Breach[];
}

export function checkLedgers(events: Iterable<{ readonly envelope: Pick<StoredEnvelope, 'id' | 'stream' | 'type' | 'data'>; readonly position: bigint | string | number }>): LedgerCheck;
