import type { WorkingCalendar } from './calendar';
import type { BusinessDate, BusinessMinute } from './dates';
import type { AppointmentId, Context, EventId, PersonId } from './facts';
import type { OrgsState } from './orgs';
import type { PeopleState } from './people';
import type { EffectiveProgramme } from './programme-rules';

/** Who acts and under which appointment; authority itself is decided by `authorise` (people.ts) before `decide`. */
export interface Acting {
  readonly person: PersonId;
  /** Null for a teacher acting for herself and for the first officer. */
  readonly appointment: AppointmentId | null;
  /** The delegator, where the appointment is not her own: what either may not do, neither may do so. */
  readonly onBehalfOf?: PersonId;
  /** The clerk who enters her signed paper; then `today` is the day on which she signed. */
  readonly enteredBy?: PersonId;
  /** Every id under which any of these is known, where dossiers were merged (E6); left out: each has the one. */
  readonly idsOf?: (person: PersonId) => readonly PersonId[];
}

/** A deadline is held against the day of entry: a day on paper undoes none. */
export function enteredOn({ now }: Pick<DecisionContext, 'now'>): BusinessDate {
  return now.slice(0, 10);
}

/** All that a decision may read beside its own stream: a closed type (design, section 3). `decide` never mutates it. */
export interface DecisionContext {
  /** Day of acting, Asia/Shanghai: of signing, where a clerk enters paper. */
  readonly today: BusinessDate;
  /** Minute of asking, Asia/Shanghai: deadlines end at a minute, and paper is there when it is entered. */
  readonly now: BusinessMinute;
  readonly acting: Acting;
  /** The version the subject of the decision is pinned to: the round's, the title's, or the one a new round will pin. */
  readonly programme?: EffectiveProgramme;
  readonly orgs?: OrgsState;
  readonly people?: PeopleState;
  readonly calendar?: WorkingCalendar;
  /** What goes to `meta.context`, so that the decision can be decided again. */
  readonly recorded: Context;
  /**
   * Id that the event at this place of the append will carry, fresh per attempt. A decision asks for it only where one
   * event of the append names another (a verdict and the revocation that stands on it), and then sets `NewFact.id`.
   */
  readonly eventId: (ordinal: number) => EventId;
  /** Id of something this command creates: UUIDv5(command id, name), the same on every attempt. */
  readonly createdId: (name: string) => string;
}
