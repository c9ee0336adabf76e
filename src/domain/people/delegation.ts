import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { AppointmentId, Decision, DelegationId, OfficialAct, PersonId } from '../facts';
import { actsAs, delegationsTo, lentTo, type PeopleState } from '../people';
import type { PeopleFact, Post } from '../registry-facts';

/** Stands for every matter that can be delegated. */
export const ALL_MATTERS = 'ALL';

/** What is done in person: an expert's mark, interests and part in a draw, a teacher's own will, and saying who acts for whom or who may do what. */
const inPerson: ReadonlySet<string> = new Set(['SubmitScore', 'DeclareConflict', 'CommitSeed', 'RevealSeed', 'DeclineDraw', 'GiveConsent', 'RecordDelegation', 'EndDelegation', 'RecordHandover', 'ExceptSeparation', 'RecordAppointment', 'EndAppointment']);
/** Posts whose office is to carry out acts of a body; an expert judges, an auditor looks, both themselves. */
const delegable: ReadonlySet<Post> = new Set<Post>(['SchoolAdmin', 'PartyOrg', 'BureauOfficer', 'ResearchCentre', 'ProjectLead']);

export interface RecordDelegationCommand {
  readonly delegation: DelegationId;
  readonly appointment: AppointmentId;
  readonly delegate: PersonId;
  readonly matters: readonly string[];
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly act?: OfficialAct;
  /** Every use case that there is. */
  readonly known: ReadonlySet<string>;
}
export interface EndDelegationCommand {
  readonly delegation: DelegationId;
  /** Last day on which it holds. */
  readonly to: BusinessDate;
  readonly act?: OfficialAct;
}

export function decideRecordDelegation(state: PeopleState, command: RecordDelegationCommand, context: DecisionContext): Decision<PeopleFact> {
  const { delegation, appointment, delegate, matters, from, to, act, known } = command;
  const held = state.appointments.get(appointment);
  if (!held) return refused('unknownAppointment', { appointment });
  if (delegate === held.person) return refused('delegateIsHolder', { appointment, person: delegate });
  if (!isDelegable(held.post)) return refused('postInPerson', { post: held.post });
  if (actsAs(context.acting, delegate)) return refused('delegatesToHerself', { person: delegate });
  for (const matter of matters) {
    if (matter !== ALL_MATTERS && !known.has(matter)) return refused('unknownMatter', { matter });
    if (inPerson.has(matter)) return refused('matterInPerson', { matter });
  }
  if (to < from) return refused('endBeforeStart', { from, to });
  if (from < held.from || (held.to !== null && to > held.to)) return refused('delegationBeyondTerm', { appointment, from, to, termFrom: held.from, termTo: held.to });
  const standing = delegationsTo(state, delegate).find((other) => other.appointment === appointment && other.from <= to && from <= other.to);
  if (standing) return refused('delegationExists', { delegation: standing.delegation, from: standing.from, to: standing.to });
  return { kind: 'events', events: [{ type: 'DelegationRecorded', data: { delegation, appointment, delegate, matters: [...new Set(matters)].sort(), from, to }, effectiveOn: from, ...(act ? { act } : {}) }] };
}

export function decideEndDelegation(state: PeopleState, command: EndDelegationCommand): Decision<PeopleFact> {
  const { delegation, to, act } = command;
  const known = state.delegations.get(delegation);
  if (!known) return refused('unknownDelegation', { delegation });
  if (to < known.from) return refused('endBeforeStart', { from: known.from, to });
  if (known.to <= to) return refused('delegationEnded', { delegation, to: known.to });
  return { kind: 'events', events: [{ type: 'DelegationEnded', data: { delegation, to }, effectiveOn: to, ...(act ? { act } : {}) }] };
}

/**
 * Whether matters that were delegated cover a use case; what is done in person no delegation covers.
 * @param single the act that a mass act does several of: whoever may do it of each may do it of all at once.
 */
export function covers(matters: readonly string[], useCase: string, single: string = useCase): boolean {
  return !isInPerson(useCase) && (matters.includes(ALL_MATTERS) || matters.includes(useCase) || matters.includes(single));
}

/** Why somebody who acts under another's appointment may not do just this. */
export function beyondMatters(appointment: AppointmentId | null, matters: readonly string[], useCase: string, single: string = useCase): Refused | null {
  return covers(matters, useCase, single) ? null : refused('matterNotDelegated', { appointment, matters, useCase });
}

export function isInPerson(useCase: string): boolean {
  return inPerson.has(useCase);
}

/** A delegate says nothing of what becomes of the appointment that she acts under. */
export function delegatesInTurn(state: PeopleState, person: PersonId, appointment: AppointmentId, day: BusinessDate): Refused | null {
  return lentTo(state, person, day).some((lent) => lent.appointment.appointment === appointment) ? refused('delegationOfDelegation', { appointment }) : null;
}

export function isDelegable(post: Post): boolean {
  return delegable.has(post);
}
