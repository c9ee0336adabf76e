import { approximate, type Approximation } from '../approximate';
import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { citing, needed, refused, type Refused } from '../decision';
import type { Json, JsonObject, OrgId } from '../facts';
import { lineOf, orgOn, type OrgsState } from '../orgs';
import type { RuleSpec, TierRules } from '../programme-rules';
import type { OrgLevel } from '../registry-facts';
import type { LeanRule } from '../rules/lean-rules';
import { waivingActFault } from '../waiving-act';
import type { RoundParameters } from './facts';
import { citedOf, climbing, firstDayOf, mostPutForward, numberOf, type LimitWaiver, type SeatLimit } from './parameters';
import { baseIn, rowsOf, tableVerdict } from './seat-table';
import { seatsInAll, yearsTogether, yearWithRoom, type SeatsOfRound } from './tier-seats';

/** What is wrong with a notice's parameters; null where a round can run on them. Names the member by its path. */
export function parameterFault(parameters: RoundParameters, tier: TierRules, context: DecisionContext, waived: readonly string[], beside: readonly SeatsOfRound[] = []): Refused | null {
  return datesFault(parameters) ?? seatsFault(parameters, tier, context, waived, beside) ?? missingParameter(parameters, tier) ?? deadlinesFault(parameters) ?? limitsFault(parameters, tier, context, waived.filter((code) => code !== ROUGH_SEATS || tier.seatsAs === undefined));
}

function datesFault(parameters: RoundParameters): Refused | null {
  const { bornOnOrAfter, born, snapshotOn, nominationsFrom, nominationsTo, dates = [] } = parameters;
  const plain = { snapshotOn, nominationsFrom, nominationsTo, ...(bornOnOrAfter === undefined ? {} : { bornOnOrAfter }) };
  for (const [name, date] of Object.entries(plain)) if (!isBusinessDate(date)) return refused('notADate', { name, date });
  if (nominationsFrom > nominationsTo) return outOfOrder('nominationsFrom', nominationsFrom, 'nominationsTo', nominationsTo);
  if (snapshotOn > nominationsTo) return outOfOrder('snapshotOn', snapshotOn, 'nominationsTo', nominationsTo);
  if (bornOnOrAfter !== undefined && bornOnOrAfter >= snapshotOn) return outOfOrder('bornOnOrAfter', bornOnOrAfter, 'snapshotOn', snapshotOn);
  if (born && bornOnOrAfter !== firstDayOf(born)) return refused('bornBoundsDiffer', { bornOnOrAfter: bornOnOrAfter ?? '—', date: born.date, word: born.word, first: firstDayOf(born) });
  const names = dates.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index || Object.hasOwn(plain, name) || name === 'bornOnOrAfter');
  return twice === undefined ? null : refused('dateNameTaken', { name: twice });
}

/** What a waiver names where more titles are given out than a number that is meant roughly (近400) lets stand. */
export const ROUGH_SEATS = 'AWARD_SEATS';

/** With what other rounds of the tier give out of it, a number as it stands is never passed; one that is meant roughly by its tolerance, and beyond it only by an act (E17). Fewer is no fault. */
function awardSeatsFault(tier: TierRules, awardSeats: number, waived: readonly string[], beside: readonly SeatsOfRound[]): Refused | null {
  const { seats, seatsAs } = tier;
  const all = seatsInAll(awardSeats, beside);
  if (seats === null || all <= seats.value) return null;
  // Each with its number, so that whoever reads it can add them up.
  const rounds = beside.map(({ track, seats: given }) => `${track} ${given}`);
  if (seatsAs === undefined) {
    const years = yearsTogether(tier);
    if (years === null || beside.length === 0 || awardSeats > seats.value) return refused('awardSeatsAboveProgramme', { seats: awardSeats, allowed: seats.value }, { clause: seats.clause });
    return refused('awardSeatsGivenOut', { seats: awardSeats, rounds, roundIds: beside.map(({ round }) => round), all, allowed: seats.value, years, left: Math.max(0, seats.value - seatsInAll(0, beside)), free: String(yearWithRoom(beside, years, seats.value - awardSeats)) }, { clause: seats.clause });
  }
  if (roughSeats({ seats, seatsAs }, all) !== 'BEYOND' || waived.includes(ROUGH_SEATS)) return null;
  if (rounds.length > 0) return refused('awardSeatsTogether', { seats: awardSeats, rounds, roundIds: beside.map(({ round }) => round), all, number: seats.value, percent: seatsAs.percent ?? 0, waiver: ROUGH_SEATS }, { clause: seats.clause });
  return refused('awardSeatsBeyondTolerance', { seats: awardSeats, number: seats.value, percent: seatsAs.percent ?? 0, waiver: ROUGH_SEATS }, { clause: seats.clause });
}

