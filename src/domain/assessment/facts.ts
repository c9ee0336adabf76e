import type { BusinessDate } from '../dates';
import type { BatchId, JsonObject, OrgId, Recorded, Revision, TeacherId, TitleId } from '../facts';
import type { AssessmentKind, Grade } from '../teacher/facts';

/** 拟定等次: what the body means to conclude; `marks` by criterion, null where the programme names none. */
export interface Proposal extends JsonObject {
  readonly teacher: TeacherId;
  readonly grade: Grade;
  readonly marks: { readonly [criterion: string]: number } | null;
}

export interface Member extends JsonObject {
  readonly teacher: TeacherId;
  /** The title assessed; null for an assessment of no title. */
  readonly title: TitleId | null;
}

/** Where the act lists the revocation too, of whom. */
export interface ListedRevocations extends JsonObject {
  readonly teachers: readonly TeacherId[];
  readonly ground: string;
  readonly authority: OrgId;
  readonly certificateRecovered: boolean;
}

/** Stream `cohort-<id>`: those assessed together, from the list to the concluding act. It pins the version that it is decided by. */
export type AssessmentOpened = Recorded<'AssessmentOpened', {
  readonly cohort: string;
  readonly programme: string;
  readonly version: number;
  readonly adoptions: Revision;
  readonly code: string;
  readonly kind: AssessmentKind;
  readonly period: string;
  readonly assessor: OrgId;
  readonly members: readonly Member[];
}>;
/** All of them at once; until the results are notified another proposal takes its place. */
export type GradesProposed = Recorded<'GradesProposed', { readonly cohort: string; readonly grades: readonly Proposal[] }>;
/** Until `lastDay` each may ask for her grade to be looked at again; where it is `provisional`, the holidays until then were not known, and it is told again once they are. */
export type ResultsNotified = Recorded<'ResultsNotified', { readonly cohort: string; readonly lastDay: BusinessDate; readonly teachers: readonly TeacherId[]; readonly provisional?: true }>;
/** 申请复核, by herself. */
export type ReviewRequested = Recorded<'ReviewRequested', { readonly cohort: string; readonly teacher: TeacherId }>; // private[teacher]: { reason }
export type ReviewDecided = Recorded<'ReviewDecided', { readonly cohort: string; readonly teacher: TeacherId; readonly before: Grade; readonly grade: Grade; readonly marks: { readonly [criterion: string]: number } | null }>; // private[teacher]: { reasons }
/** The act of the competent body: from it alone follows each one's verdict, on her own stream. */
export type AssessmentConcluded = Recorded<'AssessmentConcluded', { readonly cohort: string; readonly batch: BatchId; readonly verdicts: readonly (Proposal & Member)[]; readonly revocation: ListedRevocations | null }>;

export type CohortFact = AssessmentOpened | GradesProposed | ResultsNotified | ReviewRequested | ReviewDecided | AssessmentConcluded;

export type CohortStage = 'OPENED' | 'PROPOSED' | 'NOTIFIED' | 'CONCLUDED';
