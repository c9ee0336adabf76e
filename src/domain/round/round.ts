import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { Aggregate, EventId, HolderKind, NominationId, OfficialAct, OrgId, PersonId, Revision, RoundId, StreamName, TeacherId } from '../facts';
import { actedBy, candidateAsOfficer, type ExceptedRole, type RoundRoles } from '../people';
import type { EffectiveProgramme, Stage, TierRules } from '../programme-rules';
import { evolveNotice, noNotice, withParameters, type NoticeState } from './notice-state';
import type { OrgLevel } from '../registry-facts';
import type { ScoreChangeOrdered } from './selection-facts';
import type { CandidatesRanked, ListApproved, ListPrinted, PanelCommissioned, RoundConcluded, RoundFact, RoundOpened, RoundParameters, ScoreOpeningOrdered, PathStep, SeatFate, SeatReserved, SeatsReserved } from './facts';
import { confirmLine, endLine, seatsAsIn, takeSeat, type Taken } from './ledger';
import { evolveLeaving, type Departure, type OpenReturn, type OverdueReturn } from './leaving-state';
import { evolveList, type Award, type Conferral, type RegisteredObjection, type Vetting } from './list-state';
import { ledgerKey, lineReservation } from './path';
import { evolvePublicity, noPublicities, type PublicityIndex, type PublicityState } from './publicity-state';
import { evolveSelection } from './selection-state';

/** A round passes its gates in this order; where the programme states no publicity, RANKED leads straight to the conferral. */
export const gates = ['NONE', 'OPEN', 'NOMINATIONS_CLOSED', 'SCORES_OPENED', 'RANKED', 'PUBLICITY_OPENED', 'PUBLICITY_CLOSED', 'CONFERRAL_DECIDED', 'CONCLUDED'] as const;
export type Gate = (typeof gates)[number];

/** One reservation of a 推荐名额. A released line keeps its place in the ledger and takes no seat; a lapsed one takes it for good. */
export interface RecommendationLine {
  /** The `SeatReserved`, or `lineReservation` of the `SeatsReserved` that took it with others. */
  readonly reservation: EventId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Which recommending level put her forward. */
  readonly level: OrgLevel;
  readonly unit: OrgId;
  /** Who recommended, and for whom she did it. */
  readonly recommenders: readonly PersonId[];
  readonly path: readonly PathStep[];
  /** Of the nomination that was recommended. */
  readonly version: number;
  readonly on: BusinessDate;
  readonly act: OfficialAct | null;
  /** Limits of the seat table that it counts to. */
  readonly countsTo: readonly string[];
  /** Of a team: who was in it when it was nominated. */
  readonly members?: readonly PersonId[];
  status: 'RESERVED' | 'CONFIRMED' | 'RELEASED' | 'LAPSED';
  /** Given up on the round and not yet settled: what will become of the seat. Nobody stands in the selection by such a line. */
  leaving: SeatFate | null;
}

