import type { DecisionContext } from '../context';
import type { BusinessDate, BusinessMinute } from '../dates';
import { outOfOrder } from '../days-in-order';
import { citing, needed, refused, type Refused } from '../decision';
import type { OrgId } from '../facts';
import { authorise, byOneId } from '../people';
import type { OrgLevel } from '../registry-facts';
import type { LatePaper } from './facts';
import { climbing } from './parameters';
import { atGate, parametersOf, type RoundState } from './round';

/** Nominations and what comes before them may be made now, by the unit's own lowest level: the school's. */
export function submissionsRunning(state: RoundState, context: DecisionContext, unit: OrgId | null = null, late?: LatePaper): Refused | null {
  return levelRunning(state, 'SCHOOL', unit, context, late);
}

/**
 * Whether a level takes papers of a unit now: the gate is open and the minute is not after the deadline in force, its
 * last minute included. After it only paper that was received in time, by an approver who is not the clerk (E23).
 */
export function levelRunning(state: RoundState, level: OrgLevel, unit: OrgId | null, context: DecisionContext, late?: LatePaper): Refused | null {
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const { nominationsFrom: from, nominationsTo: to } = parametersOf(state);
  const { today, now } = context;
  if (today < from) return refused('nominationsNotRunning', { from, to, today });
  const deadline = deadlineOf(state, level, unit);
  if (now <= deadline) return late === undefined ? null : refused('paperNotLate', { deadline, now });
  if (late !== undefined) return lateFault(state, unit, deadline, late, context);
  return deadline === `${to}T23:59` ? refused('nominationsNotRunning', { from, to, today }) : refused('deadlinePassed', { level, unit, deadline, now });
}

/**
 * A withdrawal was in time for a level whose seat she holds where its paper was received by that level's deadline, and is
 * late where that deadline has passed. Without a seat it is the school's deadline that counts.
 */
export function lateWithdrawalFault(state: RoundState, held: readonly { readonly level: OrgLevel; readonly unit: OrgId }[], school: OrgId, late: LatePaper, context: DecisionContext): Refused | null {
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const [first, ...rest] = (held.length > 0 ? held : [{ level: 'SCHOOL' as const, unit: school }]).map(({ level, unit }) => deadlineOf(state, level, unit)).sort();
  if (first === undefined || context.now <= first) return refused('paperNotLate', { deadline: first ?? null, now: context.now });
  const missed = [first, ...rest].filter((deadline) => deadline < context.now);
  return lateFault(state, school, missed.find((deadline) => late.receivedAt <= deadline) ?? missed.at(-1) ?? first, late, context);
}

/** A completion was in time where its paper was received by the due minute of the return, and is late where that has passed. */
export function lateCompletionFault(state: RoundState, returned: { readonly on: BusinessDate; readonly due: BusinessMinute }, school: OrgId, late: LatePaper, context: DecisionContext): Refused | null {
  const { on, due } = returned;
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  if (context.now <= due) return refused('paperNotLate', { deadline: due, now: context.now });
  if (late.receivedAt.slice(0, 10) < on) return outOfOrder('returned', on, 'late.receivedAt', late.receivedAt);
  return lateFault(state, school, due, late, context);
}

function lateFault(state: RoundState, unit: OrgId | null, deadline: BusinessMinute, late: LatePaper, context: DecisionContext): Refused | null {
  const { receivedAt, approver } = late;
  const { nominationsFrom } = parametersOf(state);
  const { person, enteredBy, idsOf = byOneId } = context.acting;
  // The day of letting it in, which is that of entry.
  const day = context.now.slice(0, 10);
  if (receivedAt > deadline) return refused('paperReceivedLate', { receivedAt, deadline });
  if (receivedAt.slice(0, 10) < nominationsFrom) return outOfOrder('nominationsFrom', nominationsFrom, 'late.receivedAt', receivedAt);
  if (enteredBy !== undefined && receivedAt.slice(0, 10) < context.today) return outOfOrder('onPaper.signedOn', context.today, 'late.receivedAt', receivedAt);
  if ([person, enteredBy].some((one) => one !== undefined && idsOf(one).includes(approver))) return refused('approverIsClerk', { approver });
  // Whoever may open such a round answers for letting a paper in after its deadline.
  const opens = context.programme?.authority.OpenRound ?? { post: 'BureauOfficer' as const, level: null };
  const answer = authorise(needed(context, 'people'), needed(context, 'orgs'), { person: approver, appointment: null, day }, opens, unit);
  return answer.kind === 'refused' && answer.refusal.rule !== 'pickAppointment' ? refused('approverMayNot', { approver, post: opens.post, day }, citing(context.programme?.authority.OpenRound)) : null;
}

/** The last minute in force for a unit of a level: the notice's, or a later one by an extension for it or for all. */
export function deadlineOf(state: RoundState, level: OrgLevel, unit: OrgId | null): BusinessMinute {
  const { deadlines = [], nominationsTo } = parametersOf(state);
  const stated = deadlines.find((entry) => entry.level === level)?.at ?? `${nominationsTo}T23:59`;
  return state.notice.extensions.filter((entry) => entry.level === level && (entry.unit === null || entry.unit === unit)).reduce((last, { until }) => (until > last ? until : last), stated);
}

/** Levels that hand something in: the school's, and those with a deadline or seats of their own. */
export function deadlineLevels(state: RoundState): readonly OrgLevel[] {
  const { deadlines = [], recommendationSeats } = parametersOf(state);
  return climbing.filter((level) => level === 'SCHOOL' || deadlines.some((entry) => entry.level === level) || recommendationSeats.some((row) => row.level === level));
}

/** After this minute no level of any unit takes anything any more. */
export function lastDeadline(state: RoundState): BusinessMinute {
  const stated = deadlineLevels(state).map((level) => deadlineOf(state, level, null));
  return [...stated, ...state.notice.extensions.map(({ until }) => until)].reduce((last, minute) => (minute > last ? minute : last));
}

/** The day from which a fact holds that paper states: of its receipt where it came in late, else today. */
export function dayOfPaper(late: LatePaper | undefined): { readonly effectiveOn?: string } {
  return late === undefined ? {} : { effectiveOn: late.receivedAt.slice(0, 10) };
}
