import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { Decision, OfficialAct, OrgId, Proposed, TitleId } from '../facts';
import { dayFault, entryFault } from './career';
import type { PinnedRound } from './correction';
import type { SchoolStage, TeacherFact } from './facts';
import { placeFault } from './life';
import type { DepartureKind } from './life-facts';
import { overtaken } from './overtaken';
import { notInService, outOfService } from './place';
import { standingFacts, type TeacherState } from './teacher';
import type { TitleExited } from './title-facts';
import { titlesInDoubt } from './title-place';
import { exitsOnDeparture } from './title-standing';
import { view, type TeacherView } from './view';

interface Dated {
  /** First day of the new state. */
  readonly on: BusinessDate;
  readonly act?: OfficialAct;
}
/** The rounds of the titles that she holds, each with the version it pinned (`roundsOfTitles`). */
interface Holding {
  readonly rounds: readonly PinnedRound[];
}
export type DepartCommand = Dated & Holding & { readonly kind: DepartureKind; readonly to: string | null };
export type ReemployCommand = Dated & { readonly unit: OrgId; readonly stage: SchoolStage; readonly subject: string; readonly onEstablishment: boolean; readonly inPost: boolean };

/** 退休: what of her titles ends with it, their programmes say (E29); her roles end, and nothing new begins. */
export function decideRetire(state: TeacherState, { on, rounds, act }: Dated & Holding, context: DecisionContext): Decision<TeacherFact> {
  const now = serving(state, on, context);
  if (now.kind === 'refused') return now;
  const id = context.eventId(0);
  const exits = exitsOnDeparture(state, { when: 'RETIRED', fact: id, on, rounds });
  return placedLater(state, on) ?? { kind: 'events', events: [{ id, type: 'Retired', data: { on }, effectiveOn: on, ...acting(act) }, ...exits, ...overtaken(state, { on, today: context.today, cause: id, rule: 'decidedAfterRetirement', begun: 'beginsAfterRetirement', over: titlesOf(exits) })] };
}

/** A retired teacher dies too; nothing comes after it. */
export function decideDie(state: TeacherState, { on, rounds, act }: Dated & Holding, context: DecisionContext): Decision<TeacherFact> {
  const fault = entryFault(state, context) ?? dayFault('on', on, context.today);
  if (fault) return fault;
  const ever = standingFacts(state).find(({ fact }) => fact.type === 'Deceased')?.fact;
  if (ever) return refused('notInService', { status: 'DECEASED', on: ever.meta.effectiveOn });
  if (view(state.facts, on).registration === null) return refused('notYetRegistered', { teacher: state.id, day: on });
  const id = context.eventId(0);
  const exits = exitsOnDeparture(state, { when: 'DECEASED', fact: id, on, rounds });
  return placedLater(state, on) ?? { kind: 'events', events: [{ id, type: 'Deceased', data: { on }, effectiveOn: on, ...acting(act) }, ...exits, ...overtaken(state, { on, today: context.today, cause: id, rule: 'decidedAfterDeath', begun: 'beginsAfterDeath', over: titlesOf(exits) })] };
}

/** 调离、辞职: to where no unit of the tree is. Her titles leave the territory of their programmes with her (E8). */
export function decideDepart(state: TeacherState, { on, kind, to, rounds, act }: DepartCommand, context: DecisionContext): Decision<TeacherFact> {
  const now = serving(state, on, context);
  if (now.kind === 'refused') return now;
  const later = placedLater(state, on);
  if (later) return later;
  const id = context.eventId(0);
  return {
    kind: 'events',
    events: [
      { id, type: 'Departed', data: { on }, private: { [state.id]: { kind, to } }, effectiveOn: on, ...acting(act) },
      ...titlesInDoubt(state, { kind: 'MOVED', to: null }, on, id, rounds, context),
      ...overtaken(state, { on, today: context.today, cause: id, rule: 'decidedAfterDeparture', begun: 'beginsAfterDeparture' }),
    ],
  };
}

