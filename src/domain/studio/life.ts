import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { alreadySo, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, OfficialAct, PersonId, Proposed } from '../facts';
import { ownMatter } from '../people';
import { ruleReference } from '../programme-rules';
import { dayFault, orderFault } from '../teacher/career';
import { takenInFault } from '../teacher/dossier';
import type { Grade } from '../teacher/facts';
import { mostInService } from './away';
import type { HostEnd, MemberEnd, StudioEnd, StudioFact, WhyRestated } from './facts';
import { lostOn, type LostHost, type Selection } from './host';
import type { KindOfStudio, OnHostLoss } from './kinds';
import { hostFault, leadFault, type ReadOfPersons } from './opening';
import { hostOn, ledByOn, statusOn, type Studio, type StudiosState } from './studios';

interface OfStudio extends ReadOfPersons {
  readonly studio: string;
  /** The first day on which it is so. */
  readonly on: BusinessDate;
  readonly act?: OfficialAct;
}
export type AppointHostCommand = OfStudio & { readonly host: PersonId; readonly selection: Selection | null };
export type ReleaseHostCommand = OfStudio & { readonly reason: Exclude<HostEnd, 'REPLACED'> };
export type JoinStudioCommand = OfStudio & { readonly member: PersonId };
export type LeaveStudioCommand = OfStudio & { readonly member: PersonId; readonly reason: Exclude<MemberEnd, 'BECAME_HOST'> };
export type EndStudioCommand = OfStudio & { readonly reason: StudioEnd };
export type AssessStudioCommand = OfStudio & { readonly period: string; readonly grade: Grade; readonly restates?: WhyRestated };
export type LeadStudioCommand = OfStudio & { readonly ledBy: string | null };

interface Found {
  readonly known: Studio;
  readonly kind: KindOfStudio | undefined;
  /** Nobody who may host it on the day of the act. */
  readonly lost: LostHost | null;
  readonly one: (...facts: readonly (Pick<Proposed<StudioFact>, 'type' | 'data'> & { readonly corrects?: EventId })[]) => Decision<StudioFact>;
}

/** The studio on the day of an act: there, and neither closed nor past its term then. */
function found(state: StudiosState, { studio, on, act, dossierOf }: OfStudio, context: DecisionContext, over: 'ENDED' | 'NOTHING' = 'NOTHING'): Found | Refused {
  const programme = needed(context, 'programme');
  const known = state.studios.get(studio);
  if (known === undefined) return refused('unknownStudio', { studio });
  const fault = dayFault('on', on, context.today) ?? orderFault('from', known.from, 'on', on);
  if (fault) return fault;
  const status = statusOn(known, on);
  if (known.closed !== null || (status === 'ENDED' && over !== 'ENDED')) return refused('studioNotRunning', { studio, status: known.closed === null ? 'ENDED' : 'CLOSED', day: on });
  const kind = programme.studios?.find(({ code }) => code === known.kind);
  const common = { effectiveOn: on, ...(kind === undefined ? {} : { rule: ruleReference(programme, kind.clause) }), ...(act ? { act } : {}) };
  return {
    known, kind,
    lost: lostOn(known, on, { dossierOf, tree: needed(context, 'orgs') }),
    one: (...facts) => ({ kind: 'events', events: facts.map((fact) => ({ ...fact, ...common }) as Proposed<StudioFact>) }),
  };
}

/** What the programme has done once the host is lost; until then nothing else goes on (E40). */
function waits({ known, kind, lost }: Found, does: OnHostLoss, day: BusinessDate): Refused | null {
  const policy = kind?.onHostLoss ?? null;
  if (lost === null) return null;
  const inputs = { studio: known.studio, reason: lost.reason };
  if (policy === null) return null;
  if (policy.value === 'CLOSE') return refused('studioMustClose', inputs, { clause: policy.clause });
  return policy.value === 'SUSPEND' && does === 'SUCCESSOR' && statusOn(known, day) === 'RUNNING' ? refused('studioMustRest', inputs, { clause: policy.clause }) : null;
}

/** Work that needs a host. */
function hosted({ known, kind, lost }: Found): Refused | null {
  if (lost === null) return null;
  const policy = kind?.onHostLoss ?? null;
  return refused('studioHostLost', { studio: known.studio, reason: lost.reason }, policy === null ? {} : { clause: policy.clause });
}

/** A successor, or another host while the first still stands; who was a member is one no more. */
export function decideAppointHost(state: StudiosState, command: AppointHostCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, host, on } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const { known, kind } = of;
  const last = known.hosts.at(-1);
  const now = last !== undefined && last.until === null ? last : null;
  if (now?.host === host && of.lost === null) return refused('hostsAlready', { host, studio });
  const fault = waits(of, 'SUCCESSOR', on) ?? orderFault('from', last?.until ?? last?.from ?? known.from, 'on', on) ?? ownMatter([host], context);
  if (fault) return fault;
  const programme = needed(context, 'programme');
  const basis = hostFault(state, kind, command, host, on, programme, context, studio);
  if ('refusal' in basis) return basis;
  const data = { programme: programme.id, studio };
  const wasMember = known.members.find((one) => one.member === host && one.until === null);
  if (wasMember !== undefined && on < wasMember.from) return outOfOrder('from', wasMember.from, 'on', on);
  return of.one(
    ...(now === null ? [] : [{ type: 'HostReleased', data: { ...data, host: now.host, reason: 'REPLACED' } } as const]),
    ...(wasMember === undefined ? [] : [{ type: 'StudioMemberLeft', data: { ...data, member: host, reason: 'BECAME_HOST' } } as const]),
    { type: 'HostAppointed', data: { ...data, host, basis } },
  );
}

