import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { byClauseOf, needed, refused, type Refused } from '../decision';
import type { Decision, OfficialAct, OrgId, RoundId } from '../facts';
import { orgOn } from '../orgs';
import { openFor, type TierRules } from '../programme-rules';
import type { RoundFact, RoundParameters } from './facts';
import { levelledSeats, seatLevelFault } from './levels';
import { groupsFault } from './groups';
import { candidatesOf, gateOfOfficer, parametersOf, pendingRecommendations, type RoundState } from './round';

export interface OpenRoundCommand {
  readonly round: RoundId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly tier: string;
  readonly track: string;
  readonly parameters: RoundParameters;
  readonly demonstration: boolean;
  readonly act?: OfficialAct;
}

/** `context.programme` is the version that the round will pin, with the adoptions made so far. */
export function decideOpenRound(state: RoundState, command: OpenRoundCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const { round: id, names, tier: code, track, parameters, demonstration, act } = command;
  if (state.gate !== 'NONE') return refused('roundExists', { round: id });
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (!tier) return refused('unknownTier', { tier: code, programme: programme.id });
  if (!tier.tracks.includes(track)) return refused('trackNotOfTier', { tier: code, track });
  // What another tier leaves open bears on that tier's rounds and on none of this one's.
  const open = openFor(programme, code);
  if (!demonstration && open.length > 0) return refused('openValues', { open: open.map(({ path, clause, question }) => ({ path, clause, question })), count: open.length });
  if (!demonstration && programme.demonstrationOnly) return refused('demonstrationOnly', { programme: programme.id, version: programme.version });
  const fault = parameterFault(parameters, tier, context) ?? seatLevelFault(parameters.recommendationSeats, tier, needed(context, 'orgs'));
  if (fault) return fault;
  const recommendationSeats = levelledSeats(parameters.recommendationSeats, tier, needed(context, 'orgs'));
  const calendar = needed(context, 'calendar').version;
  const data = { round: id, names, programme: programme.id, version: programme.version, adoptions: programme.adoptions, tier: code, track, parameters: { ...parameters, recommendationSeats }, calendar, demonstration };
  return { kind: 'events', events: [{ type: 'RoundOpened', data, ...(act ? { act } : {}), ...byClauseOf(context, 'OpenRound') }] };
}

function parameterFault(parameters: RoundParameters, tier: TierRules, context: DecisionContext): Refused | null {
  const { bornOnOrAfter, snapshotOn, nominationsFrom, nominationsTo, recommendationSeats, awardSeats } = parameters;
  for (const [name, date] of Object.entries({ bornOnOrAfter, snapshotOn, nominationsFrom, nominationsTo })) if (!isBusinessDate(date)) return refused('notADate', { name, date });
  const order = (earlier: string, first: BusinessDate, later: string, second: BusinessDate) => refused('datesOutOfOrder', { earlier, first, later, second });
  if (nominationsFrom > nominationsTo) return order('nominationsFrom', nominationsFrom, 'nominationsTo', nominationsTo);
  if (snapshotOn > nominationsTo) return order('snapshotOn', snapshotOn, 'nominationsTo', nominationsTo);
  if (bornOnOrAfter >= snapshotOn) return order('bornOnOrAfter', bornOnOrAfter, 'snapshotOn', snapshotOn);
  if (nominationsTo < context.today) return order('today', context.today, 'nominationsTo', nominationsTo);
  if (!Number.isSafeInteger(awardSeats) || awardSeats < 1) return refused('seatsNotANumber', { name: 'awardSeats', seats: awardSeats });
  if (tier.seats && awardSeats > tier.seats.value) return refused('awardSeatsAboveProgramme', { seats: awardSeats, allowed: tier.seats.value }, { clause: tier.seats.clause });
  const grouped = groupsFault(parameters, tier);
  if (grouped) return grouped;
  const seen = new Set<OrgId>();
  for (const { unit, seats } of recommendationSeats) {
    if (seen.has(unit)) return refused('unitTwice', { unit });
    seen.add(unit);
    if (!Number.isSafeInteger(seats) || seats < 0) return refused('seatsNotANumber', { name: unit, seats });
  }
  const tree = needed(context, 'orgs');
  const unknown = [...seen].filter((unit) => !orgOn(tree, unit, snapshotOn));
  return unknown.length > 0 ? refused('seatUnitsUnknown', { units: unknown, count: unknown.length, day: snapshotOn }) : null;
}

export function decideCloseNominations(state: RoundState, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  const to = parametersOf(state).nominationsTo;
  if (context.today <= to) return refused('nominationsStillRunning', { to, today: context.today });
  const pending = pendingRecommendations(state);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending.map((line) => line.reservation) });
  const open = [...state.returns.values()];
  if (open.length > 0) return refused('returnsOpen', { count: open.length, nominations: open.map(({ nomination }) => nomination), due: open.map(({ due }) => due).sort().at(-1) ?? null });
  const recommended = candidatesOf(state).length;
  return { kind: 'events', events: [{ type: 'NominationsClosed', data: { recommended }, ...byClauseOf(context, 'CloseNominations') }] };
}
