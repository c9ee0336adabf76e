import type { BusinessDate } from '../domain/dates';
import type { RoundId, TeacherId } from '../domain/facts';
import { Day, Id } from './input';
import { UseCase } from './use-case';

export class GiveConsentBody {
  /** The teacher who consents; left out by a teacher who applies herself. */
  @Id({ optional: true }) readonly teacher?: TeacherId;
  /** The day on the paper. */
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** A teacher applies herself (APPLIED), or the school clerk enters her signed consent from paper (CONSENTED). */
export class GiveConsent extends UseCase<{ readonly round: RoundId }, GiveConsentBody> {}
