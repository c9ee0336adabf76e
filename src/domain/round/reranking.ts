import type { DecisionContext } from '../context';
import { byClauseOf, citing, needed, refused, sameJson, type Refused } from '../decision';
import type { Decision, EventId, OfficialAct, OrgId, PanelId, PersonId, TeacherId } from '../facts';
import { openedOf } from '../panel/change';
import type { Conflict } from '../panel/conflicts';
import { sheetFault, type PanelState } from '../panel/state';
import { byOneId, candidateAsOfficer, separationOfDuties, type IdsOf } from '../people';
import type { TierRules } from '../programme-rules';
import type { RoundFact } from './facts';
import { groupSeats } from './groups';
import { currentList, expertsExcluded, firstTwice } from './ranking';
import { atGate, gateOfOfficer, gateOfPanels, rolesIn, tierOf, type Gate, type RoundState } from './round';

/** Between the ranking and the conferral; nothing goes back once titles are decided. */
const RANKED: readonly Gate[] = ['RANKED', 'PUBLICITY_OPENED', 'PUBLICITY_CLOSED'];

/** The only way back from a ranking, under an act. What was made public stays on record, and another publicity follows the next ranking. */
export function decideReopenRanking(state: RoundState, command: { readonly objection: string | null; readonly act: OfficialAct }, context: DecisionContext): Decision<RoundFact> {
  const wrong = whileRanked(state, context);
  if (wrong) return wrong;
  const { objection, act } = command;
  const ranking = state.ranking?.event;
  if (ranking === undefined) throw new Error(`round ${state.id} has no ranking`);
  return { kind: 'events', events: [{ type: 'RankingReopened', data: { ranking, objection }, act, ...byClauseOf(context, 'RankCandidates') }] };
}

export interface OrderChangeCommand {
  readonly teacher: TeacherId;
  /** The sheet or entry as the opening restated it. */
  readonly of: EventId;
  readonly components: { readonly [component: string]: number };
  readonly reason: string;
  readonly act: OfficialAct;
  /** The panel that opened it, as read. */
  readonly panel: PanelState;
}

/** Step one of changing an opened score. After a ranking it has to be reopened first, so that no list stands on a number that changed under it. */
export function decideOrderChange(state: RoundState, command: OrderChangeCommand, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'SCORES_OPENED', context);
  if (wrong) return wrong;
  const { teacher, of, components, reason, act, panel } = command;
  const line = panel.formed?.candidates.find((entry) => entry.teacher === teacher);
  const id = panel.formed?.panel ?? panel.stream;
  if (line === undefined) return refused('notAPanelCandidate', { teacher, panel: id });
  const before = openedOf(panel, teacher, of);
  if (before === null) return refused('noSuchScore', { of, panel: id });
  // The one order of a sheet that the panel has not taken yet would be lost under another.
  const owed = [...state.scoreChanges].filter(([order, change]) => change.stream === panel.stream && !panel.changes.has(order));
  if (owed.length > 0) return refused('scoreChangePending', { count: owed.length, panel: id });
  const fault = sheetFault(tierOf(state, needed(context, 'programme')), components, panel.openedMarks.get(teacher)?.event === of ? 'ENTERED' : 'PANEL');
  if (fault) return fault;
  if (sameJson(before, components)) return refused('sameScore', { of });
  const data = { stream: panel.stream, panel: id, of, nomination: line.nomination, teacher };
  return { kind: 'events', events: [{ type: 'ScoreChangeOrdered', data, private: { [teacher]: { components, reason } }, act, ...byClauseOf(context, 'OpenScores') }] };
}