/** 返聘、调回: in service again from that day on, at a unit and in a post. */
export function decideReemploy(state: TeacherState, { act, ...data }: ReemployCommand, context: DecisionContext): Decision<TeacherFact> {
  const { on, unit, stage } = data;
  const fault = entryFault(state, context) ?? dayFault('on', on, context.today);
  if (fault) return fault;
  const gone = outOfService(view(state.facts, on));
  if (gone === null) return refused('stillInService', { teacher: state.id, day: on });
  if (gone.status === 'DECEASED') return refused('notInService', { ...gone });
  const misplaced = placeFault(context, unit, stage, on) ?? placedLater(state, on);
  return misplaced ?? { kind: 'events', events: [{ type: 'Reemployed', data, effectiveOn: on, ...acting(act) }] };
}

/** Another subject at the same unit. */
export function decideChangeSubject(state: TeacherState, { on, subject, rounds, act }: Dated & Holding & { readonly subject: string }, context: DecisionContext): Decision<TeacherFact> {
  const now = serving(state, on, context);
  if (now.kind === 'refused') return now;
  const { unit, subject: from } = now;
  if (from === subject) return refused('nothingChanges', { unit });
  const id = context.eventId(0);
  return {
    kind: 'events',
    events: [{ id, type: 'SubjectChanged', data: { on, from, subject }, effectiveOn: on, ...acting(act) }, ...titlesInDoubt(state, { kind: 'SUBJECT', from, to: subject }, on, id, rounds, context)],
  };
}

/** Another stage at the same unit, which has to have it. */
export function decideChangeStage(state: TeacherState, { on, stage, rounds, act }: Dated & Holding & { readonly stage: SchoolStage }, context: DecisionContext): Decision<TeacherFact> {
  const now = serving(state, on, context);
  if (now.kind === 'refused') return now;
  const { unit, stage: from } = now;
  const misplaced = placeFault(context, unit, stage, on);
  if (misplaced) return misplaced;
  if (from === stage) return refused('nothingChanges', { unit });
  const id = context.eventId(0);
  return {
    kind: 'events',
    events: [{ id, type: 'StageChanged', data: { on, from, stage }, effectiveOn: on, ...acting(act) }, ...titlesInDoubt(state, { kind: 'STAGE', from, to: stage }, on, id, rounds, context)],
  };
}

/** What ends with her service begins no more. */
function titlesOf(exits: readonly Proposed<TitleExited>[]): ReadonlySet<TitleId> {
  return new Set(exits.map(({ data }) => data.title));
}

function acting(act: OfficialAct | undefined): { readonly act?: OfficialAct } {
  return act === undefined ? {} : { act };
}

/** Where she is on the day, as somebody in service then. */
function serving(state: TeacherState, on: BusinessDate, context: DecisionContext): Refused | { readonly kind: 'serving'; readonly unit: OrgId; readonly stage: SchoolStage; readonly subject: string } {
  const fault = entryFault(state, context) ?? dayFault('on', on, context.today);
  if (fault) return fault;
  const before: TeacherView = view(state.facts, on);
  const { unit, stage, subject } = before;
  if (unit === null || stage === null || subject === null) return refused('notYetRegistered', { teacher: state.id, day: on });
  return notInService(before) ?? { kind: 'serving', unit, stage, subject };
}

const PLACING: ReadonlySet<string> = new Set(['Transferred', 'Reemployed', 'SubjectChanged', 'StageChanged', 'Retired', 'Departed']);

/** Whoever is put somewhere after the day was not gone by then: one of the two papers is wrong. */
function placedLater(state: TeacherState, on: BusinessDate): Refused | null {
  const later = standingFacts(state).find(({ fact }) => PLACING.has(fact.type) && fact.meta.effectiveOn > on)?.fact;
  return later === undefined ? null : refused('placedLater', { day: on, later: later.meta.effectiveOn });
}