/** 主持人离任: what no dossier here tells of. The studio asks for what its programme has done then. */
export function decideReleaseHost(state: StudiosState, command: ReleaseHostCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, on, reason } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const now = of.known.hosts.at(-1);
  if (now === undefined || now.until !== null) return refused('noHost', { studio });
  return orderFault('from', now.from, 'on', on) ?? of.one({ type: 'HostReleased', data: { programme: state.programme, studio, host: now.host, reason } });
}

/** No day has more members than the kind allows, those already entered for later days included. */
export function decideJoinStudio(state: StudiosState, command: JoinStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, member, on, dossierOf } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const { known, kind } = of;
  if (statusOn(known, on) !== 'RUNNING') return refused('studioNotRunning', { studio, status: statusOn(known, on) ?? 'PENDING', day: on });
  const fault = hosted(of) ?? ownMatter([member], context) ?? takenInFault(member, dossierOf, on);
  if (fault) return fault;
  if (hostOn(known, on)?.host === member) return refused('hostsAlready', { host: member, studio });
  const before = known.members.findLast((one) => one.member === member);
  if (before !== undefined && (before.until === null || on < before.until)) return refused('memberAlready', { member, studio, from: before.from });
  const max = kind?.members.max ?? null;
  const most = mostInService(known.members, on, { dossierOf, personIn: (one) => one.member });
  if (max !== null && most >= max.value) return refused('studioFull', { found: most + 1, max: max.value }, { clause: max.clause });
  return of.one({ type: 'StudioMemberJoined', data: { programme: state.programme, studio, member } });
}

export function decideLeaveStudio(state: StudiosState, command: LeaveStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, member, reason, on } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const held = of.known.members.find((one) => one.member === member && one.until === null);
  if (held === undefined) return refused('noMember', { member, studio });
  if (on <= held.from) return outOfOrder('from', held.from, 'on', on);
  return of.one({ type: 'StudioMemberLeft', data: { programme: state.programme, studio, member, reason } });
}

export function decideSuspendStudio(state: StudiosState, command: EndStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, reason, on } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const last = of.known.pauses.at(-1);
  if (last !== undefined && last.until === null) return refused('studioNotRunning', { studio, status: 'SUSPENDED', day: last.from });
  return waits(of, 'SUSPEND', on) ?? orderFault('resumed', last?.until ?? of.known.from, 'on', on) ?? of.one({ type: 'StudioSuspended', data: { programme: state.programme, studio, reason } });
}

/** Only with a host who stands on that day. */
export function decideResumeStudio(state: StudiosState, command: OfStudio, context: DecisionContext): Decision<StudioFact> {
  const { studio, on } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const last = of.known.pauses.at(-1);
  if (last === undefined || last.until !== null) return refused('studioRuns', { studio });
  return orderFault('suspended', last.from, 'on', on) ?? hosted(of) ?? of.one({ type: 'StudioResumed', data: { programme: state.programme, studio } });
}

/** 工作室考核, in the words of the other assessments; nobody assesses her own. After the end of its term too. One that says why restates the period's. */
export function decideAssessStudio(state: StudiosState, command: AssessStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, period, grade, restates, act } = command;
  const of = found(state, command, context, 'ENDED');
  if ('refusal' in of) return of;
  const { known, kind } = of;
  const fault = ownMatter([...known.hosts.map(({ host }) => host), ...known.members.map(({ member }) => member)], context);
  if (fault) return fault;
  const grades = kind?.grades ?? null;
  if (grades !== null && !grades.value.includes(grade)) return refused('gradeNotOfStudio', { kind: known.kind, grade, grades: grades.value }, { clause: grades.clause });
  const before = known.grades.filter((one) => one.period === period).at(-1);
  const data = { programme: state.programme, studio, period, grade };
  if (restates === undefined) {
    if (before !== undefined) return before.grade === grade ? alreadySo : refused('studioAssessed', { studio, period, grade: before.grade });
    return of.one({ type: 'StudioAssessed', data });
  }
  if (before === undefined) return refused('studioNotAssessed', { studio, period });
  if (before.grade === grade && before.on === command.on) return alreadySo;
  if (before.byAct && act === undefined) return refused('actRequired');
  return of.one({ type: 'StudioAssessed', data: { ...data, restates }, corrects: before.origin });
}

/** Closed for good, on no day before the last that anything is recorded for. */
export function decideCloseStudio(state: StudiosState, command: EndStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, reason, on } = command;
  const of = found(state, command, context, 'ENDED');
  if ('refusal' in of) return of;
  const { known } = of;
  const days = [...known.hosts, ...known.members, ...known.pauses, ...known.led].map(({ from }) => from);
  const last = days.reduce((latest, day) => (day > latest ? day : latest), known.from);
  return orderFault('from', last, 'on', on) ?? of.one({ type: 'StudioClosed', data: { programme: state.programme, studio, reason } });
}

/** Another studio of the next level leads it from that day on, or none. */
export function decideLeadStudio(state: StudiosState, command: LeadStudioCommand, context: DecisionContext): Decision<StudioFact> {
  const { studio, ledBy, on } = command;
  const of = found(state, command, context);
  if ('refusal' in of) return of;
  const { known, kind } = of;
  if (ledByOn(known, on) === ledBy && known.led.at(-1)?.by === ledBy) return alreadySo;
  return orderFault('from', known.led.at(-1)?.from ?? known.from, 'on', on) ?? leadFault(state, { kind, level: known.level, ledBy, day: on }) ?? of.one({ type: 'StudioLed', data: { programme: state.programme, studio, ledBy } });
}
