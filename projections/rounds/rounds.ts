import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { ConferralDecided, PanelFact, RankLine, RoundFact, RoundParameters } from '../../src/domain/round/facts';
import type { ConferralDeclined, Nominated, NominationRefused, NotSelected, RecommendationDeclined, RecommendationRefused, SchoolRecommended, TitleConferred } from '../../src/domain/teacher/facts';
import { roundOfPanel } from '../audit-trail/audit-trail';
import type { DayCounts, Projected } from '../facts-of';
import { factOf, plus } from '../facts-of';
import type { ProjectedEvent, Projection } from '../projection';

/** One of the two ledgers, for one unit or for the round: numbers by business day, so that any day can be asked for. */
export interface SeatLedger extends JsonObject {
  readonly seats: number;
  /** Taken and not yet settled. */
  readonly reserved: DayCounts;
  readonly confirmed: DayCounts;
}

export interface UnitLedger extends SeatLedger {
  readonly unit: string;
}

/** A step of the round that happened, in log order. */
export interface Gate extends JsonObject {
  readonly type: string;
  readonly event: string;
  readonly on: string;
  readonly recordedAt: string;
  readonly details: JsonObject;
}

export interface RoundDocument extends JsonObject {
  readonly round: string;
  /** null until the round's own opening is read. */
  readonly names: { readonly zh: string; readonly en: string } | null;
  readonly programme: string | null;
  readonly version: number | null;
  readonly adoptions: number | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly parameters: RoundParameters | null;
  readonly demonstration: boolean;
  readonly openedOn: string | null;
  readonly concludedOn: string | null;
  readonly gates: readonly Gate[];
  readonly recommendation: readonly UnitLedger[];
  readonly award: SeatLedger;
  /** Recommendation seats taken and not settled: reservation → unit. */
  readonly pending: { readonly [reservation: string]: string };
  /** Events of the round's candidates and panels, by day. */
  readonly counts: { readonly [what: string]: DayCounts };
}

type TeacherSide = Nominated | NominationRefused | RecommendationRefused | SchoolRecommended | RecommendationDeclined | NotSelected | TitleConferred | ConferralDeclined;
type RoundEvent = RoundFact | PanelFact | TeacherSide;

const EVENTS = [
  'RoundOpened', 'SeatReserved', 'SeatConfirmed', 'SeatReleased', 'NominationsClosed', 'PanelCommissioned', 'ScoreOpeningOrdered', 'CandidatesRanked',
  'PublicityOpened', 'PublicityWindowEnded', 'PublicityClosed', 'ConferralDecided', 'RoundConcluded',
  'PanelExtended', 'RankingListed', 'RankingReopened', 'ScoreChangeOrdered', 'SeatsCarried', 'SeatsReturned', 'SeatsReallocated',
  'PanelFormed', 'ScoreSubmitted', 'PanelClosed', 'ScoresOpened',
  'MarksEntered', 'EntriesDiffered', 'EntriesAgreed', 'ConflictDeclared', 'ReviewerRecused', 'ExpertsJoined', 'BallotRecorded', 'ScoreChanged',
  'Nominated', 'NominationRefused', 'RecommendationRefused', 'SchoolRecommended', 'RecommendationDeclined', 'NotSelected', 'TitleConferred', 'ConferralDeclined',
] as const satisfies readonly EventType[];

export const ROUNDS = 'rounds_v1';

export const rounds: Projection<RoundDocument> = {
  name: 'rounds',
  version: 1,
  events: EVENTS,
  collection: {
    name: ROUNDS,
    indexes: [
      { field: 'programme', type: 'text' },
      { field: 'tier', type: 'text' },
      { field: 'track', type: 'text' },
      { field: 'openedOn', type: 'text' },
      { field: 'concludedOn', type: 'text' },
    ],
  },
  keys(event) {
    const round = roundKey(event);
    return round === null ? [] : [round];
  },
  // A corrected wording is the same nomination or outcome: it is not counted again.
  fold: (body, event, key) => (event.meta.corrects === undefined ? step(body ?? empty(key), factOf<RoundEvent>(event)) : body),
};

