import type { BusinessDate } from '../dates';
import type { EventId, JsonObject, Recorded, RoundId, StreamName, TitleId } from '../facts';

/** So many years under one number; `to` is the last day, null where no end is stated. */
export interface Term extends JsonObject {
  readonly number: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
}

interface OfTitle extends JsonObject {
  readonly title: TitleId;
  readonly programme: string;
  readonly tier: string;
}

/** A post that came back to its holder although others had filled it: so many are held, and who filled it last. */
export interface PostsBeyond extends JsonObject {
  readonly posts: number;
  readonly clause: string;
  readonly taken: number;
  readonly day: BusinessDate;
  readonly filled: readonly { readonly stream: StreamName; readonly title: TitleId }[];
}

/** 续认; of a post 续聘. It holds from the first day of its term. */
export type TitleRenewed = Recorded<'TitleRenewed', OfTitle & { readonly way: 'AWARD' | 'CANDIDATE' | 'POST'; readonly term: Term }>;
/** A term that ended by date: told once for each, for whoever follows the log. The title is expired without it. */
export type TitleExpired = Recorded<'TitleExpired', OfTitle & { readonly term: number }>;
/** 暂停: `expiry` as the programme had it then; EXTENDS: the days do not count towards the term. `until`: its last day, null until reinstated. */
export type TitleSuspended = Recorded<'TitleSuspended', OfTitle & { readonly until: BusinessDate | null; readonly expiry: 'KEEPS' | 'EXTENDS' }>; // private[teacher]: { reason }
export type TitleReinstated = Recorded<'TitleReinstated', OfTitle & { readonly suspension: EventId }>; // private[teacher]: { reason }
/** By the holder's own will; `form`: in the system herself, or from her signed paper. */
/** `paper`: what she signed; absent where she acted herself, and in what was entered before one was asked for. */
export type TitleRelinquished = Recorded<'TitleRelinquished', OfTitle & { readonly form: 'HERSELF' | 'PAPER'; readonly paper?: { readonly signedOn: BusinessDate; readonly file: string | null } }>; // private[teacher]: { reason, paper, number }, what the paper is called
/** 退出: by one of the exits that the programme declares. `vacancy`: whether the seat is free for the next round. */
export type TitleExited = Recorded<'TitleExited', OfTitle & { readonly exit: string; readonly vacancy: boolean }>; // private[teacher]: { reason }
/** Taken up in a higher title of the same programme, from the day of that. */
export type TitleAbsorbed = Recorded<'TitleAbsorbed', OfTitle & { readonly by: TitleId }>;
/** `round`: by whose pinned version it was decided. */
export type LifetimeTitleGranted = Recorded<'LifetimeTitleGranted', OfTitle & { readonly round: RoundId; readonly verdicts: readonly EventId[] }>;
/** 撤销称号决定被变更: held again from its day; what lay between stays as it was (the execution of a revocation is not stayed). */
export type RevocationOverturned = Recorded<'RevocationOverturned', OfTitle & { readonly revocation: EventId; /** Where the post was filled meanwhile. */ readonly beyond?: readonly PostsBeyond[] }>; // private[teacher]: { reason, appeal }

export type TitleLifeFact = TitleRenewed | TitleExpired | TitleSuspended | TitleReinstated | TitleRelinquished | TitleExited | TitleAbsorbed | LifetimeTitleGranted | RevocationOverturned;
