import type { DecisionContext } from '../context';
import { alreadySo, byClauseOf, needed, refused, type Refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct, PanelId, PersonId, StreamName, TeacherId } from '../facts';
import type { Conflict } from '../panel/conflicts';
import { allOpened, type PanelState } from '../panel/state';
import { byOneId, separationOfDuties, type IdsOf } from '../people';
import { ruleReference, type ScoringScheme, type TierRules } from '../programme-rules';
import type { LeanHeld } from '../rules/lean-rules';
import { rank, type CandidateSheets, type RankedCandidate } from '../rules/scoring';
import type { RankLine, RoundFact } from './facts';
import { groupFor, groupSeats, selectionGroups, type GroupSeats } from './groups';
import { gateOfOfficer, gateOfPanels, parametersOf, rolesIn, tierOf, type RoundState } from './round';
import { candidatesOf } from './recommendation-lines';

export interface CommissionPanelCommand {
  readonly panel: PanelId;
  /** 1, 2, 3 … within the round. */
  readonly n: number;
  readonly stream: StreamName;
  readonly group: string;
  readonly experts: readonly PersonId[];
  readonly candidates: readonly TeacherId[];
  /** Stage and subject that each was put forward in; asked only where the round has groups. */
  readonly places?: ReadonlyMap<TeacherId, { readonly stage: string; readonly subject: string }>;
  /** The draw of this number, where the programme has experts drawn; `experts` may then be empty. */
  readonly lot?: Lot | null;
  /** Who served in each of the last rounds, where the programme limits that and experts are named. */
  /** Named experts whom a rule keeps from scoring a candidate of theirs. */
  readonly excluded?: readonly Conflict[];
  readonly service?: { readonly rounds: readonly string[]; readonly tooOften: ReadonlySet<PersonId> };
  readonly idsOf?: IdsOf;
}

export type Leaning = ReadonlyMap<TeacherId, readonly LeanHeld[]>;

export interface RankCommand {
  readonly panels: readonly PanelState[];
  /** What the scheme leans to, by whom it favours. */
  readonly leans?: Leaning;
  /** Tied groups, each in the order a body decided, and the decision. */
  readonly tieOrders?: readonly (readonly NominationId[])[];
  readonly act?: OfficialAct;
  /** SHA-256 (hex) of UTF-8 text. */
  readonly hash: (text: string) => string;
}

/** So many candidates' numbers go into one event, and so many events into one append: a part of hers is about 1.2 KB. */
const LINES_PER_EVENT = 200;
const PARTS_AT_ONCE = 3;
/** Where dossiers were read for what the scheme leans to, each event names the revision of every one. */
const PARTS_WITH_LEANS = 1;

