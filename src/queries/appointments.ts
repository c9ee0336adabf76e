import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, OrgId, PersonId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { holdsOn, inOffice, type Appointment, type Delegation, type PeopleState } from '../domain/people';
import { holderOf } from '../domain/people/handover';
import { compareValues, cursorAfterPlace, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

export interface AppointmentsAsked {
  readonly asOf?: BusinessDate;
  readonly person?: PersonId;
  readonly org?: OrgId;
  readonly post?: string;
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface AppointmentAnswer {
  readonly appointment: AppointmentId;
  readonly person: PersonId;
  /** null when erased, or for who may not see it. */
  readonly name: string | null;
  readonly post: string;
  readonly org: OrgId;
  readonly orgName: Labelled;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  /** In force on the day, last day included. */
  readonly holds: boolean;
  /** Who may act under it, for what and until when: those of the day and those to come. */
  readonly delegations: readonly (Omit<Delegation, 'appointment'> & { readonly holds: boolean })[];
  /** The appointment at which its open tasks wait on the day; null: at itself. */
  readonly handedOverTo: AppointmentId | null;
}

export interface AppointmentsAnswer {
  readonly asOf: BusinessDate;
  readonly appointments: readonly AppointmentAnswer[];
  readonly next: string | null;
}

export class AppointmentsQuestion extends Question<AppointmentsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: AppointmentsAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** Who acts as whom, from the register itself, which does not lag: her own posts for everybody, those of their units for staff. */
@QueryHandler(AppointmentsQuestion)
export class AppointmentsHandler implements IQueryHandler<AppointmentsQuestion, AppointmentsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: AppointmentsQuestion): Promise<AppointmentsAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'appointments');
    const { people } = await this.reading.registry();
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, person, org, post } = asked;
    const after = asked.after === undefined ? null : placeOfCursor(asked.after, asked, isPlace);
    const units = reader.readsLedgers() ? reader.rosterUnits('appointments') : new Set<OrgId>();
    const seen = (held: Appointment): boolean => held.person === asker.person || units === null || units.has(held.org) || lends(people, held, asker.person);
    const fits = (held: Appointment): boolean => seen(held) && (person === undefined || held.person === person) && (org === undefined || held.org === org) && (post === undefined || held.post === post);
    // None is ever taken out of the register: how many were recorded before one is its place for good.
    const left = [...people.appointments.values()].map((held, recorded) => ({ held, place: [recorded] as const })).filter(({ held, place }) => fits(held) && (after === null || compareValues(place, after) > 0));
    const shown = left.slice(0, limit);
    const last = shown.at(-1);
    const page = shown.map(({ held }) => held);
    const names = await this.reading.namesOf(page.filter(({ org: unit }) => units === null || units.has(unit)).map(({ person }) => person));
    this.reading.noted(asker, 'appointments', [...names.keys()]);
    return {
      asOf,
      appointments: page.map((held) => {
        const now = holderOf(people, held.appointment, asOf);
        return {
          appointment: held.appointment, person: held.person, name: names.get(held.person) ?? null, post: held.post, org: held.org, orgName: this.reading.unitName(tree, held.org, asOf), from: held.from, to: held.to,
          holds: inOffice(tree, held, asOf),
          delegations: delegationsOf(people, tree, held, asOf),
          handedOverTo: now === held.appointment ? null : now,
        };
      }),
      next: last !== undefined && left.length > limit ? cursorAfterPlace(asked, last.place) : null,
    };
  }
}

function isPlace(value: unknown): value is readonly [recorded: number] {
  return Array.isArray(value) && value.length === 1 && typeof value[0] === 'number';
}

function delegationsOf(people: PeopleState, tree: OrgsState, held: Appointment, day: BusinessDate): AppointmentAnswer['delegations'] {
  return [...people.delegations.values()]
    .filter(({ appointment, to }) => appointment === held.appointment && to >= day)
    .map(({ delegation, delegate, matters, from, to }) => ({ delegation, delegate, matters, from, to, holds: holdsOn({ from, to }, day) && inOffice(tree, held, day) }));
}

function lends(people: PeopleState, held: Appointment, delegate: PersonId): boolean {
  return (people.toDelegate.get(delegate) ?? []).some((id) => people.delegations.get(id)?.appointment === held.appointment);
}
