import type { DecisionContext } from './context';
import { alreadySo, byClauseOf, refused } from './decision';
import type { Aggregate, Decision, EventId, JsonObject, NominationId, PersonId, StreamName, TeacherId } from './facts';
import { candidateAsOfficer, separationOfDuties, type RoundRoles } from './people';
import type { TierRules } from './programme-rules';
import type { PanelCommissioned, PanelFact, PanelFormed } from './round/facts';
import { sheetFaults, type ScoreSheet } from './rules/scoring';

/** At most so many scores in one `ScoresOpened`: an append holds at most 1 MiB (design, section 5). */
export const SCORES_PER_EVENT = 500;

export interface Sheet {
  readonly event: EventId;
  readonly sheet: string;
  readonly check: string;
  readonly expert: PersonId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
}
export interface OpenedSheet extends ScoreSheet {
  readonly event: EventId;
}

/** Stream `panel-<round>-<n>`: one committee and its sealed sheets. Scores are read only once opened. */
export interface PanelState {
  readonly stream: StreamName;
  formed: PanelFormed['data'] | null;
  /** The sheet that counts, by `sheetKey`; a sheet handed in again before the close replaces the earlier one. */
  readonly sheets: Map<string, Sheet>;
  closed: { readonly digest: string; readonly event: EventId } | null;
  /** Restated scores by candidate; null where her data was erased. */
  readonly opened: Map<TeacherId, readonly OpenedSheet[] | null>;
  partsOpened: number;
  partsExpected: number;
}

export interface SubmitScoreCommand {
  readonly sheet: string;
  readonly teacher: TeacherId;
  readonly components: { readonly [component: string]: number };
  /** HMAC of the canonical components under the round's seal key. */
  readonly check: string;
  /** Name of the seal key: `seal:<round>`. */
  readonly sealKey: string;
  readonly tier: TierRules;
}
/** One sealed sheet, unsealed by the holder of the seal key. */
export interface UnsealedSheet {
  readonly event: EventId;
  readonly components: { readonly [component: string]: number };
  /** Salt of the sealed commitment, so that the restatement can be checked against it. */
  readonly salt: string;
}

export const panel: Aggregate<PanelState, PanelFact> = {
  initial: (stream: StreamName) => ({ stream, formed: null, sheets: new Map(), closed: null, opened: new Map(), partsOpened: 0, partsExpected: 0 }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'PanelFormed':
        state.formed = fact.data;
        break;
      case 'ScoreSubmitted': {
        const { sheet, check, expert, nomination, teacher } = fact.data;
        state.sheets.set(sheetKey(expert, teacher), { event: fact.id, sheet, check, expert, nomination, teacher });
        break;
      }
      case 'PanelClosed':
        state.closed = { digest: fact.data.digest, event: fact.id };
        break;
      case 'ScoresOpened':
        for (const teacher of fact.data.candidates) state.opened.set(teacher, openedSheets(fact.private[teacher] ?? null));
        state.partsOpened += 1;
        state.partsExpected = fact.data.parts;
        break;
    }
    return state;
  },
};

/** Step two of forming a panel: the committee as the round commissioned it. */
export function decideFormPanel(state: PanelState, commissioned: PanelCommissioned['data'], round: string, context: DecisionContext): Decision<PanelFact> {
  if (state.formed) return state.formed.panel === commissioned.panel ? alreadySo : refused('panelExists', { panel: state.formed.panel });
  const { panel: id, group, experts, candidates } = commissioned;
  return { kind: 'events', events: [{ type: 'PanelFormed', data: { panel: id, round, group, experts, candidates }, ...byClauseOf(context, 'FormPanel') }] };
}

