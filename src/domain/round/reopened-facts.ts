import type { EventId, JsonObject, NominationId, OrgId, Recorded, TeacherId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import type { Attachment } from '../teacher/facts';
import type { LatePaper } from './facts';

/** A seat that an overdue return gave up and that is held again: what a ledger needs without looking back. */
export interface LineRestored extends JsonObject {
  readonly reservation: EventId;
  readonly level: OrgLevel;
  readonly unit: OrgId;
  /** RELEASED: the seat had come back and is taken once more. LAPSED: nobody had it meanwhile. */
  readonly was: 'RELEASED' | 'LAPSED';
  readonly countsTo: readonly string[];
}
/**
 * A completion that had been received by the due minute is entered after it (E23): the return is open again until her
 * stream answers, and the seats that it had given up are hers. `attachments` is what was handed in.
 */
export type ReturnReopened = Recorded<'ReturnReopened', {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly registration: EventId;
  /** Her school. */
  readonly unit: OrgId;
  readonly attachments: readonly Attachment[];
  readonly late: LatePaper;
  readonly lines: readonly LineRestored[];
}>;
