import type { BusinessDate, BusinessMinute, Instant } from '../dates';
import type { ReviewFact } from '../panel/facts';
import type { BatchId, EventId, JsonObject, NominationId, OrgId, PanelId, PersonId, Recorded, RoundId, StreamName, TeacherId, TitleId } from '../facts';
import type { ExceptedRole } from '../people';
import type { OrgLevel } from '../registry-facts';
import type { CitedAct, LimitWaiver, NoticeParameters } from './parameters';
import type { ReturnReopened } from './reopened-facts';
import type { SelectionFact } from './selection-facts';

/** What changes every year and comes from the 通知, not from the rule file (design, section 7). */
export interface RoundParameters extends NoticeParameters {
  /** Born on this day or later: eligible. The bound day itself is in. Absent: the notice sets no bound of age. */
  readonly bornOnOrAfter?: BusinessDate;
  /** Unit and post of a candidate are read as on this day (E7). */
  readonly snapshotOn: BusinessDate;
  readonly nominationsFrom: BusinessDate;
  /** Inclusive end, Asia/Shanghai. */
  readonly nominationsTo: BusinessDate;
  /** 推荐名额 by unit; `level` where it is not the school's: a county's seats are those of its recommendations to the city. */
  readonly recommendationSeats: readonly { readonly unit: OrgId; readonly seats: number; readonly level?: OrgLevel }[];
  /** Whether a seat given up comes back after the deadline too; where it is not said it comes back before it and lapses after it. */
  readonly seatsComeBack?: 'BEFORE_DEADLINE' | 'ALWAYS';
  /** 授予名额: titles, spent only by the ranked decision. */
  readonly awardSeats: number;
  readonly requiredAttachments: readonly string[];
  /** 递补: granted by the notice, from candidates ranked down to `fromRank`, decided on `until` at the latest; absent or null: none (E18). */
  readonly substitution?: { readonly fromRank: number; readonly until: BusinessDate } | null;
  /** School stages whose teachers it takes, by what they teach and not by their schools; absent: all of them. */
  readonly stages?: readonly string[];
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
  /** Who may be put forward, left out: persons; what it ends in, left out: its title. */
  readonly holder?: 'TEAM';
  readonly endsIn?: 'POOL';
  readonly parameters: RoundParameters;
  readonly calendar: string;
  readonly demonstration: boolean;
  /** Limits that cannot hold and were given up by an act. */
  readonly waiver?: LimitWaiver;
}>;
/** Paper that was received in time and entered after the deadline: the fact holds from the day of receipt (E23). */
export interface LatePaper extends JsonObject {
  readonly receivedAt: BusinessMinute;
  /** Number of the entry in the office's register of incoming papers. */
  readonly receipt: string;
  readonly approver: PersonId;
  readonly act: CitedAct;
}
/** `before`: the deadline that was in force. `unit` null: for every unit of the level. */
export type DeadlineExtended = Recorded<'DeadlineExtended', { readonly level: OrgLevel; readonly unit: OrgId | null; readonly before: BusinessMinute; readonly until: BusinessMinute }>;
/** 名额调剂: seats move, their sum stays. */
export type SeatsTransferred = Recorded<'SeatsTransferred', { readonly level: OrgLevel; readonly fromUnit: OrgId; readonly toUnit: OrgId; readonly n: number }>;
/** Somebody with a matter in the round to whom a 补充通知 makes a difference. Nothing of hers is changed by it. */
export interface SupplementEffect extends JsonObject {
  readonly teacher: TeacherId;
  readonly nomination: NominationId | null;
  /** How her matter stands: APPLIED only, REFUSED, NOMINATED, or RECOMMENDED with a seat. */
  readonly stands: 'APPLIED' | 'REFUSED' | 'NOMINATED' | 'RECOMMENDED';
  /** Rule and clause that the supplement satisfies, or that now fails. */
  readonly rule: string;
  readonly clause: string;
}
/** A 补充通知: the members of the parameters that it replaces, as they hold from now on (E49). The pinned rules stay. */
export type NoticeSupplemented = Recorded<'NoticeSupplemented', {
  readonly changes: JsonObject;
  readonly parameters: RoundParameters;
  readonly becomesEligible: readonly SupplementEffect[];
  readonly becomesIneligible: readonly SupplementEffect[];
  /** The programme has the nominations among these reviewed, by this clause; absent where it says nothing of it. */
  readonly review?: { readonly clause: string };
  readonly waiver?: LimitWaiver;
}>;
/** One level that a nomination passes, and the unit that recommends at it; lowest first, frozen on the snapshot day. */
export interface PathStep extends JsonObject {
  readonly level: OrgLevel;
  readonly unit: OrgId;
}
/** One line of a ledger of 推荐名额: (level, unit, nomination). */
export type SeatReserved = Recorded<'SeatReserved', {
  readonly ledger: 'RECOMMENDATION';
  readonly level: OrgLevel;
  readonly unit: OrgId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly path: readonly PathStep[];
  /** Of the nomination, as it was read; another one by the time of settling declines the recommendation. */
  readonly version: number;
  /** Codes of the limits of the seat table that this line counts towards. */
  readonly countsTo: readonly string[];
  readonly late?: LatePaper;
  /** Check code of the signed list. */
  readonly printed?: string;
  /** Of a team: who was in it when it was nominated. */
  readonly members?: readonly PersonId[];
}>;
/** One seat that a mass act takes. */
export interface SeatLine extends JsonObject {
  readonly unit: OrgId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly path: readonly PathStep[];
  readonly version: number;
  readonly countsTo: readonly string[];
  readonly members?: readonly PersonId[];
}
/** Somebody in the selection of a mass act whom it does not touch, and the rule in the way. */
export interface LeftOut extends JsonObject {
  readonly teacher: TeacherId;
  readonly nomination: NominationId | null;
  readonly rule: string;
}
/** Many seats of one level under one act, all or none, in the order of the selection; each line is settled by itself. */
export type SeatsReserved = Recorded<'SeatsReserved', {
  readonly ledger: 'RECOMMENDATION';
  readonly batch: BatchId;
  readonly level: OrgLevel;
  readonly lines: readonly SeatLine[];
  readonly leftOut: readonly LeftOut[];
  readonly late?: LatePaper;
}>;
export type SeatConfirmed = Recorded<'SeatConfirmed', { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: EventId; readonly nomination: NominationId; readonly outcome: EventId }>;
/** `level`, `unit` and `was` stand where a line that was held is given up: what a ledger needs without looking back. */
export type SeatReleased = Recorded<'SeatReleased', { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: EventId; readonly nomination: NominationId; readonly outcome: EventId; readonly level?: OrgLevel; readonly unit?: OrgId; readonly was?: 'RESERVED' | 'CONFIRMED' }>;
/** Given up after the deadline: nobody takes this seat any more, and she holds it no longer. */
export type SeatLapsed = Recorded<'SeatLapsed', { readonly ledger: 'RECOMMENDATION'; readonly reservation: EventId; readonly nomination: NominationId; readonly outcome: EventId; readonly level: OrgLevel; readonly unit: OrgId; readonly was: 'RESERVED' | 'CONFIRMED' }>;
/** RELEASE: the seat comes back to its unit. LAPSE: it stays taken. Decided when it is given up. */
export type SeatFate = 'RELEASE' | 'LAPSE';
export interface LineGivenUp extends JsonObject {
  readonly reservation: EventId;
  readonly fate: SeatFate;
}
/** Step one of a withdrawal: the round decides what becomes of her lines, none where she holds none. */
export type WithdrawalRegistered = Recorded<'WithdrawalRegistered', { readonly nomination: NominationId; readonly teacher: TeacherId; readonly lines: readonly LineGivenUp[]; /** Her paper was received before a deadline and entered after it, with her school. */ readonly late?: LatePaper; readonly unit?: OrgId }>;
/** Step one of 不予推荐 by the body of a level; `batch` where it is a line of a mass act, all of which stand in one append. */
export type RejectionRegistered = Recorded<'RejectionRegistered', { readonly nomination: NominationId; readonly teacher: TeacherId; readonly level: OrgLevel; readonly unit: OrgId; readonly lines: readonly LineGivenUp[]; readonly batch?: BatchId }>;
/** Step one of a return for completion: nominations do not close over it. `overdue` and `endorsements` are the programme's, frozen. */
export type ReturnRegistered = Recorded<'ReturnRegistered', {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of the body that returns it. */
  readonly level: OrgLevel;
  /** Codes of the kinds asked for; words stand in the private part of `NominationReturned`. */
  readonly items: readonly string[];
  /** Last minute for the completion. */
  readonly due: BusinessMinute;
  readonly overdue: 'NOT_RECOMMENDED' | 'GOES_ON';
  readonly endorsements: 'STAYS' | 'AGAIN';
  /** Of the mass act that it is a line of; all of them stand in one append. */
  readonly batch?: BatchId;
}>; // private[teacher]: { words }
/** Derived from what her stream says: completed, overdue, or gone otherwise. Lines given up by it follow in the same append. */
export type ReturnEnded = Recorded<'ReturnEnded', { readonly nomination: NominationId; readonly registration: EventId; readonly how: 'COMPLETED' | 'OVERDUE' | 'LEFT'; readonly outcome: EventId }>;
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
  /** Under a pass line, or the vote did not carry: she keeps her rank and comes in for nobody. */
  readonly below?: true;
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
/** One line of a posted list. What it says of her (姓名, 单位, 学科, 称号, …) is private[teacher] { row, salt }; `hash` is SHA-256(salt ‖ canonical row). */
export interface ListedRow extends JsonObject {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly hash: string;
}
/** A list of more than 500 rows stands in parts before the fact that posts it; nothing counts before that one. */
export type PublicityListed = Recorded<'PublicityListed', {
  readonly publicity: string;
  /** 1 for the opening, one more for each change of the list. */
  readonly edition: number;
  readonly part: number;
  readonly rows: readonly ListedRow[];
}>;
export type PublicityOpened = Recorded<'PublicityOpened', {
  readonly publicity: string;
  /** Who posts it: a recommending level and its unit; both null for the final list. */
  readonly level: OrgLevel | null;
  readonly unit: OrgId | null;
  /** SHA-256 over the rows' hashes in order. */
  readonly listHash: string;
  /** Empty where the list is `listed`. */
  readonly rows: readonly ListedRow[];
  /** The `PublicityListed` that hold the list, and how many are on it; absent: `rows` holds it. */
  readonly listed?: { readonly parts: number; readonly count: number };
  readonly openedOn: BusinessDate;
  readonly workingDays: number;
  readonly countFirstDay: boolean;
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
  readonly calendar: string;
  readonly provisional: boolean;
  readonly places: readonly string[];
  /** Where objections are received, as the posted notice says; absent where it does not. */
  readonly contact?: { readonly office: string; readonly phone: string };
  /** 落款, where it is not the name of who posts it. */
  readonly signedBy?: string;
}>;
/** The clock stands still from this day on: the day itself is no whole one and does not count. Why, and about whom, is in her private part. */
export type PublicityClockSuspended = Recorded<'PublicityClockSuspended', {
  readonly publicity: string;
  readonly on: BusinessDate;
  /** Working days that had run, and that are left. */
  readonly counted: number;
  readonly left: number;
  readonly staysPosted: boolean;
}>;
export type PublicityClockResumed = Recorded<'PublicityClockResumed', {
  readonly publicity: string;
  readonly on: BusinessDate;
  readonly left: number;
  readonly lastDay: BusinessDate;
  readonly calendar: string;
  readonly provisional: boolean;
}>;
/** A window counted before its year's holidays were known, counted by a calendar that knows them (E19). */
export type PublicityRecomputed = Recorded<'PublicityRecomputed', { readonly publicity: string; readonly calendar: string; readonly firstDay: BusinessDate; readonly lastDay: BusinessDate; readonly provisional: boolean }>;
/** Another list is posted and its window begins anew (E20). private[teacher]: { row, salt }, as in the opening. */
export type PublicityListChanged = Recorded<'PublicityListChanged', {
  readonly publicity: string;
  readonly edition: number;
  readonly changes: readonly ListChange[];
  readonly listHash: string;
  readonly rows: readonly ListedRow[];
  readonly listed?: { readonly parts: number; readonly count: number };
  readonly restarted: true;
  readonly openedOn: BusinessDate;
  readonly firstDay: BusinessDate;
  readonly lastDay: BusinessDate;
  readonly calendar: string;
  readonly provisional: boolean;
}>;
export interface ListChange extends JsonObject {
  readonly kind: 'REMOVED' | 'ADDED' | 'CORRECTED' | 'MOVED';
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
}
export type PublicityWindowEnded = Recorded<'PublicityWindowEnded', { readonly publicity: string; readonly lastDay: BusinessDate }>;
/** `meta.act`: the stamped 公示情况说明, where one was made out. `level`: of a recommending level; the final one has none. */
export type PublicityClosed = Recorded<'PublicityClosed', { readonly publicity: string; readonly level?: OrgLevel; readonly proofs: readonly { readonly place: string; readonly file: string | null }[]; readonly objections: number }>;
export type ListTakenDown = Recorded<'ListTakenDown', { readonly publicity: string; readonly on: BusinessDate; readonly places: readonly string[] }>;
/** What is about a posted list; each names it. */
export type PublicityFact =
  | PublicityListed | PublicityOpened | PublicityClockSuspended | PublicityClockResumed | PublicityRecomputed | PublicityListChanged
  | PublicityWindowEnded | PublicityClosed | ListTakenDown;