/** Step one of adding experts, while the panel still scores: a recusal may have left it too small. */
export function decideExtendPanel(state: RoundState, command: { readonly panel: PanelState; readonly experts: readonly PersonId[]; readonly next?: readonly PersonId[]; readonly excluded?: readonly Conflict[]; readonly idsOf?: IdsOf }, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfPanels(state, context);
  if (wrong) return wrong;
  const { panel, experts, next, idsOf = byOneId } = command;
  if (!panel.formed) return refused('unknownPanel', { panel: panel.stream });
  if (panel.closed) return refused('panelClosed', { panel: panel.formed.panel });
  const id: PanelId = panel.formed.panel;
  // Drawn experts are followed by the next of their draw.
  if (tierOf(state, needed(context, 'programme')).panel?.formedBy === 'DRAW') {
    const due = (next ?? []).slice(0, experts.length);
    if (due.length < experts.length || !experts.every((expert) => due.includes(expert))) return refused('expertsNotDrawn', { drawn: due }, citing(tierOf(state, needed(context, 'programme')).panel));
  }
  const kept = expertsExcluded(command.excluded ?? [], tierOf(state, needed(context, 'programme')));
  if (kept) return kept;
  const twice = firstTwice([...panel.formed.experts, ...experts.flatMap(idsOf)]);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  for (const expert of experts) {
    const clash = separationOfDuties(rolesIn(state), idsOf(expert), 'SCORER');
    if (clash) return clash;
  }
  return { kind: 'events', events: [{ type: 'PanelExtended', data: { panel: id, stream: panel.stream, experts }, ...byClauseOf(context, 'FormPanel') }] };
}

export type SeatsCommand =
  | { readonly kind: 'CARRY'; readonly group: string | null; readonly seats: number }
  | { readonly kind: 'RETURN'; readonly group: string | null; readonly seats: number; readonly to: OrgId }
  | { readonly kind: 'REALLOCATE'; readonly group: string | null; readonly seats: number; readonly toGroup: string };

/** What becomes of seats that nobody passed for (E15): an act says it, never more than are open, and nothing fills them by itself. */
export function decideOpenSeats(state: RoundState, command: SeatsCommand & { readonly act: OfficialAct }, context: DecisionContext): Decision<RoundFact> {
  const wrong = whileRanked(state, context);
  if (wrong) return wrong;
  const tier = tierOf(state, needed(context, 'programme'));
  const { group, seats, act } = command;
  const open = openSeats(state, tier).find((entry) => entry.group === group);
  if (open === undefined) return refused('unknownGroup', { group: group ?? '', groups: groupSeats(state, tier).flatMap(({ code }) => code ?? []) });
  if (seats > open.open) return refused('seatsNotOpen', { group: group ?? '', seats, open: open.open });
  const by = byClauseOf(context, 'ConferTitles');
  if (command.kind === 'CARRY') return { kind: 'events', events: [{ type: 'SeatsCarried', data: { group, seats }, act, ...by }] };
  if (command.kind === 'RETURN') return { kind: 'events', events: [{ type: 'SeatsReturned', data: { group, seats, to: command.to }, act, ...by }] };
  const to = command.toGroup;
  if (group === null || to === group || !groupSeats(state, tier).some(({ code }) => code === to)) return refused('unknownGroup', { group: to, groups: groupSeats(state, tier).flatMap(({ code }) => (code === null || code === group ? [] : [code])) });
  return { kind: 'events', events: [{ type: 'SeatsReallocated', data: { from: group, to, seats }, act, ...by }] };
}

/** Seats that each group has now, with how many stand on the list for them, what was carried or returned before, and what is still open. */
export function openSeats(state: RoundState, tier: TierRules): readonly { readonly group: string | null; readonly seats: number; readonly proposed: number; readonly given: number; readonly open: number }[] {
  const proposed = new Map<string | null, number>();
  const listed = new Set(currentList(state));
  for (const line of state.ranking?.lines ?? []) if (listed.has(line.nomination)) proposed.set(line.group, (proposed.get(line.group) ?? 0) + 1);
  return groupSeats(state, tier).map(({ code, seats }) => {
    const [taken, given] = [proposed.get(code) ?? 0, state.seatsGiven.get(code ?? '') ?? 0];
    return { group: code, seats, proposed: taken, given, open: Math.max(0, seats - taken) };
  });
}

function whileRanked(state: RoundState, context: DecisionContext): Refused | null {
  const wrong = RANKED.includes(state.gate) ? null : atGate(state, 'RANKED');
  return wrong ?? candidateAsOfficer(rolesIn(state), context.acting);
}
