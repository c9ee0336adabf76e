import type { BusinessDate } from '../dates';
import type { RoundId } from '../facts';
import type { TierRules } from '../programme-rules';
import { parametersOf, type RoundState } from './round';

/** What a round gives out of a number that all tracks of a tier have together. */
export interface SeatsOfRound {
  readonly round: RoundId;
  readonly track: string;
  readonly openedOn: BusinessDate;
  /** Of the notice in force; of a concluded one as many as were conferred. */
  readonly seats: number;
}

/** Another round of the tier, and the day on which it opened. */
export interface RoundOfTier {
  readonly state: RoundState;
  readonly openedOn: BusinessDate;
}

type SeatsAndYears = Pick<TierRules, 'seats' | 'cadenceYears' | 'pool' | 'way'>;

/**
 * In how many years the rounds of a tier give its number together; null where each stands for itself: no number, or no 几年一届, is
 * stated. A pool counts its places over all its batches, and posts by who holds them.
 */
export function yearsTogether({ seats, cadenceYears, pool, way }: SeatsAndYears): number | null {
  return seats === null || pool !== undefined || way === 'POST' ? null : (cadenceYears?.value ?? null);
}

/**
 * 两年一届50名, like 每3年近400名, is so many in any two years that follow each other, by whichever rounds and tracks, as 几年一届
 * counts years: of the others of the tier those in the years of a cadence that hold the year asked about and most of them, the
 * earliest where several hold as many. Two that lie a cadence or more apart are never counted together. A demonstration stands to
 * demonstrations alone.
 */
export function seatsBeside(tier: SeatsAndYears, others: readonly RoundOfTier[], { day, demonstration }: { readonly day: BusinessDate; readonly demonstration: boolean }): readonly SeatsOfRound[] {
  const cadence = yearsTogether(tier);
  if (cadence === null) return [];
  const year = yearOf(day);
  const counted = others
    .flatMap(({ state, openedOn }) => (state.opened === null || state.opened.demonstration !== demonstration ? [] : [{ round: state.id, track: state.opened.track, openedOn, seats: seatsOf(state) }]))
    .sort((a, b) => (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : a.round < b.round ? -1 : 1));
  // Years that begin with no round hold no more than those that begin with the next one.
  return [...counted.map(({ openedOn }) => yearOf(openedOn)), year]
    .filter((first) => first <= year && year < first + cadence)
    .map((first) => counted.filter(({ openedOn }) => yearOf(openedOn) >= first && yearOf(openedOn) < first + cadence))
    .reduce((most, within) => (seatsInAll(0, within) > seatsInAll(0, most) ? within : most), []);
}

export function seatsInAll(own: number, beside: readonly SeatsOfRound[]): number {
  return beside.reduce((sum, { seats }) => sum + seats, own);
}

/** The first year in which those of them that a round of that year is still counted together with have no more than so many. */
export function yearWithRoom(beside: readonly SeatsOfRound[], cadence: number, most: number): number {
  const until = ({ openedOn }: SeatsOfRound): number => yearOf(openedOn) + cadence;
  // Room comes as one after the other is counted no more, at last with the year that counts none.
  return Math.min(...beside.map(until).filter((year) => seatsInAll(0, beside.filter((one) => until(one) > year)) <= most));
}

function seatsOf(state: RoundState): number {
  return state.conclusion === null ? parametersOf(state).awardSeats : [...state.awards.values()].filter(({ status }) => status === 'CONFIRMED').length;
}

function yearOf(day: BusinessDate): number {
  return Number(day.slice(0, 4));
}
