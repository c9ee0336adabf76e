import type { BusinessMinute } from '../dates';
import type { EventId, NominationId, OrgId, Revision } from '../facts';
import type { OrgLevel } from '../registry-facts';
import type { RoundFact, RoundParameters } from './facts';

/** What the notice says by now: its parameters with every supplement, the extensions, and what counts against its limits. */
export interface NoticeState {
  /** In force; null before the opening. */
  parameters: RoundParameters | null;
  /** Every wording that was in force, with the revision of the round that brought it. */
  readonly wordings: { readonly revision: Revision; readonly parameters: RoundParameters }[];
  readonly extensions: { readonly level: OrgLevel; readonly unit: OrgId | null; readonly until: BusinessMinute }[];
  /** Codes of limits given up by an act. */
  readonly waived: Set<string>;
  /** Live seats by limit and, within it, by unit. */
  readonly counted: Map<string, Map<OrgId, number>>;
  /** Nominations without a seat whose candidate a supplement made ineligible, with that supplement. */
  readonly ineligible: Map<NominationId, EventId>;
}

export function noNotice(): NoticeState {
  return { parameters: null, wordings: [], extensions: [], waived: new Set(), counted: new Map(), ineligible: new Map() };
}

export function evolveNotice(notice: NoticeState, fact: RoundFact): void {
  switch (fact.type) {
    case 'RoundOpened':
    case 'NoticeSupplemented':
      notice.parameters = fact.data.parameters;
      notice.wordings.push({ revision: fact.revision, parameters: fact.data.parameters });
      for (const limit of fact.data.waiver?.limits ?? []) notice.waived.add(limit);
      if (fact.type === 'RoundOpened') break;
      for (const { nomination } of fact.data.becomesEligible) if (nomination !== null) notice.ineligible.delete(nomination);
      for (const { nomination, stands } of fact.data.becomesIneligible) if (nomination !== null && stands === 'NOMINATED') notice.ineligible.set(nomination, fact.id);
      break;
    case 'SeatsTransferred': {
      const { fromUnit, toUnit, n, level } = fact.data;
      if (notice.parameters) notice.parameters = { ...notice.parameters, recommendationSeats: moved(notice.parameters.recommendationSeats, fromUnit, toUnit, n, level) };
      break;
    }
    case 'DeadlineExtended': {
      const { level, unit, until } = fact.data;
      notice.extensions.push({ level, unit, until });
      break;
    }
    default:
  }
}

type Rows = RoundParameters['recommendationSeats'];

/** The table after a transfer; a unit that had no row gets one. */
export function moved(rows: Rows, fromUnit: OrgId, toUnit: OrgId, n: number, level: OrgLevel): Rows {
  const change = (unit: OrgId) => (unit === fromUnit ? -n : unit === toUnit ? n : 0);
  const changed = rows.map((row) => ({ ...row, seats: row.seats + change(row.unit) }));
  return rows.some(({ unit }) => unit === toUnit) ? changed : [...changed, { unit: toUnit, seats: n, ...(level === 'SCHOOL' ? {} : { level }) }];
}

/** A seat begins to count (1) or is given back (−1). */
export function seatCounted(notice: NoticeState, unit: OrgId, limits: readonly string[], by: 1 | -1): void {
  for (const limit of limits) {
    let units = notice.counted.get(limit);
    if (!units) notice.counted.set(limit, (units = new Map()));
    units.set(unit, (units.get(unit) ?? 0) + by);
  }
}

/** Live seats that count to a limit: of one unit, or of all (null). */
export function countedTo(notice: NoticeState, limit: string, unit: OrgId | null): number {
  const units = notice.counted.get(limit);
  if (unit !== null) return units?.get(unit) ?? 0;
  return [...(units?.values() ?? [])].reduce((sum, n) => sum + n, 0);
}

/** The round as a decision saw it that read it at this revision; with the wording in force where that is not known. */
export function asNotified<S extends { readonly notice: NoticeState }>(state: S, revision: Revision | undefined): S {
  const wording = revision === undefined ? undefined : state.notice.wordings.findLast((entry) => entry.revision <= revision);
  return wording === undefined ? state : withParameters(state, wording.parameters);
}

/** The round as it would be under other parameters. */
export function withParameters<S extends { readonly notice: NoticeState }>(state: S, parameters: RoundParameters): S & { readonly notice: { readonly parameters: RoundParameters } } {
  return { ...state, notice: { ...state.notice, parameters } };
}
