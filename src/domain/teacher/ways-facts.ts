import type { BusinessDate } from '../dates';
import type { BatchId, EventId, JsonObject, NominationId, OrgId, Recorded, RoundId, TitleId } from '../facts';
import type { HonourLevel, RuleVerdict, SchoolStage } from './facts';

/** 入选培养: a round chose her to be cultivated. No title and no certificate come with it. */
export type AdmittedToPool = Recorded<'AdmittedToPool', {
  readonly programme: string;
  readonly tier: string;
  readonly track: string;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly unit: OrgId;
  readonly round: RoundId;
  readonly nomination: NominationId;
  /** The `ConferralDecided` that chose her. */
  readonly reservation: EventId;
  readonly batch: BatchId;
  readonly cohort: string;
  readonly from: BusinessDate;
  /** Last day of the place where it comes to no title; null: it stays. */
  readonly to: BusinessDate | null;
  /** Recognitions by others that the cultivation is for; left out: a title of the programme's own. */
  readonly convertsBy?: readonly string[];
}>;
/** 退出培养. */
export type LeftPool = Recorded<'LeftPool', { readonly programme: string; readonly tier: string; readonly nomination: NominationId; readonly round: RoundId; /** The `DepartureDecided`. */ readonly decision: EventId }>; // private[teacher]: { reasonCode, reason }
/** 未予认定: named in a confirmation, and something stood against it. She stays in cultivation. */
export type ConfirmationDeclined = Recorded<'ConfirmationDeclined', {
  readonly programme: string;
  readonly tier: string;
  readonly nomination: NominationId;
  readonly round: RoundId;
  /** The `ConfirmationDecided`. */
  readonly reservation: EventId;
  readonly batch: BatchId;
  readonly title: TitleId;
  readonly rule: string;
  readonly clause: string | null;
  readonly inputs: JsonObject;
  readonly verdicts: readonly RuleVerdict[];
}>; // private[teacher]: { inputs }
/** 外部认定: what another body calls her (省特级教师, 正高职称), recorded on evidence and counted where a programme says so. */
export type ExternalRecognitionRecorded = Recorded<'ExternalRecognitionRecorded', {
  readonly programme: string;
  readonly kind: string;
  readonly level: HonourLevel;
  /** As its paper calls the body: it need be no unit of ours. */
  readonly body: string;
  /** 文号 of that paper. */
  readonly number: string;
  readonly evidence: { readonly file: string | null };
}>; // private[teacher]: { evidence }, what the paper is called
/** 达标 or 未达标 as its assessment was concluded, in the same append; what stands is read from the verdict, corrections included. */
export type MilestoneReached = Recorded<'MilestoneReached', MilestoneOutcome>;
export type MilestoneMissed = Recorded<'MilestoneMissed', MilestoneOutcome>;
interface MilestoneOutcome extends JsonObject {
  readonly programme: string;
  readonly milestone: string;
  readonly assessment: string;
}

export type WaysFact = AdmittedToPool | LeftPool | ConfirmationDeclined | ExternalRecognitionRecorded | MilestoneReached | MilestoneMissed;