/** Whether the bureau whose they are gives them up: the number of titles is the programme's, other limits the notice's own. */
export function limitWaiverFault({ limits, act }: LimitWaiver, parameters: Pick<RoundParameters, 'limits' | 'recommendationSeats'>, tier: TierRules, { tree, publisher, today }: { readonly tree: OrgsState; readonly publisher: OrgId | null; readonly today: BusinessDate }): Refused | null {
  const isProgrammes = tier.seatsAs !== undefined && limits.includes(ROUGH_SEATS);
  const over = [...(isProgrammes && publisher !== null ? [publisher] : []), ...parameters.recommendationSeats.map(({ unit }) => unit)];
  return waivingActFault(act, { tree, over, today }, { ...citing(tier.seats), ...(isProgrammes ? {} : citedOf(parameters.limits ?? [], limits)) });
}

/** How so many titles lie to a number that is meant roughly; null where the number is meant as it stands. */
export function roughSeats({ seats, seatsAs }: Pick<TierRules, 'seats' | 'seatsAs'>, awardSeats: number): Approximation | null {
  return seats === null || seatsAs === undefined ? null : approximate(awardSeats, { number: seats.value, word: seatsAs.word, percent: seatsAs.percent ?? 0 }).outcome;
}

function seatsFault(parameters: RoundParameters, tier: TierRules, context: DecisionContext, waived: readonly string[], beside: readonly SeatsOfRound[]): Refused | null {
  const { snapshotOn, recommendationSeats, awardSeats, overSubscription } = parameters;
  if (!Number.isSafeInteger(awardSeats) || awardSeats < 1) return refused('seatsNotANumber', { name: 'awardSeats', seats: awardSeats });
  const above = awardSeatsFault(tier, awardSeats, waived, beside);
  if (above) return above;
  const seen = new Set<OrgId>();
  for (const { unit, seats } of recommendationSeats) {
    if (seen.has(unit)) return refused('unitTwice', { unit });
    seen.add(unit);
    if (!Number.isSafeInteger(seats) || seats < 0) return refused('seatsNotANumber', { name: unit, seats });
  }
  const tree = needed(context, 'orgs');
  const unknown = [...seen].filter((unit) => !orgOn(tree, unit, snapshotOn));
  if (unknown.length > 0) return refused('seatUnitsUnknown', { units: unknown, count: unknown.length, day: snapshotOn });
  const atWrongLevel = recommendationSeats.find(({ unit, level }) => level !== undefined && tree.orgs.get(unit)?.level !== level);
  if (atWrongLevel) return refused('seatLevelDiffers', { unit: atWrongLevel.unit, level: atWrongLevel.level ?? 'SCHOOL', unitLevel: tree.orgs.get(atWrongLevel.unit)?.level ?? '—' });
  if (!overSubscription) return null;
  // What reaches the deciding body: rows with no row above them.
  const topmost = recommendationSeats.filter(({ unit }) => !lineOf(tree, unit, snapshotOn).slice(1).some((above) => seen.has(above)));
  const given = topmost.reduce((sum, { seats }) => sum + seats, 0);
  const most = mostPutForward(overSubscription, awardSeats);
  return given > most ? refused('overSubscribed', { given, most, awardSeats, ratio: overSubscription.ratio }) : null;
}

/** A rule that reads a date of the notice cannot be asked where the notice does not give it. */
function missingParameter(parameters: RoundParameters, tier: TierRules): Refused | null {
  const own = (['bornOnOrAfter', 'snapshotOn', 'nominationsFrom', 'nominationsTo'] as const).filter((name) => parameters[name] !== undefined);
  const given = new Set<string>([...own, ...(parameters.dates ?? []).map(({ name }) => name)]);
  for (const spec of tier.eligibility) {
    for (const name of parametersRead(spec)) if (!given.has(name)) return refused('parameterMissing', { name, rule: spec.rule }, { clause: spec.clause });
  }
  return null;
}