export interface RoundState {
  readonly id: RoundId;
  gate: Gate;
  /** The day on which it came to its gate; nobody signed before it what needs the gate. */
  gateSince: BusinessDate;
  opened: RoundOpened['data'] | null;
  readonly notice: NoticeState;
  readonly recommendations: Map<EventId, RecommendationLine>;
  /** Indexes of the ledger, so that a command on a round of 30,000 events costs what it costs on one of 30. */
  readonly seatTable: Map<string, number>;
  readonly taken: Map<string, Taken>;
  /** The reservation, pending or confirmed, that a nomination has now at a level (`lineKey`). */
  readonly live: Map<string, EventId>;
  readonly returns: Map<NominationId, OpenReturn>;
  /** Ended by the due minute; paper that was received before it may still open one again. */
  readonly overdue: Map<NominationId, OverdueReturn>;
  readonly departures: Map<EventId, Departure>;
  /** Who is out of the selection, by what: withdrawn, 不予推荐, or not completed in time. */
  readonly left: Map<NominationId, EventId>;
  /** How many live lines name a person as candidate, as recommender. */
  readonly candidates: Map<PersonId, number>;
  readonly recommenders: Map<PersonId, number>;
  readonly scorers: Set<PersonId>;
  /** Revision of the last event of a ledger (`ledgerKey`), for `RecommendationRefused.read`. */
  readonly ledgerRevision: Map<string, Revision>;
  readonly panels: PanelCommissioned['data'][];
  /** Numbers of a ranking of many that are listed and whose head is still to come. */
  listing: { readonly digest: string; readonly parts: number } | null;
  /** The ranking that was reopened and has nothing in its place yet. */
  reopened: EventId | null;
  /** Changes of opened scores that were ordered, each with the panel that has to take it. */
  readonly scoreChanges: Map<EventId, ScoreChangeOrdered['data']>;
  /** Award seats moved between groups: what a group has more or less than the notice says. */
  readonly seatMoves: Map<string, number>;
  /** Open award seats that were carried or returned, by group; `''` where the round has none. */
  readonly seatsGiven: Map<string, number>;
  opening: (ScoreOpeningOrdered['data'] & { readonly event: EventId }) | null;
  ranking: (CandidatesRanked['data'] & { readonly event: EventId; readonly on: BusinessDate }) | null;
  /** Every posting of a list, by id: of the recommending levels, and of the round. */
  readonly publicities: Map<string, PublicityState>;
  readonly postings: PublicityIndex;
  /** The final one, of level null, which alone moves the gate. */
  publicity: PublicityState | null;
  /** Who was shown to the end of a publicity since the ranking, and its last day. */
  readonly shown: Set<NominationId>;
  shownUntil: BusinessDate | null;
  readonly conferrals: Map<EventId, Conferral>;
  /** Decisions carried out to the end. */
  readonly carriedOut: Set<EventId>;
  /** 授予名额, one line per award decided. */
  readonly awards: Map<NominationId, Award>;
  /** On record not selected, by the decision that says so. */
  readonly passedOver: Map<NominationId, EventId>;
  approval: (ListApproved['data'] & { readonly event: EventId; readonly revision: Revision }) | null;
  /** Off the list, by the fact that says so. */
  readonly struck: Map<NominationId, EventId>;
  readonly substitutes: { readonly out: NominationId; readonly in: NominationId; readonly event: EventId }[];
  readonly objections: Map<string, RegisteredObjection>;
  /** By body, then by nomination. */
  readonly vetting: Map<string, Map<NominationId, Vetting>>;
  readonly deciders: Set<PersonId>;
  /** Who decided an objection of the round. */
  readonly objectionHandlers: Set<PersonId>;
  /** Roles that a body above lets a person hold together. */
  readonly exceptions: Map<PersonId, readonly (readonly ExceptedRole[])[]>;
  /** Printed to be signed, by code. */
  readonly prints: Map<string, ListPrinted['data'] & { readonly event: EventId; readonly on: BusinessDate }>;
  conclusion: RoundConcluded['data'] | null;
}

