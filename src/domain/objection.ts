import { enteredOn, type DecisionContext } from './context';
import type { BusinessDate, BusinessMinute } from './dates';
import { alreadySo, citing, needed, refused } from './decision';
import type { Aggregate, Decision, EventId, OfficialAct, PersonId, PrivateParts, Recorded, RoundId, StreamName } from './facts';
import { signedBefore } from './people/on-paper';
import type { ObjectionAbout, ObjectionOutcome, ObjectionType } from './round/facts';
import { byObjectionClause, handlerFault, objectionRules } from './round/objections';
import type { RoundState } from './round/round';

export type ObjectionFiled = Recorded<'ObjectionFiled', { readonly objection: string; readonly round: RoundId; readonly registration: EventId; readonly about: ObjectionAbout; readonly objectionType: ObjectionType; readonly realName: boolean; readonly receivedAt: BusinessMinute }>;
/** Who objects and what is said, apart from the rest: private[objector, or programme:<id>]: { objector: { name, contact } | null, text }. */
export type ObjectionParticulars = Recorded<'ObjectionParticulars', { readonly objection: string; readonly round: RoundId }>;
export type ObjectionAssigned = Recorded<'ObjectionAssigned', { readonly objection: string; readonly round: RoundId; readonly handler: PersonId; readonly due: BusinessDate }>;
export type ObjectionExtended = Recorded<'ObjectionExtended', { readonly objection: string; readonly round: RoundId; readonly due: BusinessDate }>;
export type ObjectionDecided = Recorded<'ObjectionDecided', { readonly objection: string; readonly round: RoundId; readonly outcome: ObjectionOutcome; readonly effect: 'PERSON' | 'LIST'; readonly corrections: readonly EventId[]; readonly inTime: boolean }>; // private[programme:<id>]: { reasons }
export type ObjectorAnswered = Recorded<'ObjectorAnswered', { readonly objection: string; readonly round: RoundId; readonly channel: AnswerChannel; readonly sentOn: BusinessDate }>;
export type AnswerChannel = 'LETTER' | 'IN_PERSON' | 'PHONE' | 'MESSAGE';
export type ObjectionFact = ObjectionFiled | ObjectionParticulars | ObjectionAssigned | ObjectionExtended | ObjectionDecided | ObjectorAnswered;

/** Stream `objection-<id>`: one objection from its receipt to the reply. */
export interface ObjectionState {
  readonly id: string;
  filed: ObjectionFiled['data'] | null;
  assigned: { readonly handler: PersonId; readonly on: BusinessDate; readonly due: BusinessDate; readonly event: EventId } | null;
  extended: { readonly due: BusinessDate } | null;
  decided: (ObjectionDecided['data'] & { readonly event: EventId; readonly act: OfficialAct | null }) | null;
  answered: EventId | null;
}

export interface DecideObjectionCommand {
  readonly outcome: ObjectionOutcome;
  readonly effect: 'PERSON' | 'LIST';
  readonly reasons: string;
  readonly corrections: readonly EventId[];
  readonly act: OfficialAct;
}

export const objection: Aggregate<ObjectionState, ObjectionFact> = {
  initial: (stream: StreamName) => ({ id: stream.replace(/^objection-/, ''), filed: null, assigned: null, extended: null, decided: null, answered: null }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'ObjectionFiled':
        state.filed = fact.data;
        return state;
      // Who objected and what was said is never kept in memory: only who may read it opens it from the log.
      case 'ObjectionParticulars':
        return state;
      case 'ObjectionAssigned':
        state.assigned = { handler: fact.data.handler, on: fact.meta.effectiveOn, due: fact.data.due, event: fact.id };
        state.extended = null;
        return state;
      case 'ObjectionExtended':
        state.extended = { due: fact.data.due };
        return state;
      case 'ObjectionDecided':
        state.decided = { ...fact.data, event: fact.id, act: fact.meta.act ?? null };
        return state;
      case 'ObjectorAnswered':
        state.answered = fact.id;
        return state;
    }
  },
};

/** Step two of an objection: its own stream, from what the round registered; it cannot be declined. */
export function decideFileObjection(state: ObjectionState, command: Omit<ObjectionFiled['data'], 'objection'> & { readonly particulars: PrivateParts }, round: RoundState, context: DecisionContext): Decision<ObjectionFact> {
  if (state.filed) return alreadySo;
  const { particulars, ...filed } = command;
  const parts = Object.fromEntries(Object.entries(particulars).flatMap(([owner, part]) => (part === null ? [] : [[owner, part]])));
  const common = { effectiveOn: filed.receivedAt.slice(0, 10), cause: filed.registration, ...byObjectionClause(round, context) };
  return {
    kind: 'events',
    events: [
      { type: 'ObjectionFiled', data: { objection: state.id, ...filed }, ...common },
      { type: 'ObjectionParticulars', data: { objection: state.id, round: filed.round }, private: parts, ...common },
    ],
  };
}

