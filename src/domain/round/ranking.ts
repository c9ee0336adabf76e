import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, needed, refused } from '../decision';
import type { Decision, NominationId, OfficialAct, PanelId, PersonId, StreamName, TeacherId } from '../facts';
import { allOpened, type PanelState } from '../panel';
import { separationOfDuties } from '../people';
import { ruleReference } from '../programme-rules';
import { rank, type CandidateSheets } from '../rules/scoring';
import type { RankLine, RoundFact } from './facts';
import { candidatesOf, gateOfOfficer, parametersOf, rolesIn, tierOf, type RoundState } from './round';

export interface CommissionPanelCommand {
  readonly panel: PanelId;
  /** 1, 2, 3 … within the round. */
  readonly n: number;
  readonly stream: StreamName;
  readonly group: string;
  readonly experts: readonly PersonId[];
  readonly candidates: readonly TeacherId[];
}

export interface RankCommand {
  readonly panels: readonly PanelState[];
  /** One tied group in the order a body decided, and the decision. */
  readonly tieOrder?: readonly NominationId[];
  readonly act?: OfficialAct;
}

/** Step one of forming a panel: none after the opening of scores, no candidate in two, no expert with another part in the round. */
export function decideCommissionPanel(state: RoundState, command: CommissionPanelCommand, context: DecisionContext): Decision<RoundFact> {
  const { panel, n, stream, group, experts, candidates } = command;
  const wrong = gateOfOfficer(state, 'NOMINATIONS_CLOSED', context);
  if (wrong) return wrong;
  const standing = state.panels.find((entry) => entry.n === n);
  if (standing) return standing.panel === panel ? alreadySo : refused('panelExists', { panel: standing.panel });
  if (n !== state.panels.length + 1) return refused('panelNumberNotNext', { n, next: state.panels.length + 1 });
  const twice = firstTwice([...experts]) ?? firstTwice([...candidates]);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  if (experts.length === 0 || candidates.length === 0) return refused('panelEmpty', { n });
  for (const expert of experts) {
    const clash = candidates.includes(expert) ? refused('separationOfDuties', { person: expert, role: 'SCORER', holds: 'CANDIDATE', round: state.id }) : separationOfDuties(rolesIn(state), expert, 'SCORER');
    if (clash) return clash;
  }
  const recommended = new Map(candidatesOf(state).map((line) => [line.teacher, line.nomination]));
  const placed = new Map(state.panels.flatMap((entry) => entry.candidates.map((candidate) => [candidate.teacher, entry.panel] as const)));
  const lines: { nomination: NominationId; teacher: TeacherId }[] = [];
  for (const teacher of candidates) {
    const nomination = recommended.get(teacher);
    if (nomination === undefined) return refused('notRecommended', { teacher, round: state.id });
    const other = placed.get(teacher);
    if (other !== undefined) return refused('candidateOfAnotherPanel', { teacher, panel: other });
    lines.push({ nomination, teacher });
  }
  return { kind: 'events', events: [{ type: 'PanelCommissioned', data: { panel, n, stream, group, experts, candidates: lines }, ...byClauseOf(context, 'FormPanel') }] };
}

/** The one recorded act of opening: every commissioned panel closed, every recommended candidate in one of them. */
export function decideOrderOpening(state: RoundState, command: { readonly panels: readonly PanelState[]; readonly act: OfficialAct }, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'NOMINATIONS_CLOSED', context);
  if (wrong) return wrong;
  const seated = new Set(state.panels.flatMap((entry) => entry.candidates.map((candidate) => candidate.nomination)));
  const unseated = candidatesOf(state).filter((line) => !seated.has(line.nomination));
  if (unseated.length > 0) return refused('candidatesWithoutPanel', { count: unseated.length, nominations: unseated.map((line) => line.nomination) });
  const panels: { panel: PanelId; stream: StreamName; digest: string }[] = [];
  for (const { panel, stream } of state.panels) {
    const digest = command.panels.find((entry) => entry.stream === stream)?.closed?.digest;
    if (digest === undefined) return refused('panelNotClosed', { panel });
    panels.push({ panel, stream, digest });
  }
  if (panels.length === 0) return refused('noPanels', { round: state.id });
  return { kind: 'events', events: [{ type: 'ScoreOpeningOrdered', data: { panels }, act: command.act, ...byClauseOf(context, 'OpenScores') }] };
}

/** Ranks by the pinned scheme from the opened sheets of every panel, each named by its digest. */
export function decideRank(state: RoundState, command: RankCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const wrong = gateOfOfficer(state, 'SCORES_OPENED', context);
  if (wrong) return wrong;
  const tier = tierOf(state, programme);
  const scheme = tier.scoring;
  if (!scheme) return refused('noScoringScheme', { tier: tier.code });
  if (command.tieOrder && !command.act) return refused('actRequired');
  const unitOf = new Map(candidatesOf(state).map((line) => [line.nomination, line.unit]));
  const candidates: CandidateSheets[] = [];
  for (const { panel, stream, digest } of state.opening?.panels ?? []) {
    const scored = command.panels.find((entry) => entry.stream === stream);
    if (!scored?.formed || !allOpened(scored)) return refused('scoresNotOpened', { panel });
    if (scored.closed?.digest !== digest) return refused('digestDiffers', { panel });
    for (const { nomination, teacher } of scored.formed.candidates) {
      // She left the selection after the panel was formed.
      if (!unitOf.has(nomination)) continue;
      // Erased: her scores are gone with her key, so she cannot be ranked, and the others need not wait.
      const sheets = scored.opened.get(teacher);
      if (sheets) candidates.push({ nomination, teacher, unit: unitOf.get(nomination) ?? '', sheets });
    }
  }
  const ranking = rank(scheme, candidates, parametersOf(state).awardSeats, command.tieOrder ? [command.tieOrder] : []);
  if (ranking.kind === 'tooFewSheets') return refused('tooFewSheets', { required: ranking.required, count: ranking.missing.length, missing: ranking.missing }, { clause: scheme.clause });
  if (ranking.kind === 'tieAtTheCut') return refused('tieAtTheCut', { seats: ranking.seats, places: ranking.places, count: ranking.group.length, group: ranking.group }, { clause: scheme.clause });
  const lines: RankLine[] = ranking.lines.map((line) => ({ nomination: line.nomination, teacher: line.teacher, unit: line.unit, rank: line.rank, proposed: line.proposed }));
  const workings = Object.fromEntries(ranking.lines.map((line) => [line.teacher, { working: line.working, apartBy: line.apartBy }]));
  const panels = (state.opening?.panels ?? []).map(({ panel, digest }) => ({ panel, digest }));
  return {
    kind: 'events',
    events: [{ type: 'CandidatesRanked', data: { panels, lines, scheme: { ...scheme } }, private: workings, rule: ruleReference(programme, scheme.clause), ...(command.act ? { act: command.act } : {}) }],
  };
}

/** The list as it stands, in rank order: those proposed, less who was struck or no longer stands, and who came in for them. */
export function currentList(state: RoundState): readonly NominationId[] {
  const came = new Set(state.substitutes.map((change) => change.in));
  const standing = new Set(candidatesOf(state).map((line) => line.nomination));
  return (state.ranking?.lines ?? [])
    .filter(({ nomination, proposed }) => (proposed || came.has(nomination)) && standing.has(nomination) && !state.struck.has(nomination) && !state.left.has(nomination))
    .map(({ nomination }) => nomination);
}

function firstTwice(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index);
}
