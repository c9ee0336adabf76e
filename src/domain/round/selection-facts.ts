import type { EventId, NominationId, OrgId, PanelId, PersonId, Recorded, StreamName, TeacherId } from '../facts';

/** Step one of adding experts to a panel: the round knows every scorer before she scores. */
export type PanelExtended = Recorded<'PanelExtended', { readonly panel: PanelId; readonly stream: StreamName; readonly experts: readonly PersonId[] }>;
/** Numbers of a ranking of many, before its head: private[teacher] as in `CandidatesRanked`. Counts for nothing until the head of the same digest stands. */
export type RankingListed = Recorded<'RankingListed', { readonly digest: string; readonly part: number; readonly parts: number; readonly teachers: readonly TeacherId[] }>;
/** The only way back from a ranking: under an act, for an objection or for seats that were reallocated. */
export type RankingReopened = Recorded<'RankingReopened', { readonly ranking: EventId; readonly objection: string | null }>;
/** Step one of changing an opened score. private[teacher]: { components, reason }. `of`: the sheet or entry that it replaces. */
export type ScoreChangeOrdered = Recorded<'ScoreChangeOrdered', { readonly stream: StreamName; readonly panel: PanelId; readonly of: EventId; readonly nomination: NominationId; readonly teacher: TeacherId }>;

/** Seats that nobody passed for (E15), by group; null where the round has no groups. Kept for the next round of the programme. */
export type SeatsCarried = Recorded<'SeatsCarried', { readonly group: string | null; readonly seats: number }>;
/** Given back to the body that allotted them. */
export type SeatsReturned = Recorded<'SeatsReturned', { readonly group: string | null; readonly seats: number; readonly to: OrgId }>;
/** From one group to another of the same round; the ranking is reopened for them. */
export type SeatsReallocated = Recorded<'SeatsReallocated', { readonly from: string; readonly to: string; readonly seats: number }>;

export type SelectionFact = PanelExtended | RankingListed | RankingReopened | ScoreChangeOrdered | SeatsCarried | SeatsReturned | SeatsReallocated;
