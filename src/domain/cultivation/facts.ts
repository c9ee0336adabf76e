import type { BusinessDate } from '../dates';
import type { BatchId, EventId, JsonObject, NominationId, Recorded, RoundId, TeacherId, TeamId, TitleId } from '../facts';

/** A place in a pool: of whom, by which nomination. */
export interface Place extends JsonObject {
  readonly nomination: NominationId;
  readonly teacher: TeacherId | TeamId;
}

/** One who is confirmed: her place becomes this title. */
export interface Confirmation extends Place {
  readonly title: TitleId;
  readonly certificate: string;
}

/**
 * Stream `pool-<programme>.<tier>`: who was taken in by every batch, and what became of each, so that neither the places nor
 * the titles that come out of them are ever too many, however many batches run. `cohort`: the batch, a year or `ALL`.
 */
export type CandidatesAdmitted = Recorded<'CandidatesAdmitted', {
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly cohort: string;
  readonly round: RoundId;
  /** The `ConferralDecided` of the round that chose them. */
  readonly reservation: EventId;
  readonly from: BusinessDate;
  /** Last day of a place that comes to no title; null: it stays. */
  readonly to: BusinessDate | null;
  readonly places: readonly Place[];
  /** Chosen, and without a place: the pool is full, or she is in it already. */
  readonly declined: readonly (Place & { readonly rule: string; readonly inputs: JsonObject })[];
}>;
/** Places of a round's people whose own streams then declined them, from the beginning: they count against no number. */
export type PlacesGivenBack = Recorded<'PlacesGivenBack', { readonly programme: string; readonly tier: string; readonly reservation: EventId; readonly nominations: readonly NominationId[] }>;
/** 认定, by the act of the competent body: takes the titles that they come to. What each one's stream says follows from it. */
export type ConfirmationDecided = Recorded<'ConfirmationDecided', {
  readonly programme: string;
  readonly tier: string;
  readonly batch: BatchId;
  readonly conferredOn: BusinessDate;
  readonly confirmations: readonly Confirmation[];
}>;
/** Titles of those declined are given back. */
export type ConfirmationCarriedOut = Recorded<'ConfirmationCarriedOut', { readonly reservation: EventId; readonly batch: BatchId; readonly confirmed: readonly NominationId[]; readonly declined: readonly NominationId[] }>;
/** 退出培养, by an act; her own stream says so next. */
export type DepartureDecided = Recorded<'DepartureDecided', Place & { readonly programme: string; readonly tier: string }>; // private[teacher]: { reasonCode, reason }

export type LeavingReason = 'OWN_WISH' | 'LEFT_THE_AREA' | 'CULTIVATION_FAILED' | 'ETHICS' | 'OTHER';
export const LEAVING_REASONS: readonly LeavingReason[] = ['OWN_WISH', 'LEFT_THE_AREA', 'CULTIVATION_FAILED', 'ETHICS', 'OTHER'];

export type PoolFact = CandidatesAdmitted | PlacesGivenBack | ConfirmationDecided | ConfirmationCarriedOut | DepartureDecided;
