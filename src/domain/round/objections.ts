import type { DecisionContext } from '../context';
import type { BusinessMinute } from '../dates';
import { alreadySo, byClauseOf, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, JsonObject, OfficialAct, OrgId, PersonId, RuleReference } from '../facts';
import { carriedOnBy, hasEnded, isWithin } from '../orgs';
import { appointmentsOf, inOffice, separationOfDuties } from '../people';
import { ruleReference, standardObjections, type ObjectionRules } from '../programme-rules';
import type { ObjectionAbout, ObjectionOutcome, ObjectionRegistered, ObjectionType, RoundFact } from './facts';
import { lastDayOf } from './publicity';
import { rolesIn, tierOf, type RoundState } from './round';
import { lineOf } from './recommendation-lines';

export interface RegisterObjectionCommand {
  readonly objection: string;
  readonly about: ObjectionAbout;
  readonly objectionType: ObjectionType;
  /** Minute of receipt, Asia/Shanghai; the day of entering may be later. */
  readonly receivedAt: BusinessMinute;
  /** Null: anonymous. `person` where she is registered here. */
  readonly objector: { readonly person?: PersonId; readonly name: string; readonly contact: string } | null;
  readonly text: string;
}

/** What `ObjectionDecided` says, as the round needs it. */
export interface SettleObjectionCommand {
  readonly objection: string;
  readonly outcome: ObjectionOutcome;
  readonly effect: 'PERSON' | 'LIST';
  readonly decision: EventId;
  readonly corrections: readonly EventId[];
  readonly act: OfficialAct | null;
}

/**
 * Every objection is registered, at any gate, real-name or anonymous, in or out of the window (Reading 9). The programme
 * says whether a late or an anonymous one stops a conferral; that it is decided does not depend on it.
 */
export function decideRegisterObjection(state: RoundState, command: RegisterObjectionCommand, context: DecisionContext): Decision<RoundFact> {
  const { objection, about, objectionType, receivedAt, objector, text } = command;
  if (!state.opened) return refused('unknownRound', { round: state.id });
  if (state.objections.has(objection)) return alreadySo;
  if (receivedAt > context.now) return refused('inTheFuture', { day: receivedAt, today: context.now });
  const programme = needed(context, 'programme');
  if (about.kind === 'NOMINATION' && lineOf(state, about.nomination) === null) return refused('notACandidate', { nomination: about.nomination, round: state.id });
  if (about.kind === 'PUBLICITY' && !state.publicities.has(about.publicity)) return refused('unknownPublicity', { publicity: about.publicity, round: state.id });
  const rules = objectionRules(state, context);
  const timing = timingOf(state, about, receivedAt, context);
  const realName = objector !== null;
  const holds = (timing !== 'LATE' || rules.late === 'HOLDS') && (realName || rules.anonymous === 'HOLDS');
  const part: JsonObject = { objector: objector === null ? null : { name: objector.name, contact: objector.contact }, text };
  return {
    kind: 'events',
    events: [{
      type: 'ObjectionRegistered',
      data: { objection, about, objectionType, realName, receivedAt, timing, holds },
      private: { [objector?.person ?? `programme:${programme.id}`]: part },
      effectiveOn: receivedAt.slice(0, 10),
      ...byObjectionClause(state, context),
    }],
  };
}

/** Derived from `ObjectionDecided`: lifts the hold, strikes the person, or holds until the selection is done again. */
export function decideSettleObjection(state: RoundState, command: SettleObjectionCommand, context: DecisionContext): Decision<RoundFact> {
  const { objection, outcome, effect, decision, corrections, act } = command;
  const registered = state.objections.get(objection);
  if (!registered) return refused('unknownObjection', { objection });
  if (registered.settled) return alreadySo;
  const { about } = registered.data;
  const line = outcome === 'CANCELLED' && effect === 'PERSON' && about.kind === 'NOMINATION' ? lineOf(state, about.nomination) : null;
  const cancelled = line === null ? null : { nomination: line.nomination, teacher: line.teacher, conferred: state.awards.has(line.nomination) };
  return { kind: 'events', events: [{ type: 'ObjectionSettled', data: { objection, outcome, effect, decision, cancelled, corrections }, cause: decision, ...(act ? { act } : {}), ...byObjectionClause(state, context) }] };
}

/** Why this person may not handle this objection: she had a part in what it is about, or belongs to the unit. */
export function handlerFault(state: RoundState, about: ObjectionAbout, handler: PersonId, context: DecisionContext): Refused | null {
  const clash = separationOfDuties(rolesIn(state), handler, 'OBJECTION_HANDLER');
  if (clash) return clash;
  // The list as published is what is objected to, so whoever published it does not judge it.
  if (about.kind === 'PUBLICITY' && state.publicities.get(about.publicity)?.openers.includes(handler)) return refused('separationOfDuties', { person: handler, role: 'OBJECTION_HANDLER', holds: 'OFFICER', round: state.id });
  const people = needed(context, 'people');
  const tree = needed(context, 'orgs');
  const valid = appointmentsOf(people, handler).filter((held) => inOffice(tree, held, context.today));
  if (valid.length === 0) return refused('handlerWithoutPost', { person: handler, day: context.today });
  const unit = unitObjectedTo(state, about);
  const own = unit === null ? undefined : valid.find(({ org }) => isWithin(tree, org, unit, context.today) || (hasEnded(tree, unit, context.today) && carriedOnBy(tree, unit, context.today).includes(org)));
  return own ? refused('handlerOfTheUnit', { person: handler, unit: own.org }) : null;
}

/** The clause on objections, or that which says who handles them; nothing where the programme states neither. */
export function byObjectionClause(state: RoundState, context: DecisionContext): { readonly rule?: RuleReference } {
  const { clause } = objectionRules(state, context);
  return clause === null ? byClauseOf(context, 'HandleObjections') : { rule: ruleReference(needed(context, 'programme'), clause) };
}

export function objectionRules(state: RoundState, context: DecisionContext): ObjectionRules {
  return tierOf(state, needed(context, 'programme')).objections ?? standardObjections;
}

/** The candidate's own unit, not the bureau that recommended her last; null where the list or the round is objected to. */
export function unitObjectedTo(state: RoundState, about: ObjectionAbout): OrgId | null {
  if (about.kind !== 'NOMINATION') return null;
  const line = lineOf(state, about.nomination);
  return line?.path[0]?.unit ?? line?.unit ?? null;
}

/** Minutes count: 23:59 of the last day is in the window, 00:00 of the next is not (E21). */
function timingOf(state: RoundState, about: ObjectionAbout, receivedAt: BusinessMinute, context: DecisionContext): ObjectionRegistered['data']['timing'] {
  const day = receivedAt.slice(0, 10);
  const posting = about.kind === 'PUBLICITY' ? state.publicities.get(about.publicity) : state.publicity;
  if (!posting || day < posting.openedOn) return 'EARLY';
  // While the clock stands still nobody can say that the window is over.
  const lastDay = lastDayOf(posting, context);
  return lastDay === null || day <= lastDay ? 'IN_WINDOW' : 'LATE';
}
