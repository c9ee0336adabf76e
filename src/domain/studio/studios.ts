import { addDays, type BusinessDate } from '../dates';
import type { Aggregate, EventId, OrgId, PersonId } from '../facts';
import type { Grade } from '../teacher/facts';
import type { HostBasis, HostEnd, MemberEnd, StudioEnd, StudioFact, StudioLevel } from './facts';

/** From its first day up to, and without, `until`; null: it goes on. */
export interface Span {
  readonly from: BusinessDate;
  readonly until: BusinessDate | null;
}
export interface Hosting extends Span {
  readonly host: PersonId;
  readonly basis: HostBasis;
  readonly event: EventId;
  readonly reason: HostEnd | null;
}
export interface Membership extends Span {
  readonly member: PersonId;
  readonly event: EventId;
  readonly reason: MemberEnd | null;
}
export interface Studio {
  readonly studio: string;
  readonly event: EventId;
  readonly kind: string;
  readonly level: StudioLevel;
  readonly mission: string | null;
  readonly names: { readonly zh: string; readonly en: string };
  readonly org: OrgId;
  readonly from: BusinessDate;
  /** Last day of its term; null: none is stated. */
  readonly to: BusinessDate | null;
  /** In the order in which they were recorded, which is that of their days. */
  readonly hosts: readonly Hosting[];
  readonly members: readonly Membership[];
  readonly pauses: readonly Span[];
  readonly led: readonly { readonly by: string | null; readonly from: BusinessDate }[];
  readonly grades: readonly { readonly period: string; readonly grade: Grade; readonly on: BusinessDate; readonly event: EventId; readonly origin: EventId; readonly byAct: boolean }[];
  readonly closed: { readonly on: BusinessDate; readonly reason: StudioEnd } | null;
}

/** One stream for a programme, so that how many there are, who hosts another and who leads whom is decided where it is written. */
export interface StudiosState {
  readonly programme: string;
  readonly studios: Map<string, Studio>;
}

export const studios: Aggregate<StudiosState, StudioFact> = {
  initial: (stream) => ({ programme: stream.replace(/^studios-/, ''), studios: new Map() }),
  evolve: (state, fact) => {
    const on = fact.meta.effectiveOn;
    if (fact.type === 'StudioOpened') {
      const { studio, kind, level, mission, names, org, to, ledBy } = fact.data;
      state.studios.set(studio, { studio, event: fact.id, kind, level, mission, names, org, from: on, to, hosts: [], members: [], pauses: [], led: [{ by: ledBy, from: on }], grades: [], closed: null });
      return state;
    }
    const known = state.studios.get(fact.data.studio);
    if (known) state.studios.set(known.studio, { ...known, ...changed(known, fact, on) });
    return state;
  },
};

function changed(known: Studio, fact: Exclude<StudioFact, { readonly type: 'StudioOpened' }>, on: BusinessDate): Partial<Studio> {
  switch (fact.type) {
    case 'StudioLed':
      return { led: [...known.led, { by: fact.data.ledBy, from: on }] };
    case 'HostAppointed':
      return { hosts: [...known.hosts, { host: fact.data.host, basis: fact.data.basis, event: fact.id, from: on, until: null, reason: null }] };
    case 'HostReleased':
      return { hosts: known.hosts.map((one) => (one.until === null && one.host === fact.data.host ? { ...one, until: on, reason: fact.data.reason } : one)) };
    case 'StudioMemberJoined':
      return { members: [...known.members, { member: fact.data.member, event: fact.id, from: on, until: null, reason: null }] };
    case 'StudioMemberLeft':
      return { members: known.members.map((one) => (one.until === null && one.member === fact.data.member ? { ...one, until: on, reason: fact.data.reason } : one)) };
    case 'StudioSuspended':
      return { pauses: [...known.pauses, { from: on, until: null }] };
    case 'StudioResumed':
      return { pauses: known.pauses.map((one) => (one.until === null ? { ...one, until: on } : one)) };
    case 'StudioAssessed':
      return { grades: withGrade(known.grades, { period: fact.data.period, grade: fact.data.grade, on, event: fact.id, origin: fact.meta.corrects ?? fact.id, byAct: fact.meta.act !== undefined }) };
    case 'StudioClosed':
      return { closed: { on, reason: fact.data.reason } };
  }
}

/** Each day's grade of a period is the last one of that day or before: what was restated for a day or an earlier one counts on none. */
function withGrade(grades: Studio['grades'], grade: Studio['grades'][number]): Studio['grades'] {
  const at = grades.findLastIndex(({ period }) => period === grade.period);
  if (at < 0) return [...grades, grade];
  const left = grades.slice(0, at + 1).filter(({ period, on }) => period !== grade.period || on < grade.on);
  return [...left, grade, ...grades.slice(at + 1)];
}

export type StudioStatus = 'RUNNING' | 'SUSPENDED' | 'ENDED' | 'CLOSED';

export function covers({ from, until }: Span, day: BusinessDate): boolean {
  return from <= day && (until === null || day < until);
}

/** Null before its first day. ENDED: its term is over. */
export function statusOn({ from, to, closed, pauses }: Studio, day: BusinessDate): StudioStatus | null {
  if (day < from) return null;
  if (closed !== null && closed.on <= day) return 'CLOSED';
  if (to !== null && to < day) return 'ENDED';
  return pauses.some((pause) => covers(pause, day)) ? 'SUSPENDED' : 'RUNNING';
}

/** It is there and its work goes on or rests. */
export function standsOn(studio: Studio, day: BusinessDate): boolean {
  const status = statusOn(studio, day);
  return status === 'RUNNING' || status === 'SUSPENDED';
}

/** The first day on which it is no more; null: none is known. */
export function endOf({ to, closed }: Studio): BusinessDate | null {
  const over = to === null ? null : addDays(to, 1);
  return closed === null ? over : over !== null && over < closed.on ? over : closed.on;
}

export function hostOn({ hosts }: Studio, day: BusinessDate): Hosting | null {
  return hosts.findLast((one) => covers(one, day)) ?? null;
}

export function membersOn({ members }: Studio, day: BusinessDate): readonly Membership[] {
  return members.filter((one) => covers(one, day));
}

export function ledByOn({ led }: Studio, day: BusinessDate): string | null {
  return led.findLast(({ from }) => from <= day)?.by ?? null;
}

/** The most that are there together on any day from `from` on: what is entered late counts on the days that it is about. */
export function mostFrom(spans: readonly Span[], from: BusinessDate): number {
  const days = [from, ...spans.flatMap((one) => (one.from > from ? [one.from] : []))];
  return Math.max(0, ...days.map((day) => spans.filter((one) => covers(one, day)).length));
}

/** 省 leads 市, 市 leads 县, 县 leads 校. */
const nextUp: { readonly [level in StudioLevel]: StudioLevel | null } = { SCHOOL: 'DISTRICT', DISTRICT: 'CITY', CITY: 'PROVINCE', PROVINCE: null };

export function levelAbove(level: StudioLevel): StudioLevel | null {
  return nextUp[level];
}