/** Names under `{ parameter }` anywhere in a rule, those that it counts included. */
function parametersRead(spec: RuleSpec): readonly string[] {
  const look = (value: Json): readonly string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const named = isObject(value) && typeof value['parameter'] === 'string' ? [value['parameter']] : [];
    return [...named, ...Object.values(value).flatMap(look)];
  };
  return look(spec.arguments);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deadlinesFault({ deadlines = [], nominationsFrom, nominationsTo, attachments = [] }: RoundParameters): Refused | null {
  const levels = deadlines.map(({ level }) => level);
  const twice = levels.find((level, index) => levels.indexOf(level) < index) ?? attachments.map(({ level }) => level).find((level, index, all) => all.indexOf(level) < index);
  if (twice !== undefined) return refused('levelTwice', { level: twice });
  const outside = deadlines.find(({ at }) => at.slice(0, 10) < nominationsFrom || at.slice(0, 10) > nominationsTo);
  if (outside) return refused('deadlineOutside', { level: outside.level, at: outside.at, from: nominationsFrom, to: nominationsTo });
  const climbed = climbing.flatMap((level) => deadlines.filter((entry) => entry.level === level));
  const early = climbed.find((entry, index) => index > 0 && entry.at < (climbed[index - 1]?.at ?? ''));
  return early ? refused('deadlineBeforeLower', { level: early.level, at: early.at }) : null;
}

function limitsFault(parameters: RoundParameters, tier: TierRules, context: DecisionContext, waived: readonly string[]): Refused | null {
  const { limits = [], recommendationSeats } = parameters;
  const codes = limits.map(({ code }) => code);
  const twice = codes.find((code, index) => codes.indexOf(code) < index);
  if (twice !== undefined) return refused('namedTwice', { id: twice });
  const stranger = waived.find((code) => !codes.includes(code));
  if (stranger !== undefined) return refused('waivedLimitUnknown', { limit: stranger });
  const odd = limits.find((limit) => (limit.unitSeats !== null && limit.per === 'ROUND') || (limit.kind !== 'CAP' && !countable(limit)));
  if (odd) return refused('limitUnclear', { limit: odd.code }, citedOf([odd], [odd.code]));
  const enforced = limits.filter(({ code }) => !waived.includes(code));
  for (const level of limitLevels(enforced)) {
    const verdict = levelVerdict(parameters, enforced, level, context);
    if (verdict.kind === 'UNDECIDED') return refused('tableUndecided', { limits: enforced.map(({ code }) => code) });
    if (verdict.kind !== 'INFEASIBLE') continue;
    // Of the ledger that the limits bear on: the seats of another level could not meet them.
    const seats = rowsOf(recommendationSeats, level).reduce((sum, row) => sum + row.seats, 0);
    return refused('tableInfeasible', { limits: verdict.limits.map((code) => shown(code, enforced, recommendationSeats)), seats, level }, { ...programmesOwn(tier, enforced.filter(({ code }) => verdict.limits.includes(code))), ...citedOf(enforced, verdict.limits) });
  }
  return null;
}

/** What the programme itself says of those whom a limit of the notice is for, else its number of titles: cited where the notice cites nothing. */
function programmesOwn({ scoring, seats }: TierRules, limits: readonly SeatLimit[]): { readonly clause?: string } {
  const meant = ({ toward }: LeanRule): boolean => limits.some(({ of }) => (of.rural === true && toward?.traits?.includes('RURAL') === true) || (of.subjects ?? []).some((subject) => toward?.subjects?.includes(subject) === true));
  const clause = scoring?.leans?.find(meant)?.clause ?? seats?.clause;
  return clause === undefined ? {} : { clause };
}

/** A floor for each value needs to know the values: it lists them. */
function countable({ by, of }: SeatLimit): boolean {
  return (!by.includes('SUBJECT') || of.subjects !== undefined) && (!by.includes('STAGE') || of.stages !== undefined);
}

function limitLevels(limits: readonly SeatLimit[]): readonly OrgLevel[] {
  return climbing.filter((level) => limits.some((limit) => limit.level === level));
}

function levelVerdict({ recommendationSeats: seats, snapshotOn: day }: Pick<RoundParameters, 'recommendationSeats' | 'snapshotOn'>, limits: readonly SeatLimit[], level: OrgLevel, context: DecisionContext) {
  const rows = rowsOf(seats, level);
  const given = new Map(rows.map((row) => [row.unit, row.seats]));
  return tableVerdict({ rows, limits: limits.filter((limit) => limit.level === level), free: (unit) => given.get(unit) ?? 0, counted: () => 0 }, { tree: needed(context, 'orgs'), day });
}

/** The limit with its number where it has one for the whole round: `RURAL ≥ 4`. */
function shown(code: string, limits: readonly SeatLimit[], seats: RoundParameters['recommendationSeats']): string {
  const limit = limits.find((entry) => entry.code === code);
  if (!limit) return code;
  const sign = limit.kind === 'CAP' ? '≤' : '≥';
  if (limit.per === 'UNIT') return `${code} ${sign} ${'n' in limit.amount ? limit.amount.n : `${limit.amount.percent}%`} / UNIT`;
  return `${code} ${sign} ${numberOf(limit, baseIn(rowsOf(seats, limit.level))(limit, null))}`;
}
