import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, refused } from '../decision';
import type { Decision, EventId, JsonObject, OfficialAct } from '../facts';
import type { PanelFact } from '../round/facts';
import type { ScoreChangeOrdered } from '../round/selection-facts';
import { allOpened, type PanelState } from './state';

/** A change as the round's stream holds it; `part`: her private part of the order, null where it was erased. */
export interface OrderedChange {
  readonly order: EventId;
  readonly data: ScoreChangeOrdered['data'];
  readonly part: JsonObject | null;
  readonly act: OfficialAct | null;
}

/** Step two of changing an opened score: the first number stays on record, and every later ranking reads the new one. */
export function decideChangeScore(state: PanelState, { order, data, part, act }: OrderedChange, context: DecisionContext): Decision<PanelFact> {
  if (state.changes.has(order)) return alreadySo;
  if (!state.formed || !allOpened(state)) return refused('scoresNotOpened', { panel: state.formed?.panel ?? state.stream });
  const { of, nomination, teacher } = data;
  const before = openedOf(state, teacher, of);
  // Erased between the two steps: there is no number left to change, and the order is settled by saying so.
  const own = part === null || before === null ? {} : { private: { [teacher]: { ...part, before } } };
  return { kind: 'events', events: [{ type: 'ScoreChanged', data: { panel: state.formed.panel, order, of, nomination, teacher }, ...own, cause: order, ...(act ? { act } : {}), ...byClauseOf(context, 'OpenScores') }] };
}

/** The opened marks of one sheet or entry as they stand; null where there are none of that id. */
export function openedOf(state: PanelState, teacher: string, of: EventId): { readonly [component: string]: number } | null {
  const marks = state.openedMarks.get(teacher);
  if (marks?.event === of) return marks.components;
  return state.opened.get(teacher)?.find(({ event }) => event === of)?.components ?? null;
}
