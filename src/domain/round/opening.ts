import type { DecisionContext } from '../context';
import { outOfOrder } from '../days-in-order';
import { byClauseOf, citing, needed, refused } from '../decision';
import type { BatchId, Decision, OfficialAct, RoundId } from '../facts';
import { wayOpen } from '../open-way';
import { isForTeams, openFor } from '../programme-rules';
import type { RoundFact, RoundParameters } from './facts';
import { groupsFault } from './groups';
import { levelledSeats, seatLevelFault } from './levels';
import { lastDeadline } from './notice';
import { parameterFault } from './parameter-faults';
import { resolved, type LimitWaiver } from './parameters';
import { leadFault } from './leading';
import { gateOfOfficer, parametersOf, type RoundState } from './round';
import type { SeatsOfRound } from './tier-seats';
import { candidatesOf, pendingRecommendations } from './recommendation-lines';

export interface OpenRoundCommand {
  readonly round: RoundId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly tier: string;
  readonly track: string;
  readonly parameters: RoundParameters;
  readonly demonstration: boolean;
  readonly act?: OfficialAct;
  /** Limits of the table that cannot hold together and are given up by an act of its own (E16). */
  readonly waiver?: LimitWaiver;
  /** Other rounds of the tier, where its number is meant for all of them together. */
  readonly beside?: readonly SeatsOfRound[];
}

/** `context.programme` is the version that the round will pin, with the adoptions made so far. */
export function decideOpenRound(state: RoundState, command: OpenRoundCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const { round: id, names, tier: code, track, demonstration, act, waiver, beside = [] } = command;
  if (state.gate !== 'NONE') return refused('roundExists', { round: id });
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (!tier) return refused('unknownTier', { tier: code, programme: programme.id });
  if (!tier.tracks.includes(track)) return refused('trackNotOfTier', { tier: code, track }, citing({ clause: tier.tracksClause ?? null }));
  // What another tier leaves open bears on that tier's rounds and on none of this one's.
  const open = openFor(programme, code);
  if (!demonstration && open.length > 0) return refused('openValues', { open: open.map(({ path, clause, question }) => ({ path, clause, question })), count: open.length });
  // Whether its people are given the title or are cultivated first: without it not even a demonstration can end.
  if (tier.way === null) return wayOpen(programme, code);
  if (!demonstration && programme.demonstrationOnly) return refused('demonstrationOnly', { programme: programme.id, version: programme.version });
  const tree = needed(context, 'orgs');
  const given = resolved(command.parameters);
  const parameters = { ...given, recommendationSeats: levelledSeats(given.recommendationSeats, tier, tree) };
  const fault = parameterFault(parameters, tier, context, waiver?.limits ?? [], beside) ?? seatLevelFault(parameters.recommendationSeats, tier, tree) ?? groupsFault(parameters, tier) ?? leadFault(programme, code, parameters, tree);
  if (fault) return fault;
  if (parameters.nominationsTo < context.today) return outOfOrder('today', context.today, 'nominationsTo', parameters.nominationsTo);
  const calendar = needed(context, 'calendar').version;
  const data = { round: id, names, programme: programme.id, version: programme.version, adoptions: programme.adoptions, tier: code, track, ...(isForTeams(programme, track) ? { holder: 'TEAM' as const } : {}), ...(tier.pool === undefined ? {} : { endsIn: 'POOL' as const }), parameters, calendar, demonstration, ...(waiver ? { waiver } : {}) };
  return { kind: 'events', events: [{ type: 'RoundOpened', data, ...(act ? { act } : {}), ...byClauseOf(context, 'OpenRound') }] };
}

/** @param underWay lists of nominations that were accepted in time and are not carried out yet: whoever stands in one has handed in. */
export function decideCloseNominations(state: RoundState, context: DecisionContext, underWay: readonly BatchId[] = []): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  const { nominationsTo } = parametersOf(state);
  const last = lastDeadline(state);
  // A day that runs to its end is shown as a day.
  // Who signed it on paper did so on her day, whenever it is entered.
  const signed = `${context.today}T23:59`;
  if (context.now <= last || signed <= last) return refused('nominationsStillRunning', last === `${nominationsTo}T23:59` ? { to: nominationsTo, today: context.today } : { to: last.replace('T', ' '), today: context.now.replace('T', ' ') });
  if (underWay.length > 0) return refused('listsUnderWay', { count: underWay.length, batches: [...underWay] });
  const pending = pendingRecommendations(state);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending.map((line) => line.reservation) });
  const open = [...state.returns.values()];
  if (open.length > 0) return refused('returnsOpen', { count: open.length, nominations: open.map(({ nomination }) => nomination), due: open.map(({ due }) => due).sort().at(-1) ?? null });
  const recommended = candidatesOf(state).length;
  return { kind: 'events', events: [{ type: 'NominationsClosed', data: { recommended }, ...byClauseOf(context, 'CloseNominations') }] };
}
