import type { Instant } from '../../src/domain/dates';
import type { Comparison, Query } from '../../src/read-models/document-store';

export interface AuditFilter {
  /** Of somebody who has several ids, any of them. */
  readonly subject?: string | readonly string[];
  readonly actor?: string | readonly string[];
  readonly enteredBy?: string | readonly string[];
  readonly round?: string;
  readonly clause?: string;
  readonly types?: readonly string[];
  /** Classes that the reader may see. */
  readonly classes?: readonly string[];
  /** Recorded after this instant, exclusive, and up to that one, inclusive. */
  readonly recordedAfter?: Instant;
  readonly recordedUpTo?: Instant;
  /** Holding on this day or before. */
  readonly effectiveUpTo?: string;
}

/** In the order of the log; `newestFirst` turns it round. */
export function auditQuery(filter: AuditFilter, page: { readonly limit: number; readonly after?: string; readonly newestFirst?: boolean }): Query {
  const where: Comparison[] = [];
  for (const field of ['subject', 'actor', 'enteredBy'] as const) {
    const whose = filter[field];
    if (whose !== undefined) where.push(typeof whose === 'string' ? { field, eq: whose } : { field, in: whose });
  }
  for (const field of ['round', 'clause'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  if (filter.types !== undefined) where.push({ field: 'type', in: filter.types });
  if (filter.classes !== undefined) where.push({ field: 'class', in: filter.classes });
  if (filter.recordedAfter !== undefined) where.push({ field: 'recordedAt', gt: filter.recordedAfter });
  if (filter.recordedUpTo !== undefined) where.push({ field: 'recordedAt', lte: filter.recordedUpTo });
  if (filter.effectiveUpTo !== undefined) where.push({ field: 'effectiveOn', lte: filter.effectiveUpTo });
  return { where, sort: [{ field: 'position', descending: page.newestFirst === true }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}