/** Step one of forming a panel: none after the opening of scores, no candidate in two, no expert with another part in the round. */
export function decideCommissionPanel(state: RoundState, command: CommissionPanelCommand, context: DecisionContext): Decision<RoundFact> {
  const { panel, n, stream, group, candidates, idsOf = byOneId } = command;
  const wrong = gateOfPanels(state, context);
  if (wrong) return wrong;
  const standing = state.panels.find((entry) => entry.n === n);
  if (standing) return standing.panel === panel ? alreadySo : refused('panelExists', { panel: standing.panel });
  if (n !== state.panels.length + 1) return refused('panelNumberNotNext', { n, next: state.panels.length + 1 });
  const tier = tierOf(state, needed(context, 'programme'));
  const drawn = tier.panel?.formedBy === 'DRAW' ? expertsOfLot(command, tier.panel.clause) : null;
  if (drawn && 'kind' in drawn) return drawn;
  const experts = drawn ?? command.experts;
  const twice = firstTwice(experts.flatMap(idsOf)) ?? firstTwice([...candidates]);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  if (experts.length === 0 || candidates.length === 0) return refused('panelEmpty', { n });
  if (tier.panel && experts.length < tier.panel.minimum) return refused('panelTooSmall', { minimum: tier.panel.minimum, given: experts.length }, { clause: tier.panel.clause });
  const worn = experts.filter((expert) => command.service?.tooOften.has(expert));
  if (worn.length > 0) return refused('servedTooOften', { experts: worn, rounds: command.service?.rounds.length ?? 0 }, { clause: tier.panel?.clause ?? '' });
  const kept = expertsExcluded(command.excluded ?? [], tier);
  if (kept) return kept;
  const groups = selectionGroups(parametersOf(state), tier);
  if (groups.length > 0 && !groups.some(({ code }) => code === group)) return refused('unknownGroup', { group, groups: groups.map(({ code }) => code) });
  const judged = new Set(candidates);
  for (const expert of experts) {
    const judging = idsOf(expert).find((id) => judged.has(id));
    const clash = judging !== undefined ? refused('separationOfDuties', { person: judging, role: 'SCORER', holds: 'CANDIDATE', round: state.id }) : separationOfDuties(rolesIn(state), idsOf(expert), 'SCORER');
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
    const place = command.places?.get(teacher);
    const own = groups.length === 0 || place === undefined ? undefined : groupFor(groups, place.stage, place.subject);
    if (groups.length > 0 && own?.code !== group) return refused('candidateOfAnotherGroup', { teacher, group, own: own?.code ?? null });
    lines.push({ nomination, teacher });
  }
  return { kind: 'events', events: [{ type: 'PanelCommissioned', data: { panel, n, stream, group, experts, candidates: lines }, ...byClauseOf(context, 'FormPanel') }] };
}

/** Named or drawn, an expert whom the programme excludes from a candidate does not come onto her panel; who and why. */
export function expertsExcluded(excluded: readonly Conflict[], { panel }: TierRules): Refused | null {
  if (excluded.length === 0) return null;
  const pairs = excluded.map(({ expert, teacher, kind, basis }) => ({ expert, teacher, kind, ...basis }));
  return refused('expertsExcluded', { experts: [...new Set(excluded.map(({ expert }) => expert))], pairs }, panel ? { clause: panel.clause } : {});
}

/** A draw as far as a panel is formed by it. */
export interface Lot {
  readonly prepared: { readonly candidates: readonly TeacherId[] } | null;
  readonly result: object | null;
  readonly seated: readonly PersonId[];
}

/** The experts of the draw, for the candidates it was made for. Whoever names others is told whom the lot fell on. */
function expertsOfLot({ n, lot, experts, candidates }: CommissionPanelCommand, clause: string): readonly PersonId[] | Refused {
  if (!lot?.prepared || !lot.result) return refused('panelNotDrawn', { n }, { clause });
  const { seated, prepared } = lot;
  if (experts.length > 0 && (experts.length !== seated.length || !experts.every((expert) => seated.includes(expert)))) return refused('expertsNotDrawn', { drawn: seated }, { clause });
  const [asked, meant] = [new Set(candidates), new Set(prepared.candidates)];
  const differing = [...asked].filter((teacher) => !meant.has(teacher)).length + [...meant].filter((teacher) => !asked.has(teacher)).length;
  return differing > 0 ? refused('drawForOthers', { count: differing }, { clause }) : seated;
}

/** The one recorded act of opening: every commissioned panel closed, every recommended candidate in one of them. */
export function decideOrderOpening(state: RoundState, command: { readonly panels: readonly PanelState[]; readonly act: OfficialAct }, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'NOMINATIONS_CLOSED', context);
  if (wrong) return wrong;
  const seated = new Set(state.panels.flatMap((entry) => entry.candidates.map((candidate) => candidate.nomination)));
  const unseated = candidatesOf(state).filter((line) => !seated.has(line.nomination));
  if (unseated.length > 0) return refused('candidatesWithoutPanel', { count: unseated.length, nominations: unseated.map((line) => line.nomination) });
  const panels: { panel: PanelId; stream: StreamName; digest: string }[] = [];
  const byStream = new Map(command.panels.map((entry) => [entry.stream, entry]));
  for (const { panel, stream } of state.panels) {
    const digest = byStream.get(stream)?.closed?.digest;
    if (digest === undefined) return refused('panelNotClosed', { panel });
    panels.push({ panel, stream, digest });
  }
  if (panels.length === 0) return refused('noPanels', { round: state.id });
  return { kind: 'events', events: [{ type: 'ScoreOpeningOrdered', data: { panels }, act: command.act, ...byClauseOf(context, 'OpenScores') }] };
}

