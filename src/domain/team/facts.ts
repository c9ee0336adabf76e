import type { EventId, JsonObject, NominationId, OrgId, PersonId, Recorded, TitleId } from '../facts';
import type { SchoolStage } from '../teacher/facts';

/** 核心成员 or 成员; who leads is said apart. */
export type TeamRole = 'CORE' | 'MEMBER';
export type LeavingReason = 'TRANSFERRED' | 'RETIRED' | 'OWN_WISH' | 'DECISION' | 'OTHER';

export interface FirstMember extends JsonObject {
  readonly person: PersonId;
  readonly role: TeamRole;
}

/** A team and those it begins with, the leader among them. Its name is nobody's personal data; its members are named by id alone. */
export type TeamRegistered = Recorded<'TeamRegistered', {
  readonly names: { readonly zh: string; readonly en: string };
  /** 牵头单位 */
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly leader: PersonId;
  readonly members: readonly FirstMember[];
}>;
export type MemberJoined = Recorded<'MemberJoined', { readonly member: PersonId; readonly role: TeamRole }>;
/** `effectiveOn`: the first day on which she is no member any more. */
export type MemberLeft = Recorded<'MemberLeft', { readonly member: PersonId; readonly reason: LeavingReason }>;
export type LeaderChanged = Recorded<'LeaderChanged', { readonly leader: PersonId }>;
/** What somebody decided on a review of a team (E39): it stands as it is, or the member leaves it, by a `MemberLeft` of the same append. */
export type TeamReviewDecided = Recorded<'TeamReviewDecided', {
  /** The `ReviewRequired` that asked. */
  readonly review: EventId;
  readonly nomination: NominationId | null;
  readonly title: TitleId | null;
  readonly outcome: 'STANDS' | 'LEAVES';
}>; // private[member], or private[team] where it is about none: { reason }

export type TeamFact = TeamRegistered | MemberJoined | MemberLeft | LeaderChanged | TeamReviewDecided;
