import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder, type DayName } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, EventId, Proposed } from '../facts';
import { absence } from '../orgs';
import type { AppraisalRecorded, ClassTeacherSpellRecorded, CredentialRecorded, LeaderPostRecorded, ServiceRecorded, TeachingRecorded } from './career-facts';
import { levelsOf } from './career-levels';
import { schoolYearBegins, schoolYearOf, type Spell } from './career-view';
import type { TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import { isRegistered, ownDossier, type TeacherState } from './teacher';
import { view } from './view';

export type RecordServiceCommand = ServiceRecorded['data'] & { readonly employer: string };
export type RecordCredentialCommand = CredentialRecorded['data'] & { readonly number: string | null; readonly issuer: string };
export type RecordAppraisalCommand = AppraisalRecorded['data'] & { readonly concludedOn: BusinessDate };
export type RecordTeachingCommand = TeachingRecorded['data'];
export type RecordClassTeacherSpellCommand = ClassTeacherSpellRecorded['data'];
export type RecordLeaderPostCommand = LeaderPostRecorded['data'];
export interface EndSpellCommand {
  readonly spell: EventId;
  readonly to: BusinessDate;
}

/** A spell of work, here or elsewhere. Spells of one kind do not overlap: the same months entered twice would count twice. */
export function decideRecordService(state: TeacherState, { employer, ...data }: RecordServiceCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? spellFault(data, context.today) ?? overlap(view(state.facts, LAST_DAY).career.services.filter(({ kind }) => kind === data.kind), data);
  return fault ?? one({ type: 'ServiceRecorded', data, private: { [state.id]: { employer } }, effectiveOn: data.from });
}

export function decideRecordCredential(state: TeacherState, { number, issuer, ...data }: RecordCredentialCommand, context: DecisionContext): Decision<TeacherFact> {
  const { kind, level, obtainedOn, validTo } = data;
  const fault = entryFault(state, context) ?? dayFault('obtainedOn', obtainedOn, context.today) ?? (validTo !== null && !isBusinessDate(validTo) ? refused('notADate', { name: 'validTo', date: validTo }) : null) ?? orderFault('obtainedOn', obtainedOn, 'validTo', validTo);
  if (fault) return fault;
  if (!levelsOf(kind).includes(level)) return refused('levelNotOfKind', { level, kind, levels: levelsOf(kind) });
  const known = view(state.facts, LAST_DAY).career.credentials.find((entry) => entry.kind === kind && entry.level === level && entry.subject === data.subject && entry.obtainedOn === obtainedOn);
  if (known) return refused('credentialRecorded', { kind, level, obtainedOn });
  return one({ type: 'CredentialRecorded', data, private: { [state.id]: { number, issuer } }, effectiveOn: obtainedOn });
}

/** 年度考核: one grade a year, concluded once the year has begun to end; it holds from the day of the conclusion. */
export function decideRecordAppraisal(state: TeacherState, { concludedOn, ...data }: RecordAppraisalCommand, context: DecisionContext): Decision<TeacherFact> {
  const { year, grade } = data;
  const fault = entryFault(state, context) ?? dayFault('concludedOn', concludedOn, context.today) ?? orderFault('year', `${year}-01-01`, 'concludedOn', concludedOn);
  if (fault) return fault;
  const known = view(state.facts, LAST_DAY).career.appraisals.find((entry) => entry.year === year);
  if (known) return refused('alreadyAppraised', { year, grade: known.grade });
  return one({ type: 'AppraisalRecorded', data: { year, grade }, effectiveOn: concludedOn });
}

/** What she taught in a school year, once for each subject and stage; it holds from the year's first day. */
export function decideRecordTeaching(state: TeacherState, data: RecordTeachingCommand, context: DecisionContext): Decision<TeacherFact> {
  const { year, subject, stage, periodsPerWeek } = data;
  const fault = entryFault(state, context);
  if (fault) return fault;
  if (year > schoolYearOf(context.today)) return refused('inTheFuture', { day: schoolYearBegins(year), today: context.today });
  if (!(periodsPerWeek > 0)) return refused('periodsNotPositive', { periods: periodsPerWeek });
  const known = view(state.facts, LAST_DAY).career.teachings.find((entry) => entry.year === year && entry.subject === subject && entry.stage === stage);
  if (known) return refused('teachingRecorded', { year, subject, stage, periods: known.periodsPerWeek });
  return one({ type: 'TeachingRecorded', data: { year, subject, stage, periodsPerWeek }, effectiveOn: schoolYearBegins(year) });
}

export function decideRecordClassTeacherSpell(state: TeacherState, data: RecordClassTeacherSpellCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? spellFault(data, context.today) ?? overlap(view(state.facts, LAST_DAY).career.classTeacherSpells, data);
  return fault ?? one({ type: 'ClassTeacherSpellRecorded', data: { from: data.from, to: data.to }, effectiveOn: data.from });
}

export function decideRecordLeaderPost(state: TeacherState, data: RecordLeaderPostCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? spellFault(data, context.today);
  if (fault) return fault;
  const absent = absence(needed(context, 'orgs'), data.unit, data.from);
  if (absent) return absent;
  const same = view(state.facts, LAST_DAY).career.leaderPosts.filter(({ post, unit }) => post === data.post && unit === data.unit);
  return overlap(same, data) ?? one({ type: 'LeaderPostRecorded', data, effectiveOn: data.from });
}

/** The last day of a spell that was still running when it was recorded. That it came to an end is no correction of it. */
export function decideEndSpell(state: TeacherState, { spell: id, to }: EndSpellCommand, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? dayFault('to', to, context.today);
  if (fault) return fault;
  const { services, classTeacherSpells, leaderPosts } = view(state.facts, LAST_DAY).career;
  const spell = [...services, ...classTeacherSpells, ...leaderPosts].find(({ event, stated }) => event === id || stated === id);
  if (!spell) return refused('unknownFact', { event: id });
  if (spell.to !== null) return refused('spellEnded', { to: spell.to });
  return orderFault('from', spell.from, 'to', to) ?? one({ type: 'SpellEnded', data: { spell: spell.event, to }, effectiveOn: to, standsOn: [spell.stated] });
}

/** A dossier that is there, and is not the clerk's own. */
export function entryFault(state: TeacherState, context: DecisionContext): Refused | null {
  return isRegistered(state) ? ownDossier(state, context) : refused('unknownTeacher', { teacher: state.id });
}

export function dayFault(name: string, day: BusinessDate, today: BusinessDate): Refused | null {
  if (!isBusinessDate(day)) return refused('notADate', { name, date: day });
  return day > today ? refused('inTheFuture', { day, today }) : null;
}

export function orderFault(earlier: DayName, first: BusinessDate, later: DayName, second: BusinessDate | null): Refused | null {
  return second !== null && second < first ? outOfOrder(earlier, first, later, second) : null;
}

/** A spell that has begun, and that has ended where it is said to have ended. */
function spellFault({ from, to }: Pick<Spell, 'from' | 'to'>, today: BusinessDate): Refused | null {
  return dayFault('from', from, today) ?? (to === null ? null : dayFault('to', to, today)) ?? orderFault('from', from, 'to', to);
}

function overlap(others: readonly Spell[], { from, to }: Pick<Spell, 'from' | 'to'>): Refused | null {
  const other = others.find((spell) => (to === null || spell.from <= to) && (spell.to === null || from <= spell.to));
  return other ? refused('spellOverlaps', { from: other.from, to: other.to ?? '…' }) : null;
}

function one(fact: Proposed<TeacherFact>): Decision<TeacherFact> {
  return { kind: 'events', events: [fact] };
}
