import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused } from '../decision';
import type { AppointmentId, Decision, HandoverId, OfficialAct } from '../facts';
import { carriedOnBy } from '../orgs';
import { holdsOn, type PeopleState } from '../people';
import type { PeopleFact } from '../registry-facts';
import { isDelegable } from './delegation';

export interface RecordHandoverCommand {
  readonly handover: HandoverId;
  readonly appointment: AppointmentId;
  /** The appointment at which the work waits from then on. */
  readonly successor: AppointmentId;
  readonly from: BusinessDate;
  readonly act?: OfficialAct;
}

/** Moves what is open at one desk to another like it; what was done there stays done by whoever did it. */
export function decideRecordHandover(state: PeopleState, command: RecordHandoverCommand, { orgs }: Pick<DecisionContext, 'orgs'>): Decision<PeopleFact> {
  const { handover, appointment, successor, from, act } = command;
  const leaving = state.appointments.get(appointment);
  if (!leaving) return refused('unknownAppointment', { appointment });
  const taking = state.appointments.get(successor);
  if (!taking) return refused('unknownAppointment', { appointment: successor });
  const { post, org } = leaving;
  if (!isDelegable(post)) return refused('postInPerson', { post });
  // Of a unit that has ended, whoever carries it on takes over.
  const heirs = orgs === undefined ? [org] : [org, ...carriedOnBy(orgs, org, from)];
  if (appointment === successor || taking.post !== post || !heirs.includes(taking.org)) return refused('handoverNotAlike', { successor, post, org });
  if (from < leaving.from) return outOfOrder('appointment.from', leaving.from, 'from', from);
  if (!holdsOn(taking, from)) return refused('appointmentNotValid', { appointment: successor, day: from });
  const standing = state.handovers.findLast((other) => other.appointment === appointment);
  // What is somebody else's already is hers to hand over; what is handed over later would be moved twice.
  if (standing && (standing.from >= from || holderOf(state, appointment, from) !== appointment)) return refused('handoverExists', { appointment, from: standing.from, handover: standing.handover });
  return { kind: 'events', events: [{ type: 'HandoverRecorded', data: { handover, appointment, successor, from }, effectiveOn: from, ...(act ? { act } : {}) }] };
}

/** Where what came about under an appointment waits on the day: handovers followed in the order of their days, also back again. */
export function holderOf(state: PeopleState, appointment: AppointmentId, day: BusinessDate): AppointmentId {
  let holder = appointment;
  for (const handover of state.handovers) {
    if (handover.from > day) break;
    if (handover.appointment === holder) holder = handover.successor;
  }
  return holder;
}
