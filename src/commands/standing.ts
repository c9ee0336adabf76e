import type { AppointmentId, Meta, PersonId } from '../domain/facts';
import type { Appointment } from '../domain/people';

/** Under what somebody acts. */
export interface Standing {
  readonly person: PersonId;
  readonly appointment: AppointmentId | null;
  readonly capacity: Meta['capacity'];
  /** The delegator, where the appointment is not her own. */
  readonly onBehalfOf?: PersonId;
  /** What the delegation covers; only where authority is still to be decided. */
  readonly matters?: readonly string[];
}

/** A teacher acting for herself, or the first officer. */
export function asHerself(person: PersonId): Standing {
  return { person, appointment: null, capacity: null };
}

/** Under an appointment of her own, or of another who delegated these matters to her. */
export function under({ appointment, person: holder, post, org }: Appointment, person: PersonId = holder, matters?: readonly string[]): Standing {
  return { person, appointment, capacity: { post, org }, ...(person === holder ? {} : { onBehalfOf: holder }), ...(matters === undefined ? {} : { matters }) };
}
