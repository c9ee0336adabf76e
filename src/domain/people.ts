import type { DecisionContext } from './context';
import { addDays, type BusinessDate } from './dates';
import { alreadySo, refused, type Refused } from './decision';
import type { Acting } from './context';
import type { Aggregate, AppointmentId, Decision, DelegationId, EventId, HandoverId, Meta, OfficialAct, OrgId, PersonId, PrivatePart, RoundId } from './facts';
import { absence, answersFor, carriedOnBy, hasEnded, isWithin, parentOn, type Org, type OrgsState } from './orgs';
import type { ActingLevel } from './programme-rules';
import { relate, type Relations } from './relations';
import type { ExpertListing, PeopleFact, Post } from './registry-facts';

export interface Appointment {
  readonly appointment: AppointmentId;
  readonly person: PersonId;
  readonly post: Post;
  readonly org: OrgId;
  readonly from: BusinessDate;
  /** Last day, inclusive; null while it has no end. */
  readonly to: BusinessDate | null;
  readonly event: EventId;
}

/** Somebody acts under another's appointment. */
export interface Delegation {
  readonly delegation: DelegationId;
  readonly appointment: AppointmentId;
  readonly delegate: PersonId;
  /** Names of use cases, or `ALL`. */
  readonly matters: readonly string[];
  readonly from: BusinessDate;
  /** Last day, inclusive. */
  readonly to: BusinessDate;
}

export interface Handover {
  readonly handover: HandoverId;
  readonly appointment: AppointmentId;
  readonly successor: AppointmentId;
  readonly from: BusinessDate;
}

export interface PeopleState {
  /** Everyone registered here; teachers have dossiers of their own and need no entry. */
  readonly persons: Set<PersonId>;
  readonly erased: Set<PersonId>;
  readonly appointments: Map<AppointmentId, Appointment>;
  readonly ofPerson: Map<PersonId, AppointmentId[]>;
  readonly delegations: Map<DelegationId, Delegation>;
  readonly toDelegate: Map<PersonId, DelegationId[]>;
  /** By the day from which they hold, those of one day in the order recorded. */
  readonly handovers: Handover[];
  readonly relations: Relations;
}

export interface RegisterPersonCommand {
  readonly person: PersonId;
  /** `{ name, identityType, identityNumber }` */
  readonly personal: PrivatePart;
}
export interface RecordAppointmentCommand {
  readonly appointment: AppointmentId;
  readonly person: PersonId;
  readonly post: Post;
  readonly org: OrgId;
  readonly from: BusinessDate;
  readonly to: BusinessDate | null;
  readonly act?: OfficialAct;
  /** Of an expert: asks for her listing in a pool. */
  readonly listing?: ExpertListing;
  /** Whom the installation names as first officer; only she may record the first appointment of all. */
  readonly firstOfficer: PersonId | null;
}
export interface EndAppointmentCommand {
  readonly appointment: AppointmentId;
  /** Last day on which it holds. */
  readonly to: BusinessDate;
  readonly act?: OfficialAct;
}

export const people: Aggregate<PeopleState, PeopleFact> = {
  initial: () => ({ persons: new Set(), erased: new Set(), appointments: new Map(), ofPerson: new Map(), delegations: new Map(), toDelegate: new Map(), handovers: [], relations: new Map() }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'PersonRegistered':
        state.persons.add(fact.data.person);
        return state;
      case 'PersonalDataErased':
        state.erased.add(fact.data.person);
        return state;
      case 'AppointmentRecorded':
        state.appointments.set(fact.data.appointment, { ...fact.data, event: fact.id });
        state.ofPerson.set(fact.data.person, [...(state.ofPerson.get(fact.data.person) ?? []), fact.data.appointment]);
        return state;
      case 'RelationRecorded':
        relate(state.relations, fact);
        return state;
      case 'AppointmentEnded': {
        const known = state.appointments.get(fact.data.appointment);
        if (known) state.appointments.set(known.appointment, { ...known, to: fact.data.to });
        return state;
      }
      case 'DelegationRecorded':
        state.delegations.set(fact.data.delegation, fact.data);
        state.toDelegate.set(fact.data.delegate, [...(state.toDelegate.get(fact.data.delegate) ?? []), fact.data.delegation]);
        return state;
      case 'DelegationEnded': {
        const known = state.delegations.get(fact.data.delegation);
        if (known) state.delegations.set(known.delegation, { ...known, to: fact.data.to });
        return state;
      }
      case 'HandoverRecorded': {
        const later = state.handovers.findIndex(({ from }) => from > fact.data.from);
        state.handovers.splice(later < 0 ? state.handovers.length : later, 0, fact.data);
        return state;
      }
    }
  },
};