/**
 * Ranks by the pinned scheme from the opened scores of every panel, each named by its digest; group by group where the
 * round has groups. A ranking of many is listed in parts first, since an append holds at most 1 MiB: what is decided is
 * then the next of them, and at last the head.
 */
export function decideRank(state: RoundState, command: RankCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const wrong = gateOfOfficer(state, 'SCORES_OPENED', context);
  if (wrong) return wrong;
  const tier = tierOf(state, programme);
  const scheme = tier.scoring;
  if (!scheme) return refused('noScoringScheme', { tier: tier.code });
  const { tieOrders = [] } = command;
  if (tieOrders.length > 0 && !command.act) return refused('actRequired');
  const ranked = rankedBy(state, tier, scheme, command.panels, tieOrders, command.leans);
  if (ranked.kind === 'refused') return ranked;
  const lines: RankLine[] = ranked.lines.map(({ group, line }) => ({ nomination: line.nomination, teacher: line.teacher, unit: line.unit, group, rank: line.rank, proposed: line.proposed, ...(line.working.below === undefined ? {} : { below: true as const }) }));
  const workings = ranked.lines.map(({ line }) => [line.teacher, { working: line.working, apartBy: line.apartBy }] as const);
  const panels = (state.opening?.panels ?? []).map(({ panel, digest }) => ({ panel, digest }));
  const rule = ruleReference(programme, scheme.clause);
  const listed = workings.length > LINES_PER_EVENT ? command.hash(JSON.stringify(workings)) : null;
  if (listed !== null) {
    const parts = Math.ceil(workings.length / LINES_PER_EVENT);
    const done = state.listing?.digest === listed ? state.listing.parts : 0;
    const due = Array.from({ length: parts }, (_, index) => index).slice(done, done + (scheme.leans === undefined ? PARTS_AT_ONCE : PARTS_WITH_LEANS));
    if (due.length > 0) {
      const part = (index: number) => workings.slice(index * LINES_PER_EVENT, (index + 1) * LINES_PER_EVENT);
      return { kind: 'events', events: due.map((index) => ({ type: 'RankingListed' as const, data: { digest: listed, part: index + 1, parts, teachers: part(index).map(([teacher]) => teacher) }, private: Object.fromEntries(part(index)), rule })) };
    }
  }
  const data = { panels, lines, scheme: jsonOf(scheme), listed, supersedes: state.reopened };
  return { kind: 'events', events: [{ type: 'CandidatesRanked', data, ...(listed === null ? { private: Object.fromEntries(workings) } : {}), rule, ...(command.act ? { act: command.act } : {}) }] };
}

/** The places that a scheme gives by the opened scores, whoever asks and before anything is written of it. */
export function rankedBy(state: RoundState, tier: TierRules, scheme: ScoringScheme, panels: readonly PanelState[], tieOrders: readonly (readonly NominationId[])[], leans: Leaning = new Map()): Ranked | Refused {
  const field = fieldOf(state, panels, leans);
  return field instanceof Map ? rankGroups(scheme, groupSeats(state, tier), field, tieOrders) : field;
}

type Field = Map<string, CandidateSheets[]>;

