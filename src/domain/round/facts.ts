import type { BusinessDate, Instant } from '../dates';
import type { ReviewFact } from '../panel/facts';
import type { BatchId, EventId, JsonObject, NominationId, OrgId, PanelId, PersonId, Recorded, RoundId, StreamName, TeacherId, TitleId } from '../facts';
import type { SelectionFact } from './selection-facts';

/** What changes every year and comes from the 通知, not from the rule file (design, section 7). */
export interface RoundParameters extends JsonObject {
  /** Born on this day or later: eligible. The bound day itself is in. */
  readonly bornOnOrAfter: BusinessDate;
  /** Unit and post of a candidate are read as on this day (E7). */
  readonly snapshotOn: BusinessDate;
  readonly nominationsFrom: BusinessDate;
  /** Inclusive end, Asia/Shanghai. */
  readonly nominationsTo: BusinessDate;
  /** 推荐名额 by unit. */
  readonly recommendationSeats: readonly { readonly unit: OrgId; readonly seats: number }[];
  /** 授予名额: titles, spent only by the ranked decision. */
  readonly awardSeats: number;
  readonly requiredAttachments: readonly string[];
  /** Subject × stage with seats of its own; absent: one group with all award seats. */
  readonly groups?: readonly RoundGroup[];
}

/** A selection group as the notice states it: ranked, cut and proposed by itself. null: every stage, every subject. */
export interface RoundGroup extends JsonObject {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly stages: readonly string[] | null;
  readonly subjects: readonly string[] | null;
  readonly seats: number;
}

export type RoundOpened = Recorded<'RoundOpened', {
  readonly round: RoundId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly programme: string;
  /** Pinned rule version and revision of the adoptions. */
  readonly version: number;
  readonly adoptions: number;
  readonly tier: string;
  readonly track: string;
  readonly parameters: RoundParameters;
  readonly calendar: string;
  readonly demonstration: boolean;
}>;
export type SeatReserved = Recorded<'SeatReserved', { readonly ledger: 'RECOMMENDATION'; readonly unit: OrgId; readonly nomination: NominationId; readonly teacher: TeacherId }>;
export type SeatConfirmed = Recorded<'SeatConfirmed', { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: EventId; readonly nomination: NominationId; readonly outcome: EventId }>;
export type SeatReleased = Recorded<'SeatReleased', { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: EventId; readonly nomination: NominationId; readonly outcome: EventId }>;
/** `recommended` from this round's own ledger; a nomination decided while this was being written is simply never recommended. */
export type NominationsClosed = Recorded<'NominationsClosed', { readonly recommended: number }>;
/** Step one of forming a panel: the round knows its panels before they stand. None after the scores are ordered open; no candidate twice. */
export type PanelCommissioned = Recorded<'PanelCommissioned', { readonly panel: PanelId; readonly n: number; readonly stream: StreamName; readonly group: string; readonly experts: readonly PersonId[]; readonly candidates: readonly { readonly nomination: NominationId; readonly teacher: TeacherId }[] }>;
export type ScoreOpeningOrdered = Recorded<'ScoreOpeningOrdered', { readonly panels: readonly { readonly panel: PanelId; readonly stream: StreamName; readonly digest: string }[] }>;

/** One candidate's line of the ranking. Her numbers stand in her private part: sheets, dropped, mean, total. */
export interface RankLine extends JsonObject {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly unit: OrgId;
  /** Her selection group; null where the round has none. Ranks are within it. */
  readonly group: string | null;
  readonly rank: number;
  /** Within the award seats and, where the scheme has one, above the pass line. */
  readonly proposed: boolean;
}
/** private[teacher]: { working, apartBy }, or nothing where `listed` names the digest of the `RankingListed` before it that hold them. */
export type CandidatesRanked = Recorded<'CandidatesRanked', {
  readonly panels: readonly { readonly panel: PanelId; readonly digest: string }[];
  readonly lines: readonly RankLine[];
  readonly scheme: JsonObject;
  readonly listed: string | null;
  /** The ranking in whose place this one stands, reopened under an act. */
  readonly supersedes: EventId | null;
}>;
export type PublicityOpened = Recorded<'PublicityOpened', {
  readonly publicity: string;
  /** SHA-256 over the rows' hashes in order. */
  readonly listHash: string;
  /** One row as published (序号, 姓名, 单位, 学科, 称号) is private[teacher] { row, salt }; its hash is SHA-256(salt ‖ canonical row). */
  readonly rows: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly hash: string }[];
  readonly openedOn: BusinessDate;
  readonly workingDays: number;
  readonly countFirstDay: boolean;
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
  readonly calendar: string;
  readonly provisional: boolean;
  readonly places: readonly string[];
}>;
export type PublicityWindowEnded = Recorded<'PublicityWindowEnded', { readonly publicity: string; readonly lastDay: BusinessDate }>;
export type PublicityClosed = Recorded<'PublicityClosed', { readonly publicity: string; readonly proofs: readonly { readonly place: string; readonly file: string | null }[]; readonly objections: number }>;
/**
 * Takes the award seats: step one of the conferral. The batch's list, its opening and every certificate follow from this event alone,
 * in the order ConferralDecided, BatchTargetsListed, BatchOpened, targets, BatchCompleted, RoundConcluded.
 */
