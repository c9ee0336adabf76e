import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused } from '../decision';
import type { Decision, EventId, Proposed } from '../facts';
import { dayFault, entryFault, orderFault } from './career';
import type { LeaveKind, LeaveStarted } from './career-facts';
import { runsOn } from './career-view';
import { hangsOn } from './concerned';
import { reviewOfDeferral } from './deferral';
import type { ReviewRequired, TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import { notInService } from './place';
import type { TeacherState } from './teacher';
import { resolve, standingOf, view, viewOf, type LifeFactOf } from './view';

export type StartLeaveCommand = LeaveStarted['data'] & { readonly kind: LeaveKind; readonly reason: string | null };
export interface EndLeaveCommand {
  readonly leave: EventId;
  readonly backOn: BusinessDate;
}

/** Away, but not gone: maternity, illness, study, secondment, an aid posting are no departure (readings 10; E27). */
export function decideStartLeave(state: TeacherState, { kind, reason, ...data }: StartLeaveCommand, context: DecisionContext): Decision<TeacherFact> {
  const { from, expectedTo } = data;
  const fault = entryFault(state, context) ?? dayFault('from', from, context.today) ?? (expectedTo !== null && !isBusinessDate(expectedTo) ? refused('notADate', { name: 'expectedTo', date: expectedTo }) : null) ?? orderFault('from', from, 'expectedTo', expectedTo) ?? notInService(view(state.facts, from));
  if (fault) return fault;
  const other = view(state.facts, LAST_DAY).career.leaves.find((leave) => runsOn(leave, from) || leave.from > from);
  if (other) return refused('leaveOverlaps', { from: other.from, to: other.to ?? '…' });
  return { kind: 'events', events: [{ type: 'LeaveStarted', data: { from, expectedTo }, private: { [state.id]: { kind, reason } }, effectiveOn: from }] };
}

export function decideEndLeave(state: TeacherState, { leave: of, backOn }: EndLeaveCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? dayFault('backOn', backOn, context.today);
  if (fault) return fault;
  const leave = view(state.facts, LAST_DAY).career.leaves.find(({ event, stated }) => event === of || stated === of);
  if (!leave) return refused('unknownFact', { event: of });
  if (leave.to !== null) return refused('leaveEnded', { to: leave.to });
  if (backOn <= leave.from) return outOfOrder('from', leave.from, 'backOn', backOn);
  const ended = { id: context.eventId(0), type: 'LeaveEnded' as const, data: { leave: leave.event, backOn } };
  return { kind: 'events', events: [{ ...ended, effectiveOn: backOn, standsOn: [leave.stated] }, ...deferredSince(state, { ...ended, revision: Number.MAX_SAFE_INTEGER, private: {}, meta: { effectiveOn: backOn } })] };
}

/** She was back already when her assessment was put off because of the leave, which was not known then. */
function deferredSince(state: TeacherState, ended: LifeFactOf<'LeaveEnded'>): readonly Proposed<ReviewRequired>[] {
  const known = resolve([...state.facts, ended]);
  const end = known.find(({ origin }) => origin === ended.id);
  const deferrals = standingOf(known, 'AssessmentDeferred').filter((item) => end !== undefined && hangsOn(item, end, known) && item.fact.meta.effectiveOn >= ended.data.backOn);
  return deferrals.flatMap((item) => reviewOfDeferral(item, viewOf(known, LAST_DAY), ended.id) ?? []);
}
