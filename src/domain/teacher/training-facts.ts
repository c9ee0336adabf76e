import type { BusinessDate } from '../dates';
import type { EventId, JsonObject, Recorded } from '../facts';
import type { Attachment } from './facts';

/** A requirement of a programme, as a fact names it. */
export interface RequirementNamed extends JsonObject {
  readonly programme: string;
  readonly requirement: string;
}

export type CompletedTraining = Recorded<'CompletedTraining', {
  readonly training: string;
  /** Topic code of the programme: what requirements count. */
  readonly topic: string;
  /** 学时 (class periods), not hours of the clock. */
  readonly periods: number;
  readonly provider: string;
  readonly completedOn: BusinessDate;
  /** HMAC of the provider's key: the same training is not counted twice, and the key may hold an ID number. */
  readonly source: string;
  /** The one requirement that its credit goes to, with the phase or course it is; null: whichever asks for the topic. */
  readonly credit: (RequirementNamed & { readonly step: string | null }) | null;
  /** A designated base at which it was held. */
  readonly base: string | null;
  /** Where it came in hours of the clock (小时): how they became class periods. */
  readonly converted: { readonly hours: number; readonly minutesPerPeriod: number } | null;
  /** Documented after the days that the programme gives for it, by the act in `meta.act` (E23). */
  readonly late: boolean;
}>; // private[teacher]: { activity, source }

/** 学时作废: she was there, and so many of the periods do not count. `training` is the first wording's id. Stands on it. */
export type TrainingHoursVoided = Recorded<'TrainingHoursVoided', { readonly training: EventId; readonly periods: number; readonly reasonCode: string }>; // private[teacher]: { reason }

/** 参训: from then on she is held to its tasks, phases and courses. One per requirement. */
export type EnrolledInTraining = Recorded<'EnrolledInTraining', RequirementNamed & {
  readonly from: BusinessDate;
  /** Last day for what it asks; null where the programme states none. */
  readonly due: BusinessDate | null;
}>;

/** One piece of a task set, named by this event. `receivedOn`: the day on which it came, which may lie before its entry. */
export type DeliverableSubmitted = Recorded<'DeliverableSubmitted', RequirementNamed & { readonly piece: Attachment; readonly receivedOn: BusinessDate }>;
/** Not good enough, or not what it says it is: another one may be handed in for it. */
export type DeliverableReturned = Recorded<'DeliverableReturned', RequirementNamed & { readonly deliverable: EventId; readonly kind: string }>; // private[teacher]: { reason }
export type DeliverableAccepted = Recorded<'DeliverableAccepted', RequirementNamed & { readonly deliverable: EventId; readonly kind: string }>;

export type TrainingFact = CompletedTraining | TrainingHoursVoided | EnrolledInTraining | DeliverableSubmitted | DeliverableReturned | DeliverableAccepted;
