import type { BusinessDate } from '../../src/domain/dates';
import type { EffectiveProgramme, Sourced } from '../../src/domain/programme-rules';
import { validityOn, type Validity } from '../../src/domain/validity';
import type { Query } from '../../src/read-models/document-store';
import { roundsQuery } from './query';
import type { RoundDocument } from './rounds';

/** How a round stands to 几年一届: whether it comes before its year. It is told and bars nothing: a bureau may answer for it. */
export interface Cadence {
  readonly years: number;
  readonly clause: string;
  /** The last one of its tier and track before it, for some of the same units; null: it is the first. */
  readonly previous: { readonly round: string; readonly openedOn: BusinessDate } | null;
  /** The calendar year from which it is due: 两年一届 counts years, and a round may open in any month of its year. */
  readonly dueYear: number | null;
  readonly early: boolean;
}

/** So many of the last ones are looked through: units may have rounds of their own in one year. */
const LOOKED_THROUGH = 200;

/** Rounds of its tier and track up to it, latest first. */
export function roundsOfItsKind({ programme, tier, track, openedOn }: RoundDocument): Query | null {
  if (programme === null || tier === null || track === null || openedOn === null) return null;
  return roundsQuery({ programme, tier, track, asOf: openedOn }, { limit: LOOKED_THROUGH });
}

/** A demonstration stands to demonstrations alone. */
export function isBefore(other: Pick<RoundDocument, 'openedOn' | 'demonstration'>, { openedOn, demonstration }: Pick<RoundDocument, 'openedOn' | 'demonstration'>): boolean {
  return openedOn !== null && other.openedOn !== null && other.openedOn < openedOn && other.demonstration === demonstration;
}

/** Null where its programme states no cadence. */
export function cadenceOf(stated: Sourced<number> | null, round: RoundDocument, ofItsKind: readonly RoundDocument[]): Cadence | null {
  const { openedOn } = round;
  if (stated === null || openedOn === null) return null;
  const units = new Set(round.recommendation.map(({ unit }) => unit));
  const before = ofItsKind.find((other) => isBefore(other, round) && other.recommendation.some(({ unit }) => units.has(unit)));
  const dueYear = before === undefined ? null : yearOf(before.openedOn ?? openedOn) + stated.value;
  return {
    years: stated.value,
    clause: stated.clause,
    previous: before === undefined ? null : { round: before.round, openedOn: before.openedOn ?? openedOn },
    dueYear,
    early: dueYear !== null && yearOf(openedOn) < dueYear,
  };
}

/** Whether it opened while its programme was in force; null where a day of it is open. */
export function validityOf(programme: Pick<EffectiveProgramme, 'validity'>, { openedOn }: RoundDocument): Validity | null {
  return openedOn === null ? null : validityOn(programme, openedOn);
}

function yearOf(day: BusinessDate): number {
  return Number(day.slice(0, 4));
}