function roundKey({ stream, data }: ProjectedEvent): string | null {
  if (stream.startsWith('round-')) return stream.slice('round-'.length);
  const round = data['round'];
  return typeof round === 'string' ? round : roundOfPanel(stream);
}

const NO_SEATS: SeatLedger = { seats: 0, reserved: {}, confirmed: {} };

function empty(round: string): RoundDocument {
  return {
    round, names: null, programme: null, version: null, adoptions: null, tier: null, track: null, parameters: null, demonstration: false,
    openedOn: null, concludedOn: null, gates: [], recommendation: [], award: NO_SEATS, pending: {}, counts: {},
  };
}

function step(body: RoundDocument, event: Projected<RoundEvent>): RoundDocument {
  const on = event.meta.effectiveOn;
  switch (event.type) {
    case 'RoundOpened': {
      const { names, programme, version, adoptions, tier, track, parameters, demonstration } = event.data;
      const recommendation = parameters.recommendationSeats.map(({ unit, seats }) => ({ unit, seats, reserved: {}, confirmed: {} }));
      return gate({ ...body, names, programme, version, adoptions, tier, track, parameters, demonstration, openedOn: on, recommendation, award: { ...NO_SEATS, seats: parameters.awardSeats } }, event, {});
    }
    case 'SeatReserved':
      return { ...atUnit(body, event.data.unit, { reserved: 1, confirmed: 0 }, on), pending: { ...body.pending, [event.id]: event.data.unit } };
    case 'SeatConfirmed':
      return settle(body, event.data, 1, on);
    case 'SeatReleased':
      return settle(body, event.data, 0, on);
    case 'NominationsClosed':
      return gate(body, event, { recommended: event.data.recommended });
    case 'PanelCommissioned':
      return gate(body, event, { panel: event.data.panel, group: event.data.group, experts: event.data.experts.length, candidates: event.data.candidates.length });
    case 'ScoreOpeningOrdered':
      return gate(body, event, { panels: event.data.panels.length });
    case 'CandidatesRanked':
      return gate(body, event, { candidates: event.data.lines.length, proposed: event.data.lines.filter(({ proposed }) => proposed).length, ...byGroup(event.data.lines) });
    // Its numbers are personal, and it counts for nothing before its head.
    case 'RankingListed':
      return body;
    case 'PanelExtended':
      return gate(body, event, { panel: event.data.panel, experts: event.data.experts.length });
    case 'RankingReopened':
      return gate(body, event, { ranking: event.data.ranking, objection: event.data.objection });
    case 'ScoreChangeOrdered':
      return gate(body, event, { panel: event.data.panel });
    case 'SeatsCarried':
    case 'SeatsReturned':
    case 'SeatsReallocated':
      return gate(body, event, { ...event.data });
    case 'PublicityOpened': {
      const { publicity, firstDay, lastDay, workingDays, provisional, rows } = event.data;
      return gate(body, event, { publicity, firstDay, lastDay, workingDays, provisional, rows: rows.length });
    }
    case 'PublicityWindowEnded':
      return gate(body, event, { publicity: event.data.publicity, lastDay: event.data.lastDay });
    case 'PublicityClosed':
      return gate(body, event, { publicity: event.data.publicity, objections: event.data.objections });
    case 'ConferralDecided':
      return gate(decided(body, event.data, on), event, { batch: event.data.batch, conferrals: event.data.conferrals.length, notSelected: event.data.notSelected.length, conferredOn: event.data.conferredOn });
    case 'RoundConcluded':
      return gate({ ...body, concludedOn: on }, event, { ...event.data });
    case 'PanelFormed':
      return counted(body, 'panels', on);
    case 'ScoreSubmitted':
      return counted(body, 'scores', on);
    case 'PanelClosed':
      return counted(body, 'panelsClosed', on);
    case 'ScoresOpened':
      return counted(body, 'scoresOpened', on, event.data.scores);
    case 'MarksEntered':
      return counted(body, 'marksEntered', on);
    case 'EntriesDiffered':
      return counted(body, 'entriesDiffered', on);
    case 'EntriesAgreed':
      return counted(body, 'entriesAgreed', on);
    case 'ConflictDeclared':
      return counted(body, 'conflictsDeclared', on);
    case 'ReviewerRecused':
      return counted(body, 'recusals', on);
    case 'ExpertsJoined':
      return counted(body, 'expertsJoined', on, event.data.experts.length);
    case 'BallotRecorded':
      return counted(body, 'ballots', on);
    case 'ScoreChanged':
      return counted(body, 'scoresChanged', on);
    case 'Nominated':
      return counted(body, 'nominated', on);
    case 'NominationRefused':
      return counted(body, 'nominationsRefused', on);
    case 'RecommendationRefused':
      return counted(body, 'recommendationsRefused', on);
    case 'SchoolRecommended':
      return counted(body, 'recommended', on);
    case 'RecommendationDeclined':
      return counted(body, 'recommendationsDeclined', on);
    case 'NotSelected':
      return counted(body, 'notSelected', on);
    case 'TitleConferred':
      return counted(body, 'conferred', on);
    case 'ConferralDeclined':
      return counted(body, 'conferralsDeclined', on);
  }
}

