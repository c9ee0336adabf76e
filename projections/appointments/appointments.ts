import type { JsonObject } from '../../src/domain/facts';
import type { AppointmentEnded, AppointmentRecorded } from '../../src/domain/registry-facts';
import type { Comparison, Query } from '../../src/read-models/document-store';
import { factOf } from '../facts-of';
import type { Projection } from '../projection';

/** A post that a person holds at a unit over [from, to]; `to` is the last day, null while it has none. */
export interface AppointmentDocument extends JsonObject {
  readonly appointment: string;
  readonly person: string;
  readonly post: string;
  readonly org: string;
  readonly from: string;
  readonly to: string | null;
}

export const APPOINTMENTS = 'appointments_v1';

export const appointments: Projection<AppointmentDocument> = {
  name: 'appointments',
  version: 1,
  events: ['AppointmentRecorded', 'AppointmentEnded'],
  collection: {
    name: APPOINTMENTS,
    indexes: [
      { field: 'person', type: 'text' },
      { field: 'org', type: 'text' },
      { field: 'post', type: 'text' },
      { field: 'from', type: 'text' },
    ],
  },
  keys: (event) => [factOf<AppointmentRecorded | AppointmentEnded>(event).data.appointment],
  fold(body, event) {
    const fact = factOf<AppointmentRecorded | AppointmentEnded>(event);
    if (fact.type === 'AppointmentRecorded') {
      const { appointment, person, post, org, from, to } = fact.data;
      return { appointment, person, post, org, from, to };
    }
    return body === undefined ? undefined : { ...body, to: fact.data.to };
  },
};

export function appointmentsQuery(filter: { readonly person?: string; readonly org?: string; readonly post?: string }, limit: number): Query {
  const where: Comparison[] = [];
  for (const field of ['person', 'org', 'post'] as const) {
    const value = filter[field];
    if (value !== undefined) where.push({ field, eq: value });
  }
  return { where, sort: [{ field: 'from' }], limit };
}

/** In force on the day, last day included. */
export function holdsOn({ from, to }: AppointmentDocument, day: string): boolean {
  return from <= day && (to === null || day <= to);
}