/** An expert's sheet for one candidate. The same components again change nothing; others replace them until the close. */
export function decideSubmitScore(state: PanelState, command: SubmitScoreCommand, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { sheet, teacher, components, check, sealKey, tier } = command;
  const expert = context.acting.person;
  if (!state.formed) return refused('unknownPanel', { panel: state.stream });
  if (state.closed) return refused('panelClosed', { panel: state.formed.panel });
  if (!state.formed.experts.includes(expert)) return refused('notOnThePanel', { person: expert, panel: state.formed.panel });
  const clash = separationOfDuties(roles, expert, 'SCORER');
  if (clash) return clash;
  const candidate = state.formed.candidates.find((entry) => entry.teacher === teacher);
  if (!candidate) return refused('notAPanelCandidate', { teacher, panel: state.formed.panel });
  if (!tier.scoring) return refused('noScoringScheme', { tier: tier.code });
  const [fault] = sheetFaults(tier.scoring, components);
  if (fault) return refused(fault.kind, { component: fault.component, ...(fault.kind === 'outOfRange' ? { max: fault.max } : {}) }, { clause: tier.scoring.clause });
  if (state.sheets.get(sheetKey(expert, teacher))?.check === check) return alreadySo;
  const data = { sheet, check, panel: state.formed.panel, nomination: candidate.nomination, teacher, expert };
  return { kind: 'events', events: [{ type: 'ScoreSubmitted', data, sealed: { components }, sealKey, ...byClauseOf(context, 'SubmitScore') }] };
}

/** @param command.digest over the canonical forms of the panel's events so far, which the ranking names. */
export function decideClosePanel(state: PanelState, command: { readonly digest: string; readonly tier: TierRules }, roles: RoundRoles, context: DecisionContext): Decision<PanelFact> {
  const { digest, tier } = command;
  if (!state.formed) return refused('unknownPanel', { panel: state.stream });
  if (state.closed) return refused('panelClosed', { panel: state.formed.panel });
  const clash = candidateAsOfficer(roles, context.acting);
  if (clash) return clash;
  if (!tier.scoring) return refused('noScoringScheme', { tier: tier.code });
  // Never below one sheet more than is dropped: a mean of nothing is no score.
  const required = Math.max(tier.scoring.minimumSheets, tier.scoring.dropHighest + tier.scoring.dropLowest + 1);
  const sheets = [...state.sheets.values()];
  const missing = state.formed.candidates.map(({ nomination }) => ({ nomination, sheets: sheets.filter((entry) => entry.nomination === nomination).length })).filter((entry) => entry.sheets < required);
  if (missing.length > 0) return refused('tooFewSheets', { required, count: missing.length, missing }, { clause: tier.scoring.clause });
  return { kind: 'events', events: [{ type: 'PanelClosed', data: { panel: state.formed.panel, digest, sheets: sheets.length } }] };
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
  const missing = [...state.sheets.values()].filter((entry) => !unsealed.has(entry.event));
  if (missing.length > 0) return refused('sheetsNotUnsealed', { panel: state.formed.panel, count: missing.length });
  const parts: { teachers: TeacherId[]; scores: number; private: Record<PersonId, JsonObject> }[] = [];
  for (const { teacher } of state.formed.candidates) {
    const own = [...state.sheets.values()].filter((entry) => entry.teacher === teacher);
    let part = parts.at(-1);
    if (!part || part.scores + own.length > SCORES_PER_EVENT) parts.push((part = { teachers: [], scores: 0, private: {} }));
    part.teachers.push(teacher);
    part.scores += own.length;
    part.private[teacher] = { sheets: own.map(({ event, sheet, expert }) => ({ event, sheet, expert, components: unsealed.get(event)?.components ?? {}, salt: unsealed.get(event)?.salt ?? '' })) };
  }
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

export function allOpened(state: PanelState): boolean {
  return state.partsExpected > 0 && state.partsOpened === state.partsExpected;
}

export function sheetKey(expert: PersonId, teacher: TeacherId): string {
  return `${expert}/${teacher}`;
}

function openedSheets(part: JsonObject | null): readonly OpenedSheet[] | null {
  if (!part) return null;
  const { sheets } = part as { readonly sheets?: readonly { readonly event: EventId; readonly expert: PersonId; readonly components: { readonly [component: string]: number } }[] };
  return (sheets ?? []).map(({ event, expert, components }) => ({ event, expert, components }));
}