export const round: Aggregate<RoundState, RoundFact> = {
  initial: (stream: StreamName) => ({
    id: stream.replace(/^round-/, ''),
    gate: 'NONE',
    gateSince: '',
    opened: null,
    notice: noNotice(),
    recommendations: new Map(),
    seatTable: new Map(),
    taken: new Map(),
    live: new Map(),
    returns: new Map(),
    overdue: new Map(),
    departures: new Map(),
    left: new Map(),
    candidates: new Map(),
    recommenders: new Map(),
    scorers: new Set(),
    ledgerRevision: new Map(),
    panels: [],
    listing: null,
    reopened: null,
    scoreChanges: new Map(),
    seatMoves: new Map(),
    seatsGiven: new Map(),
    opening: null,
    ranking: null,
    publicities: new Map(),
    postings: noPublicities(),
    publicity: null,
    shown: new Set(),
    shownUntil: null,
    conferrals: new Map(),
    carriedOut: new Set(),
    awards: new Map(),
    passedOver: new Map(),
    approval: null,
    struck: new Map(),
    substitutes: [],
    objections: new Map(),
    vetting: new Map(),
    deciders: new Set(),
    objectionHandlers: new Set(),
    exceptions: new Map(),
    prints: new Map(),
    conclusion: null,
  }),
  evolve: (state, fact) => {
    const { gate } = state;
    evolveNotice(state.notice, fact);
    switch (fact.type) {
      case 'RoundOpened':
        state.opened = fact.data;
        seatsAsIn(state, fact.data.parameters);
        state.gate = 'OPEN';
        break;
      case 'NoticeSupplemented':
        seatsAsIn(state, fact.data.parameters);
        break;
      case 'SeatsTransferred': {
        const { level, fromUnit, toUnit, n } = fact.data;
        const [from, to] = [ledgerKey(level, fromUnit), ledgerKey(level, toUnit)];
        state.seatTable.set(from, (state.seatTable.get(from) ?? 0) - n);
        state.seatTable.set(to, (state.seatTable.get(to) ?? 0) + n);
        for (const key of [from, to]) state.ledgerRevision.set(key, fact.revision);
        break;
      }
      case 'SeatReserved': {
        const { nomination, teacher, level, unit, path, version, countsTo, members } = fact.data;
        takeSeat(state, { reservation: fact.id, nomination, teacher, level, unit, path, version, countsTo, ...ofTeam(members), ...takenUnder(fact) }, fact.revision);
        break;
      }
      case 'SeatsReserved': {
        const { level, lines } = fact.data;
        for (const { nomination, teacher, unit, path, version, countsTo, members } of lines) {
          takeSeat(state, { reservation: lineReservation(fact.id, nomination), nomination, teacher, level, unit, path, version, countsTo, ...ofTeam(members), ...takenUnder(fact) }, fact.revision);
        }
        break;
      }
      case 'SeatConfirmed':
      case 'SeatReleased': {
        const status = fact.type === 'SeatConfirmed' ? 'CONFIRMED' : 'RELEASED';
        const line = state.recommendations.get(fact.data.reservation);
        if (fact.data.ledger === 'AWARD') state.awards.set(fact.data.nomination, { reservation: fact.data.reservation, status });
        else if (line && status === 'CONFIRMED') confirmLine(state, line, fact.revision);
        else if (line) endLine(state, line, 'RELEASED', fact.revision);
        break;
      }
      case 'SeatLapsed': {
        const line = state.recommendations.get(fact.data.reservation);
        if (line) endLine(state, line, 'LAPSED', fact.revision);
        break;
      }
      case 'WithdrawalRegistered':
      case 'RejectionRegistered':
      case 'ReturnRegistered':
      case 'ReturnEnded':
      case 'ReturnReopened':
        evolveLeaving(state, fact);
        break;
      // All of it stands in `notice`.
      case 'DeadlineExtended':
        break;
      case 'NominationsClosed':
        state.gate = 'NOMINATIONS_CLOSED';
        break;
      case 'PanelCommissioned':
      case 'ScoreOpeningOrdered':
      case 'CandidatesRanked':
      case 'RankingListed':
      case 'RankingReopened':
      case 'ScoreChangeOrdered':
      case 'PanelExtended':
      case 'SeatsReallocated':
      case 'SeatsCarried':
      case 'SeatsReturned':
        evolveSelection(state, fact);
        break;
      case 'PublicityOpened':
        evolvePublicity(state.publicities, state.postings, fact);
        if (fact.data.level !== null) break;
        state.publicity = state.publicities.get(fact.data.publicity) ?? null;
        // A later one, of who came on the list afterwards, moves nobody else.
        if (state.gate === 'RANKED') state.gate = 'PUBLICITY_OPENED';
        break;
      case 'PublicityClosed':
        evolvePublicity(state.publicities, state.postings, fact);
        if (state.publicity?.publicity !== fact.data.publicity) break;
        for (const { nomination } of state.publicity.rows) state.shown.add(nomination);
        if (state.shownUntil === null || state.publicity.lastDay > state.shownUntil) state.shownUntil = state.publicity.lastDay;
        if (state.gate === 'PUBLICITY_OPENED') state.gate = 'PUBLICITY_CLOSED';
        break;
      case 'PublicityListed':
      case 'PublicityWindowEnded':
      case 'PublicityClockSuspended':
      case 'PublicityClockResumed':
      case 'PublicityRecomputed':
      case 'PublicityListChanged':
      case 'ListTakenDown':
        evolvePublicity(state.publicities, state.postings, fact);
        break;
      case 'ConferralDecided':
      case 'ConferralCarriedOut':
      case 'VettingRequested':
      case 'VettingAnswered':
      case 'ListApproved':
      case 'CandidateSubstituted':
      case 'ObjectionRegistered':
      case 'ObjectionSettled':
        evolveList(state, fact);
        break;
      case 'SeparationExcepted':
        state.exceptions.set(fact.data.person, [...(state.exceptions.get(fact.data.person) ?? []), fact.data.roles]);
        break;
      case 'ListPrinted':
        state.prints.set(fact.data.code, { ...fact.data, event: fact.id, on: fact.meta.effectiveOn });
        break;
      case 'RoundConcluded':
        state.conclusion = fact.data;
        state.gate = 'CONCLUDED';
        break;
    }
    if (state.gate !== gate) state.gateSince = fact.meta.effectiveOn;
    return state;
  },
};

