import type { BusinessDate } from '../../src/domain/dates';
import type { EquityInput } from '../../src/domain/equity/equity-board';
import type { JsonObject, OrgId } from '../../src/domain/facts';
import type { RosterRow } from '../roster/rows';
import { sumAsOf } from '../facts-of';
import type { FunnelSubject } from './funnel';
import type { TalliedCell } from './query';

/**
 * What the equity board counts: teachers in service by unit and subject, each once whatever she holds, and how far nominations
 * came by unit and tier, and in subjects.
 *
 * @param tallies the units' own. @param inSubjects those of the subjects that a lean goes to.
 */
export function equityCounts(tallies: readonly JsonObject[], inSubjects: readonly JsonObject[], rows: readonly JsonObject[], asOf: BusinessDate): Pick<EquityInput, 'population' | 'steps' | 'inSubjects'> {
  const placeOf = new Map<string, { readonly unit: OrgId; readonly subject: string | null }>();
  for (const body of rows) {
    const { teacher, team, unit, subject, inPost, onEstablishment } = body as RosterRow;
    // Whoever retired, left or died keeps the rows of her titles.
    if (team === undefined && (inPost || onEstablishment)) placeOf.set(teacher, { unit, subject });
  }
  const population = new Map<string, { readonly unit: OrgId; readonly subject: string | null; size: number }>();
  for (const place of placeOf.values()) {
    const id = `${place.unit}/${place.subject ?? ''}`;
    const group = population.get(id) ?? { ...place, size: 0 };
    group.size += 1;
    population.set(id, group);
  }
  return {
    population: [...population.values()],
    steps: tallies.flatMap((body) => {
      const { unit, tier, step, days } = body as TalliedCell;
      return unit === null ? [] : [{ unit, tier, step, size: sumAsOf(days, asOf) }];
    }),
    inSubjects: inSubjects.map((body) => {
      const { subject, tier, step, days } = body as FunnelSubject;
      return { subject, tier, step, size: sumAsOf(days, asOf) };
    }),
  };
}