/** Who is ranked, by group (`''`: the whole round), with what every panel opened. Refused while an ordered change is still to be made. */
function fieldOf(state: RoundState, read: readonly PanelState[], leans: Leaning): Field | Refused {
  // Her own unit, whichever level recommended her last.
  const unitOf = new Map(candidatesOf(state).map((line) => [line.nomination, line.path[0]?.unit ?? line.unit]));
  const byStream = new Map(read.map((entry) => [entry.stream, entry]));
  const groupOf = new Map(state.panels.map(({ panel, group }) => [panel, group]));
  const field: Field = new Map();
  for (const { panel, stream, digest } of state.opening?.panels ?? []) {
    const scored = byStream.get(stream);
    if (!scored?.formed || !allOpened(scored)) return refused('scoresNotOpened', { panel });
    if (scored.closed?.digest !== digest) return refused('digestDiffers', { panel });
    const owed = [...state.scoreChanges].filter(([order, change]) => change.stream === stream && !scored.changes.has(order));
    if (owed.length > 0) return refused('scoreChangePending', { count: owed.length, panel });
    const group = groupOf.get(panel) ?? '';
    const own = field.get(group) ?? [];
    field.set(group, own);
    for (const { nomination, teacher } of scored.formed.candidates) {
      const unit = unitOf.get(nomination);
      // She left the selection after the panel was formed, or was struck from the list of a ranking before this one.
      if (unit === undefined || state.struck.has(nomination)) continue;
      // Erased: her scores are gone with her key, so she cannot be ranked, and the others need not wait.
      const sheets = scored.opened.get(teacher);
      const ballots = scored.ballots.get(teacher);
      if (!sheets || [...(ballots?.values() ?? [])].includes(null)) continue;
      const entered = scored.openedMarks.get(teacher)?.components;
      const favour = leans.get(teacher) ?? [];
      own.push({
        nomination, teacher, unit, sheets,
        ...(entered === undefined ? {} : { entered }),
        ...(favour.length === 0 ? {} : { leans: favour }),
        ...(ballots === undefined ? {} : { ballots: Object.fromEntries([...ballots].flatMap(([code, votes]) => (votes === null ? [] : [[code, votes]]))) }),
      });
    }
  }
  return field;
}

export interface Ranked {
  readonly kind: 'ranked';
  readonly lines: readonly { readonly group: string | null; readonly line: RankedCandidate }[];
}

/** Each group by itself, in the order in which they are declared; a tie at any cut stops for a person. */
function rankGroups(scheme: ScoringScheme, groups: readonly GroupSeats[], field: Field, tieOrders: readonly (readonly NominationId[])[]): Ranked | Refused {
  const lines: { group: string | null; line: RankedCandidate }[] = [];
  const placed = new Set<readonly NominationId[]>();
  const by = { clause: scheme.clause };
  for (const { code, seats } of groups) {
    const candidates = code === null ? [...field.values()].flat() : (field.get(code) ?? []);
    const here = new Set(candidates.map(({ nomination }) => nomination));
    const settled = tieOrders.filter(([first]) => first !== undefined && here.has(first));
    for (const order of settled) placed.add(order);
    const ranking = rank(scheme, candidates, seats, settled);
    const within = code === null ? {} : { of: code };
    if (ranking.kind === 'notATie') return refused('notATie', { group: ranking.group }, by);
    if (ranking.kind === 'tooFewSheets') return refused('tooFewSheets', { required: ranking.required, count: ranking.missing.length, missing: ranking.missing, ...within }, by);
    if (ranking.kind === 'tieAtTheCut') return refused('tieAtTheCut', { seats: ranking.seats, places: ranking.places, count: ranking.group.length, group: ranking.group, ...within }, by);
    lines.push(...ranking.lines.map((line) => ({ group: code, line })));
  }
  const stray = tieOrders.find((order) => !placed.has(order));
  return stray === undefined ? { kind: 'ranked', lines } : refused('notATie', { group: stray }, by);
}

/** The list as it stands, in rank order: those proposed, less who was struck or no longer stands, and who came in for them. */
export function currentList(state: RoundState): readonly NominationId[] {
  const came = new Set(state.substitutes.map((change) => change.in));
  const standing = new Set(candidatesOf(state).map((line) => line.nomination));
  return (state.ranking?.lines ?? [])
    .filter(({ nomination, proposed }) => (proposed || came.has(nomination)) && standing.has(nomination) && !state.struck.has(nomination) && !state.left.has(nomination))
    .map(({ nomination }) => nomination);
}

export function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.has(id) || !seen.add(id));
}

function jsonOf(scheme: ScoringScheme): JsonObject {
  return JSON.parse(JSON.stringify(scheme)) as JsonObject;
}
