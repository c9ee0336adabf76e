import type { LatePaper } from '../round/facts';
import type { BusinessDate, BusinessMinute } from '../dates';
import type { BatchId, EventId, Json, JsonObject, NominationId, OrgId, PersonId, Recorded, RoundId, TitleId } from '../facts';
import type { CareerFact } from './career-facts';
import type { LifeEvent } from './life-facts';
import type { OrgLevel } from '../registry-facts';
import type { PostsBeyond, TitleLifeFact } from './title-facts';
import type { TrainingFact } from './training-facts';
import type { TeamFact } from '../team/facts';
import type { WaysFact } from './ways-facts';
import type { PathStep } from '../round/facts';

/** PRESCHOOL … SPECIAL: our own stable codes (domain.md 2.7); NINE_YEAR schools have teachers of PRIMARY or JUNIOR. */
export type SchoolStage = 'PRESCHOOL' | 'PRIMARY' | 'JUNIOR' | 'SENIOR' | 'VOCATIONAL' | 'SPECIAL';
export type IdentityType = 'RESIDENT_ID' | 'HK_MACAO_PERMIT' | 'TAIWAN_PERMIT' | 'FOREIGN_PERMANENT_RESIDENT' | 'PASSPORT';

/** The private part of `TeacherRegistered` under the teacher's key. Names are NFC with · as the one interpunct. */
export interface Personal extends JsonObject {
  readonly name: string;
  readonly formerNames: readonly string[];
  readonly identityType: IdentityType;
  readonly identityNumber: string;
  readonly birthDate: BusinessDate;
  readonly sex: '0' | '1' | '2' | '9';
  readonly phone: string | null;
}

/** One rule's answer: what it asked, what it read, what it found. Personal inputs stand in the private part. */
export interface RuleVerdict extends JsonObject {
  /** `bornOnOrAfter@1` */
  readonly rule: string;
  readonly clause: string;
  readonly holds: boolean;
  /** The bound, the count asked for, … as the rule file or the round's parameters state it. */
  readonly bound: JsonObject;
  // `undecided` where it could be neither yes nor no; `waived` (event, body, number, date) where 例外审批 stands for it.
}

export type Grade = 'EXCELLENT' | 'QUALIFIED' | 'BASICALLY_QUALIFIED' | 'UNQUALIFIED';
export type AssessmentKind = 'ANNUAL' | 'END_OF_TERM' | 'MILESTONE' | 'TRAINING';

export interface Verdict extends JsonObject {
  readonly assessment: string;
  readonly programme: string;
  readonly kind: AssessmentKind;
  /** School year, term number or milestone: `2018`, `term-1`, `M3`. One verdict per (programme, kind, period). */
  readonly period: string;
  readonly title: TitleId | null;
  readonly assessor: OrgId;
  /** Code of the assessment in the rule file, where that gives it one. */
  readonly code?: string;
  /** The assessment of several that it was concluded in. */
  readonly cohort?: string;
  /** A mark of at most 100 for each criterion that the file names, with its weight as it then was. */
  readonly criteria?: readonly { readonly code: string; readonly weight: number | null; readonly mark: number }[];
  /** Their weighted mean, exact to two places; null while a weight is open. The grade is the body's all the same. */
  readonly total?: string | null;
}

export type TeacherRegistered = Recorded<'TeacherRegistered', {
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  /** 入职日期; null when not known. */
  readonly enteredOn: BusinessDate | null;
  /** 在编在岗 */
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
}>; // private[teacher]: Personal
export type Transferred = Recorded<'Transferred', { readonly from: OrgId; readonly to: OrgId; readonly stage: SchoolStage; readonly subject: string }>;

/** Something handed in: its kind, and the filed document where there is one; `print` tells the same content in two hands (E43). */
export interface Attachment extends JsonObject {
  readonly kind: string;
  /** Salted SHA-256 (hex); null where only its kind was ticked off on paper. */
  readonly file: string | null;
  readonly type: string | null;
  /** Bytes. */
  readonly size: number | null;
  /** HMAC of the content under a server key. */
  readonly print: string | null;
}

