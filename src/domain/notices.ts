import { alreadySo } from './decision';
import type { Aggregate, Decision, EventId, PersonId, Recorded } from './facts';

/** Why somebody is told; the words of the notice itself say none of it. */
export type NoticeKind = 'REFUSED' | 'RECOMMENDED' | 'RESULT' | 'REVIEW' | 'TITLE';
/** What stood in the way of a delivery. */
export type NoticeTrouble = 'UNREACHABLE' | 'REFUSED' | 'TIMEOUT';

/** Stream `notice-<id>`; the id follows from the fact and the person, so that she is told of it once. */
export type NoticeQueued = Recorded<'NoticeQueued', { readonly notice: string; readonly to: PersonId; readonly kind: NoticeKind; readonly about: EventId; readonly link: string }>;
export type NoticeDelivered = Recorded<'NoticeDelivered', { readonly notice: string; readonly attempt: number }>;
/** `final`: it is not tried again. */
export type NoticeFailed = Recorded<'NoticeFailed', { readonly notice: string; readonly attempt: number; readonly reason: NoticeTrouble; readonly final: boolean }>;
export type NoticeFact = NoticeQueued | NoticeDelivered | NoticeFailed;

export interface NoticeState {
  queued: NoticeQueued['data'] | null;
  attempts: number;
  ended: 'DELIVERED' | 'FAILED' | null;
}

export const notice: Aggregate<NoticeState, NoticeFact> = {
  initial: () => ({ queued: null, attempts: 0, ended: null }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'NoticeQueued':
        state.queued = fact.data;
        break;
      case 'NoticeDelivered':
        state.attempts = fact.data.attempt;
        state.ended = 'DELIVERED';
        break;
      case 'NoticeFailed':
        state.attempts = fact.data.attempt;
        if (fact.data.final) state.ended = 'FAILED';
        break;
    }
    return state;
  },
};

/** With pauses that double from a minute, the last is about two hours after the first: after that somebody has to look. */
export const MOST_ATTEMPTS = 8;

export function decideQueue(state: NoticeState, data: NoticeQueued['data']): Decision<NoticeFact> {
  return state.queued ? alreadySo : { kind: 'events', events: [{ type: 'NoticeQueued', data, cause: data.about }] };
}

/** @param trouble null: it was delivered. What has ended stays as it ended. */
export function decideAttempted(state: NoticeState, attempt: number, trouble: NoticeTrouble | null): Decision<NoticeFact> {
  if (!state.queued || state.ended || attempt <= state.attempts) return alreadySo;
  const { notice: id } = state.queued;
  if (trouble === null) return { kind: 'events', events: [{ type: 'NoticeDelivered', data: { notice: id, attempt } }] };
  return { kind: 'events', events: [{ type: 'NoticeFailed', data: { notice: id, attempt, reason: trouble, final: attempt >= MOST_ATTEMPTS } }] };
}
