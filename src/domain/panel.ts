import type { DecisionContext } from './context';
import { alreadySo, byClauseOf, refused } from './decision';
import type { Decision, EventId, JsonObject, PersonId, TeacherId } from './facts';
import { closingFault } from './panel/closing';
import { allOpened, paperKey, seatAt, sheetFault, sheetsOf, type PanelState } from './panel/state';
import { byOneId, candidateAsOfficer, separationOfDuties, type IdsOf, type RoundRoles } from './people';
import type { TierRules } from './programme-rules';
import type { PanelCommissioned, PanelFact } from './round/facts';

/** At most so many scores in one `ScoresOpened`: an append holds at most 1 MiB (design, section 5). */
export const SCORES_PER_EVENT = 500;

export interface SubmitScoreCommand {
  readonly sheet: string;
  readonly teacher: TeacherId;
  readonly components: { readonly [component: string]: number };
  /** HMAC of the canonical components under the round's seal key. */
  readonly check: string;
  /** Name of the seal key: `seal:<round>`. */
  readonly sealKey: string;
  readonly tier: TierRules;
  readonly idsOf?: IdsOf;
}
/** One sealed sheet, unsealed by the holder of the seal key. */
export interface UnsealedSheet {
  readonly event: EventId;
  readonly components: { readonly [component: string]: number };
  /** Salt of the sealed commitment, so that the restatement can be checked against it. */
  readonly salt: string;
}

/** Step two of forming a panel: the committee as the round commissioned it. */
export function decideFormPanel(state: PanelState, commissioned: PanelCommissioned['data'], round: string, context: DecisionContext): Decision<PanelFact> {
  if (state.formed) return state.formed.panel === commissioned.panel ? alreadySo : refused('panelExists', { panel: state.formed.panel });
  const { panel: id, group, experts, candidates } = commissioned;
  return { kind: 'events', events: [{ type: 'PanelFormed', data: { panel: id, round, group, experts, candidates }, ...byClauseOf(context, 'FormPanel') }] };
}

/** An expert's sheet for one candidate. The same components again change nothing; others replace them until the close. */
export function decideSubmitScore(state: PanelState, command: SubmitScoreCommand, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { sheet, teacher, components, check, sealKey, tier, idsOf = byOneId } = command;
  const expert = context.acting.person;
  const seat = seatAt(state, expert, teacher);
  if (seat.kind === 'refused') return seat;
  const clash = separationOfDuties(roles, idsOf(expert), 'SCORER');
  if (clash) return clash;
  if (state.papers.has(paperKey(expert, teacher))) return refused('enteredOnPaper', { person: expert, teacher, panel: seat.panel });
  const fault = sheetFault(tier, components, 'PANEL');
  if (fault) return fault;
  if (state.sheets.get(teacher)?.get(expert)?.check === check) return alreadySo;
  const data = { sheet, check, panel: seat.panel, nomination: seat.nomination, teacher, expert };
  return { kind: 'events', events: [{ type: 'ScoreSubmitted', data, sealed: { components }, sealKey, ...byClauseOf(context, 'SubmitScore') }] };
}

/** @param command.digest over the canonical forms of the panel's events so far, which the ranking names. */
export function decideClosePanel(state: PanelState, command: { readonly digest: string; readonly tier: TierRules; readonly idsOf?: IdsOf }, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { digest, tier, idsOf = byOneId } = command;
  if (!state.formed) return refused('unknownPanel', { panel: state.stream });
  if (state.closed) return refused('panelClosed', { panel: state.formed.panel });
  const clash = candidateAsOfficer(roles, context.acting);
  if (clash) return clash;
  // A merger since may have shown that she has another part in the round; once she is recused from all whom she scored, nothing of hers stands.
  const scorers = new Set([...state.sheets.values()].flatMap((own) => [...own.keys()]));
  const mixed = [...scorers].map((expert) => separationOfDuties(roles, idsOf(expert), 'SCORER')).find((one) => one !== null);
  if (mixed) return mixed;
  if (!tier.scoring) return refused('noScoringScheme', { tier: tier.code });
  const fault = closingFault(state, tier.scoring);
  if (fault) return fault;
  const sheets = [...state.sheets.values()].reduce((sum, own) => sum + own.size, 0);
  return { kind: 'events', events: [{ type: 'PanelClosed', data: { panel: state.formed.panel, digest, sheets } }] };
}

/**
 * Restates the sealed scores in the candidates' private parts, whole candidates per event, at most 500 scores each.
 * Interrupted, it goes on with the parts still missing: the cut into parts follows from the panel alone.
 */
export function decideOpenScores(state: PanelState, command: { readonly order: EventId; readonly digest: string; readonly sheets: readonly UnsealedSheet[] }, context: DecisionContext): Decision<PanelFact> {
  const { order, digest, sheets } = command;
  if (!state.formed || !state.closed) return refused('panelNotClosed', { panel: state.formed?.panel ?? state.stream });
  if (state.closed.digest !== digest) return refused('digestDiffers', { panel: state.formed.panel });
  if (allOpened(state)) return alreadySo;
  const unsealed = new Map(sheets.map((entry) => [entry.event, entry]));
  const restated = (event: EventId) => ({ components: unsealed.get(event)?.components ?? {}, salt: unsealed.get(event)?.salt ?? '' });
  const parts: { teachers: TeacherId[]; scores: number; private: Record<PersonId, JsonObject> }[] = [];
  let missing = 0;
  for (const { teacher } of state.formed.candidates) {
    const own = sheetsOf(state, teacher);
    const marks = state.papers.get(paperKey(null, teacher))?.agreed ?? null;
    missing += [...own.map(({ event }) => event), ...(marks === null ? [] : [marks])].filter((event) => !unsealed.has(event)).length;
    const scores = own.length + (marks === null ? 0 : 1);
    let part = parts.at(-1);
    if (!part || part.scores + scores > SCORES_PER_EVENT) parts.push((part = { teachers: [], scores: 0, private: {} }));
    part.teachers.push(teacher);
    part.scores += scores;
    part.private[teacher] = { sheets: own.map(({ event, sheet, expert }) => ({ event, sheet, expert, ...restated(event) })), marks: marks === null ? null : { event: marks, ...restated(marks) } };
  }
  if (missing > 0) return refused('sheetsNotUnsealed', { panel: state.formed.panel, count: missing });
  const id = state.formed.panel;
  return {
    kind: 'events',
    events: parts.slice(state.partsOpened).map((part, index) => ({
      type: 'ScoresOpened' as const,
      data: { panel: id, order, candidates: part.teachers, scores: part.scores, part: state.partsOpened + index + 1, parts: parts.length },
      private: part.private,
      cause: order,
      ...byClauseOf(context, 'OpenScores'),
    })),
  };
}
