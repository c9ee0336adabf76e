import type { Instant } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { NoticeTrouble } from '../domain/notices';

/**
 * What leaves the house: whom to tell, and where she reads it. Nothing of what it is about, so that a mail or a message
 * that goes astray says no more than that there is something to read.
 */
export interface OutgoingNotice {
  /** The same for every attempt: a receiver that has seen it drops it. */
  readonly notice: string;
  readonly to: PersonId;
  readonly link: string;
  readonly at: Instant;
  readonly text: { readonly zh: string; readonly en: string };
}

/** Delivers or says why not. Durable, or answered for, when it resolves. Error: DeliveryError. */
export interface NoticeChannel {
  deliver(notice: OutgoingNotice, signal: AbortSignal): Promise<void>;
}

export class DeliveryError extends Error {
  constructor(readonly reason: NoticeTrouble) {
    super(`a notice was not delivered: ${reason}`);
  }
}

export const NOTICE_TEXT = { zh: '您在教师梯队培养系统中有新的事项，请登录查看。', en: 'There is something new for you in the teacher-talent system: sign in to read it.' } as const;