function takenUnder({ meta }: SeatReserved | SeatsReserved): Pick<RecommendationLine, 'recommenders' | 'on' | 'act'> {
  return { recommenders: actedBy(meta), on: meta.effectiveOn, act: meta.act ?? null };
}

function ofTeam(members: readonly PersonId[] | undefined): Pick<RecommendationLine, 'members'> {
  return members === undefined ? {} : { members };
}

/** @param programme cited for the gate that is needed, where it states by which clause a round comes there. */
export function atGate(state: RoundState, needs: Gate, programme?: EffectiveProgramme | null): Refused | null {
  if (state.gate === 'NONE') return refused('unknownRound', { round: state.id });
  if (state.gate === needs) return null;
  const clause = programme ? clauseOfGate(state, needs, programme) : undefined;
  return refused('wrongGate', { round: state.id, gate: state.gate, needs }, clause === undefined ? {} : { clause });
}

const STAGE_TO: { readonly [gate in Gate]?: Stage } = {
  OPEN: 'OpenRound', NOMINATIONS_CLOSED: 'CloseNominations', SCORES_OPENED: 'OpenScores', RANKED: 'RankCandidates', PUBLICITY_OPENED: 'OpenPublicity', PUBLICITY_CLOSED: 'ClosePublicity', CONFERRAL_DECIDED: 'ConferTitles',
};

/** Of the tier's publicity and of its conferral, else of whoever takes the round to the gate. */
function clauseOfGate(state: RoundState, needs: Gate, { tiers, authority }: EffectiveProgramme): string | undefined {
  const tier = tiers.find(({ code }) => code === state.opened?.tier);
  const own = needs === 'PUBLICITY_OPENED' || needs === 'PUBLICITY_CLOSED' ? tier?.publicity?.clause : needs === 'CONFERRAL_DECIDED' ? tier?.conferringBody?.clause : undefined;
  const stage = STAGE_TO[needs];
  return own ?? (stage === undefined ? undefined : authority[stage]?.clause);
}

/** Where a person moves the round on: its gate, and nobody moves on the round that she is a candidate of. */
export function gateOfOfficer(state: RoundState, needs: Gate, context: DecisionContext): Refused | null {
  return atGate(state, needs, context.programme) ?? signedBefore(state, context) ?? candidateAsOfficer(rolesIn(state), context.acting);
}

