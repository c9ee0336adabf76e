import type { EvidenceUsed } from '../../src/domain/evidence';
import type { JsonObject } from '../../src/domain/facts';
import type { Query } from '../../src/read-models/document-store';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** One work in one round, and everybody who presents it there. */
export interface EvidenceDocument extends JsonObject {
  readonly round: string;
  readonly fingerprint: string;
  readonly kind: string;
  readonly uses: readonly { readonly teacher: string; readonly on: string; readonly event: string }[];
  /** Different teachers among them. */
  readonly users: number;
}

export const EVIDENCE = 'evidence_v1';

/** Who presents what, so that a work presented twice is seen (E43). The source itself is in each one's own part. */
export const evidence: Projection<EvidenceDocument> = {
  name: 'evidence',
  version: 1,
  events: ['EvidenceUsed'],
  collection: { name: EVIDENCE, indexes: [{ field: 'round', type: 'text' }, { field: 'users', type: 'number' }] },
  keys(event) {
    const { round, fingerprint } = factOf<EvidenceUsed>(event).data;
    return [`${round}/${fingerprint}`];
  },
  fold(body, event) {
    const { data: { round, fingerprint, kind, teacher }, meta, id } = factOf<EvidenceUsed>(event);
    const uses = [...(body?.uses ?? []), { teacher, on: meta.effectiveOn, event: id }];
    return { round, fingerprint, kind, uses, users: new Set(uses.map((use) => use.teacher)).size };
  },
};

/** Works that more than one teacher presents in a round, the most shared first. */
export function sharedQuery(round: string, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'round', eq: round }, { field: 'users', gt: 1 }], sort: [{ field: 'users', descending: true }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}
