import { refused, type Refused } from '../decision';
import type { ScoringScheme } from '../programme-rules';
import { ballotsOf, componentsFrom, sheetsRequired } from '../rules/scoring';
import { paperKey, type PanelState } from './state';

/** What a panel still lacks before its scoring can end. Every check walks the candidates once. */
export function closingFault(state: PanelState, scheme: ScoringScheme): Refused | null {
  const candidates = state.formed?.candidates ?? [];
  const by = { clause: scheme.clause };
  const disputed = [...state.papers.values()].filter(({ agreed }) => agreed === null).map(({ nomination, expert, by: clerks }) => ({ nomination, expert, entries: clerks.size }));
  if (disputed.length > 0) return refused('entriesUnsettled', { count: disputed.length, papers: disputed }, by);
  const required = sheetsRequired(scheme);
  const few = candidates.map(({ nomination, teacher }) => ({ nomination, sheets: state.sheets.get(teacher)?.size ?? 0 })).filter(({ sheets }) => sheets < required);
  if (few.length > 0) return refused('tooFewSheets', { required, count: few.length, missing: few }, by);
  const due = scheme.missing === 'REFUSE' && required > 0 ? sheetsDue(state) : [];
  if (due.length > 0) return refused('sheetsMissing', { count: due.length, missing: due }, by);
  if (componentsFrom(scheme, 'ENTERED').length > 0) {
    const without = candidates.filter(({ teacher }) => !state.papers.has(paperKey(null, teacher))).map(({ nomination }) => nomination);
    if (without.length > 0) return refused('marksNotEntered', { count: without.length, nominations: without }, by);
  }
  const votes = ballotsOf(scheme);
  const unvoted = candidates.filter(({ teacher }) => votes.some((component) => !state.ballots.get(teacher)?.has(component))).map(({ nomination }) => nomination);
  return unvoted.length > 0 ? refused('ballotMissing', { count: unvoted.length, nominations: unvoted }, by) : null;
}

/** Every expert owes every candidate a sheet, but for whom she is recused from. */
function sheetsDue(state: PanelState): { readonly nomination: string; readonly expert: string }[] {
  const { experts = [], candidates = [] } = state.formed ?? {};
  return candidates.flatMap(({ nomination, teacher }) => {
    const [own, recused] = [state.sheets.get(teacher), state.recused.get(teacher)];
    return experts.filter((expert) => !own?.has(expert) && !recused?.has(expert)).map((expert) => ({ nomination, expert }));
  });
}