/**
 * Takes the award seats: step one of the conferral. The batch's list, its opening and every certificate follow from this event alone,
 * in the order ConferralDecided, BatchTargetsListed, BatchOpened, targets, BatchCompleted, RoundConcluded.
 */
export type ConferralDecided = Recorded<'ConferralDecided', {
  readonly batch: BatchId;
  readonly conferrals: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly title: TitleId; readonly certificate: string; readonly rank: number }[];
  readonly notSelected: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly rank: number | null }[];
  /** On the list and waiting: something is open against her, or she was not shown yet. A later decision confers her or passes her over. */
  readonly held: readonly NominationId[];
  /** First day of the titles. */
  readonly conferredOn: BusinessDate;
  /** Check code of the signed list. */
  readonly printed?: string;
}>;
/** One decision is carried out and somebody still waits, so that the round does not end with it. */
export type ConferralCarriedOut = Recorded<'ConferralCarriedOut', { readonly reservation: EventId; readonly batch: BatchId; readonly waiting: readonly NominationId[] }>;

/** The bodies asked before publicity or conferral whether anything stands against those on the list. */
export type VettingRequested = Recorded<'VettingRequested', { readonly bodies: readonly { readonly code: string; readonly org: OrgId }[]; readonly nominations: readonly NominationId[]; readonly due: BusinessDate }>;
/** A body's answer in writing; the letter is the act. In clear only whether it holds her. */
export type VettingAnswered = Recorded<'VettingAnswered', { readonly body: string; readonly answers: readonly { readonly nomination: NominationId; readonly holds: boolean }[]; readonly late: boolean }>; // private[teacher]: { answer }
/** 审定: the competent body approved the list, less those struck. It adds nobody. */
export type ListApproved = Recorded<'ListApproved', { readonly stage: 'BEFORE' | 'AFTER'; readonly approved: readonly NominationId[]; readonly struck: readonly { readonly nomination: NominationId; readonly teacher: TeacherId }[]; /** Check code of the signed list. */ readonly printed?: string }>; // private[teacher]: { reason }
/** 递补: who comes in for whom. She is not conferred before a publicity of her own. */
export type CandidateSubstituted = Recorded<'CandidateSubstituted', {
  readonly out: NominationId;
  readonly in: NominationId;
  readonly lines: readonly { readonly nomination: NominationId; readonly teacher: TeacherId; readonly rank: number }[];
  readonly reasonCode: SubstitutionReason;
}>;
export type SubstitutionReason = 'STRUCK' | 'WITHDRAWN' | 'INELIGIBLE';

