import type { EffectiveProgramme, Sourced, TierRules } from '../programme-rules';
import { yearsTogether } from '../round/tier-seats';
import { funnelSteps, type FunnelStep } from './funnel';

/** A number of the text and what is left of it. */
export interface Against {
  readonly number: number;
  readonly clause: string;
  readonly left: number;
}

/**
 * A number that is given anew, so nothing is left of it over the years. CADENCE: all rounds that lie within so many years give it
 * together; ROUND: each round by itself. `years`: of 几年一届; null where none is said.
 */
export interface Awarded {
  readonly number: number;
  readonly clause: string;
  readonly per: 'ROUND' | 'CADENCE';
  readonly years: number | null;
}

export interface FunnelLine {
  readonly tier: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** Which part of the ladder it is of. */
  readonly stageGroup: TierRules['stageGroup'];
  /** Null while the programme leaves it open. */
  readonly way: TierRules['way'];
  readonly counts: { readonly [step in FunnelStep]: number };
  /**
   * How many may be selected, over all batches; of a tier without a pool null: `awarded` has its number. Where the place of
   * somebody who left is given again, it is left again, once a body has taken her out; `unreleased`: places of who retired, left
   * the service or died and was not taken out yet.
   */
  readonly selected: (Against & { readonly unreleased?: number }) | null;
  /** How many titles rounds of a tier without a pool give; null where the text says no number, and of posts. */
  readonly awarded: Awarded | null;
  /** How many titles, or recognitions by others, come out of the pool. */
  readonly confirmed: Against | null;
  /** Of a post: how many there are, are held, are kept (suspended, or left by an exit that frees none), are vacant, and are held or kept beyond their number on the day; null where it is none, or the text gives no number. */
  readonly posts: { readonly number: number; readonly clause: string; readonly held: number; readonly kept: number; readonly vacant: number; readonly beyond: number } | null;
  /** Seats that exits left free for the next round, since titles were last conferred; null where no exit of the tier leaves one. */
  readonly vacated: { readonly number: number; readonly clause: string } | null;
}

export interface SeatsLeft {
  readonly kept: number;
  readonly vacated: number;
  readonly taken: number;
  readonly unreleased: number;
}

export interface FunnelInput {
  readonly programme: EffectiveProgramme;
  readonly counts: readonly { readonly tier: string; readonly counts: { readonly [step in FunnelStep]: number } }[];
  /** Holders on the day, in parts. */
  readonly held: readonly { readonly tier: string | null; readonly size: number }[];
  /** By tier. */
  readonly left: ReadonlyMap<string, SeatsLeft>;
  /** Whether all that the programme is carried out in is asked about: the numbers are the whole's. */
  readonly whole: boolean;
}

/** One line for each tier of the programme, from the foot up. */
export function funnelLines({ programme, counts, held, left, whole }: FunnelInput): readonly FunnelLine[] {
  return programme.tiers.map((tier): FunnelLine => {
    const found = counts.find((line) => line.tier === tier.code)?.counts ?? zero;
    const { code, names, stageGroup, way, seats, pool, life } = tier;
    const { kept, vacated, taken, unreleased } = left.get(code) ?? { kept: 0, vacated: 0, taken: 0, unreleased: 0 };
    const exit = life?.exits?.find(({ vacancy }) => vacancy);
    const holders = held.filter((line) => line.tier === code).reduce((sum, { size }) => sum + size, 0);
    return {
      tier: code, names, stageGroup, way, counts: found,
      selected: pool === undefined || !whole ? null : selected(seats, pool.refill.value ? { taken, unreleased } : { taken: found.SELECTED }),
      awarded: pool !== undefined || way === 'POST' || way === null || !whole ? null : awarded(tier),
      confirmed: pool === undefined || !whole ? null : against(pool.convertsTo, found.CONFIRMED),
      posts: way !== 'POST' || seats === null || !whole ? null : { number: seats.value, clause: seats.clause, held: holders, kept, vacant: Math.max(0, seats.value - holders - kept), beyond: Math.max(0, holders + kept - seats.value) },
      vacated: exit === undefined || !whole ? null : { number: vacated, clause: exit.clause },
    };
  });
}

const zero = Object.fromEntries(funnelSteps.map((step) => [step, 0])) as FunnelLine['counts'];

function awarded(tier: TierRules): Awarded | null {
  const { seats } = tier;
  const years = yearsTogether(tier);
  return seats === null ? null : { number: seats.value, clause: seats.clause, per: years === null ? 'ROUND' : 'CADENCE', years };
}

function selected(seats: Sourced<number> | null, { taken, ...more }: { readonly taken: number; readonly unreleased?: number }): FunnelLine['selected'] {
  const line = against(seats, taken);
  return line === null ? null : { ...line, ...more };
}

function against(number: Sourced<number> | null, counted: number): Against | null {
  return number === null ? null : { number: number.value, clause: number.clause, left: Math.max(0, number.value - counted) };
}
