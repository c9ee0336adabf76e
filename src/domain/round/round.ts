import type { DecisionContext } from '../context';
import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { Aggregate, EventId, NominationId, OfficialAct, OrgId, PersonId, Revision, RoundId, StreamName, TeacherId } from '../facts';
import { candidateAsOfficer, type RoundRoles } from '../people';
import type { EffectiveProgramme, TierRules } from '../programme-rules';
import type { ScoreChangeOrdered } from './selection-facts';
import type { CandidatesRanked, ConferralDecided, PanelCommissioned, PublicityOpened, RoundConcluded, RoundFact, RoundOpened, RoundParameters, ScoreOpeningOrdered } from './facts';

/** A round passes its gates in this order; where the programme states no publicity, RANKED leads straight to the conferral. */
export const gates = ['NONE', 'OPEN', 'NOMINATIONS_CLOSED', 'SCORES_OPENED', 'RANKED', 'PUBLICITY_OPENED', 'PUBLICITY_CLOSED', 'CONFERRAL_DECIDED', 'CONCLUDED'] as const;
export type Gate = (typeof gates)[number];

/** One reservation of a 推荐名额. A released line keeps its place in the ledger and takes no seat. */
export interface RecommendationLine {
  readonly reservation: EventId;
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  readonly unit: OrgId;
  readonly recommender: PersonId;
  readonly on: BusinessDate;
  readonly act: OfficialAct | null;
  status: 'RESERVED' | 'CONFIRMED' | 'RELEASED';
}

export interface RoundState {
  readonly id: RoundId;
  gate: Gate;
  opened: RoundOpened['data'] | null;
  readonly recommendations: Map<EventId, RecommendationLine>;
  /** Indexes of the ledger, so that a command on a round of 30,000 events costs what it costs on one of 30. */
  readonly seatTable: Map<OrgId, number>;
  readonly taken: Map<OrgId, { reserved: number; confirmed: number }>;
  /** The reservation, pending or confirmed, that a nomination has now. */
  readonly live: Map<NominationId, EventId>;
  /** How many live lines name a person as candidate, as recommender. */
  readonly candidates: Map<PersonId, number>;
  readonly recommenders: Map<PersonId, number>;
  readonly scorers: Set<PersonId>;
  /** Revision of the last event of a unit's ledger, for `RecommendationRefused.read`. */
  readonly ledgerRevision: Map<OrgId, Revision>;
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
  publicity: (PublicityOpened['data'] & { readonly event: EventId; windowEnded: boolean }) | null;
  conferral: (ConferralDecided['data'] & { readonly event: EventId; readonly act: OfficialAct | null; readonly on: BusinessDate }) | null;
  /** 授予名额, one line per conferral decided. */
  readonly awards: Map<NominationId, 'RESERVED' | 'CONFIRMED' | 'RELEASED'>;
  readonly deciders: Set<PersonId>;
  conclusion: RoundConcluded['data'] | null;
}

export const round: Aggregate<RoundState, RoundFact> = {
  initial: (stream: StreamName) => ({
    id: stream.replace(/^round-/, ''),
    gate: 'NONE',
    opened: null,
    recommendations: new Map(),
    seatTable: new Map(),
    taken: new Map(),
    live: new Map(),
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
    publicity: null,
    conferral: null,
    awards: new Map(),
    deciders: new Set(),
    conclusion: null,
  }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'RoundOpened':
        state.opened = fact.data;
        for (const { unit, seats } of fact.data.parameters.recommendationSeats) state.seatTable.set(unit, seats);
        state.gate = 'OPEN';
        break;
      case 'SeatReserved': {
        const { nomination, teacher, unit } = fact.data;
        state.recommendations.set(fact.id, { reservation: fact.id, nomination, teacher, unit, recommender: fact.meta.actor, on: fact.meta.effectiveOn, act: fact.meta.act ?? null, status: 'RESERVED' });
        state.ledgerRevision.set(unit, fact.revision);
        takenBy(state, unit).reserved += 1;
        state.live.set(nomination, fact.id);
        count(state.candidates, teacher, 1);
        count(state.recommenders, fact.meta.actor, 1);
        break;
      }
      case 'SeatConfirmed':
      case 'SeatReleased': {
        const status = fact.type === 'SeatConfirmed' ? 'CONFIRMED' : 'RELEASED';
        const line = state.recommendations.get(fact.data.reservation);
        if (fact.data.ledger === 'AWARD') state.awards.set(fact.data.nomination, status);
        else if (line) settleLine(state, line, status, fact.revision);
        break;
      }
      case 'NominationsClosed':
        state.gate = 'NOMINATIONS_CLOSED';
        break;
      case 'PanelCommissioned':
        state.panels.push(fact.data);
        for (const expert of fact.data.experts) state.scorers.add(expert);
        break;
      case 'ScoreOpeningOrdered':
        state.opening = { ...fact.data, event: fact.id };
        state.gate = 'SCORES_OPENED';
        break;
      case 'CandidatesRanked':
        state.ranking = { ...fact.data, event: fact.id, on: fact.meta.effectiveOn };
        state.listing = null;
        state.reopened = null;
        // A list made public before is no longer the list.
        if (fact.data.supersedes !== null) state.publicity = null;
        state.gate = 'RANKED';
        break;
      case 'RankingListed':
        state.listing = { digest: fact.data.digest, parts: state.listing?.digest === fact.data.digest ? state.listing.parts + 1 : 1 };
        break;
      case 'RankingReopened':
        state.reopened = fact.data.ranking;
        state.listing = null;
        state.gate = 'SCORES_OPENED';
        break;
      case 'ScoreChangeOrdered':
        state.scoreChanges.set(fact.id, fact.data);
        break;
      case 'PanelExtended':
        for (const expert of fact.data.experts) state.scorers.add(expert);
        break;
      case 'SeatsReallocated':
        count(state.seatMoves, fact.data.from, -fact.data.seats);
        count(state.seatMoves, fact.data.to, fact.data.seats);
        break;
      case 'SeatsCarried':
      case 'SeatsReturned':
        count(state.seatsGiven, fact.data.group ?? '', fact.data.seats);
        break;
      case 'PublicityOpened':
        state.publicity = { ...fact.data, event: fact.id, windowEnded: false };
        state.gate = 'PUBLICITY_OPENED';
        break;
      case 'PublicityWindowEnded':
        if (state.publicity) state.publicity.windowEnded = true;
        break;
      case 'PublicityClosed':
        state.gate = 'PUBLICITY_CLOSED';
        break;
      case 'ConferralDecided':
        state.conferral = { ...fact.data, event: fact.id, act: fact.meta.act ?? null, on: fact.meta.effectiveOn };
        for (const { nomination } of fact.data.conferrals) state.awards.set(nomination, 'RESERVED');
        state.deciders.add(fact.meta.actor);
        state.gate = 'CONFERRAL_DECIDED';
        break;
      case 'RoundConcluded':
        state.conclusion = fact.data;
        state.gate = 'CONCLUDED';
        break;
    }
    return state;
  },
};

