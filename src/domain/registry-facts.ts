import type { BusinessDate } from './dates';
import type { AppointmentId, BatchId, DelegationId, EventId, HandoverId, JsonObject, OrgId, PersonId, Recorded } from './facts';
import type { PersonalDataErased, SchoolStage } from './teacher/facts';

/** CITY, DISTRICT (county-level city, district, functional zone) and SCHOOL are levels of the tree. */
export type OrgLevel = 'CITY' | 'DISTRICT' | 'SCHOOL';
export type OrgKind = 'BUREAU' | 'RESEARCH_CENTRE' | 'SCHOOL' | 'OTHER';

export type OrgRegistered = Recorded<'OrgRegistered', {
  readonly org: OrgId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly level: OrgLevel;
  readonly kind: OrgKind;
  readonly parent: OrgId | null;
  readonly stages: readonly string[];
  /** GB/T 2260 or 学校标识码; optional, a functional zone has none (E34). */
  readonly code: string | null;
  readonly rural: boolean;
  /** 薄弱学校; absent: it is none. */
  readonly weak?: boolean;
}>;
export type OrgRenamed = Recorded<'OrgRenamed', { readonly org: OrgId; readonly names: { readonly zh: string; readonly en: string } }>;
/** What a school is like, as far as rules read it: what it teaches, and whether a lean goes to it. */
export interface OrgTraits {
  readonly stages: readonly string[];
  readonly rural: boolean;
  /** 薄弱学校. */
  readonly weak: boolean;
}
/** `effectiveOn` of all of these is the first day of the new state. Another parent: a school handed from a county to a zone. */
export type OrgMoved = Recorded<'OrgMoved', { readonly org: OrgId; readonly parent: OrgId }>;
export type OrgCodeChanged = Recorded<'OrgCodeChanged', { readonly org: OrgId; readonly code: string | null }>;
/** All of them anew: a nine-year school formed, a school no longer counted as weak. */
export type OrgTraitsChanged = Recorded<'OrgTraitsChanged', { readonly org: OrgId; readonly stages: readonly string[]; readonly rural: boolean; readonly weak: boolean }>;
/** `from` end and `into` carries them on; `moved`: what stood below them and stands below it from that day on. */
export type OrgsMerged = Recorded<'OrgsMerged', { readonly into: OrgId; readonly from: readonly OrgId[]; readonly moved: readonly OrgId[] }>;
/** The unit goes on where it is one of `into` (分设), and ends otherwise. */
export type OrgSplit = Recorded<'OrgSplit', { readonly org: OrgId; readonly into: readonly OrgId[] }>;
export type OrgClosed = Recorded<'OrgClosed', { readonly org: OrgId; readonly successor: OrgId | null }>;
export type OrgChangeType = 'OrgsMerged' | 'OrgSplit' | 'OrgClosed';
/**
 * A merger, a split or a closure that never was: the tree is as if it had not been recorded, on every day. `with`: what was
 * recorded with it, such as a code that was kept; `units`: all that it named. `effectiveOn` is the day of what is voided.
 */
export type OrgChangeVoided = Recorded<'OrgChangeVoided', { readonly event: EventId; readonly type: OrgChangeType; readonly with: readonly EventId[]; readonly units: readonly OrgId[]; readonly reasonCode: string }>;
export type OrgsFact = OrgChangeVoided | OrgRegistered | OrgRenamed | OrgMoved | OrgCodeChanged | OrgTraitsChanged | OrgsMerged | OrgSplit | OrgClosed;

export type PersonRegistered = Recorded<'PersonRegistered', { readonly person: PersonId }>; // private[person]: { name, identityType, identityNumber }
/** Posts: SchoolAdmin, PartyOrg (单位党组织), BureauOfficer, ResearchCentre, ProjectLead (项目负责人), Supervisor (督导), Expert, Auditor, SystemOperator, Subscriber (domain.md 5.5). */
export type Post = 'SchoolAdmin' | 'PartyOrg' | 'BureauOfficer' | 'ResearchCentre' | 'ProjectLead' | 'Supervisor' | 'Expert' | 'Auditor' | 'SystemOperator' | 'Subscriber';
/** Where and for which subjects an expert may be drawn; null: every subject. */
export type ExpertListing = { readonly pool: string; readonly subjects: readonly string[] | null; readonly unit: OrgId };

export type AppointmentRecorded = Recorded<'AppointmentRecorded', { readonly appointment: AppointmentId; readonly person: PersonId; readonly post: Post; readonly org: OrgId; readonly from: BusinessDate; readonly to: BusinessDate | null; /** Of an expert who is to be listed in a pool with it. */ readonly listing?: ExpertListing }>;
export type AppointmentEnded = Recorded<'AppointmentEnded', { readonly appointment: AppointmentId; readonly to: BusinessDate }>;
/** Somebody acts under another's appointment, as its holder said. `matters`: names of use cases, or `ALL`. */
export type DelegationRecorded = Recorded<'DelegationRecorded', { readonly delegation: DelegationId; readonly appointment: AppointmentId; readonly delegate: PersonId; readonly matters: readonly string[]; readonly from: BusinessDate; readonly to: BusinessDate }>;
export type DelegationEnded = Recorded<'DelegationEnded', { readonly delegation: DelegationId; readonly to: BusinessDate }>;
/** Whatever is open at the one desk waits at the other from that day on; what was done stays as it was done. */
export type HandoverRecorded = Recorded<'HandoverRecorded', { readonly handover: HandoverId; readonly appointment: AppointmentId; readonly successor: AppointmentId; readonly from: BusinessDate }>;
/** What ties two persons (E41): same studio, mentor and mentee, co-authors. `to`: last day, null while it has no end. */
export type RelationKind = 'STUDIO' | 'MENTOR' | 'COAUTHOR';
export type RelationRecorded = Recorded<'RelationRecorded', { readonly kind: RelationKind; readonly a: PersonId; readonly b: PersonId; readonly from: BusinessDate; readonly to: BusinessDate | null }>;
export type PeopleFact = PersonRegistered | AppointmentRecorded | AppointmentEnded | DelegationRecorded | DelegationEnded | HandoverRecorded | PersonalDataErased | RelationRecorded;

/**
 * Stream `identity-<HMAC(type, number)>`, created with no-stream before the dossier. It holds all that the dossier needs, so that a
 * claim without a dossier can be finished by anyone: private[person] is `Personal` (or name and number of a person who is no teacher).
 * A person P claimed for whom `teacher-P` is missing: any RegisterTeacher goes on with id P. `batch` names the import that will finish it.
 */
export type IdentityClaimed = Recorded<'IdentityClaimed', {
  readonly person: PersonId;
  readonly for: 'TEACHER' | 'PERSON';
  readonly registration: { readonly unit: OrgId; readonly stage: SchoolStage; readonly subject: string; readonly enteredOn: BusinessDate | null; readonly onEstablishment: boolean; readonly inPost: boolean } | null;
  readonly batch: BatchId | null;
}>;

export type ProgrammeVersionPublished = Recorded<'ProgrammeVersionPublished', { readonly programme: string; readonly version: number; readonly format: number; readonly definition: JsonObject; readonly hash: string }>;
export type OpenValueAdopted = Recorded<'OpenValueAdopted', { readonly programme: string; readonly version: number; readonly path: string; readonly value: JsonObject[string]; readonly sample: boolean }>;
export type ProgrammeFact = ProgrammeVersionPublished | OpenValueAdopted;
