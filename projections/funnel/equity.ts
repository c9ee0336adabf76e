import type { BusinessDate } from '../../src/domain/dates';
import type { EquityCount } from '../../src/domain/equity/equity-board';
import type { FunnelKey } from '../../src/domain/cultivation/funnel';
import type { JsonObject, OrgId } from '../../src/domain/facts';
import type { RosterRow } from '../roster/rows';
import { sumAsOf } from '../facts-of';
import type { FunnelTally } from './funnel';

/** What the equity board counts: teachers in service by unit, each once whatever she holds, and how far nominations came by unit and tier. `tallies`: the units' own. */
export function equityCounts(tallies: readonly JsonObject[], rows: readonly JsonObject[], asOf: BusinessDate): { readonly population: readonly EquityCount[]; readonly steps: readonly (EquityCount & { readonly tier: string; readonly step: FunnelKey['step'] })[] } {
  const unitOf = new Map<string, OrgId>();
  for (const body of rows) {
    const { teacher, team, unit, inPost, onEstablishment } = body as RosterRow;
    // Whoever retired, left or died keeps the rows of her titles.
    if (team === undefined && (inPost || onEstablishment)) unitOf.set(teacher, unit);
  }
  const population = new Map<OrgId, number>();
  for (const unit of unitOf.values()) population.set(unit, (population.get(unit) ?? 0) + 1);
  return {
    population: [...population].map(([unit, size]) => ({ unit, size })),
    steps: tallies.flatMap((body) => {
      const { unit, tier, step, days } = body as FunnelTally;
      return unit === null ? [] : [{ unit, tier, step, size: sumAsOf(days, asOf) }];
    }),
  };
}
