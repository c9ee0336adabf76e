import type { BatchState } from '../batch';
import type { DecisionContext } from '../context';
import { addDays, type BusinessDate } from '../dates';
import { actTooOld, outOfOrder } from '../days-in-order';
import { alreadySo, citing, needed, refused, type Refused } from '../decision';
import type { Decision, EventId, NominationId, OfficialAct } from '../facts';
import { isBody, separationOfDuties } from '../people';
import { ruleReference, type TierRules } from '../programme-rules';
import type { RoundFact } from './facts';
import { groupSeats } from './groups';
import { heldBy, notVetted, waitingForConferral } from './holds';
import { lastPublicDay, shownAtLevel } from './publicity';
import { atGate, conferralOf, conferralUnderWay, pendingAwards, rolesIn, tierOf, type RoundState } from './round';
import { candidateOf, candidatesOf } from './recommendation-lines';

export interface DecideConferralCommand {
  readonly batch: string;
  readonly act: OfficialAct;
  readonly conferredOn: BusinessDate;
  /** Those who are conferred; all who wait and are not held where it is not said. At the first decision the others who are not held are not selected. */
  readonly nominations?: readonly NominationId[];
  /** Those who wait and are passed over on record, held or not: they are not selected, so that the round can end. */
  readonly passOver?: readonly NominationId[];
  /** Check code of the signed list that the act confers on. */
  readonly printed?: string;
  /** Those of the selection who do not pass: they wait for a later decision, like the held. */
  readonly wait?: readonly NominationId[];
}

/** Takes the award seats: only those on the list, never more than there are. Everything later follows from this event. The held wait for a later decision. */
export function decideConferral(state: RoundState, command: DecideConferralCommand, context: DecisionContext): Decision<RoundFact> {
  const programme = needed(context, 'programme');
  const unopened = state.opened ? null : atGate(state, 'PUBLICITY_CLOSED');
  if (unopened) return unopened;
  const tier = tierOf(state, programme);
  const first = state.conferrals.size === 0;
  const wrong = atGate(state, first ? (tier.publicity ? 'PUBLICITY_CLOSED' : 'RANKED') : 'CONFERRAL_DECIDED', programme);
  if (wrong) return wrong;
  const { batch, act, conferredOn } = command;
  if (!tier.conferringBody) return refused('noConferringBody', { tier: tier.code });
  const clash = separationOfDuties(rolesIn(state), context.acting, 'DECIDER');
  if (clash) return clash;
  const { post, level, clause } = tier.conferringBody;
  if (act.number === null) return refused('actNumberRequired', {}, { clause });
  // Whoever carries it out, it is conferred in the name of the body that the programme names.
  if (!isBody(needed(context, 'orgs').orgs.get(act.body), tier.conferringBody)) return refused('actOfAnotherBody', { body: act.body, post, level }, { clause });
  const early = beforeItsTime(state, tier, command, context);
  if (early) return early;
  const waiting = waitingForConferral(state);
  const passOver = new Set(command.passOver ?? []);
  const held = new Set(waiting.filter((nomination) => isHeld(state, tier, nomination)));
  const chosen = new Set(command.nominations ?? waiting.filter((nomination) => !held.has(nomination) && !passOver.has(nomination)));
  const fault = wronglyNamed(state, tier, chosen, passOver, waiting);
  if (fault) return fault;
  if (chosen.size === 0 && passOver.size === 0 && held.size > 0) return refused('nobodyToConfer', { count: held.size, nominations: [...held] });
  const lines = state.ranking?.lines ?? [];
  // Each selection group has its own seats: what is moved from one to another is moved on record.
  for (const { code, seats } of groupSeats(state, tier)) {
    const own = lines.filter((line) => (line.group ?? null) === code);
    const asked = own.filter(({ nomination }) => chosen.has(nomination) || (state.awards.get(nomination)?.status ?? 'RELEASED') !== 'RELEASED').length;
    if (asked > seats) return refused('noAwardSeatLeft', { seats, asked });
  }
  const placed = new Map(lines.map((line) => [line.nomination, line.rank]));
  const numbered = [...state.conferrals.values()].reduce((sum, { conferrals }) => sum + conferrals.length, 0);
  const year = conferredOn.slice(0, 4);
  const conferrals = lines
    .filter((line) => chosen.has(line.nomination))
    .map(({ nomination, teacher, rank: place }, index) => ({ nomination, teacher, title: context.createdId(`title:${nomination}`), certificate: `${tier.code}-${year}-${state.id.slice(0, 8)}-${String(numbered + index + 1).padStart(3, '0')}`, rank: place }));
  // A second decision is about those named in it; who waits on waits until she is named.
  const left = new Set(command.wait ?? []);
  const waitsOn = (nomination: NominationId): boolean => !chosen.has(nomination) && !passOver.has(nomination) && (held.has(nomination) || left.has(nomination) || !first);
  const notSelected = candidatesOf(state)
    .filter(({ nomination }) => (first ? !chosen.has(nomination) && !waitsOn(nomination) && !state.struck.has(nomination) : passOver.has(nomination)))
    .map(({ nomination, teacher }) => ({ nomination, teacher, rank: placed.get(nomination) ?? null }));
  return {
    kind: 'events',
    events: [{ type: 'ConferralDecided', data: { batch, conferrals, notSelected, held: waiting.filter(waitsOn), conferredOn, ...(command.printed === undefined ? {} : { printed: command.printed }) }, act, rule: ruleReference(programme, tier.conferringBody.clause) }],
  };
}