function signedBefore({ gate, gateSince }: RoundState, { acting, today }: DecisionContext): Refused | null {
  return acting.enteredBy !== undefined && today < gateSince ? refused('signedBeforeGate', { signedOn: today, gate, since: gateSince }) : null;
}

/** Panels are formed, drawn and enlarged between the close of nominations and the opening; judged again is by changes of opened scores, each with its act. */
export function gateOfPanels(state: RoundState, context: DecisionContext): Refused | null {
  const opened = gates.indexOf(state.gate) > gates.indexOf('NOMINATIONS_CLOSED') && state.gate !== 'CONCLUDED';
  return opened ? refused('panelAfterOpening', { round: state.id, gate: state.gate }) : gateOfOfficer(state, 'NOMINATIONS_CLOSED', context);
}

/** The pinned data of an opened round. */
export function openedRound(state: RoundState): RoundOpened['data'] {
  if (!state.opened) throw new Error(`round ${state.id} is not opened`);
  return state.opened;
}

/** Who is put forward in the round: persons, or teams. */
export function holderKindOf(state: RoundState): HolderKind {
  return state.opened?.holder ?? 'PERSON';
}

/** As the notice and its supplements have them now. */
export function parametersOf(state: RoundState): RoundParameters {
  return state.notice.parameters ?? openedRound(state).parameters;
}

/** Rules of the round's tier in the pinned version, which the caller must have put into the context. */
export function tierOf(state: RoundState, programme: EffectiveProgramme): TierRules {
  const { programme: id, version, tier: code } = openedRound(state);
  if (programme.id !== id || programme.version !== version) throw new Error(`round ${state.id} is pinned to ${id}@${version}, the context holds ${programme.id}@${programme.version}`);
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (!tier) throw new Error(`${id}@${version} has no tier ${code}`);
  return tier;
}

/** The round as it would be with another table in force. */
export function withTable(state: RoundState, recommendationSeats: RoundParameters['recommendationSeats']): RoundState {
  const changed = { ...withParameters(state, { ...parametersOf(state), recommendationSeats }), seatTable: new Map<OrgId, number>() };
  seatsAsIn(changed, changed.notice.parameters);
  return changed;
}

/** A unit's seats at a level and how many are taken; `seats` null where the notice gives it none. */
export function seatsOf(state: RoundState, unit: OrgId, level: OrgLevel = 'SCHOOL'): { readonly seats: number | null; readonly reserved: number; readonly confirmed: number; readonly lapsed: number } {
  const key = ledgerKey(level, unit);
  const { reserved, confirmed, lapsed } = state.taken.get(key) ?? { reserved: 0, confirmed: 0, lapsed: 0 };
  return { seats: state.seatTable.get(key) ?? null, reserved, confirmed, lapsed };
}

/** Nominations whose award seat is decided and whose outcome the round does not know yet. */
export function pendingAwards(state: RoundState): readonly NominationId[] {
  return [...state.awards].filter(([, { status }]) => status === 'RESERVED').map(([nomination]) => nomination);
}

/** The decision behind a reservation of award seats. */
export function conferralOf(state: RoundState, reservation: EventId): Conferral | null {
  return state.conferrals.get(reservation) ?? null;
}

/** The decision that is not carried out to the end yet; only one at a time. */
export function conferralUnderWay(state: RoundState): Conferral | null {
  return state.gate === 'CONCLUDED' ? null : ([...state.conferrals.values()].find(({ event }) => !state.carriedOut.has(event)) ?? null);
}

/** Who has had which part so far; a candidate is anyone with a seat reserved or confirmed. */
export function rolesIn(state: RoundState): RoundRoles {
  const { id, candidates, recommenders, scorers, deciders, objectionHandlers, exceptions } = state;
  return { round: id, candidates, recommenders, scorers, deciders, objectionHandlers, exceptions };
}
