import type { BusinessDate } from '../dates';
import type { EventId, JsonObject, OrgId, PersonId, RoundId } from '../facts';
import type { EffectiveProgramme, RuleSpec } from '../programme-rules';
import type { RoundParameters } from '../round/facts';
import type { CareerView } from '../teacher/career-view';
import type { AssessmentKind, Grade, SchoolStage } from '../teacher/facts';
import type { TrainedView, TrainingView } from '../teacher/training-view';

/** What the rules read of a teacher as of the day in question; taken from her view (design, section 6). */
export interface Candidate {
  /** Null: her personal data was erased, and a rule that needs it cannot be decided. */
  readonly personal: { readonly birthDate: BusinessDate } | null;
  readonly unit: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly enteredOn: BusinessDate | null;
  readonly onEstablishment: boolean;
  readonly inPost: boolean;
  /** The fact that states what stands above: `TeacherRegistered` or its correction. */
  readonly registeredBy: EventId;
  /** The fact that states unit, stage and subject when it is a later one (`Transferred`). */
  readonly placedBy?: EventId;
  readonly career: CareerView;
  readonly titles: readonly HeldTitle[];
  readonly verdicts: readonly HeldVerdict[];
  readonly trainings: readonly HeldTraining[];
  /** What she is enrolled in and what she handed in for it; absent: nothing. */
  readonly enrolments?: TrainingView['enrolments'];
  readonly deliverables?: TrainingView['deliverables'];
  /** What other bodies call her, on evidence; absent: nothing. */
  readonly recognitions?: readonly { readonly kind: string; readonly on: BusinessDate; readonly event: EventId }[];
  /** Of a team: who was in it. Titles, consents and works above are then the team's own. */
  readonly team?: readonly TeamMember[];
  /** Looked at as a member of a team: a sanction then asks a person and decides nothing (E39). */
  readonly asMember?: true;
  readonly consents: readonly { readonly round: RoundId; readonly form: 'APPLIED' | 'CONSENTED'; readonly event: EventId }[];
}

/** One member of a team as the rules read her. */
export interface TeamMember {
  readonly person: PersonId;
  readonly leader: boolean;
  /** The fact by which she is in it. */
  readonly joined: EventId;
  /** null: nothing is known of where she was on the snapshot day. */
  readonly candidate: Candidate | null;
}

export interface HeldTitle {
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly from: BusinessDate;
  /** Last day on which it is held; null where no end is known. A revoked or expired title has one. */
  readonly to: BusinessDate | null;
  readonly event: EventId;
}

export interface HeldVerdict {
  readonly programme: string;
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly grade: Grade;
  readonly effectiveOn: BusinessDate;
  readonly event: EventId;
}

export interface HeldTraining {
  readonly topic: string;
  /** 学时 (class periods). */
  readonly periods: number;
  readonly completedOn: BusinessDate;
  /** Provider's key: the same training counts once. */
  readonly source: string;
  /** The one requirement that it is credited to, with its phase or course; null or absent: whichever asks for the topic. */
  readonly credit?: TrainedView['credit'];
  /** Documented after the days for it, by leave. */
  readonly late?: boolean;
  readonly event: EventId;
}

/** What the rules read beside the teacher. */
export interface Circumstances {
  readonly programme: EffectiveProgramme;
  readonly tier: string;
  readonly track: string;
  readonly round: RoundId;
  readonly parameters: RoundParameters;
  /** The day as of which the candidate is looked at: the round's snapshot day for her place, the day of acting otherwise. */
  readonly on: BusinessDate;
}

/** Why a rule could not say yes or no. */
export type Undecided =
  /** What it needs was erased with the person's data. */
  | 'erased'
  /** An open value of the programme that nobody has adopted. */
  | 'open'
  /** What it needs was never recorded. */
  | 'notRecorded';

/** What one rule found, before its place in the file is added. */
export interface Finding {
  readonly verdict: 'holds' | 'fails' | 'cannotDecide';
  readonly undecided?: Undecided;
  /** What was asked for, in clear: dates, counts and codes of the programme and the round. */
  readonly bound: JsonObject;
  /** What was read of the person; goes into her private part only. */
  readonly inputs: JsonObject;
  /** Facts of hers that the finding rests on. */
  readonly standsOn: readonly EventId[];
  /** What was read of each member of a team; goes into her own private part. */
  readonly ofMembers?: { readonly [person: PersonId]: JsonObject };
}

export interface RuleAnswer extends Finding {
  /** `bornOnOrAfter@1` */
  readonly rule: string;
  readonly clause: string;
  /** 例外审批 that lets her through although it fails: what was granted, by which body, under which number. */
  readonly waived?: Waived;
}

export interface Waived extends JsonObject {
  readonly waiver: EventId;
  readonly body: OrgId;
  readonly number: string | null;
  readonly date: BusinessDate;
}

export type ArgumentType = 'training' | 'integer' | 'decimal' | 'boolean' | 'date' | 'text' | 'tier' | 'track' | 'stages' | 'grade' | 'assessmentKind' | 'roundDate' | 'rules'
  | 'codes' | 'serviceKinds' | 'leaveKinds' | 'credentialKind' | 'credentialLevel' | 'appraisalGrade' | 'sanctionScope' | 'sanctionKinds' | 'leaderPosts' | 'evidenceKinds';

/** What a rule's answer depends on beyond one teacher; needs a stream that guards it (design, section 4). */
export type RuleScope = 'TEACHER' | 'ROUND' | 'PANEL' | 'COHORT' | 'EVIDENCE';

/**
 * One word of the vocabulary. Its meaning never changes: another meaning is another version, and this one stays with
 * its golden cases (src/domain/rules/golden).
 */
export interface RuleWord {
  readonly name: string;
  readonly version: number;
  readonly scope: RuleScope;
  /**
   * Of whom it asks where a team is put forward: left out, of every member by herself; HOLDER, of the team as the holder;
   * TEAM, of the team, and of a person nothing.
   */
  readonly asks?: 'HOLDER' | 'TEAM';
  readonly arguments: { readonly [name: string]: { readonly type: ArgumentType; readonly required: boolean } };
  readonly evaluate: (spec: RuleSpec, candidate: Candidate, circumstances: Circumstances, evaluateOther: (spec: RuleSpec, of?: Candidate) => RuleAnswer) => Finding;
}
