import type { EventType } from '../../src/domain/catalogue';
import type { JsonObject } from '../../src/domain/facts';
import type { OrgLevel } from '../../src/domain/registry-facts';
import type { ConferralDecided, PanelFact, RankLine, RoundFact, RoundParameters, SeatLapsed, SeatReserved, SeatsReserved } from '../../src/domain/round/facts';
import type { LineRestored } from '../../src/domain/round/reopened-facts';
import type { AdmittedToPool } from '../../src/domain/teacher/ways-facts';
import type { ConferralDeclined, LevelRecommended, ConsentGiven, Nominated, NominationCompleted, NominationRefused, NominationRejected, NominationReturned, NominationStruck, NominationWithdrawn, NotSelected, RecommendationDeclined, RecommendationRefused, ReturnLapsed, SchoolRecommended, TitleConferred } from '../../src/domain/teacher/facts';
import type { WaiverGranted } from '../../src/domain/teacher/career-facts';
import { ledgerKey, lineReservation } from '../../src/domain/round/path';
import { roundOfPanel } from '../audit-trail/audit-trail';
import type { DayCounts, Projected } from '../facts-of';
import { factOf, plus } from '../facts-of';
import { headBetween, roundHeads } from './head';
import { lateAccepted, NO_NOTICE, noticed, seatCounts, seatReturned, type NoticeDocument, type NoticeEvent } from './notice';
import type { ProjectedEvent, Projection } from '../projection';

/** One of the two ledgers, for one unit or for the round: numbers by business day, so that any day can be asked for. */
export interface SeatLedger extends JsonObject {
  readonly seats: number;
  /** Taken and not yet settled. */
  readonly reserved: DayCounts;
  readonly confirmed: DayCounts;
  /** Given up after the deadline: taken for good, and held by nobody. */
  readonly lapsed: DayCounts;
  /** Seats given or taken away after the notice. */
  readonly given: DayCounts;
}

