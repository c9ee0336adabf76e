import { enteredOn, type DecisionContext } from '../context';
import { byClauseOf, needed, refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct } from '../facts';
import { separationOfDuties } from '../people';
import { ruleReference } from '../programme-rules';
import type { RoundFact, SubstitutionReason } from './facts';
import { heldBy } from './holds';
import { currentList } from './ranking';
import { openSeats } from './reranking';
import { atGate, gateOfOfficer, parametersOf, rolesIn, tierOf, type RoundState } from './round';
import { candidatesOf } from './recommendation-lines';

export interface ApproveListCommand {
  readonly strikes: readonly { readonly nomination: NominationId; readonly reason: string }[];
  readonly act: OfficialAct;
  /** Check code of the signed list that the act approves. */
  readonly printed?: string;
}

export interface SubstituteCommand {
  /** Who left the list. */
  readonly out: NominationId;
  readonly reasonCode: SubstitutionReason;
  readonly act: OfficialAct;
}

/** 审定: the competent body takes the list as it stands, or strikes names with a reason each. It cannot add one: who is not on the list was not proposed. */
export function decideApproveList(state: RoundState, command: ApproveListCommand, context: DecisionContext): Decision<RoundFact> {
  const { strikes, act } = command;
  const programme = needed(context, 'programme');
  const unopened = state.opened ? null : atGate(state, 'RANKED');
  if (unopened) return unopened;
  const tier = tierOf(state, programme);
  const rules = tier.approval;
  if (!rules) return refused('noApprovalStated', { tier: tier.code });
  const wrong = gateOfOfficer(state, rules.stage === 'AFTER' && tier.publicity ? 'PUBLICITY_CLOSED' : 'RANKED', context);
  if (wrong) return wrong;
  const clash = separationOfDuties(rolesIn(state), context.acting, 'DECIDER');
  if (clash) return clash;
  if (state.approval) return refused('listApproved', { round: state.id, approval: state.approval.event });
  if (act.number === null) return refused('actNumberRequired', {}, { clause: rules.clause });
  const list = new Set(currentList(state));
  const stranger = strikes.find(({ nomination }) => !list.has(nomination));
  if (stranger) return refused('notOnTheList', { nomination: stranger.nomination });
  const twice = strikes.find(({ nomination }, index) => strikes.findIndex((other) => other.nomination === nomination) < index);
  if (twice) return refused('namedTwice', { id: twice.nomination });
  const reasons = new Map(strikes.map(({ nomination, reason }) => [nomination, reason]));
  const struck = candidatesOf(state).filter(({ nomination }) => reasons.has(nomination)).map(({ nomination, teacher }) => ({ nomination, teacher }));
  const parts: { [teacher: string]: JsonObject } = Object.fromEntries(struck.map(({ nomination, teacher }) => [teacher, { reason: reasons.get(nomination) ?? '' }]));
  const approved = [...list].filter((nomination) => !reasons.has(nomination));
  return { kind: 'events', events: [{ type: 'ListApproved', data: { stage: rules.stage, approved, struck, ...(command.printed === undefined ? {} : { printed: command.printed }) }, private: parts, act, rule: ruleReference(programme, rules.clause) }] };
}

/**
 * 递补, where this round's notice grants it and no other way: the next by rank who is neither on the list nor held, for
 * somebody who left it, of the same selection group and
 * under no pass line. Nobody chooses among equals: with two of one rank for one place it is refused, the seats being a cap.
 */
export function decideSubstitute(state: RoundState, command: SubstituteCommand, context: DecisionContext): Decision<RoundFact> {
  const { out, reasonCode, act } = command;
  const unopened = state.opened ? null : atGate(state, 'RANKED');
  if (unopened) return unopened;
  const granted = parametersOf(state).substitution;
  if (!granted) return refused('substitutionNotGranted', { round: state.id });
  if (enteredOn(context) > granted.until) return refused('substitutionEnded', { until: granted.until, today: enteredOn(context) });
  const wrong = gateOfOfficer(state, state.gate === 'PUBLICITY_OPENED' || state.gate === 'PUBLICITY_CLOSED' ? state.gate : 'RANKED', context);
  if (wrong) return wrong;
  const clash = separationOfDuties(rolesIn(state), context.acting, 'DECIDER');
  if (clash) return clash;
  if (act.number === null) return refused('actNumberRequired');
  const lines = state.ranking?.lines ?? [];
  const list = new Set(currentList(state));
  const left = lines.find(({ nomination, proposed }) => nomination === out && (proposed || state.substitutes.some((change) => change.in === out)));
  if (!left) return refused('wasNotProposed', { nomination: out });
  if (list.has(out)) return refused('stillOnTheList', { nomination: out });
  const before = state.substitutes.find((change) => change.out === out);
  if (before) return refused('substitutedAlready', { nomination: out, by: before.in });
  // A seat that was carried, returned or given to another group since is nobody's to fill.
  const seats = openSeats(state, tierOf(state, needed(context, 'programme'))).find(({ group }) => group === (left.group ?? null));
  if (seats !== undefined && seats.open <= 0) return refused('noSeatToFill', { group: seats.group ?? '—', seats: seats.seats });
  const standing = new Set(candidatesOf(state).map(({ nomination }) => nomination));
  const reserve = lines
    .filter(({ nomination, group, proposed, below, rank }) => !proposed && below !== true && group === left.group && rank <= granted.fromRank && standing.has(nomination) && !list.has(nomination) && !state.struck.has(nomination) && heldBy(state, nomination).length === 0)
    .sort((a, b) => a.rank - b.rank);
  const [next, another] = reserve;
  if (!next) return refused('nobodyToSubstitute', { fromRank: granted.fromRank });
  if (another?.rank === next.rank) return refused('tieAtSubstitution', { rank: next.rank, group: reserve.filter(({ rank }) => rank === next.rank).map(({ nomination }) => nomination) });
  const line = ({ nomination, teacher, rank }: (typeof lines)[number]) => ({ nomination, teacher, rank });
  return { kind: 'events', events: [{ type: 'CandidateSubstituted', data: { out, in: next.nomination, lines: [line(left), line(next)], reasonCode }, act, ...byClauseOf(context, 'SubstituteCandidate') }] };
}