export function decideRegisterPerson(state: PeopleState, command: RegisterPersonCommand): Decision<PeopleFact> {
  const { person, personal } = command;
  if (state.persons.has(person)) return alreadySo;
  return { kind: 'events', events: [{ type: 'PersonRegistered', data: { person }, private: { [person]: personal } }] };
}

export function decideRecordAppointment(state: PeopleState, command: RecordAppointmentCommand, context: DecisionContext): Decision<PeopleFact> {
  const { appointment, person, post, org, from, to, act, listing, firstOfficer } = command;
  if (state.appointments.size === 0 && context.acting.person !== firstOfficer) return refused('firstAppointmentReserved');
  const unit = context.orgs?.orgs.get(org);
  if (context.orgs && !unit) return refused('unknownOrg', { org });
  // It would begin where nothing is any more; one that runs on past the end of its unit ends with it.
  const gone = context.orgs && hasEnded(context.orgs, org, from) ? absence(context.orgs, org, from) : null;
  if (gone) return gone;
  if (unit && !postOfUnit(post, unit)) return refused('postNotOfUnit', { post, org, kind: unit.kind, level: unit.level });
  if (to !== null && to < from) return refused('endBeforeStart', { from, to });
  const held = appointmentsOf(state, person).find((other) => other.post === post && other.org === org && (to === null || other.from <= to) && (other.to === null || from <= other.to));
  if (held) return refused('appointmentExists', { appointment: held.appointment, from: held.from, to: held.to });
  return { kind: 'events', events: [{ type: 'AppointmentRecorded', data: { appointment, person, post, org, from, to, ...(listing ? { listing } : {}) }, effectiveOn: from, ...(act ? { act } : {}) }] };
}

export function decideEndAppointment(state: PeopleState, command: EndAppointmentCommand): Decision<PeopleFact> {
  const { appointment, to, act } = command;
  const known = state.appointments.get(appointment);
  if (!known) return refused('unknownAppointment', { appointment });
  if (to < known.from) return refused('endBeforeStart', { from: known.from, to });
  if (known.to !== null && known.to <= to) return refused('appointmentEnded', { appointment, to: known.to });
  return { kind: 'events', events: [{ type: 'AppointmentEnded', data: { appointment, to }, effectiveOn: to, ...(act ? { act } : {}) }] };
}

/** Which posts end with a retirement or a departure: an expert goes on being one. With her death every post ends. */
function endsWithService(post: Post, died: boolean): boolean {
  return died || post !== 'Expert';
}

/** Her being gone: from which day, and whether she died. */
export interface Going {
  readonly on: BusinessDate;
  readonly died: boolean;
}

/** The last day of an appointment because she is gone: the day before; of one recorded from after her death, its first. Null where it goes on, or is over by then. */
export function lastDayOfPost({ post, from, to }: Pick<Appointment, 'post' | 'from' | 'to'>, { on, died }: Going): BusinessDate | null {
  if (!endsWithService(post, died) || !(died || from < on)) return null;
  const eve = addDays(on, -1);
  const last = eve < from ? from : eve;
  return to !== null && to <= last ? null : last;
}

/** The posts that she still holds, under any id that is hers, end in one append. Null where there are none. */
export function decideEndRoles(state: PeopleState, { persons, cause, ...going }: Going & { readonly persons: readonly PersonId[]; readonly cause: EventId }): Decision<PeopleFact> | null {
  const events = persons.flatMap((person) => appointmentsOf(state, person)).flatMap((held) => {
    const last = lastDayOfPost(held, going);
    return last === null ? [] : [{ type: 'AppointmentEnded' as const, data: { appointment: held.appointment, to: last }, effectiveOn: last, cause }];
  });
  return events.length === 0 ? null : { kind: 'events', events };
}