/** Gives it to somebody who had no part in what is objected to; handed on, the term runs anew. */
export function decideAssignObjection(state: ObjectionState, command: { readonly handler: PersonId; readonly act?: OfficialAct }, round: RoundState, context: DecisionContext): Decision<ObjectionFact> {
  const { handler, act } = command;
  if (!state.filed) return refused('unknownObjection', { objection: state.id });
  if (state.decided) return refused('objectionDecided', { objection: state.id, outcome: state.decided.outcome });
  if (state.assigned?.handler === handler) return refused('assignedAlready', { objection: state.id, handler });
  const fault = handlerFault(round, state.filed.about, handler, context) ?? signedBefore(state.filed.receivedAt.slice(0, 10), context);
  if (fault) return fault;
  const due = needed(context, 'calendar').window(context.today, objectionRules(round, context).handlingWorkingDays, false).lastDay;
  return { kind: 'events', events: [{ type: 'ObjectionAssigned', data: { objection: state.id, round: state.filed.round, handler, due }, ...(act ? { act } : {}), ...byObjectionClause(round, context) }] };
}

/** Once, by act, to the longer term from the day of assignment. */
export function decideExtendObjection(state: ObjectionState, command: { readonly act: OfficialAct }, round: RoundState, context: DecisionContext): Decision<ObjectionFact> {
  const { assigned, extended, decided } = state;
  if (!state.filed) return refused('unknownObjection', { objection: state.id });
  if (decided) return refused('objectionDecided', { objection: state.id, outcome: decided.outcome });
  if (!assigned) return refused('notAssigned', { objection: state.id });
  if (extended) return refused('extendedAlready', { objection: state.id, due: extended.due }, citing(objectionRules(round, context)));
  const early = signedBefore(assigned.on, context);
  if (early) return early;
  if (enteredOn(context) > assigned.due) return refused('termEnded', { due: assigned.due, today: enteredOn(context) }, citing(objectionRules(round, context)));
  const due = needed(context, 'calendar').window(assigned.on, objectionRules(round, context).extendedWorkingDays, false).lastDay;
  return { kind: 'events', events: [{ type: 'ObjectionExtended', data: { objection: state.id, round: state.filed.round, due }, act: command.act, ...byObjectionClause(round, context) }] };
}

/** The decision of the body on the handler's inquiry, entered by the handler. */
export function decideObjection(state: ObjectionState, command: DecideObjectionCommand, round: RoundState, context: DecisionContext): Decision<ObjectionFact> {
  const { outcome, effect, reasons, corrections, act } = command;
  const { filed, assigned, decided } = state;
  if (!filed) return refused('unknownObjection', { objection: state.id });
  if (decided) return refused('objectionDecided', { objection: state.id, outcome: decided.outcome });
  if (!assigned) return refused('notAssigned', { objection: state.id });
  if (assigned.handler !== context.acting.person) return refused('notTheHandler', { objection: state.id, handler: assigned.handler });
  // What she took part in since it was given to her counts too.
  const fault = handlerFault(round, filed.about, assigned.handler, context) ?? signedBefore(assigned.on, context);
  if (fault) return fault;
  if (act.number === null) return refused('actNumberRequired', {}, citing(objectionRules(round, context)));
  if (effect === 'PERSON' && filed.about.kind !== 'NOMINATION') return refused('effectNeedsAPerson', { objection: state.id });
  if ((outcome === 'CORRECTED') !== corrections.length > 0) return refused('correctionsToName', { objection: state.id, outcome });
  const inTime = enteredOn(context) <= (state.extended?.due ?? assigned.due);
  return {
    kind: 'events',
    events: [{ type: 'ObjectionDecided', data: { objection: state.id, round: filed.round, outcome, effect, corrections: [...corrections], inTime }, private: { [`programme:${needed(context, 'programme').id}`]: { reasons } }, act, ...byObjectionClause(round, context) }],
  };
}

/** The reply, on record once sent. Nobody can answer one who gave no name. */
export function decideAnswerObjector(state: ObjectionState, command: { readonly channel: AnswerChannel; readonly sentOn: BusinessDate }, round: RoundState, context: DecisionContext): Decision<ObjectionFact> {
  const { filed, decided, answered } = state;
  if (!filed) return refused('unknownObjection', { objection: state.id });
  if (!decided) return refused('notDecided', { objection: state.id });
  if (!filed.realName) return refused('nobodyToAnswer', { objection: state.id });
  if (answered !== null) return alreadySo;
  if (command.sentOn > context.today) return refused('inTheFuture', { day: command.sentOn, today: context.today });
  return { kind: 'events', events: [{ type: 'ObjectorAnswered', data: { objection: state.id, round: filed.round, channel: command.channel, sentOn: command.sentOn }, effectiveOn: command.sentOn, ...byObjectionClause(round, context) }] };
}
