import type { DecisionContext } from '../context';
import { byClauseOf, needed, refused, sameJson, type Refused } from '../decision';
import type { Decision, JsonObject, NominationId, OfficialAct, TeacherId } from '../facts';
import { eligibilityOf, LAST_DAY, type Dossiers } from '../teacher/nomination';
import { view, type LifeFact } from '../teacher/view';
import type { RoundFact, RoundParameters, SupplementEffect } from './facts';
import { leadFault } from './leading';
import { levelledSeats, seatLevelFault } from './levels';
import { restFault } from './limits';
import { withParameters } from './notice-state';
import { parameterFault, ROUGH_SEATS } from './parameter-faults';
import { climbing, resolved, type LimitWaiver } from './parameters';
import { ledgerKey, lineKey } from './path';
import { gateOfOfficer, parametersOf, seatsOf, tierOf, withTable, type RoundState } from './round';
import type { SeatsOfRound } from './tier-seats';

/** What a supplement may replace. Units are frozen by the snapshot, deadlines move by extensions, and who leads stays. */
export type SupplementChanges = Partial<Omit<RoundParameters, 'stages' | 'snapshotOn' | 'nominationsFrom' | 'nominationsTo' | 'deadlines'>>;

/** Somebody with a matter in the round, as her stream stands. */
export interface Concerned {
  readonly teacher: TeacherId;
  readonly facts: readonly LifeFact[];
  /** Of a team: what its members' own streams say. */
  readonly dossiers?: Dossiers;
}

export interface SupplementNoticeCommand {
  readonly changes: SupplementChanges & JsonObject;
  readonly act: OfficialAct;
  readonly waiver?: LimitWaiver;
  readonly people: readonly Concerned[];
  /** Other rounds of the tier, where its number is meant for all of them together. */
  readonly beside?: readonly SeatsOfRound[];
}

/**
 * A 补充通知 (E49): other parameters from now on, and the list of those to whom they make a difference. Who has a seat
 * keeps it; who was refused may apply again and is not let in by this; the rules of the pinned version stay. Where the
 * programme says so, each nomination that it makes ineligible is reviewed (`settleSupplement`).
 */
export function decideSupplementNotice(state: RoundState, command: SupplementNoticeCommand, context: DecisionContext): Decision<RoundFact> {
  const { act, waiver, people, beside } = command;
  const programme = needed(context, 'programme');
  const wrong = gateOfOfficer(state, 'OPEN', context);
  if (wrong) return wrong;
  if (act.number === null) return refused('actNumberRequired');
  const before = parametersOf(state);
  const [tier, tree] = [tierOf(state, programme), needed(context, 'orgs')];
  // A row without a level means what it means in the notice.
  const rows = command.changes['recommendationSeats'] as RoundParameters['recommendationSeats'] | undefined;
  const changes = rows === undefined ? command.changes : { ...command.changes, recommendationSeats: levelledSeats(rows, tier, tree) };
  const parameters = supplemented(before, changes);
  if (sameJson(before, parameters)) return refused('supplementChangesNothing');
  const waived = [...new Set([...state.notice.waived, ...(waiver?.limits ?? [])])].filter((code) => parameters.limits?.some((limit) => limit.code === code));
  // Titles that were let through stay so; more of them are asked about anew.
  const rough = tier.seatsAs !== undefined && (parameters.awardSeats <= before.awardSeats || waiver?.limits.includes(ROUGH_SEATS) === true) ? [ROUGH_SEATS] : [];
  const fault = parameterFault(parameters, tier, context, [...waived, ...rough], parameters.awardSeats > before.awardSeats ? beside : []) ?? seatLevelFault(parameters.recommendationSeats, tier, tree) ?? takenFault(state, before, parameters) ?? leadFault(programme, tier.code, parameters, tree);
  if (fault) return fault;
  const after = withTable(withParameters({ ...state, notice: { ...state.notice, waived: new Set(waived) } }, parameters), parameters.recommendationSeats);
  const rest = restFault(after, context);
  if (rest) return rest;
  const effects = people.map((person) => effectOn(person, state, after, context));
  const data = {
    changes,
    parameters,
    becomesEligible: effects.flatMap((effect) => (effect?.now === 'ELIGIBLE' ? [effect.of] : [])),
    becomesIneligible: effects.flatMap((effect) => (effect?.now === 'INELIGIBLE' ? [effect.of] : [])),
    ...(waiver ? { waiver } : {}),
    ...(tier.onSupplement?.value === 'REVIEW' ? { review: { clause: tier.onSupplement.clause } } : {}),
  };
  return { kind: 'events', events: [{ type: 'NoticeSupplemented', data, act, ...byClauseOf(context, 'OpenRound') }] };
}

/** A bound of birth said anew replaces the one before, however that was said. */
function supplemented(before: RoundParameters, changes: SupplementChanges): RoundParameters {
  const { born, bornOnOrAfter, ...kept } = before;
  const bound = changes.born !== undefined || changes.bornOnOrAfter !== undefined ? {} : { ...(born ? { born } : {}), ...(bornOnOrAfter === undefined ? {} : { bornOnOrAfter }) };
  return resolved({ ...kept, ...bound, ...changes });
}

/** What is taken already stays possible. */
function takenFault(state: RoundState, before: RoundParameters, after: RoundParameters): Refused | null {
  const given = new Map(after.recommendationSeats.map(({ level = 'SCHOOL', unit, seats }) => [ledgerKey(level, unit), seats]));
  for (const { level = 'SCHOOL', unit } of before.recommendationSeats) {
    const { reserved, confirmed, lapsed } = seatsOf(state, unit, level);
    const taken = reserved + confirmed + lapsed;
    const seats = given.get(ledgerKey(level, unit)) ?? 0;
    if (taken > seats) return refused('seatsBelowTaken', { unit, seats, taken });
  }
  if (state.live.size === 0) return null;
  // Whom a limit speaks of, without how many.
  const plain = ({ limits = [] }: RoundParameters) => new Map(limits.map(({ code, kind, level, of, by, per, unitSeats }) => [code, { kind, level, of, by, per, unitSeats }]));
  const [old, now] = [plain(before), plain(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].find((code) => !sameJson(old.get(code), now.get(code)));
  return changed === undefined ? null : refused('limitsInUse', { limit: changed });
}

function effectOn({ teacher, facts, dossiers }: Concerned, before: RoundState, after: RoundState, context: DecisionContext): { readonly now: 'ELIGIBLE' | 'INELIGIBLE'; readonly of: SupplementEffect } | null {
  const programme = needed(context, 'programme');
  const [was, is] = [before, after].map((round) => eligibilityOf(facts, round, programme, context.today, dossiers));
  if (!was || !is || (was.verdict === 'holds') === (is.verdict === 'holds')) return null;
  const because = was.refusal ?? is.refusal;
  if (!because) return null;
  const life = view(facts, LAST_DAY);
  const own = life.nominations.find((entry) => entry.round === before.id);
  const stands = own === undefined ? (life.refusals.some(({ round }) => round === before.id) ? 'REFUSED' : 'APPLIED') : standing(before, own.nomination);
  return { now: is.verdict === 'holds' ? 'ELIGIBLE' : 'INELIGIBLE', of: { teacher, nomination: own?.nomination ?? null, stands, rule: because.rule, clause: because.clause } };
}

function standing(state: RoundState, nomination: NominationId): 'NOMINATED' | 'RECOMMENDED' {
  return climbing.some((level) => state.live.has(lineKey(nomination, level))) ? 'RECOMMENDED' : 'NOMINATED';
}