function takenBy(state: RoundState, unit: OrgId): { reserved: number; confirmed: number } {
  let taken = state.taken.get(unit);
  if (!taken) state.taken.set(unit, (taken = { reserved: 0, confirmed: 0 }));
  return taken;
}

function settleLine(state: RoundState, line: RecommendationLine, status: 'CONFIRMED' | 'RELEASED', revision: Revision): void {
  if (line.status !== 'RESERVED') return;
  line.status = status;
  state.ledgerRevision.set(line.unit, revision);
  const taken = takenBy(state, line.unit);
  taken.reserved -= 1;
  if (status === 'CONFIRMED') {
    taken.confirmed += 1;
    return;
  }
  state.live.delete(line.nomination);
  count(state.candidates, line.teacher, -1);
  count(state.recommenders, line.recommender, -1);
}

function count(counts: Map<PersonId, number>, person: PersonId, by: number): void {
  const next = (counts.get(person) ?? 0) + by;
  if (next === 0) counts.delete(person);
  else counts.set(person, next);
}

export function atGate(state: RoundState, needs: Gate): Refused | null {
  if (state.gate === 'NONE') return refused('unknownRound', { round: state.id });
  return state.gate === needs ? null : refused('wrongGate', { round: state.id, gate: state.gate, needs });
}

/** Where a person moves the round on: its gate, and nobody moves on the round that she is a candidate of. */
export function gateOfOfficer(state: RoundState, needs: Gate, context: DecisionContext): Refused | null {
  return atGate(state, needs) ?? candidateAsOfficer(rolesIn(state), context.acting.person);
}

/** The pinned data of an opened round. */
export function openedRound(state: RoundState): RoundOpened['data'] {
  if (!state.opened) throw new Error(`round ${state.id} is not opened`);
  return state.opened;
}

export function parametersOf(state: RoundState): RoundParameters {
  return openedRound(state).parameters;
}

/** Rules of the round's tier in the pinned version, which the caller must have put into the context. */
export function tierOf(state: RoundState, programme: EffectiveProgramme): TierRules {
  const { programme: id, version, tier: code } = openedRound(state);
  if (programme.id !== id || programme.version !== version) throw new Error(`round ${state.id} is pinned to ${id}@${version}, the context holds ${programme.id}@${programme.version}`);
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (!tier) throw new Error(`${id}@${version} has no tier ${code}`);
  return tier;
}

/** A unit's seats and how many are taken; `seats` null where the notice gives it none. */
export function seatsOf(state: RoundState, unit: OrgId): { readonly seats: number | null; readonly reserved: number; readonly confirmed: number } {
  const { reserved, confirmed } = state.taken.get(unit) ?? { reserved: 0, confirmed: 0 };
  return { seats: state.seatTable.get(unit) ?? null, reserved, confirmed };
}

export function pendingRecommendations(state: RoundState): readonly RecommendationLine[] {
  return [...state.recommendations.values()].filter((line) => line.status === 'RESERVED');
}

export function confirmedRecommendations(state: RoundState): readonly RecommendationLine[] {
  return [...state.recommendations.values()].filter((line) => line.status === 'CONFIRMED');
}

/** Who stands in the selection: everything after the recommending levels asks this and nothing else. */
export function candidatesOf(state: RoundState): readonly RecommendationLine[] {
  return confirmedRecommendations(state);
}

/** Nominations whose award seat is decided and whose outcome the round does not know yet. */
export function pendingAwards(state: RoundState): readonly NominationId[] {
  return [...state.awards].filter(([, status]) => status === 'RESERVED').map(([nomination]) => nomination);
}

/** Who has had which part so far; a candidate is anyone with a seat reserved or confirmed. */
export function rolesIn(state: RoundState): RoundRoles {
  const { id, candidates, recommenders, scorers, deciders } = state;
  return { round: id, candidates, recommenders, scorers, deciders };
}
