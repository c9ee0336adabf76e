import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused } from '../decision';
import type { Decision, EventId } from '../facts';
import { dayFault, entryFault, orderFault } from './career';
import type { LeaveKind, LeaveStarted } from './career-facts';
import { runsOn } from './career-view';
import type { TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import { notInService } from './place';
import type { TeacherState } from './teacher';
import { view } from './view';

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

export function decideEndLeave(state: TeacherState, { leave: id, backOn }: EndLeaveCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? dayFault('backOn', backOn, context.today);
  if (fault) return fault;
  const leave = view(state.facts, LAST_DAY).career.leaves.find(({ event, stated }) => event === id || stated === id);
  if (!leave) return refused('unknownFact', { event: id });
  if (leave.to !== null) return refused('leaveEnded', { to: leave.to });
  if (backOn <= leave.from) return outOfOrder('from', leave.from, 'backOn', backOn);
  return { kind: 'events', events: [{ type: 'LeaveEnded', data: { leave: leave.event, backOn }, effectiveOn: backOn, standsOn: [leave.stated] }] };
}
