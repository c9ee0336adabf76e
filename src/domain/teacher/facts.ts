import type { LatePaper } from '../round/facts';
import type { BusinessDate } from '../dates';
import type { BatchId, EventId, Json, JsonObject, NominationId, OrgId, Recorded, RoundId, TitleId } from '../facts';

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
  readonly late?: LatePaper;
}>; // private[teacher]: { inputs: per rule the personal inputs }
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
}>;
export type SchoolRecommended = Recorded<'SchoolRecommended', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly unit: OrgId }>;
export type RecommendationDeclined = Recorded<'RecommendationDeclined', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly rule: string; readonly inputs: JsonObject }>;
export type NotSelected = Recorded<'NotSelected', { readonly nomination: NominationId; readonly round: RoundId; readonly rank: number | null; readonly batch: BatchId }>;

export type CompletedTraining = Recorded<'CompletedTraining', {
  readonly training: string;
  /** Topic code of the programme: what requirements count. */
  readonly topic: string;
  /** 学时 (class periods), not hours of the clock; an import states its conversion. */
  readonly periods: number;
  readonly provider: string;
  readonly completedOn: BusinessDate;
  /** HMAC of the provider's key: the same training is not counted twice, and the key may hold an ID number. */
  readonly source: string;
}>; // private[teacher]: { activity, source }

export type AssessedExcellent = Recorded<'AssessedExcellent', Verdict>;
export type AssessedQualified = Recorded<'AssessedQualified', Verdict>;
export type AssessedBasicallyQualified = Recorded<'AssessedBasicallyQualified', Verdict>;
export type AssessedUnqualified = Recorded<'AssessedUnqualified', Verdict>;
export type Assessed = AssessedExcellent | AssessedQualified | AssessedBasicallyQualified | AssessedUnqualified;

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
}>;
export type ConferralDeclined = Recorded<'ConferralDeclined', { readonly nomination: NominationId; readonly round: RoundId; readonly reservation: EventId; readonly batch: BatchId; readonly rule: string; readonly inputs: JsonObject }>;
export type TitleRevoked = Recorded<'TitleRevoked', { readonly title: TitleId; readonly programme: string; readonly tier: string; readonly ground: string; readonly authority: OrgId; readonly certificateRecovered: boolean }>; // private[teacher]: { reason }
export type ReviewRequired = Recorded<'ReviewRequired', {
  /** The outcome that stands on changed facts: event id of `TitleConferred`, `Nominated`, … */
  readonly outcome: EventId;
  readonly outcomeType: string;
  readonly title: TitleId | null;
  readonly facts: readonly EventId[];
  readonly rule: string;
  readonly inputs: JsonObject;
}>; // private[teacher]: { inputs } where a rule read personal values
/** `reasonCode` and `basis` are codes of a closed list; words stand in the private part. */
export type FactVoided = Recorded<'FactVoided', { readonly event: EventId; readonly reasonCode: string }>; // private[teacher]: { reason }
export type PersonalDataErased = Recorded<'PersonalDataErased', { readonly person: string; readonly basis: string }>;

export type TeacherFact =
  | TeacherRegistered | Transferred
  | ConsentGiven | Nominated | NominationRefused | RecommendationRefused | SchoolRecommended | RecommendationDeclined | NotSelected
  | CompletedTraining | Assessed
  | TitleConferred | ConferralDeclined | TitleRevoked
  | ReviewRequired | FactVoided | PersonalDataErased;

/** For values that arrive opaque (a part still under its key) where a view only passes them on. */
export type Opaque = Json;
