import type { BatchState } from '../batch';
import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { alreadySo, needed, refused } from '../decision';
import type { Decision, NominationId, OfficialAct } from '../facts';
import { separationOfDuties } from '../people';
import { ruleReference } from '../programme-rules';
import type { RoundFact } from './facts';
import { lastPublicDay } from './publicity';
import { currentList } from './ranking';
import { atGate, candidatesOf, parametersOf, pendingAwards, rolesIn, tierOf, type RoundState } from './round';

export interface DecideConferralCommand {
  readonly batch: string;
  readonly act: OfficialAct;
  readonly conferredOn: BusinessDate;
  /** Those of the proposed who are conferred; all where it is not said. The rest are not selected. */
  readonly nominations?: readonly NominationId[];
}

/** Takes the award seats: only ranked, proposed lines, never more than there are. Everything later follows from this event. */
export function decideConferral(state: RoundState, command: DecideConferralCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const unopened = state.opened ? null : atGate(state, 'PUBLICITY_CLOSED');
  if (unopened) return unopened;
  const tier = tierOf(state, programme);
  const wrong = atGate(state, tier.publicity ? 'PUBLICITY_CLOSED' : 'RANKED');
  if (wrong) return wrong;
  const { batch, act, conferredOn } = command;
  if (!tier.conferringBody) return refused('noConferringBody', { tier: tier.code });
  const clash = separationOfDuties(rolesIn(state), context.acting, 'DECIDER');
  if (clash) return clash;
  if (act.number === null) return refused('actNumberRequired');
  const publicUntil = state.publicity ? lastPublicDay(state, context) : null;
  if (publicUntil !== null && conferredOn <= publicUntil) return refused('datesOutOfOrder', { earlier: 'publicity', first: publicUntil, later: 'conferredOn', second: conferredOn });
  const lines = state.ranking?.lines ?? [];
  const proposed = new Set(currentList(state));
  const chosen = new Set(command.nominations ?? proposed);
  const stranger = [...chosen].find((nomination) => !proposed.has(nomination));
  if (stranger !== undefined) return refused('notProposed', { nomination: stranger });
  const seats = parametersOf(state).awardSeats;
  if (chosen.size > seats) return refused('noAwardSeatLeft', { seats, asked: chosen.size });
  const year = conferredOn.slice(0, 4);
  const conferrals = lines
    .filter((line) => chosen.has(line.nomination))
    .map(({ nomination, teacher, rank: place }, index) => ({ nomination, teacher, title: context.createdId(`title:${nomination}`), certificate: `${tier.code}-${year}-${state.id.slice(0, 8)}-${String(index + 1).padStart(3, '0')}`, rank: place }));
  const placed = new Map(lines.map((line) => [line.nomination, line.rank]));
  const notSelected = candidatesOf(state).filter((line) => !chosen.has(line.nomination)).map(({ nomination, teacher }) => ({ nomination, teacher, rank: placed.get(nomination) ?? null }));
  return { kind: 'events', events: [{ type: 'ConferralDecided', data: { batch, conferrals, notSelected, conferredOn }, act, rule: ruleReference(programme, tier.conferringBody.clause) }] };
}

export function decideConclude(state: RoundState, command: { readonly batch: BatchState }): Decision<RoundFact> {
  if (state.gate === 'CONCLUDED') return alreadySo;
  const wrong = atGate(state, 'CONFERRAL_DECIDED');
  if (wrong) return wrong;
  const pending = pendingAwards(state);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending });
  if (command.batch.id !== state.conferral?.batch || !command.batch.completed) return refused('batchNotSettled', { batch: command.batch.id, left: command.batch.targets.size - command.batch.outcomes.size });
  const outcomes = [...state.awards.values()];
  const conferred = outcomes.filter((status) => status === 'CONFIRMED').length;
  return { kind: 'events', events: [{ type: 'RoundConcluded', data: { conferred, declined: outcomes.length - conferred, notSelected: state.conferral.notSelected.length } }] };
}
