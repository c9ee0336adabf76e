import type { BusinessDate } from '../domain/dates';
import type { AppointmentId } from '../domain/facts';
import { Day } from './input';
import { UseCase } from './use-case';

export class EndAppointmentBody {
  /** The last day, inclusive. */
  @Day() readonly to: BusinessDate;
}

export class EndAppointment extends UseCase<{ readonly appointment: AppointmentId }, EndAppointmentBody> {}
