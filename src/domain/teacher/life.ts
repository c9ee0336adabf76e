import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { alreadySo, needed, refused } from '../decision';
import type { BatchId, Decision, OfficialAct, OrgId } from '../facts';
import { absence, orgOn } from '../orgs';
import type { Personal, SchoolStage, TeacherFact, TeacherRegistered } from './facts';
import { absorbedFault } from './merge';
import type { PinnedRound } from './correction';
import { notInService } from './place';
import { isRegistered, ownDossier, type TeacherState } from './teacher';
import { titlesInDoubt, type PlaceChange } from './title-place';
import { view } from './view';

export type RegisterTeacherCommand = TeacherRegistered['data'] & {
  readonly personal: Personal;
  /** From when the dossier holds; today where it is not said. */
  readonly effectiveOn?: BusinessDate;
  /** The import that registers her. */
  readonly batch?: BatchId;
};
export interface TransferTeacherCommand {
  readonly to: OrgId;
  readonly stage: SchoolStage;
  readonly subject: string;
  readonly effectiveOn?: BusinessDate;
  readonly act?: OfficialAct;
  /** The rounds of the titles that she holds, each with the version it pinned (`roundsOfTitles`). */
  readonly rounds?: readonly PinnedRound[];
}
export interface TransferAlongCommand {
  readonly rounds?: readonly PinnedRound[];
  readonly from: OrgId;
  readonly to: OrgId;
  readonly on: BusinessDate;
  readonly act?: OfficialAct;
}
export interface ErasePersonalDataCommand {
  /** Code of the ground, of a closed list. */
  readonly basis: string;
  readonly act?: OfficialAct;
}

/** Follows the claim of her identity number: the stream exists once per person. */
export function decideRegisterTeacher(state: TeacherState, command: RegisterTeacherCommand, context: DecisionContext): Decision<TeacherFact> {
  const { unit, stage, subject, enteredOn, onEstablishment, inPost, personal, effectiveOn = context.today } = command;
  if (isRegistered(state)) return refused('teacherExists', { teacher: state.id });
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  const fault = placeFault(context, unit, stage, effectiveOn) ?? personalFault(state, personal, enteredOn, context.today);
  if (fault) return fault;
  return { kind: 'events', events: [{ type: 'TeacherRegistered', data: { unit, stage, subject, enteredOn, onEstablishment, inPost }, private: { [state.id]: personal }, effectiveOn }] };
}

/** A late paper may lie before a later transfer; she leaves the unit she was in on that day. */
export function decideTransfer(state: TeacherState, command: TransferTeacherCommand, context: DecisionContext): Decision<TeacherFact> {
  const { to, stage, subject, effectiveOn = context.today, act, rounds = [] } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const own = absorbedFault(state) ?? ownDossier(state, context);
  if (own) return own;
  const before = view(state.facts, effectiveOn);
  if (before.unit === null) return refused('notYetRegistered', { teacher: state.id, day: effectiveOn });
  const fault = notInService(before) ?? placeFault(context, to, stage, effectiveOn);
  if (fault) return fault;
  if (before.unit === to && before.stage === stage && before.subject === subject) return refused('nothingChanges', { unit: to });
  const id = context.eventId(0);
  const changes: readonly PlaceChange[] = [
    ...(before.unit === to ? [] : [{ kind: 'MOVED' as const, to }]),
    ...(before.subject === null || before.subject === subject ? [] : [{ kind: 'SUBJECT' as const, from: before.subject, to: subject }]),
    ...(before.stage === null || before.stage === stage ? [] : [{ kind: 'STAGE' as const, from: before.stage, to: stage }]),
  ];
  return {
    kind: 'events',
    events: [
      { id, type: 'Transferred', data: { from: before.unit, to, stage, subject }, effectiveOn, ...(act ? { act } : {}) },
      ...changes.flatMap((change) => titlesInDoubt(state, change, effectiveOn, id, rounds, context)),
    ],
  };
}

/** With everybody of her unit to the one that carries it on: she keeps her stage and subject. */
export function decideTransferAlong(state: TeacherState, command: TransferAlongCommand, context: DecisionContext): Decision<TeacherFact> {
  const { from, to, on, act, rounds = [] } = command;
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  const { unit, stage, subject } = view(state.facts, on);
  if (unit !== from || stage === null || subject === null) return refused('notAtUnit', { teacher: state.id, unit: from, day: on });
  return decideTransfer(state, { to, stage, subject, effectiveOn: on, rounds, ...(act ? { act } : {}) }, context);
}

/** Appended before her key is destroyed; whatever happens in between, the fact makes the destruction happen again. */
export function decideErase(state: TeacherState, command: ErasePersonalDataCommand): Decision<TeacherFact> {
  if (!isRegistered(state)) return refused('unknownTeacher', { teacher: state.id });
  if (state.erased) return alreadySo;
  return { kind: 'events', events: [{ type: 'PersonalDataErased', data: { person: state.id, basis: command.basis }, ...(command.act ? { act: command.act } : {}) }] };
}

/** A unit that exists on the day, and a school stage that it has. */
export function placeFault(context: DecisionContext, unit: OrgId, stage: SchoolStage, day: BusinessDate) {
  const tree = needed(context, 'orgs');
  const absent = absence(tree, unit, day);
  if (absent) return absent;
  const org = orgOn(tree, unit, day);
  return org !== null && org.stages.length > 0 && !org.stages.includes(stage) ? refused('stageNotOfUnit', { unit, stage, stages: org.stages }) : null;
}

/** Dates that cannot be: born in the future, or in post before being born. */
export function personalFault(state: TeacherState, personal: Personal, enteredOn: BusinessDate | null, today: BusinessDate) {
  const { birthDate } = personal;
  const own = { personal: { [state.id]: { birthDate } } };
  if (!isBusinessDate(birthDate) || birthDate > today) return refused('birthDateImpossible', {}, own);
  if (enteredOn !== null && !isBusinessDate(enteredOn)) return refused('notADate', { name: 'enteredOn', date: enteredOn });
  return enteredOn !== null && enteredOn <= birthDate ? refused('enteredBeforeBirth', { enteredOn }, own) : null;
}