/** Erases someone who has no dossier; a teacher is erased on her own stream. */
/** @param command.claimed true where her identity number is claimed and neither dossier nor registration followed: there is data of hers, and no more. */
export function decideErasePerson(state: PeopleState, command: { readonly person: PersonId; readonly claimed?: boolean; readonly basis: string; readonly act?: OfficialAct }): Decision<PeopleFact> {
  if (state.erased.has(command.person)) return alreadySo;
  if (!state.persons.has(command.person) && command.claimed !== true) return refused('unknownPerson', { person: command.person });
  return { kind: 'events', events: [{ type: 'PersonalDataErased', data: { person: command.person, basis: command.basis }, ...(command.act ? { act: command.act } : {}) }] };
}

/** Who must act: a post at a level, as the programme or the product says. Null where any post or level will do. */
export interface Requirement {
  readonly post: Post;
  /** `LEAD`, where nobody has told which level leads: then nobody may. */
  readonly level: ActingLevel | null;
  readonly clause?: string;
  /** How the level was told, where `lead` did. */
  readonly led?: readonly string[];
  /** False: she does it herself, and no clerk enters her paper. */
  readonly onPaper?: boolean;
}

export type Authorisation = { readonly kind: 'authorised'; readonly appointment: Appointment; /** Absent: the appointment is her own. */ readonly matters?: readonly string[] } | Refused;

/**
 * May this person act, on this day, on a matter of this unit? Her appointment must be valid on the day of acting, for
 * the required post, at a unit of the required level that is the subject's own or stands above it. A person with several
 * appointments that would do must pick one, so that the record says as whom she acted (design, section 8). What was
 * delegated to her counts where she picks it, or where nothing of her own would do; which matters it covers is asked by
 * whoever knows the matter (`covers`). An appointment holds no longer than its unit; what a unit left open when it ended
 * is for those to do that carry it on.
 *
 * @param subject the unit the matter belongs to; null for matters of the whole tree.
 * @param actor.pinned a day whose tree counts beside that of the day of acting: a round's snapshot, whose units stay its
 * own when they are handed elsewhere (E7).
 */
export function authorise(state: PeopleState, tree: OrgsState, actor: Acts, requirement: Requirement, subject: OrgId | null): Authorisation {
  const { person, appointment: picked, day } = actor;
  const { clause } = requirement;
  const own = appointmentsOf(state, person).filter((entry) => picked === null || entry.appointment === picked);
  const lent = lentTo(state, person, day).filter(({ appointment }) => picked === null || appointment.appointment === picked);
  if (picked !== null && own.length === 0 && lent.length === 0) {
    const ended = delegationsTo(state, person).some(({ appointment }) => appointment === picked);
    return refused(ended ? 'appointmentNotValid' : 'notYourAppointment', { appointment: picked, ...(ended ? { day } : {}) }, clause === undefined ? {} : { clause });
  }
  const asHerself = own.length > 0 || lent.length === 0 ? fitting(tree, own, actor, requirement, subject) : null;
  if (asHerself !== null && (lent.length === 0 || asHerself.kind === 'authorised' || asHerself.refusal.rule === 'pickAppointment')) return asHerself;
  const asDelegate = fitting(tree, lent.map(({ appointment }) => appointment), actor, requirement, subject);
  if (asDelegate.kind !== 'authorised') return asHerself === null || asDelegate.refusal.rule === 'pickAppointment' ? asDelegate : asHerself;
  return { ...asDelegate, matters: lent.find(({ appointment }) => appointment.appointment === asDelegate.appointment.appointment)?.matters ?? [] };
}

interface Acts {
  readonly person: PersonId;
  readonly appointment: AppointmentId | null;
  /** Of acting. */
  readonly day: BusinessDate;
  readonly pinned?: BusinessDate;
}