/** 结果 | 分值 | 材料依据 | 师德 | 其他 */
export type ObjectionType = 'RESULT' | 'SCORE' | 'EVIDENCE' | 'CONDUCT' | 'OTHER';
export type ObjectionAbout = { readonly kind: 'NOMINATION'; readonly nomination: NominationId } | { readonly kind: 'PUBLICITY'; readonly publicity: string } | { readonly kind: 'ROUND' };
/** 维持 | 修正 | 撤销 | 重新评审 */
export type ObjectionOutcome = 'MAINTAINED' | 'CORRECTED' | 'CANCELLED' | 'REASSESS';
/** Step one of an objection: the round's order decides whether it came before or after a conferral (E21). */
export type ObjectionRegistered = Recorded<'ObjectionRegistered', {
  readonly objection: string;
  readonly about: ObjectionAbout;
  readonly objectionType: ObjectionType;
  readonly realName: boolean;
  readonly receivedAt: BusinessMinute;
  /** Against the window of the final publicity; EARLY where none had opened. */
  readonly timing: 'EARLY' | 'IN_WINDOW' | 'LATE';
  /** Whether it stops a conferral while it is undecided, as the programme says of late and of anonymous ones. */
  readonly holds: boolean;
}>; // private[objector, or programme:<id>]: { objector, text }
/** Derived only from `ObjectionDecided`. */
export type ObjectionSettled = Recorded<'ObjectionSettled', {
  readonly objection: string;
  readonly outcome: ObjectionOutcome;
  readonly effect: 'PERSON' | 'LIST';
  readonly decision: EventId;
  /** Whom it concerns, by name: a cancelled person is struck, or reviewed where she holds the title already. */
  readonly cancelled: { readonly nomination: NominationId; readonly teacher: TeacherId; readonly conferred: boolean } | null;
  /** Facts that correct what was objected to. */
  readonly corrections: readonly EventId[];
}>;
/** `admitted`: of a round that ended in a pool, and confers nothing. */
export type RoundConcluded = Recorded<'RoundConcluded', { readonly conferred: number; readonly declined: number; readonly notSelected: number; readonly admitted?: number }>;

