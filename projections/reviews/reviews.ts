import { auditTrail, type AuditEntry } from '../audit-trail/audit-trail';
import type { Projection } from '../projection';

export const REVIEWS = 'reviews_v2';

/** What was put in doubt, in the order of the log: the audit trail's lines of this kind, which few events are, by themselves. */
export const reviews: Projection<AuditEntry> = {
  name: 'reviews',
  version: 2,
  events: ['ReviewRequired'],
  once: true,
  collection: {
    name: REVIEWS,
    indexes: [{ field: 'position', type: 'text' }, { field: 'effectiveOn', type: 'text', alone: false }, { field: 'subject', type: 'text', alone: false }],
    compound: [['subject', 'position']],
  },
  keys: auditTrail.keys,
  fold: auditTrail.fold,
};
