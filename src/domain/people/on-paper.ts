import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { AppointmentId, OrgId, PersonId } from '../facts';
import type { OrgsState } from '../orgs';
import { authorise, type Appointment, type PeopleState, type Requirement } from '../people';
import { beyondMatters, isInPerson } from './delegation';

/** Paper that a clerk enters for an officer: whose act it is and on which day she signed it. */
export interface SignedPaper {
  readonly officer: PersonId;
  readonly clerk: PersonId;
  /** Picks one of the clerk's own appointments. */
  readonly clerkActingAs: AppointmentId | null;
  readonly signedOn: BusinessDate;
}

/**
 * Beside what is done in person anyway (delegation.ts), what nobody enters for another. Her own will and her own draft: the
 * teacher's paper has a way of its own, consent and withdrawal. Marks from paper: two clerks already enter them, each for
 * herself. What the system does at that minute, so that no paper can have done it before: the lot, the opening of the seal,
 * the check code of a list. And what is a clerk's own work or cannot be undone: files taken in, templates, erasure.
 */
const neverOnPaper: ReadonlySet<string> = new Set([
  'WithdrawNomination', 'DraftApplication', 'EnterMarks', 'PrepareDraw', 'DrawPanel', 'OpenScores', 'PrintList', 'SetPrintTemplate',
  'RegisterTeachers', 'RegisterOrgs', 'RegisterExperts', 'ImportLegacyTitles', 'SaveImportMapping', 'PublishProgrammeVersion', 'AdoptOpenValue', 'ErasePersonalData',
]);

/** Posts whose office it is to keep a body's papers. */
const clerical: readonly Requirement[] = [{ post: 'SchoolAdmin', level: 'SCHOOL' }, { post: 'BureauOfficer', level: null }, { post: 'ResearchCentre', level: null }];

export function mayBeOnPaper(useCase: string): boolean {
  return !isInPerson(useCase) && !neverOnPaper.has(useCase);
}

/** What is wrong with the paper itself, whoever signed it. */
export function paperFault({ officer, clerk, signedOn }: SignedPaper, useCase: string, today: BusinessDate): Refused | null {
  if (!mayBeOnPaper(useCase)) return refused('neverOnPaper', { useCase });
  if (clerk === officer) return refused('paperOfHerOwn', { person: officer });
  return signedOn > today ? refused('inTheFuture', { day: signedOn, today }) : null;
}

export type Clerking = { readonly kind: 'authorised'; readonly appointment: Appointment } | Refused;

/**
 * As whom the clerk enters it: on the day of entry she keeps papers at the body that the officer acted for, or at one
 * above it. Under a delegation she does so where it covers the act.
 */
export function clerkOf(state: PeopleState, tree: OrgsState, { clerk, clerkActingAs }: SignedPaper, body: OrgId, today: BusinessDate, useCase: string, single: string | undefined): Clerking {
  for (const requirement of clerical) {
    const answer = authorise(state, tree, { person: clerk, appointment: clerkActingAs, day: today }, requirement, body);
    if (answer.kind === 'authorised') return (answer.matters === undefined ? null : beyondMatters(answer.appointment.appointment, answer.matters, useCase, single)) ?? answer;
    if (answer.refusal.rule === 'pickAppointment') return answer;
  }
  return refused('clerkMayNot', { clerk, body, day: today });
}

/**
 * Nobody signs about what is not there yet.
 * @param since the last day on which anything of it holds.
 * @param day on which the act holds; the day of receipt, where late paper says so.
 */
export function signedBefore(since: BusinessDate | undefined, { acting, today }: Pick<DecisionContext, 'acting' | 'today'>, day: BusinessDate = today): Refused | null {
  return acting.enteredBy !== undefined && since !== undefined && day < since ? refused('signedBeforeIt', { signedOn: day, since }) : null;
}

/** The programme has whoever acts here do it herself. */
export function notTaken({ post, level, onPaper, clause }: Requirement): Refused | null {
  return onPaper === false ? refused('paperNotTaken', { post, level }, clause === undefined ? {} : { clause }) : null;
}

/** What somebody does for herself, and not in office, no clerk does for her. */
export function withoutPost(person: PersonId): Refused {
  return refused('paperWithoutPost', { person });
}