/** One private draft per round, the last one counts: { content }. Nobody decides on it, and no view but her own shows it. */
export type ApplicationDrafted = Recorded<'ApplicationDrafted', { readonly round: RoundId }>; // private[teacher]: { content }
export type ConsentGiven = Recorded<'ConsentGiven', { readonly round: RoundId; readonly form: 'APPLIED' | 'CONSENTED'; readonly late?: LatePaper }>;
export type Nominated = Recorded<'Nominated', {
  readonly nomination: NominationId;
  readonly round: RoundId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  /** As on the round's snapshot date. */
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly verdicts: readonly RuleVerdict[];
  /** Levels that it passes, lowest first, as the tree stood on the snapshot date. */
  readonly path: readonly PathStep[];
  readonly attachments: readonly Attachment[];
  readonly late?: LatePaper;
  /** Of a team: who was in it. */
  readonly members?: readonly PersonId[];
}>; // private[teacher]: { inputs: per rule the personal inputs }; of a team private[member] the same
/** 退回补正: what is asked for and by when. */
export type NominationReturned = Recorded<'NominationReturned', {
  readonly nomination: NominationId;
  readonly round: RoundId;
  /** The `ReturnRegistered` that it settles. */
  readonly registration: EventId;
  readonly level: OrgLevel;
  readonly items: readonly string[];
  readonly due: BusinessMinute;
  readonly overdue: 'NOT_RECOMMENDED' | 'GOES_ON';
  /** Of a team: the unit that hands it in again. A teacher is told herself. */
  readonly unit?: OrgId;
}>; // private[teacher]: { words }
/** Handed in again: the earlier versions stay. `attachments` is the whole set of this version. */
export type NominationCompleted = Recorded<'NominationCompleted', {
  readonly nomination: NominationId;
  readonly round: RoundId;
  readonly registration: EventId;
  /** 2 for the first completion. */
  readonly version: number;
  readonly verdicts: readonly RuleVerdict[];
  readonly attachments: readonly Attachment[];
  /** AGAIN: what was recommended of the version before has to be recommended again. */
  readonly endorsements: 'STAYS' | 'AGAIN';
  /** Its paper was received by the due minute and entered after it, with her school. */
  readonly late?: LatePaper;
  readonly unit?: OrgId;
}>; // private[teacher]: { inputs }
/** A due minute that passed: told once, on whatever day the reactor comes by. */
export type ReturnLapsed = Recorded<'ReturnLapsed', { readonly nomination: NominationId; readonly round: RoundId; readonly registration: EventId; readonly due: BusinessMinute; readonly overdue: 'NOT_RECOMMENDED' | 'GOES_ON' }>;
export type NominationWithdrawn = Recorded<'NominationWithdrawn', { readonly nomination: NominationId; readonly round: RoundId; readonly registration: EventId; /** Her paper was received before a deadline and entered after it, with her school. */ readonly late?: LatePaper; readonly unit?: OrgId }>; // private[teacher]: { reason }
/** 不予推荐, with its act. */
export type NominationRejected = Recorded<'NominationRejected', { readonly nomination: NominationId; readonly round: RoundId; readonly registration: EventId; readonly level: OrgLevel; readonly unit: OrgId }>; // private[teacher]: { reason }
export type NominationRefused = Recorded<'NominationRefused', {
  readonly round: RoundId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly useCase: string;
  readonly rule: string;
  readonly clause: string | null;
  readonly inputs: JsonObject;
  readonly verdicts: readonly RuleVerdict[];
  /** What the refusal read: revision of her last fact that is no refusal, and of the adoptions. One refusal per reading. */
  readonly read: { readonly [stream: string]: number };
}>; // private[teacher]: { inputs }
/** No seat was left, the round had closed, …: she put no reservation down, so there is nothing to decline. */
export type RecommendationRefused = Recorded<'RecommendationRefused', {
  readonly nomination: NominationId;
  readonly round: RoundId;
  readonly unit: OrgId;
  readonly rule: string;
  readonly clause: string | null;
  readonly inputs: JsonObject;
  /** Revision of the last event of her unit's ledger. */
  readonly read: { readonly [stream: string]: number };
  /** Absent: the school's. */
  readonly level?: OrgLevel;
}>;
export type SchoolRecommended = Recorded<'SchoolRecommended', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly unit: OrgId }>;
/** 逐级推荐: by the body of a level above the school. */
export type LevelRecommended = Recorded<'LevelRecommended', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly level: OrgLevel; readonly unit: OrgId }>;
export type RecommendationDeclined = Recorded<'RecommendationDeclined', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly rule: string; readonly inputs: JsonObject; readonly level?: OrgLevel }>;
/** `seats`: how many those ranked with her were ranked for; absent of whom nobody ranked, and of what was recorded before it was told. */
export type NotSelected = Recorded<'NotSelected', { readonly nomination: NominationId; readonly round: RoundId; readonly rank: number | null; readonly seats?: number; readonly batch: BatchId }>;

/** Off the list before a title: by 审定 or by an objection upheld; or after one that never was, its conferral being voided. The reason stays with the decision. */
export type NominationStruck = Recorded<'NominationStruck', { readonly nomination: NominationId; readonly round: RoundId; readonly because: 'APPROVAL' | 'OBJECTION' | 'CONFERRAL_VOIDED'; readonly decision: EventId }>; // private[teacher]: { reason } of an approval

export type AssessedExcellent = Recorded<'AssessedExcellent', Verdict>;
export type AssessedQualified = Recorded<'AssessedQualified', Verdict>;
export type AssessedBasicallyQualified = Recorded<'AssessedBasicallyQualified', Verdict>;
export type AssessedUnqualified = Recorded<'AssessedUnqualified', Verdict>;
export type Assessed = AssessedExcellent | AssessedQualified | AssessedBasicallyQualified | AssessedUnqualified;

