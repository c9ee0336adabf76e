import type { JsonObject } from '../../src/domain/facts';
import type { NoticeFact } from '../../src/domain/notices';
import type { Comparison, Query } from '../../src/read-models/document-store';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** What somebody is told, and how far it is. */
export interface NoticeDocument extends JsonObject {
  readonly notice: string;
  readonly to: string;
  readonly kind: string;
  readonly about: string;
  readonly link: string;
  readonly queuedAt: string;
  readonly state: 'QUEUED' | 'DELIVERED' | 'FAILED';
  readonly attempts: number;
  /** Why the last attempt failed; null where none did. */
  readonly reason: string | null;
  /** When the last attempt was made. */
  readonly triedAt: string | null;
}

export const NOTICES = 'notices_v1';
export const NOTICE_STATES = ['QUEUED', 'DELIVERED', 'FAILED'] as const;

export const notices: Projection<NoticeDocument> = {
  name: 'notices',
  version: 1,
  events: ['NoticeQueued', 'NoticeDelivered', 'NoticeFailed'],
  collection: { name: NOTICES, indexes: [{ field: 'to', type: 'text' }, { field: 'state', type: 'text' }, { field: 'queuedAt', type: 'text' }] },
  keys: (event) => [factOf<NoticeFact>(event).data.notice],
  fold(body, event) {
    const fact = factOf<NoticeFact>(event);
    if (fact.type === 'NoticeQueued') return { ...fact.data, queuedAt: event.recordedAt, state: 'QUEUED', attempts: 0, reason: null, triedAt: null };
    if (body === undefined) return undefined;
    const tried = { ...body, attempts: fact.data.attempt, triedAt: event.recordedAt };
    return fact.type === 'NoticeDelivered' ? { ...tried, state: 'DELIVERED' } : { ...tried, reason: fact.data.reason, state: fact.data.final ? 'FAILED' : body.state };
  },
};

/** Newest first. */
export function noticesQuery(filter: { readonly to?: string; readonly state?: string }, page: { readonly limit: number; readonly after?: string }): Query {
  const where: Comparison[] = [];
  for (const field of ['to', 'state'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  return { where, sort: [{ field: 'queuedAt', descending: true }], limit: page.limit, ...(page.after === undefined ? {} : { after: page.after }) };
}