function gate(body: RoundDocument, { type, id, recordedAt, meta }: Pick<ProjectedEvent, 'type' | 'id' | 'recordedAt' | 'meta'>, details: JsonObject): RoundDocument {
  return { ...body, gates: [...body.gates, { type, event: id, on: meta.effectiveOn, recordedAt, details }] };
}

/** How many are proposed in each selection group; nothing where the round has none. */
function byGroup(lines: readonly RankLine[]): JsonObject {
  const counts: { [group: string]: number } = {};
  for (const { group, proposed } of lines) if (group !== null) counts[group] = (counts[group] ?? 0) + (proposed ? 1 : 0);
  return Object.keys(counts).length === 0 ? {} : { proposedByGroup: counts };
}

function counted(body: RoundDocument, what: string, day: string, n = 1): RoundDocument {
  return { ...body, counts: { ...body.counts, [what]: plus(body.counts[what] ?? {}, day, n) } };
}

function moved(ledger: SeatLedger, by: { readonly reserved: number; readonly confirmed: number }, day: string): Pick<SeatLedger, 'reserved' | 'confirmed'> {
  return {
    reserved: by.reserved === 0 ? ledger.reserved : plus(ledger.reserved, day, by.reserved),
    confirmed: by.confirmed === 0 ? ledger.confirmed : plus(ledger.confirmed, day, by.confirmed),
  };
}

function atUnit(body: RoundDocument, unit: string, by: { readonly reserved: number; readonly confirmed: number }, day: string): RoundDocument {
  return { ...body, recommendation: body.recommendation.map((ledger) => (ledger.unit === unit ? { ...ledger, ...moved(ledger, by, day) } : ledger)) };
}

/** All award seats are taken by one event; each is then confirmed or released by its outcome. */
function decided(body: RoundDocument, { conferrals }: ConferralDecided['data'], day: string): RoundDocument {
  return { ...body, award: { ...body.award, ...moved(body.award, { reserved: conferrals.length, confirmed: 0 }, day) } };
}

function settle(body: RoundDocument, { ledger, reservation }: { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: string }, confirmed: 0 | 1, day: string): RoundDocument {
  if (ledger === 'AWARD') return { ...body, award: { ...body.award, ...moved(body.award, { reserved: -1, confirmed }, day) } };
  const { [reservation]: unit, ...pending } = body.pending;
  return unit === undefined ? body : { ...atUnit(body, unit, { reserved: -1, confirmed }, day), pending };
}
