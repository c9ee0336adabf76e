import type { BusinessDate } from '../dates';
import type { JsonObject, OrgId, PersonId, Recorded, TitleId } from '../facts';
import type { Grade } from '../teacher/facts';

/** 省、市、县、校. A province's studio is named by the province and kept here by its act. */
export type StudioLevel = 'PROVINCE' | 'CITY' | 'DISTRICT' | 'SCHOOL';

/**
 * What a host stands on: a title on her dossier, asked on every day; her selection by a body above, of which only its paper
 * is here; or the appointment alone, where the programme asks for neither.
 */
export type HostBasis =
  | { readonly kind: 'TITLE'; readonly title: TitleId; readonly programme: string; readonly tier: string }
  | { readonly kind: 'SELECTION'; readonly name: string; readonly issuer: string; readonly number: string | null; readonly file: string | null; readonly on: BusinessDate }
  | { readonly kind: 'APPOINTED' };

export type HostEnd = 'RETIRED' | 'DECEASED' | 'TRANSFERRED' | 'OWN_WISH' | 'DECISION' | 'REPLACED';
export type MemberEnd = 'TRANSFERRED' | 'RETIRED' | 'DECEASED' | 'OWN_WISH' | 'COMPLETED' | 'DECISION' | 'BECAME_HOST' | 'OTHER';
export type StudioEnd = 'HOST_LOST' | 'TERM_OVER' | 'UNQUALIFIED' | 'DECISION' | 'OTHER';

/** Entered wrongly, or concluded otherwise after a review. */
export type WhyRestated = 'ENTERED_WRONG' | 'REVIEWED';

interface OfStudio extends JsonObject {
  readonly programme: string;
  readonly studio: string;
}

/** `effectiveOn`: its first day. */
export type StudioOpened = Recorded<'StudioOpened', OfStudio & {
  readonly kind: string;
  readonly level: StudioLevel;
  readonly mission: string | null;
  readonly names: { readonly zh: string; readonly en: string };
  /** Where it has its seat. */
  readonly org: OrgId;
  /** Last day of its term; null: none is stated. */
  readonly to: BusinessDate | null;
  /** The studio of the next level up that leads it. */
  readonly ledBy: string | null;
}>;
export type StudioLed = Recorded<'StudioLed', OfStudio & { readonly ledBy: string | null }>;
export type HostAppointed = Recorded<'HostAppointed', OfStudio & { readonly host: PersonId; readonly basis: HostBasis }>;
/** `effectiveOn` of an end: the first day on which she is no host, or no member, any more. */
export type HostReleased = Recorded<'HostReleased', OfStudio & { readonly host: PersonId; readonly reason: HostEnd }>;
export type StudioMemberJoined = Recorded<'StudioMemberJoined', OfStudio & { readonly member: PersonId }>;
export type StudioMemberLeft = Recorded<'StudioMemberLeft', OfStudio & { readonly member: PersonId; readonly reason: MemberEnd }>;
export type StudioSuspended = Recorded<'StudioSuspended', OfStudio & { readonly reason: StudioEnd }>;
export type StudioResumed = Recorded<'StudioResumed', OfStudio>;
/** `restates`: why it takes the place of the grade that the period had; the event corrects the first one of the period. */
export type StudioAssessed = Recorded<'StudioAssessed', OfStudio & { readonly period: string; readonly grade: Grade; readonly restates?: WhyRestated }>;
export type StudioClosed = Recorded<'StudioClosed', OfStudio & { readonly reason: StudioEnd }>;

/** Stream `studios-<programme>`. People are named by their ids alone. */
export type StudioFact = StudioOpened | StudioLed | HostAppointed | HostReleased | StudioMemberJoined | StudioMemberLeft | StudioSuspended | StudioResumed | StudioAssessed | StudioClosed;