/** 日常跟踪: one entry of a day, without a grade, by the unit that she then belonged to. It stays with her when she moves. */
export type TrackingNoted = Recorded<'TrackingNoted', { readonly programme: string; readonly code: string; readonly title: TitleId | null; readonly unit: OrgId }>; // private[teacher]: { text }

/** 考核延期: on leave she is not assessed, and due again on another day. `period` as the verdict will have it. */
export type AssessmentDeferred = Recorded<'AssessmentDeferred', { readonly programme: string; readonly code: string; readonly kind: AssessmentKind; readonly period: string; readonly title: TitleId | null; readonly newDue: BusinessDate }>; // private[teacher]: { reason }

export type HonourLevel = 'NATIONAL' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'SCHOOL';

/** 历史称号: as an imported list says, checked by nobody. It counts for no rule. */
export type LegacyTitleImported = Recorded<'LegacyTitleImported', {
  readonly name: string;
  readonly level: HonourLevel;
  /** `2015`, `2015-06` or `2015-06-12`: as precise as the list. `effectiveOn` is its first day. */
  readonly conferredOn: string;
  readonly number: string | null;
  readonly programme: string | null;
  /** HMAC of the file it came in, and its row there. */
  readonly file: string;
  readonly row: number;
  readonly verified: false;
}>;
export type TitleConferred = Recorded<'TitleConferred', {
  readonly title: TitleId;
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly unit: OrgId;
  readonly round: RoundId;
  readonly nomination: NominationId;
  /** The `ConferralDecided` that reserved the seat. */
  readonly reservation: EventId;
  readonly batch: BatchId;
  readonly certificate: string;
  readonly term: { readonly number: number; readonly from: BusinessDate; readonly to: BusinessDate | null };
  /** Of one confirmed after cultivation: the batch of the pool that she was in. Then the reservation is the `ConfirmationDecided`. */
  readonly cohort?: string;
}>;
export type ConferralDeclined = Recorded<'ConferralDeclined', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly batch: BatchId; readonly rule: string; readonly inputs: JsonObject }>;
export type TitleRevoked = Recorded<'TitleRevoked', { readonly title: TitleId; readonly programme: string; readonly tier: string; readonly ground: string; readonly authority: OrgId; readonly certificateRecovered: boolean }>; // private[teacher]: { reason }
export type ReissueReason = 'LOST' | 'DAMAGED' | 'CORRECTED';
/** A certificate that takes the place of another one of the same title; the other is no longer valid. */
export type CertificateReissued = Recorded<'CertificateReissued', { readonly title: TitleId; readonly certificate: string; readonly replaces: string; readonly reasonCode: ReissueReason }>; // private[teacher]: { reason }
/** The paper came back: of a title that was revoked, or one that a newer certificate replaced (E31). */
export type CertificateRecovered = Recorded<'CertificateRecovered', { readonly title: TitleId; readonly certificate: string }>;
export type ReviewRequired = Recorded<'ReviewRequired', {
  /** The outcome that stands on changed facts: event id of `TitleConferred`, `Nominated`, … */
  readonly outcome: EventId;
  readonly outcomeType: string;
  readonly title: TitleId | null;
  readonly facts: readonly EventId[];
  readonly rule: string;
  readonly inputs: JsonObject;
}>; // private[teacher]: { inputs } where a rule read personal values
/** 复核结论: the outcome stands as it is. One that does not is ended by an act of its own, and the review with it. */
export type ReviewConcluded = Recorded<'ReviewConcluded', {
  /** The `ReviewRequired`. */
  readonly review: EventId;
  readonly outcome: EventId;
  readonly outcomeType: string;
  readonly title: TitleId | null;
  readonly conclusion: 'STANDS';
}>; // private[teacher]: { reason }
/** `reasonCode` and `basis` are codes of a closed list; words stand in the private part. */
export type FactVoided = Recorded<'FactVoided', { readonly event: EventId; readonly reasonCode: string; /** Posts that are hers again although they were filled meanwhile. */ readonly beyond?: readonly PostsBeyond[] }>; // private[teacher]: { reason }
export type PersonalDataErased = Recorded<'PersonalDataErased', { readonly person: string; readonly basis: string }>;

/** Facts of a biography: a teacher's, or a team's where the holder is one. */
export type TeacherFact =
  | TeacherRegistered | Transferred
  | ConsentGiven | Nominated | NominationRefused | RecommendationRefused | SchoolRecommended | RecommendationDeclined | NotSelected | NominationStruck
  | ApplicationDrafted | NominationReturned | NominationCompleted | ReturnLapsed | NominationWithdrawn | NominationRejected | LevelRecommended
  | TrainingFact | Assessed | TrackingNoted | AssessmentDeferred
  | LegacyTitleImported
  | TitleConferred | ConferralDeclined | TitleRevoked | TitleLifeFact
  | CertificateReissued | CertificateRecovered
  | CareerFact
  | LifeEvent
  | TeamFact
  | WaysFact
  | ReviewRequired | ReviewConcluded | FactVoided | PersonalDataErased;

/** For values that arrive opaque (a part still under its key) where a view only passes them on. */
export type Opaque = Json;
