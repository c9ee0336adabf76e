import type { DecisionContext } from '../context';
import { addYears, isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { refused } from '../decision';
import type { Decision, EventId, OfficialAct, Proposed } from '../facts';
import { barredOnTheirDay } from './barred';
import { dayFault, entryFault, orderFault } from './career';
import type { SanctionRecorded, SanctionReview } from './career-facts';
import type { ReviewRequired, TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import type { TeacherState } from './teacher';
import { view, type LifeFactOf } from './view';

export type RecordSanctionCommand = SanctionRecorded['data'] & {
  /** 警告, 记过, 通报批评, …; the article it rests on; what it was for: her own part. */
  readonly personal: { readonly measure: string; readonly basis: string; readonly reason: string };
  readonly act: OfficialAct;
};
export interface ReleaseSanctionCommand {
  readonly sanction: EventId;
  readonly outcome: SanctionReview;
  /** New last day of an extended period; null for any other outcome. */
  readonly to: BusinessDate | null;
  readonly reason: string;
  readonly act: OfficialAct;
  readonly effectiveOn?: BusinessDate;
}

/** 处分 or 其他处理 as the deciding body's paper says: what it bars, from when, until when, and how it ends (reading 8). */
export function decideRecordSanction(state: TeacherState, { personal, act, ...data }: RecordSanctionCommand, context: DecisionContext): Decision<TeacherFact> {
  const { from, to, releaseBy, scopes } = data;
  const fault = entryFault(state, context) ?? dayFault('from', from, context.today) ?? (to !== null && !isBusinessDate(to) ? refused('notADate', { name: 'to', date: to }) : null) ?? orderFault('from', from, 'to', to);
  if (fault) return fault;
  if (to === null && releaseBy === 'AUTOMATIC') return refused('sanctionWithoutEnd');
  if (to !== null && to > longest(from)) return refused('sanctionTooLong', { to, latest: longest(from) });
  if (act.number === null) return refused('actNumberRequired');
  const known = view(state.facts, LAST_DAY).career.sanctions.find((entry) => entry.kind === data.kind && entry.from === from && entry.status !== 'QUASHED');
  if (known) return refused('sanctionRecorded', { from });
  const id = context.eventId(0);
  const recorded = { id, type: 'SanctionRecorded' as const, data: { ...data, scopes: [...scopes] }, private: { [state.id]: { ...personal } }, effectiveOn: from, act };
  return { kind: 'events', events: [recorded, ...barredBy(state, { ...recorded, meta: { effectiveOn: from } })] };
}

/**
 * The review of a sanction: released (解除), extended (延长), maintained (维持), or quashed on appeal (撤销). The body that
 * decided has its document number; a release that is dated before the sanction began is none.
 */
export function decideReleaseSanction(state: TeacherState, command: ReleaseSanctionCommand, context: DecisionContext): Decision<TeacherFact> {
  const { sanction: id, outcome, to, reason, act, effectiveOn = context.today } = command;
  const fault = entryFault(state, context) ?? dayFault('effectiveOn', effectiveOn, context.today);
  if (fault) return fault;
  const sanction = view(state.facts, LAST_DAY).career.sanctions.find(({ event, stated }) => event === id || stated === id);
  if (!sanction) return refused('unknownFact', { event: id });
  const then = view(state.facts, effectiveOn).career.sanctions.find(({ event }) => event === sanction.event);
  if (!then) return outOfOrder('from', sanction.from, 'effectiveOn', effectiveOn);
  // An appeal may still quash one whose period is over; nothing else can be said of it.
  const over = sanction.status === 'QUASHED' || then.status === 'QUASHED' || (then.status === 'RELEASED' && outcome !== 'QUASHED');
  if (over) return refused('sanctionOver', { status: then.status, day: effectiveOn });
  if (outcome === 'EXTENDED') {
    if (to === null || !isBusinessDate(to)) return refused('extensionNeedsEnd');
    if (to > longest(then.from)) return refused('sanctionTooLong', { to, latest: longest(then.from) });
    if (then.to !== null && to <= then.to) return outOfOrder('to', then.to, 'to', to);
  } else if (to !== null) return refused('endNotOfOutcome', { outcome });
  if (act.number === null) return refused('actNumberRequired');
  const reviewed = { id: context.eventId(0), type: 'SanctionReleased' as const, data: { sanction: sanction.event, outcome, to }, private: { [state.id]: { reason } }, effectiveOn, act, standsOn: [sanction.stated] };
  return { kind: 'events', events: [reviewed, ...barredBy(state, { ...reviewed, meta: { effectiveOn } })] };
}

function barredBy(state: TeacherState, told: Omit<LifeFactOf<'SanctionRecorded'>, 'revision'> | Omit<LifeFactOf<'SanctionReleased'>, 'revision'>): readonly Proposed<ReviewRequired>[] {
  return barredOnTheirDay(state, [...state.facts, { ...told, revision: Number.MAX_SAFE_INTEGER }], told.id);
}

/** No basis knows a longer period; paper that says 9999-12-31 means one that a decision alone ends. */
function longest(from: BusinessDate): BusinessDate {
  return addYears(from, 50);
}
