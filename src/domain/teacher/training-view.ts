import type { BusinessDate } from '../dates';
import type { EventId } from '../facts';
import type { CompletedTraining } from './training-facts';
import type { Standing } from './view';

/** PENDING: handed in and not judged. */
export type DeliverableStatus = 'PENDING' | 'ACCEPTED' | 'RETURNED';

export interface TrainedView {
  readonly event: EventId;
  readonly training: string;
  readonly topic: string;
  /** What counts: as completed, less what was voided. */
  readonly periods: number;
  readonly voided: number;
  readonly provider: string;
  readonly completedOn: BusinessDate;
  readonly source: string;
  readonly credit: CompletedTraining['data']['credit'];
  readonly base: string | null;
  readonly converted: CompletedTraining['data']['converted'];
  readonly late: boolean;
}
export interface EnrolmentView {
  readonly event: EventId;
  readonly programme: string;
  readonly requirement: string;
  readonly from: BusinessDate;
  readonly due: BusinessDate | null;
}
export interface DeliverableView {
  /** Of its submission: what a later fact judges. */
  readonly event: EventId;
  readonly programme: string;
  readonly requirement: string;
  readonly kind: string;
  readonly file: string | null;
  readonly receivedOn: BusinessDate;
  readonly status: DeliverableStatus;
  readonly judgedOn: BusinessDate | null;
}
/** What stands in her dossier of training on a day. */
export interface TrainingView {
  readonly trainings: readonly TrainedView[];
  readonly enrolments: readonly EnrolmentView[];
  readonly deliverables: readonly DeliverableView[];
}

/** @param facts standing, of days up to the one in question. */
export function trainingOf(facts: readonly Standing[]): TrainingView {
  const voided = new Map<EventId, number>();
  const judged = new Map<EventId, { readonly status: DeliverableStatus; readonly on: BusinessDate }>();
  for (const { fact } of facts) {
    if (fact.type === 'TrainingHoursVoided') voided.set(fact.data.training, (voided.get(fact.data.training) ?? 0) + fact.data.periods);
    else if (fact.type === 'DeliverableAccepted') judged.set(fact.data.deliverable, { status: 'ACCEPTED', on: fact.meta.effectiveOn });
    else if (fact.type === 'DeliverableReturned') judged.set(fact.data.deliverable, { status: 'RETURNED', on: fact.meta.effectiveOn });
  }
  const trainings: TrainedView[] = [];
  const enrolments: EnrolmentView[] = [];
  const deliverables: DeliverableView[] = [];
  for (const { fact, origin } of facts) {
    if (fact.type === 'CompletedTraining') {
      const { training, topic, periods, provider, completedOn, source, credit, base, converted, late } = fact.data;
      const lost = Math.min(voided.get(origin) ?? 0, periods);
      trainings.push({ event: fact.id, training, topic, periods: lost === 0 ? periods : rounded(periods - lost), voided: lost, provider, completedOn, source, credit, base, converted, late });
    } else if (fact.type === 'EnrolledInTraining') {
      const { programme, requirement, from, due } = fact.data;
      enrolments.push({ event: origin, programme, requirement, from, due });
    } else if (fact.type === 'DeliverableSubmitted') {
      const { programme, requirement, piece, receivedOn } = fact.data;
      const { status = 'PENDING' as const, on = null } = judged.get(origin) ?? {};
      deliverables.push({ event: origin, programme, requirement, kind: piece.kind, file: piece.file, receivedOn, status, judgedOn: on });
    }
  }
  return { trainings, enrolments, deliverables };
}

/** A difference of binary fractions may show more places than either had. */
function rounded(periods: number): number {
  return Math.round(periods * 100) / 100;
}