export type ConferralDecided = Recorded<'ConferralDecided', {
  readonly batch: BatchId;
  readonly conferrals: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly title: TitleId; readonly certificate: string; readonly rank: number }[];
  readonly notSelected: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly rank: number | null }[];
  /** First day of the titles. */
  readonly conferredOn: BusinessDate;
}>;
export type RoundConcluded = Recorded<'RoundConcluded', { readonly conferred: number; readonly declined: number; readonly notSelected: number }>;

export type RoundFact =
  | RoundOpened | SeatReserved | SeatConfirmed | SeatReleased | NominationsClosed
  | PanelCommissioned | ScoreOpeningOrdered | CandidatesRanked | PublicityOpened | PublicityWindowEnded | PublicityClosed
  | ConferralDecided | RoundConcluded
  | SelectionFact;

export type PanelFormed = Recorded<'PanelFormed', { readonly panel: PanelId; readonly round: RoundId; readonly group: string; readonly experts: readonly PersonId[]; readonly candidates: readonly { readonly nomination: NominationId; readonly teacher: TeacherId }[] }>;
/** `sealed`: { components: { [component]: number } }. `check`: HMAC-SHA-256 of the canonical components under the seal key, so that double entry is compared unopened. */
export type ScoreSubmitted = Recorded<'ScoreSubmitted', { readonly sheet: string; readonly check: string; readonly panel: PanelId; readonly nomination: NominationId; readonly teacher: TeacherId; readonly expert: PersonId }>;
/** SHA-256 over the canonical forms of the panel's events, which the ranking names. */
export type PanelClosed = Recorded<'PanelClosed', { readonly panel: PanelId; readonly digest: string; readonly sheets: number }>;
/**
 * private[teacher]: { sheets: [{ event, sheet, expert, components, salt }], marks: { event, components, salt } | null }, `salt` being that of the sealed commitment, so that the
 * restatement can be checked against what was sealed. At most 500 scores in one event. Once every part is durable, the key
 * `seal:<round>` is destroyed, so that a candidate's erasure reaches her sealed sheets too.
 */
export type ScoresOpened = Recorded<'ScoresOpened', { readonly panel: PanelId; readonly order: EventId; readonly candidates: readonly TeacherId[]; readonly scores: number; readonly part: number; readonly parts: number }>;
export type PanelFact = PanelFormed | ScoreSubmitted | PanelClosed | ScoresOpened | ReviewFact;

/** Targets are person ids; an import's rows stand in the identity claims. `data` is { row } or { nomination }, nothing personal. */
export type BatchTargetsListed = Recorded<'BatchTargetsListed', { readonly batch: BatchId; readonly part: number; readonly targets: readonly { readonly target: string; readonly data: JsonObject }[] }>;
export type BatchOpened = Recorded<'BatchOpened', { readonly batch: BatchId; readonly useCase: string; readonly targets: number; readonly listHash: string; readonly round: RoundId | null; readonly reservation: EventId | null }>;
export type BatchTargetsSettled = Recorded<'BatchTargetsSettled', { readonly batch: BatchId; readonly outcomes: readonly { readonly target: string; readonly outcome: 'DONE' | 'DECLINED'; readonly event: EventId | null; readonly rule: string | null }[] }>;
export type BatchCompleted = Recorded<'BatchCompleted', { readonly batch: BatchId; readonly done: number; readonly declined: number; readonly completedAt: Instant }>;
export type BatchFact = BatchTargetsListed | BatchOpened | BatchTargetsSettled | BatchCompleted;
