import type { DecisionContext } from './context';
import type { BusinessDate } from './dates';
import { alreadySo, byClauseOf, needed, refused } from './decision';
import type { Decision, JsonObject, NominationId, OfficialAct, PanelId, PersonId, StreamName, TeacherId } from './facts';
import type { BatchState } from './batch';
import { allOpened, type PanelState } from './panel';
import { separationOfDuties } from './people';
import { ruleReference } from './programme-rules';
import { atGate, confirmedRecommendations, gateOfOfficer, openedRound, parametersOf, pendingAwards, rolesIn, tierOf, type RoundState } from './round';
import type { RankLine, RoundFact } from './round-facts';
import { rank, type CandidateSheets } from './rules/scoring';

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
export interface PublicityRow {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly hash: string;
  /** The row as published (序号, 姓名, 单位, 学科, 称号) and its salt; goes to her private part. */
  readonly row: JsonObject;
  readonly salt: string;
}
export interface OpenPublicityCommand {
  readonly publicity: string;
  /** In rank order, exactly those proposed. */
  readonly rows: readonly PublicityRow[];
  readonly listHash: string;
  readonly places: readonly string[];
  readonly openedOn?: BusinessDate;
}
export interface ClosePublicityCommand {
  readonly proofs: readonly { readonly place: string; readonly file: string | null }[];
  readonly objections: number;
  /** Of the list that the proofs show; left out where it was not read back. */
  readonly listHash?: string;
}
export interface DecideConferralCommand {
  readonly batch: string;
  readonly act: OfficialAct;
  readonly conferredOn: BusinessDate;
  /** Those of the proposed who are conferred; all where it is not said. The rest are not selected. */
  readonly nominations?: readonly NominationId[];
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
  const recommended = new Map(confirmedRecommendations(state).map((line) => [line.teacher, line.nomination]));
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
  const unseated = confirmedRecommendations(state).filter((line) => !seated.has(line.nomination));
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
  const unitOf = new Map(confirmedRecommendations(state).map((line) => [line.nomination, line.unit]));
  const candidates: CandidateSheets[] = [];
  for (const { panel, stream, digest } of state.opening?.panels ?? []) {
    const scored = command.panels.find((entry) => entry.stream === stream);
    if (!scored?.formed || !allOpened(scored)) return refused('scoresNotOpened', { panel });
    if (scored.closed?.digest !== digest) return refused('digestDiffers', { panel });
    for (const { nomination, teacher } of scored.formed.candidates) {
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

/** Posts the list of those proposed; its last day follows from the working calendar. */
export function decideOpenPublicity(state: RoundState, command: OpenPublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const calendar = needed(context, 'calendar');
  const wrong = gateOfOfficer(state, 'RANKED', context);
  if (wrong) return wrong;
  const { publicity, rows, listHash, places, openedOn = context.today } = command;
  const rules = tierOf(state, programme).publicity;
  if (!rules) return refused('noPublicityStated', { tier: openedRound(state).tier });
  if (openedOn > context.today) return refused('inTheFuture', { day: openedOn, today: context.today });
  if (state.ranking && openedOn < state.ranking.on) return refused('datesOutOfOrder', { earlier: 'ranking', first: state.ranking.on, later: 'openedOn', second: openedOn });
  if (places.length === 0) return refused('noPlace');
  const proposed = proposedOf(state);
  if (rows.length !== proposed.length || rows.some((row, index) => row.nomination !== proposed[index])) return refused('listDiffers', { expected: proposed.length, given: rows.length });
  const { firstDay, lastDay, provisional, calendar: version } = calendar.window(openedOn, rules.workingDays, rules.countFirstDay);
  return {
    kind: 'events',
    events: [
      {
        type: 'PublicityOpened',
        data: { publicity, listHash, rows: rows.map(({ nomination, teacher, hash }) => ({ nomination, teacher, hash })), openedOn, workingDays: rules.workingDays, countFirstDay: rules.countFirstDay, firstDay, lastDay, calendar: version, provisional, places },
        private: Object.fromEntries(rows.map(({ teacher, row, salt }) => [teacher, { row, salt }])),
        effectiveOn: openedOn,
        rule: ruleReference(programme, rules.clause),
      },
    ],
  };
}

/** Due by date: told to subscribers once, on whatever day the reactor comes by (design, section 6). */
export function decideWindowEnded(state: RoundState, context: DecisionContext): Decision<RoundFact> {
  const { publicity } = state;
  if (!publicity || publicity.windowEnded || context.today <= lastPublicDay(state, context)) return alreadySo;
  const lastDay = lastPublicDay(state, context);
  return { kind: 'events', events: [{ type: 'PublicityWindowEnded', data: { publicity: publicity.publicity, lastDay }, effectiveOn: lastDay }] };
}

/** A person's act with its proofs: not before the last day has ended, one proof per place, of the list that was published. */
export function decideClosePublicity(state: RoundState, command: ClosePublicityCommand, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'PUBLICITY_OPENED', context);
  if (wrong) return wrong;
  const { publicity } = state;
  if (!publicity) throw new Error(`round ${state.id} has no publicity`);
  const lastDay = lastPublicDay(state, context);
  if (context.today <= lastDay) return refused('publicityRunning', { lastDay, today: context.today });
  const proposed = proposedOf(state);
  const published = publicity.rows.map((row) => row.nomination);
  if ((command.listHash !== undefined && command.listHash !== publicity.listHash) || published.length !== proposed.length || published.some((nomination, index) => nomination !== proposed[index])) {
    return refused('listDiffers', { expected: published.length, given: proposed.length });
  }
  const unproved = publicity.places.filter((place) => !command.proofs.some((proof) => proof.place === place));
  if (unproved.length > 0) return refused('proofMissing', { places: unproved });
  const { proofs, objections } = command;
  return { kind: 'events', events: [{ type: 'PublicityClosed', data: { publicity: publicity.publicity, proofs, objections }, ...byClauseOf(context, 'ClosePublicity') }] };
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
  const clash = separationOfDuties(rolesIn(state), context.acting.person, 'DECIDER');
  if (clash) return clash;
  if (act.number === null) return refused('actNumberRequired');
  const publicUntil = state.publicity ? lastPublicDay(state, context) : null;
  if (publicUntil !== null && conferredOn <= publicUntil) return refused('datesOutOfOrder', { earlier: 'publicity', first: publicUntil, later: 'conferredOn', second: conferredOn });
  const lines = state.ranking?.lines ?? [];
  const proposed = new Set(proposedOf(state));
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
  const notSelected = confirmedRecommendations(state).filter((line) => !chosen.has(line.nomination)).map(({ nomination, teacher }) => ({ nomination, teacher, rank: placed.get(nomination) ?? null }));
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

/** Those within the award seats, in rank order. */
export function proposedOf(state: RoundState): readonly NominationId[] {
  return (state.ranking?.lines ?? []).filter((line) => line.proposed).map((line) => line.nomination);
}

/** A window computed before its year's holidays were known is computed again; it may only grow (E19). */
export function lastPublicDay(state: RoundState, context: DecisionContext): BusinessDate {
  const { publicity } = state;
  if (!publicity) throw new Error(`round ${state.id} has no publicity`);
  if (!publicity.provisional || !context.calendar) return publicity.lastDay;
  const again = context.calendar.window(publicity.openedOn, publicity.workingDays, publicity.countFirstDay).lastDay;
  return again > publicity.lastDay ? again : publicity.lastDay;
}

function firstTwice(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index);
}