/** The one of these appointments that fits, or why none does. */
function fitting(tree: OrgsState, held: readonly Appointment[], { appointment: picked, day, pinned }: Acts, { post, level, clause, led }: Requirement, subject: OrgId | null): Authorisation {
  const more = clause === undefined ? {} : { clause };
  const running = held.filter((entry) => holdsOn(entry, day));
  const valid = running.filter(({ org }) => !hasEnded(tree, org, day));
  const ended = valid.length === 0 ? running.find((entry) => picked !== null || entry.post === post) : undefined;
  if (ended) return refused('unitOfPostEnded', { org: ended.org, on: tree.orgs.get(ended.org)?.ended?.on ?? day, successors: carriedOnBy(tree, ended.org, day) }, more);
  if (picked !== null && valid.length === 0) return refused('appointmentNotValid', { appointment: picked, day }, more);
  const fit = valid.filter((entry) => entry.post === post && postOfUnit(post, tree.orgs.get(entry.org)) && (level === null || tree.orgs.get(entry.org)?.level === level));
  if (level === 'LEAD') return refused('leadUnknown', { post }, more);
  // She holds the post, at the level that does not lead here.
  if (fit.length === 0 && led !== undefined && valid.some((entry) => entry.post === post && postOfUnit(post, tree.orgs.get(entry.org)))) return refused('otherLevelLeads', { level, working: led, day }, more);
  if (fit.length === 0) return refused('postMayNot', { post, level, day }, more);
  const reaching = fit.filter((entry) => subject === null || reaches(tree, entry.org, subject, day, pinned));
  const [only, another] = reaching;
  if (!only) return refused('outsideJurisdiction', { post, unit: subject, day }, more);
  if (another) return refused('pickAppointment', { appointments: reaching.map((entry) => entry.appointment) }, more);
  return { kind: 'authorised', appointment: only };
}

/** Appointments hold no longer than their unit does. */
export function inOffice(tree: OrgsState, held: Pick<Appointment, 'org' | 'from' | 'to'>, day: BusinessDate): boolean {
  return holdsOn(held, day) && !hasEnded(tree, held.org, day);
}

export function holdsOn({ from, to }: { readonly from: BusinessDate; readonly to: BusinessDate | null }, day: BusinessDate): boolean {
  return from <= day && (to === null || day <= to);
}

/** Every delegation to her there ever was, in the order recorded. */
export function delegationsTo(state: PeopleState, person: PersonId): readonly Delegation[] {
  return (state.toDelegate.get(person) ?? []).flatMap((id) => state.delegations.get(id) ?? []);
}

/** Appointments of others that she may act under on the day, each with all its matters; never longer than its holder has it. */
export function lentTo(state: PeopleState, person: PersonId, day: BusinessDate): readonly { readonly appointment: Appointment; readonly matters: readonly string[] }[] {
  const lent = new Map<AppointmentId, { readonly appointment: Appointment; readonly matters: readonly string[] }>();
  for (const delegation of delegationsTo(state, person)) {
    const appointment = state.appointments.get(delegation.appointment);
    if (!appointment || !holdsOn(delegation, day) || !holdsOn(appointment, day)) continue;
    lent.set(appointment.appointment, { appointment, matters: [...(lent.get(appointment.appointment)?.matters ?? []), ...delegation.matters] });
  }
  return [...lent.values()];
}

/** Every appointment she ever had, in the order recorded. */
export function appointmentsOf(state: PeopleState, person: PersonId): readonly Appointment[] {
  return (state.ofPerson.get(person) ?? []).flatMap((id) => state.appointments.get(id) ?? []);
}

/** An officer of a bureau sits at a bureau, a school's clerk and its Party organisation at a school, so that a level left open means no more than that. */
export function postOfUnit(post: Post, unit: Pick<Org, 'kind' | 'level'> | undefined): boolean {
  if (post === 'BureauOfficer') return unit?.kind === 'BUREAU';
  return (post !== 'SchoolAdmin' && post !== 'PartyOrg') || unit?.level === 'SCHOOL';
}

/** Whether a unit is the body that the file names by a post and a level: a research centre is one by itself, and not the bureau that has it. */
export function isBody(unit: Pick<Org, 'kind' | 'level'> | undefined, { post, level }: { readonly post: Post; readonly level: ActingLevel }): boolean {
  return unit?.level === level && postOfUnit(post, unit) && (post !== 'ResearchCentre' || unit.kind === 'RESEARCH_CENTRE');
}

/** A bureau or school acts for itself and what stands below it; a research centre acts for what its bureau acts for. */
function reaches(tree: OrgsState, org: OrgId, subject: OrgId, day: BusinessDate, pinned: BusinessDate | undefined): boolean {
  const seat = seatOf(tree, org, day);
  return answersFor(tree, seat, subject, day) || (pinned !== undefined && isWithin(tree, subject, seat, pinned));
}

/** What an appointment there looks down from: a research centre, or an office of its own, from the bureau above it. */
export function seatOf(tree: OrgsState, org: OrgId, day: BusinessDate): OrgId {
  const own = tree.orgs.get(org);
  if (own === undefined || own.level === 'SCHOOL' || (own.kind !== 'RESEARCH_CENTRE' && own.kind !== 'OTHER')) return org;
  return parentOn(own, day) ?? org;
}