/** The round ends with the last decision carried out; while somebody waits, only the decision does. */
export function decideConclude(state: RoundState, command: { readonly batch: BatchState; readonly reservation: EventId }): Decision<RoundFact> {
  const { batch, reservation } = command;
  if (state.gate === 'CONCLUDED' || state.carriedOut.has(reservation)) return alreadySo;
  const wrong = atGate(state, 'CONFERRAL_DECIDED');
  if (wrong) return wrong;
  const pending = pendingAwards(state);
  if (pending.length > 0) return refused('reservationsPending', { count: pending.length, reservations: pending });
  if (batch.id !== conferralOf(state, reservation)?.batch || !batch.completed) return refused('batchNotSettled', { batch: batch.id, left: batch.targets.size - batch.outcomes.size });
  const waiting = waitingForConferral(state);
  return { kind: 'events', events: [waiting.length > 0 ? { type: 'ConferralCarriedOut', data: { reservation, batch: batch.id, waiting } } : conclusionOf(state)] };
}

/** The last who waited was struck, so that no decision will follow that could end the round. */
export function decideConcludeAfterStrike(state: RoundState): Decision<RoundFact> {
  if (state.gate !== 'CONFERRAL_DECIDED' || conferralUnderWay(state) !== null || waitingForConferral(state).length > 0) return alreadySo;
  return { kind: 'events', events: [conclusionOf(state)] };
}

function conclusionOf(state: RoundState) {
  const outcomes = [...state.awards.values()];
  const done = outcomes.filter(({ status }) => status === 'CONFIRMED').length;
  const ended = state.opened?.endsIn === 'POOL' ? { conferred: 0, admitted: done } : { conferred: done };
  return { type: 'RoundConcluded' as const, data: { ...ended, declined: outcomes.length - done, notSelected: state.passedOver.size } };
}

function beforeItsTime(state: RoundState, tier: TierRules, { act, conferredOn }: Pick<DecideConferralCommand, 'act' | 'conferredOn'>, context: DecisionContext): Refused | null {
  const underWay = conferralUnderWay(state);
  if (underWay) return refused('conferralUnderWay', { batch: underWay.batch });
  if (tier.approval && !state.approval) return refused('listNotApproved', { round: state.id }, citing(tier.approval));
  const unasked = notVetted(state, tier);
  if (unasked.length > 0) return refused('notVetted', { count: unasked.length, nominations: unasked }, citing(tier.vetting));
  const publicUntil = state.publicity && state.publicity.closedOn !== null ? lastPublicDay(state, context) : state.shownUntil;
  if (publicUntil !== null && conferredOn <= publicUntil) return outOfOrder('publicity', publicUntil, 'conferredOn', conferredOn, citing(tier.publicity));
  return actTooOld(act, [['ranking', state.ranking?.on], ['publicityOver', publicUntil === null ? null : addDays(publicUntil, 1)]], (publicUntil === null ? tier.conferringBody : tier.publicity)?.clause);
}

/** Something is open against her, or the public has not seen her on the list to the end of a window. */
function isHeld(state: RoundState, tier: TierRules, nomination: NominationId): boolean {
  return heldBy(state, nomination).length > 0 || unseen(state, tier, nomination);
}

function unseen(state: RoundState, tier: TierRules, nomination: NominationId): boolean {
  if (tier.publicity !== null) return !state.shown.has(nomination);
  // Where the levels alone post lists, the last of hers is what the public has seen.
  const line = candidateOf(state, nomination);
  return line !== null && !shownAtLevel(state, tier, nomination, line.level);
}

function wronglyNamed(state: RoundState, tier: TierRules, chosen: ReadonlySet<NominationId>, passOver: ReadonlySet<NominationId>, waiting: readonly NominationId[]): Refused | null {
  const waits = new Set(waiting);
  const stranger = [...chosen, ...passOver].find((nomination) => !waits.has(nomination));
  if (stranger !== undefined) return refused('notProposed', { nomination: stranger });
  const both = [...chosen].find((nomination) => passOver.has(nomination));
  if (both !== undefined) return refused('conferredAndPassedOver', { nomination: both });
  for (const nomination of chosen) {
    const fault = holdFault(state, tier, nomination);
    if (fault) return fault;
  }
  return null;
}

/** Why somebody who is named cannot be conferred now; null where nothing holds her. */
export function holdFault(state: RoundState, tier: TierRules, nomination: NominationId): Refused | null {
  const holds = heldBy(state, nomination);
  if (holds.length > 0) return refused('nominationHeld', { nomination, by: [...new Set(holds.map(({ kind }) => kind))] });
  return unseen(state, tier, nomination) ? refused('notPublicised', { nomination }, citing(tier.publicity ?? tier.publicityAt?.[candidateOf(state, nomination)?.level ?? 'SCHOOL'])) : null;
}
