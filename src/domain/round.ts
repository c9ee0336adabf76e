import type { DecisionContext } from './context';
import { isBusinessDate, type BusinessDate } from './dates';
import { alreadySo, byClauseOf, needed, refused, type Refused } from './decision';
import type { Aggregate, Decision, EventId, NominationId, OfficialAct, OrgId, PersonId, Revision, RoundId, StreamName, TeacherId } from './facts';
import { orgOn } from './orgs';
import { candidateAsOfficer, separationOfDuties, type RoundRoles } from './people';
import { openFor, type EffectiveProgramme, type TierRules } from './programme-rules';
import type { CandidatesRanked, ConferralDecided, PanelCommissioned, PublicityOpened, RoundConcluded, RoundFact, RoundOpened, RoundParameters, ScoreOpeningOrdered } from './round-facts';
import type { Settlement } from './teacher/teacher';

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
  opening: (ScoreOpeningOrdered['data'] & { readonly event: EventId }) | null;
  ranking: (CandidatesRanked['data'] & { readonly event: EventId; readonly on: BusinessDate }) | null;
  publicity: (PublicityOpened['data'] & { readonly event: EventId; windowEnded: boolean }) | null;
  conferral: (ConferralDecided['data'] & { readonly event: EventId; readonly act: OfficialAct | null; readonly on: BusinessDate }) | null;
  /** 授予名额, one line per conferral decided. */
  readonly awards: Map<NominationId, 'RESERVED' | 'CONFIRMED' | 'RELEASED'>;
  readonly deciders: Set<PersonId>;
  conclusion: RoundConcluded['data'] | null;
}