/** Who has had which part in a round. */
export interface RoundRoles {
  readonly round: RoundId;
  readonly candidates: Members;
  readonly recommenders: Members;
  readonly scorers: Members;
  readonly deciders: Members;
  /** Who handles an objection in it; absent where none was assigned. */
  readonly objectionHandlers?: Members;
  /** Roles that a body above lets a person hold together. */
  readonly exceptions?: Pick<ReadonlyMap<PersonId, readonly (readonly ExceptedRole[])[]>, 'get'>;
}
type Members = Pick<ReadonlySet<PersonId>, 'has'>;
/** Of a candidate there is no exception. */
export type ExceptedRole = 'RECOMMENDER' | 'SCORER' | 'DECIDER' | 'OBJECTION_HANDLER';
export type RoundRole = ExceptedRole | 'CANDIDATE' | 'OFFICER';

/** Every id under which somebody is known: more than the one asked with where dossiers were merged (E6). */
export type IdsOf = (person: PersonId) => readonly PersonId[];
export const byOneId: IdsOf = (person) => [person];

/** Who did it and for whom: a delegate answers for both. */
export function actedBy({ actor, onBehalfOf }: Pick<Meta, 'actor' | 'onBehalfOf'>): readonly PersonId[] {
  return onBehalfOf === undefined ? [actor] : [actor, onBehalfOf];
}

/** Herself under any of her ids, or on her behalf, or by paper that she enters for another: what is not hers to decide is not hers to write down. */
export function actsAs(acting: Acting, person: PersonId): boolean {
  const { onBehalfOf, enteredBy, idsOf = byOneId } = acting;
  return [acting.person, onBehalfOf, enteredBy].some((one) => one !== undefined && idsOf(one).includes(person));
}

/** What an office decides about somebody is not hers to decide, nor of a team that she is in. */
export function ownMatter(persons: readonly PersonId[], { acting }: { readonly acting: Acting }): Refused | null {
  const own = persons.find((person) => actsAs(acting, person));
  return own === undefined ? null : refused('ownDossier', { person: own });
}

/**
 * Recommender, scorer, decider and whoever handles an objection are different persons, and a candidate holds no role in
 * her round (design, section 8); but for what a body above excepted.
 * @param who the acting one, who may be a delegate: then neither she nor her delegator may have the other role; or one person by all her ids.
 */
export function separationOfDuties(roles: RoundRoles, who: PersonId | readonly PersonId[] | Acting, role: RoundRole): Refused | null {
  const held: readonly (readonly [RoundRole, Members])[] = [
    ['CANDIDATE', roles.candidates],
    ['RECOMMENDER', roles.recommenders],
    ['SCORER', roles.scorers],
    ['DECIDER', roles.deciders],
    ['OBJECTION_HANDLER', roles.objectionHandlers ?? new Set()],
  ];
  for (const person of personsOf(who)) {
    const clash = held.find(([other, persons]) => other !== role && persons.has(person) && !isExcepted(roles, person, other, role));
    if (clash) return refused('separationOfDuties', { person, role, holds: clash[0], round: roles.round });
  }
  return null;
}

function isExcepted({ exceptions }: RoundRoles, person: PersonId, ...both: readonly RoundRole[]): boolean {
  return (exceptions?.get(person) ?? []).some((together: readonly RoundRole[]) => both.every((role) => together.includes(role)));
}

/** Who moves a round on may recommend or decide in it, but may not be put forward in it. */
export function candidateAsOfficer(roles: Pick<RoundRoles, 'round' | 'candidates'>, who: PersonId | Acting): Refused | null {
  const person = personsOf(who).find((one) => roles.candidates.has(one));
  return person === undefined ? null : refused('separationOfDuties', { person, role: 'OFFICER', holds: 'CANDIDATE', round: roles.round });
}

function personsOf(who: PersonId | readonly PersonId[] | Acting): readonly PersonId[] {
  if (typeof who === 'string') return [who];
  if (!('person' in who)) return who;
  const { person, onBehalfOf, idsOf = byOneId } = who;
  return onBehalfOf === undefined ? idsOf(person) : [...idsOf(person), ...idsOf(onBehalfOf)];
}
