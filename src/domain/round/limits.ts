import type { DecisionContext } from '../context';
import { needed, refused, type Refused } from '../decision';
import type { OrgId } from '../facts';
import type { OrgLevel } from '../registry-facts';
import { countedTo } from './notice-state';
import { citedOf, climbing, numberOf, type SeatLimit } from './parameters';
import { parametersOf, seatsOf, type RoundState } from './round';
import { baseIn, bearsOn, counterOf, rowsOf, speaksOf, tableVerdict, type SeatTaker, type SeatTree, type TableVerdict } from './seat-table';

export type SeatCount = { readonly kind: 'counts'; readonly to: readonly string[] } | Refused;

/**
 * What a seat of this ledger would count to, or the limit that has no room for it. `unit` is the ledger's, `taker` the
 * candidate as on the snapshot day. Decided where the seat is taken, so that the round's own order decides (E13).
 */
export function countSeat(state: RoundState, level: OrgLevel, unit: OrgId, taker: SeatTaker, context: DecisionContext): SeatCount {
  const limits = limitsOf(state, level);
  if (limits.length === 0) return { kind: 'counts', to: [] };
  const tree = seatTree(state, context);
  const rows = rowsOf(parametersOf(state).recommendationSeats, level);
  const base = baseIn(rows);
  const spoken = limits.filter((limit) => bearsOn(limit, base(limit, unit)) && speaksOf(limit.of, taker, tree));
  const scope = ({ per }: SeatLimit) => (per === 'UNIT' ? unit : null);
  const room = (limit: SeatLimit) => numberOf(limit, base(limit, unit)) - countedTo(state.notice, counterOf(limit, taker), scope(limit));
  const full = spoken.find((limit) => limit.kind === 'CAP' && room(limit) <= 0);
  if (full) return refused('limitReached', { limit: full.code, n: numberOf(full, base(full, unit)), unit }, citedOf(limits, [full.code]));
  // She takes one reserved place, the first that is still to be filled.
  const reserved = spoken.find((limit) => limit.kind === 'RESERVED' && room(limit) > 0);
  const to = spoken.filter((limit) => limit.kind !== 'RESERVED' || limit === reserved).map((limit) => counterOf(limit, taker));
  const kept = keptFor(state, level, limits, context, { unit, to });
  return kept ?? { kind: 'counts', to };
}

function seatTree(state: RoundState, context: DecisionContext): SeatTree {
  return { tree: needed(context, 'orgs'), day: parametersOf(state).snapshotOn };
}

/** Limits of one ledger that are enforced: those that were given up by an act are not. */
export function limitsOf(state: RoundState, level: OrgLevel): readonly SeatLimit[] {
  return (parametersOf(state).limits ?? []).filter((limit) => limit.level === level && !state.notice.waived.has(limit.code));
}

/** Whether the places left can still meet every floor, with one more seat taken or after the table was changed. */
export function verdictOnRest(state: RoundState, level: OrgLevel, limits: readonly SeatLimit[], context: DecisionContext, taken: { readonly unit: OrgId; readonly to: readonly string[] } | null): TableVerdict {
  const rows = rowsOf(parametersOf(state).recommendationSeats, level);
  const one = (unit: OrgId | null) => (taken !== null && (unit === null || unit === taken.unit) ? 1 : 0);
  return tableVerdict(
    {
      rows,
      limits,
      free: (unit) => {
        return freeAt(state, level, unit) - one(unit);
      },
      counted: (counter, unit) => countedTo(state.notice, counter, unit) + (taken?.to.includes(counter) === true ? one(unit) : 0),
    },
    seatTree(state, context),
  );
}

/** After the table was changed: what is left must still be able to meet every limit. Seats taken stay counted as they were. */
export function restFault(state: RoundState, context: DecisionContext): Refused | null {
  for (const level of climbing) {
    const limits = limitsOf(state, level);
    if (limits.length === 0) continue;
    const verdict = verdictOnRest(state, level, limits, context, null);
    if (verdict.kind === 'INFEASIBLE') return refused('restInfeasible', { limits: verdict.limits }, citedOf(limits, verdict.limits));
    if (verdict.kind === 'UNDECIDED') return refused('tableUndecided', { limits: limits.map(({ code }) => code) });
  }
  return null;
}

/** Places kept for others: what is left would no longer meet a floor or a reservation. */
function keptFor(state: RoundState, level: OrgLevel, limits: readonly SeatLimit[], context: DecisionContext, taken: { readonly unit: OrgId; readonly to: readonly string[] }): Refused | null {
  const floors = limits.filter(({ kind }) => kind !== 'CAP');
  if (floors.length === 0) return null;
  const verdict = verdictOnRest(state, level, limits, context, taken);
  if (verdict.kind === 'FEASIBLE') return null;
  if (verdict.kind === 'INFEASIBLE') return refused('seatsKept', { limits: verdict.limits, unit: taken.unit }, citedOf(limits, verdict.limits));
  // Beyond what can be decided: each floor by itself, so that a place is rather kept than lost.
  const rows = rowsOf(parametersOf(state).recommendationSeats, level);
  const base = baseIn(rows);
  const free = rows.reduce((sum, { unit }) => sum + freeAt(state, level, unit), -1);
  const unmet = floors.filter(({ per }) => per === 'ROUND').reduce((sum, limit) => sum + Math.max(0, numberOf(limit, base(limit, null)) - countedTo(state.notice, limit.code, null) - (taken.to.includes(limit.code) ? 1 : 0)), 0);
  return free < unmet ? refused('seatsKept', { limits: floors.map(({ code }) => code), unit: taken.unit }, citedOf(floors, floors.map(({ code }) => code))) : null;
}

/** A lapsed seat is nobody's any more, and is not free. */
function freeAt(state: RoundState, level: OrgLevel, unit: OrgId): number {
  const { seats, reserved, confirmed, lapsed } = seatsOf(state, unit, level);
  return (seats ?? 0) - reserved - confirmed - lapsed;
}