/** A body above lets one person hold several parts of a round in a bureau too small to part them. The act is its approval. */
export type SeparationExcepted = Recorded<'SeparationExcepted', { readonly person: PersonId; readonly roles: readonly ExceptedRole[] }>;

/** 推荐汇总表 | 评分汇总（排名）表 | （拟）授予名单 | 公示名单 | 证书清单 */
export const printKinds = ['recommendations', 'ranking', 'conferral', 'publicity', 'certificates'] as const;
export type PrintKind = (typeof printKinds)[number];
/** A list was printed to be signed. Nothing personal in it: `content` is an HMAC of all that the paper says. */
export type ListPrinted = Recorded<'ListPrinted', {
  readonly print: string;
  readonly kind: PrintKind;
  /** Whose recommendations; null for a list of the whole round. */
  readonly unit: OrgId | null;
  /** 第 n 版 of this list of this unit. */
  readonly edition: number;
  /** What it was made from: those named for a meeting, or null where the round itself says who is on it. */
  readonly named: readonly TeacherId[] | null;
  readonly nominations: readonly NominationId[];
  readonly content: string;
  /** On the paper: the same content has the same code, and another content another. */
  readonly code: string;
}>;

export type RoundFact =
  | RoundOpened | SeatReserved | SeatsReserved | SeatConfirmed | SeatReleased | SeatLapsed | NominationsClosed
  | WithdrawalRegistered | RejectionRegistered | ReturnRegistered | ReturnEnded | ReturnReopened
  | DeadlineExtended | SeatsTransferred | NoticeSupplemented
  | PanelCommissioned | ScoreOpeningOrdered | CandidatesRanked | PublicityFact
  | ConferralDecided | RoundConcluded
  | ConferralCarriedOut | VettingRequested | VettingAnswered | ListApproved | CandidateSubstituted | ObjectionRegistered | ObjectionSettled | SeparationExcepted
  | SelectionFact
  | ListPrinted;

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