export interface UnitLedger extends SeatLedger {
  readonly level: OrgLevel;
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

export interface RoundException extends JsonObject {
  readonly event: string;
  readonly on: string;
  readonly person: string;
  readonly roles: readonly string[];
  readonly body: string | null;
  readonly number: string | null;
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
  readonly notice: NoticeDocument;
  readonly demonstration: boolean;
  readonly openedOn: string | null;
  readonly concludedOn: string | null;
  readonly gates: readonly Gate[];
  readonly recommendation: readonly UnitLedger[];
  readonly award: SeatLedger;
  /** Recommendation seats taken and not settled: reservation → ledger. */
  readonly pending: { readonly [reservation: string]: string };
  /** Separation of duties that a body above excepted; absent where there is none. */
  readonly exceptions?: readonly RoundException[];
  /** Events of the round's candidates and panels, by day. */
  readonly counts: { readonly [what: string]: DayCounts };
}

type TeacherSide = LevelRecommended | NominationReturned | NominationCompleted | ReturnLapsed | NominationWithdrawn | NominationRejected | ConsentGiven | Nominated | NominationRefused | RecommendationRefused | SchoolRecommended | RecommendationDeclined | NotSelected | NominationStruck | TitleConferred | ConferralDeclined | AdmittedToPool | WaiverGranted;
/** A return and a departure are counted on her side; what opens a return again gives seats back. */
type RoundEvent = Exclude<RoundFact, { readonly type: 'WithdrawalRegistered' | 'RejectionRegistered' | 'ReturnRegistered' | 'ReturnEnded' | 'ListPrinted' }> | PanelFact | TeacherSide;

const EVENTS = [
  'DeadlineExtended', 'SeatsTransferred', 'NoticeSupplemented', 'ConsentGiven',
  'RoundOpened', 'SeatReserved', 'SeatsReserved', 'SeatConfirmed', 'SeatReleased', 'SeatLapsed', 'NominationsClosed', 'PanelCommissioned', 'ScoreOpeningOrdered', 'CandidatesRanked',
  'PublicityOpened', 'PublicityWindowEnded', 'PublicityClosed', 'ConferralDecided', 'RoundConcluded',
  'ConferralCarriedOut', 'VettingRequested', 'VettingAnswered', 'ListApproved', 'CandidateSubstituted', 'ObjectionRegistered', 'ObjectionSettled',
  'SeparationExcepted',
  'PanelExtended', 'RankingListed', 'RankingReopened', 'ScoreChangeOrdered', 'SeatsCarried', 'SeatsReturned', 'SeatsReallocated',
  'PanelFormed', 'ScoreSubmitted', 'PanelClosed', 'ScoresOpened',
  'MarksEntered', 'EntriesDiffered', 'EntriesAgreed', 'ConflictDeclared', 'ReviewerRecused', 'ExpertsJoined', 'AttendanceRecorded', 'BallotRecorded', 'ScoreChanged',
  'Nominated', 'NominationRefused', 'RecommendationRefused', 'SchoolRecommended', 'RecommendationDeclined', 'NotSelected', 'NominationStruck', 'TitleConferred', 'ConferralDeclined',
  'WaiverGranted', 'AdmittedToPool',
  'LevelRecommended', 'NominationReturned', 'NominationCompleted', 'ReturnLapsed', 'ReturnReopened', 'NominationWithdrawn', 'NominationRejected',
] as const satisfies readonly EventType[];

export const ROUNDS = 'rounds_v4';

export const rounds: Projection<RoundDocument> = {
  name: 'rounds',
  version: 4,
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
  derived: [roundHeads],
  keys(event) {
    const round = roundKey(event);
    return round === null ? [] : [round];
  },
  // A corrected wording is the same nomination or outcome: it is not counted again.
  fold: (body, event, key) => (event.meta.corrects === undefined ? step(body ?? empty(key), factOf<RoundEvent>(event)) : body),
  derive: headBetween,
};

function roundKey({ stream, data }: ProjectedEvent): string | null {
  if (stream.startsWith('round-')) return stream.slice('round-'.length);
  const round = data['round'];
  return typeof round === 'string' ? round : roundOfPanel(stream);
}

const NO_SEATS: SeatLedger = { seats: 0, reserved: {}, confirmed: {}, lapsed: {}, given: {} };

function empty(round: string): RoundDocument {
  return {
    round, names: null, programme: null, version: null, adoptions: null, tier: null, track: null, parameters: null, notice: NO_NOTICE, demonstration: false,
    openedOn: null, concludedOn: null, gates: [], recommendation: [], award: NO_SEATS, pending: {}, counts: {},
  };
}

function step(body: RoundDocument, event: Projected<RoundEvent>): RoundDocument {
  const on = event.meta.effectiveOn;
  switch (event.type) {
    case 'RoundOpened': {
      const { names, programme, version, adoptions, tier, track, parameters, demonstration } = event.data;
      const recommendation = parameters.recommendationSeats.map(({ unit, seats, level = 'SCHOOL' }) => ({ level, unit, seats, reserved: {}, confirmed: {}, lapsed: {}, given: {} }));
      return gate({ ...told(body, event), names, programme, version, adoptions, tier, track, parameters, demonstration, openedOn: on, recommendation, award: { ...NO_SEATS, seats: parameters.awardSeats } }, event, {});
    }
    case 'NoticeSupplemented':
      return regiven(told(body, event), event.data.parameters, on);
    case 'SeatsTransferred':
      return given(given(told(body, event), ledgerOf(event.data.level, event.data.fromUnit), -event.data.n, on), ledgerOf(event.data.level, event.data.toUnit), event.data.n, on);
    case 'DeadlineExtended':
      return told(body, event);
    case 'ConsentGiven':
      return counted({ ...body, notice: lateAccepted(body.notice, event) }, 'consented', on);
    case 'SeatReserved':
      return { ...atUnit({ ...body, notice: lateAccepted(seatCounts(body.notice, event), event) }, ledgerKey(event.data.level, event.data.unit), { reserved: 1 }, on), pending: { ...body.pending, [event.id]: ledgerKey(event.data.level, event.data.unit) } };
    case 'SeatsReserved':
      return seatsOfMassAct(event).reduce((all, line) => step(all, line), body);
    case 'SeatConfirmed':
      return settle(body, event.data, 1, on);
    case 'SeatReleased': {
      const { level, unit, was } = event.data;
      const back = { ...body, notice: seatReturned(body.notice, event.data.reservation, on) };
      return level === undefined || unit === undefined || was === undefined ? settle(back, event.data, 0, on) : givenUp(back, { ...event.data, level, unit, was }, {}, on);
    }
    case 'SeatLapsed':
      return givenUp(body, event.data, { lapsed: 1 }, on);
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
    // The lists of recommending levels, and all that happens to a list, stand in the view of publicities: they are no gates.
    case 'PublicityOpened': {
      const { publicity, level, firstDay, lastDay, workingDays, provisional, rows, listed } = event.data;
      return level === null ? gate(body, event, { publicity, firstDay, lastDay, workingDays, provisional, rows: listed?.count ?? rows.length }) : body;
    }
    case 'PublicityWindowEnded':
      return ofFinal(body, event, { lastDay: event.data.lastDay });
    case 'PublicityClosed':
      return ofFinal(body, event, { objections: event.data.objections });
    case 'PublicityListed':
    case 'PublicityClockSuspended':
    case 'PublicityClockResumed':
    case 'PublicityRecomputed':
    case 'PublicityListChanged':
    case 'ListTakenDown':
      return body;
    case 'ConferralDecided':
      return gate(decided(body, event.data, on), event, { batch: event.data.batch, conferrals: event.data.conferrals.length, notSelected: event.data.notSelected.length, held: event.data.held.length, conferredOn: event.data.conferredOn });
    case 'ConferralCarriedOut':
      return gate(body, event, { batch: event.data.batch, waiting: event.data.waiting.length });
    case 'ListApproved':
      return gate(body, event, { stage: event.data.stage, approved: event.data.approved.length, struck: event.data.struck.length });
    case 'CandidateSubstituted':
      return counted(body, 'substituted', on);
    case 'VettingRequested':
      return counted(body, 'vettingRequested', on, event.data.nominations.length);
    case 'VettingAnswered':
      return counted(body, 'vettingAnswered', on, event.data.answers.length);
    case 'ObjectionRegistered':
      return counted(body, 'objections', on);
    case 'ObjectionSettled':
      return counted(body, 'objectionsSettled', on);
    case 'RoundConcluded':
      return gate({ ...body, concludedOn: on }, event, { ...event.data });
    case 'SeparationExcepted': {
      const { person, roles } = event.data;
      const { body: by, number } = event.meta.act ?? { body: null, number: null };
      return { ...body, exceptions: [...(body.exceptions ?? []), { event: event.id, on, person, roles, body: by, number }] };
    }
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
    case 'AttendanceRecorded':
      // The list of a day told anew replaces the first: it was one meeting.
      return (body.counts['meetings'] ?? {})[on] === undefined ? counted(body, 'meetings', on) : body;
    case 'BallotRecorded':
      return counted(body, 'ballots', on);
    case 'ScoreChanged':
      return counted(body, 'scoresChanged', on);
    case 'Nominated': {
      const nominated = counted({ ...body, notice: lateAccepted(body.notice, event) }, 'nominated', on);
      return event.data.verdicts.some((verdict) => verdict['waived'] !== undefined) ? counted(nominated, 'nominatedByWaiver', on) : nominated;
    }
    case 'WaiverGranted':
      return counted(body, 'waiversGranted', on);
    case 'NominationRefused':
      return counted(body, 'nominationsRefused', on);
    case 'RecommendationRefused':
      return counted(body, 'recommendationsRefused', on);
    case 'SchoolRecommended':
      return counted(body, 'recommended', on);
    case 'LevelRecommended':
      return counted(body, event.data.level === 'DISTRICT' ? 'recommendedByCounty' : 'recommendedByCity', on);
    case 'NominationReturned':
      return counted(body, 'returned', on);
    case 'NominationCompleted':
      return counted({ ...body, notice: lateAccepted(body.notice, event) }, 'completed', on);
    case 'ReturnLapsed':
      return counted(body, 'returnsOverdue', on);
    case 'ReturnReopened':
      return counted(event.data.lines.reduce((all, line) => heldAgain(all, line, on), body), 'returnsReopened', on);
    case 'NominationWithdrawn':
      return counted({ ...body, notice: lateAccepted(body.notice, event) }, 'withdrawn', on);
    case 'NominationRejected':
      return counted(body, 'rejected', on);
    case 'RecommendationDeclined':
      return counted(body, 'recommendationsDeclined', on);
    case 'NotSelected':
      return counted(body, 'notSelected', on);
    case 'TitleConferred':
      return counted(body, 'conferred', on);
    case 'NominationStruck':
      // Of a conferral that was voided it holds from the day of that, on which she was counted.
      return event.data.because === 'CONFERRAL_VOIDED' ? counted(body, 'conferred', on, -1) : body;
    case 'AdmittedToPool':
      return counted(body, 'admitted', on);
    case 'ConferralDeclined':
      return counted(body, 'conferralsDeclined', on);
  }
}

/** Each line as the reservation that it is: counted, pending and settled like one that stands alone. */
function seatsOfMassAct(event: Projected<SeatsReserved>): readonly Projected<SeatReserved>[] {
  const { level, lines, late } = event.data;
  return lines.map((line) => ({ ...event, type: 'SeatReserved', id: lineReservation(event.id, line.nomination), data: { ledger: 'RECOMMENDATION', level, ...line, ...(late === undefined ? {} : { late }) } }));
}

function told(body: RoundDocument, event: Projected<NoticeEvent>): RoundDocument {
  return { ...body, notice: noticed(body.notice, event) };
}

type LedgerOf = Pick<UnitLedger, 'level' | 'unit'>;

function ledgerOf(level: UnitLedger['level'] | undefined, unit: string): LedgerOf {
  return { level: level ?? 'SCHOOL', unit };
}

/** More or fewer seats of a unit at a level from a day on; a line new to the table begins with none. */
function given(body: RoundDocument, of: LedgerOf, n: number, on: string): RoundDocument {
  if (n === 0) return body;
  const key = ledgerKey(of.level, of.unit);
  const known = body.recommendation.some((ledger) => ledgerKey(ledger.level, ledger.unit) === key);
  const recommendation = known ? body.recommendation : [...body.recommendation, { ...NO_SEATS, ...of }];
  return { ...body, recommendation: recommendation.map((ledger) => (ledgerKey(ledger.level, ledger.unit) === key ? { ...ledger, given: plus(ledger.given, on, n) } : ledger)) };
}

/** The table and the titles as a supplement says them anew. */
function regiven(body: RoundDocument, { recommendationSeats, awardSeats }: RoundParameters, on: string): RoundDocument {
  const now = ({ seats, given: changes }: SeatLedger) => seats + Object.values(changes).reduce((sum, n) => sum + n, 0);
  const rows = new Map([...body.recommendation, ...recommendationSeats.map(({ level, unit }) => ledgerOf(level, unit))].map(({ level, unit }) => [ledgerKey(level, unit), { level, unit }]));
  const wanted = new Map(recommendationSeats.map(({ level = 'SCHOOL', unit, seats }) => [ledgerKey(level, unit), seats]));
  const changed = [...rows].reduce((all, [key, of]) => {
    const ledger = all.recommendation.find(({ level, unit }) => ledgerKey(level, unit) === key);
    return given(all, of, (wanted.get(key) ?? 0) - (ledger ? now(ledger) : 0), on);
  }, body);
  return { ...changed, award: { ...changed.award, given: plus(changed.award.given, on, awardSeats - now(changed.award)) } };
}

function gate(body: RoundDocument, { type, id, recordedAt, meta }: Pick<ProjectedEvent, 'type' | 'id' | 'recordedAt' | 'meta'>, details: JsonObject): RoundDocument {
  return { ...body, gates: [...body.gates, { type, event: id, on: meta.effectiveOn, recordedAt, details }] };
}

function ofFinal(body: RoundDocument, event: Projected<RoundEvent> & { readonly data: { readonly publicity: string } }, details: JsonObject): RoundDocument {
  const { publicity } = event.data;
  const final = body.gates.some(({ type, details: { publicity: of } }) => type === 'PublicityOpened' && of === publicity);
  return final ? gate(body, event, { publicity, ...details }) : body;
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

interface Move {
  readonly reserved?: number;
  readonly confirmed?: number;
  readonly lapsed?: number;
}

function moved(ledger: SeatLedger, { reserved = 0, confirmed = 0, lapsed = 0 }: Move, day: string): Pick<SeatLedger, 'reserved' | 'confirmed' | 'lapsed'> {
  return {
    reserved: reserved === 0 ? ledger.reserved : plus(ledger.reserved, day, reserved),
    confirmed: confirmed === 0 ? ledger.confirmed : plus(ledger.confirmed, day, confirmed),
    lapsed: lapsed === 0 ? ledger.lapsed : plus(ledger.lapsed, day, lapsed),
  };
}

function atUnit(body: RoundDocument, key: string, by: Move, day: string): RoundDocument {
  return { ...body, recommendation: body.recommendation.map((ledger) => (ledgerKey(ledger.level, ledger.unit) === key ? { ...ledger, ...moved(ledger, by, day) } : ledger)) };
}

/** A line that she held, or that was on its way, and holds no longer. */
function givenUp(body: RoundDocument, { reservation, level, unit, was }: Pick<SeatLapsed['data'], 'reservation' | 'level' | 'unit' | 'was'>, by: Move, day: string): RoundDocument {
  const pending = Object.fromEntries(Object.entries(body.pending).filter(([id]) => id !== reservation));
  return { ...atUnit(body, ledgerKey(level, unit), { ...by, ...(was === 'RESERVED' ? { reserved: -1 } : { confirmed: -1 }) }, day), pending };
}

/** Given up by an overdue return and hers again: a lapsed seat changes hands, one that had come back is taken once more. */
function heldAgain(body: RoundDocument, { reservation, level, unit, was, countsTo }: LineRestored, day: string): RoundDocument {
  const held = atUnit(body, ledgerKey(level, unit), { confirmed: 1, ...(was === 'LAPSED' ? { lapsed: -1 } : {}) }, day);
  return was === 'LAPSED' ? held : { ...held, notice: seatCounts(held.notice, { id: reservation, data: { unit, countsTo }, meta: { effectiveOn: day } }) };
}

/** All award seats are taken by one event; each is then confirmed or released by its outcome. */
function decided(body: RoundDocument, { conferrals }: ConferralDecided['data'], day: string): RoundDocument {
  return { ...body, award: { ...body.award, ...moved(body.award, { reserved: conferrals.length, confirmed: 0 }, day) } };
}

function settle(body: RoundDocument, { ledger, reservation }: { readonly ledger: 'RECOMMENDATION' | 'AWARD'; readonly reservation: string }, confirmed: 0 | 1, day: string): RoundDocument {
  if (ledger === 'AWARD') return { ...body, award: { ...body.award, ...moved(body.award, { reserved: -1, confirmed }, day) } };
  const { [reservation]: key, ...pending } = body.pending;
  return key === undefined ? body : { ...atUnit(body, key, { reserved: -1, confirmed }, day), pending };
}