export interface OpenRoundCommand {
  readonly round: RoundId;
  readonly names: { readonly zh: string; readonly en: string };
  readonly tier: string;
  readonly track: string;
  readonly parameters: RoundParameters;
  readonly demonstration: boolean;
  readonly act?: OfficialAct;
}
export interface ReserveSeatCommand {
  readonly nomination: NominationId;
  readonly teacher: TeacherId;
  /** Of the nomination: as on the snapshot date. */
  readonly unit: OrgId;
  readonly act: OfficialAct;
}
export interface SettleSeatCommand {
  readonly ledger: 'RECOMMENDATION' | 'AWARD';
  readonly reservation: EventId;
  readonly nomination: NominationId;
  /** What the teacher's stream says (`settlementOfRecommendation`, `settlementOfConferral`). */
  readonly settlement: Settlement;
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
        state.gate = 'RANKED';
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

/** `context.programme` is the version that the round will pin, with the adoptions made so far. */
export function decideOpenRound(state: RoundState, command: OpenRoundCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const { round: id, names, tier: code, track, parameters, demonstration, act } = command;
  if (state.gate !== 'NONE') return refused('roundExists', { round: id });
  const tier = programme.tiers.find((entry) => entry.code === code);
  if (!tier) return refused('unknownTier', { tier: code, programme: programme.id });
  if (!tier.tracks.includes(track)) return refused('trackNotOfTier', { tier: code, track });
  // What another tier leaves open bears on that tier's rounds and on none of this one's.
  const open = openFor(programme, code);
  if (!demonstration && open.length > 0) return refused('openValues', { open: open.map(({ path, clause, question }) => ({ path, clause, question })), count: open.length });
  if (!demonstration && programme.demonstrationOnly) return refused('demonstrationOnly', { programme: programme.id, version: programme.version });
  const fault = parameterFault(parameters, tier, context);
  if (fault) return fault;
  const calendar = needed(context, 'calendar').version;
  const data = { round: id, names, programme: programme.id, version: programme.version, adoptions: programme.adoptions, tier: code, track, parameters, calendar, demonstration };
  return { kind: 'events', events: [{ type: 'RoundOpened', data, ...(act ? { act } : {}), ...byClauseOf(context, 'OpenRound') }] };
}

function parameterFault(parameters: RoundParameters, tier: TierRules, context: DecisionContext): Refused | null {
  const { bornOnOrAfter, snapshotOn, nominationsFrom, nominationsTo, recommendationSeats, awardSeats } = parameters;
  for (const [name, date] of Object.entries({ bornOnOrAfter, snapshotOn, nominationsFrom, nominationsTo })) if (!isBusinessDate(date)) return refused('notADate', { name, date });
  const order = (earlier: string, first: BusinessDate, later: string, second: BusinessDate) => refused('datesOutOfOrder', { earlier, first, later, second });
  if (nominationsFrom > nominationsTo) return order('nominationsFrom', nominationsFrom, 'nominationsTo', nominationsTo);
  if (snapshotOn > nominationsTo) return order('snapshotOn', snapshotOn, 'nominationsTo', nominationsTo);
  if (bornOnOrAfter >= snapshotOn) return order('bornOnOrAfter', bornOnOrAfter, 'snapshotOn', snapshotOn);
  if (nominationsTo < context.today) return order('today', context.today, 'nominationsTo', nominationsTo);
  if (!Number.isSafeInteger(awardSeats) || awardSeats < 1) return refused('seatsNotANumber', { name: 'awardSeats', seats: awardSeats });
  if (tier.seats && awardSeats > tier.seats.value) return refused('awardSeatsAboveProgramme', { seats: awardSeats, allowed: tier.seats.value }, { clause: tier.seats.clause });
  const seen = new Set<OrgId>();
  for (const { unit, seats } of recommendationSeats) {
    if (seen.has(unit)) return refused('unitTwice', { unit });
    seen.add(unit);
    if (!Number.isSafeInteger(seats) || seats < 0) return refused('seatsNotANumber', { name: unit, seats });
  }
  const tree = needed(context, 'orgs');
  const unknown = [...seen].filter((unit) => !orgOn(tree, unit, snapshotOn));
  return unknown.length > 0 ? refused('seatUnitsUnknown', { units: unknown, count: unknown.length, day: snapshotOn }) : null;
}

/** Step one of a school's recommendation: takes one of its 推荐名额, or says that none is left. */
export function decideReserveSeat(state: RoundState, command: ReserveSeatCommand, context: DecisionContext): Decision<RoundFact> {
  const { nomination, teacher, unit, act } = command;
  const closed = nominationsRunning(state, context.today);
  if (closed) return closed;
  const clash = separationOfDuties(rolesIn(state), context.acting.person, 'RECOMMENDER') ?? separationOfDuties(rolesIn(state), teacher, 'CANDIDATE');
  if (clash) return clash;
  if (context.acting.person === teacher) return refused('separationOfDuties', { person: teacher, role: 'RECOMMENDER', holds: 'CANDIDATE', round: state.id });
  const standing = state.live.get(nomination);
  if (standing !== undefined) return refused('alreadyRecommended', { nomination, reservation: standing });
  const { seats, reserved, confirmed } = seatsOf(state, unit);
  if (seats === null) return refused('noSeatsForUnit', { unit, round: state.id });
  if (reserved + confirmed >= seats) return refused('noSeatLeft', { unit, seats, reserved, confirmed }, clauseOf(context, 'RecommendAtSchool'));
  return { kind: 'events', events: [{ type: 'SeatReserved', data: { ledger: 'RECOMMENDATION', unit, nomination, teacher }, act, ...byClauseOf(context, 'RecommendAtSchool') }] };
}

/** Derived only from what the teacher's stream says of the reservation (design, section 4). */
export function decideSettleSeat(state: RoundState, command: SettleSeatCommand): Decision<RoundFact> {
  const { ledger, reservation, nomination, settlement } = command;
  const line = ledger === 'RECOMMENDATION' ? state.recommendations.get(reservation) : undefined;
  const status = ledger === 'RECOMMENDATION' ? line?.status : state.conferral?.event === reservation ? state.awards.get(nomination) : undefined;
  if (status === undefined || (line && line.nomination !== nomination)) return refused('unknownReservation', { ledger, reservation, nomination });
  if (status !== 'RESERVED') return alreadySo;
  const effectiveOn = line?.on ?? state.conferral?.on;
  const type = settlement.kind === 'CONFIRMED' ? ('SeatConfirmed' as const) : ('SeatReleased' as const);
  return { kind: 'events', events: [{ type, data: { ledger, reservation, nomination, outcome: settlement.outcome }, ...(effectiveOn ? { effectiveOn } : {}), cause: settlement.outcome }] };
}

export function decideCloseNominations(state: RoundState, context: DecisionContext): Decision<RoundFact> {
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  const to = parametersOf(state).nominationsTo;
  if (context.today <= to) return refused('nominationsStillRunning', { to, today: context.today });
  const pending = pendingRecommendations(state);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending.map((line) => line.reservation) });
  const recommended = confirmedRecommendations(state).length;
  return { kind: 'events', events: [{ type: 'NominationsClosed', data: { recommended }, ...byClauseOf(context, 'CloseNominations') }] };
}

/** A nomination or recommendation may be made today: the gate is open and the day within the notice's, both ends included. */
export function nominationsRunning(state: RoundState, today: BusinessDate): Refused | null {
  const wrong = atGate(state, 'OPEN');
  if (wrong) return wrong;
  const { nominationsFrom: from, nominationsTo: to } = parametersOf(state);
  return today < from || today > to ? refused('nominationsNotRunning', { from, to, today }) : null;
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

/** Nominations whose award seat is decided and whose outcome the round does not know yet. */
export function pendingAwards(state: RoundState): readonly NominationId[] {
  return [...state.awards].filter(([, status]) => status === 'RESERVED').map(([nomination]) => nomination);
}

/** Who has had which part so far; a candidate is anyone with a seat reserved or confirmed. */
export function rolesIn(state: RoundState): RoundRoles {
  const { id, candidates, recommenders, scorers, deciders } = state;
  return { round: id, candidates, recommenders, scorers, deciders };
}

function clauseOf(context: DecisionContext, stage: 'RecommendAtSchool'): { readonly clause?: string } {
  const clause = context.programme?.authority[stage]?.clause;
  return clause === undefined ? {} : { clause };
}

