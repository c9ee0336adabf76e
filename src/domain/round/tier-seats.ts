import type { BusinessDate } from '../dates';
import type { RoundId } from '../facts';
import type { TierRules } from '../programme-rules';
import { parametersOf, type RoundState } from './round';

/** What a round gives out of a number that is meant roughly and for all tracks of a tier together. */
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

/**
 * 每3年近400名 is so many in three years, by whichever rounds and tracks: the others of the tier whose year lies within the
 * cadence of the year asked about, as 几年一届 counts years. Without a cadence each round stands for itself. A demonstration
 * stands to demonstrations alone.
 */
export function seatsBeside({ seatsAs, cadenceYears }: Pick<TierRules, 'seatsAs' | 'cadenceYears'>, others: readonly RoundOfTier[], { day, demonstration }: { readonly day: BusinessDate; readonly demonstration: boolean }): readonly SeatsOfRound[] {
  if (seatsAs === undefined || cadenceYears === null) return [];
  const year = yearOf(day);
  return others
    .flatMap(({ state, openedOn }) => (state.opened === null || state.opened.demonstration !== demonstration || Math.abs(year - yearOf(openedOn)) >= cadenceYears.value ? [] : [{ round: state.id, track: state.opened.track, openedOn, seats: seatsOf(state) }]))
    .sort((a, b) => (a.openedOn < b.openedOn ? -1 : a.openedOn > b.openedOn ? 1 : a.round < b.round ? -1 : 1));
}

export function seatsInAll(own: number, beside: readonly SeatsOfRound[]): number {
  return beside.reduce((sum, { seats }) => sum + seats, own);
}

function seatsOf(state: RoundState): number {
  return state.conclusion === null ? parametersOf(state).awardSeats : [...state.awards.values()].filter(({ status }) => status === 'CONFIRMED').length;
}

function yearOf(day: BusinessDate): number {
  return Number(day.slice(0, 4));
}
