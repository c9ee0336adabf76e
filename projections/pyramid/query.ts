import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Query } from '../../src/read-models/document-store';
import { NONE, type TierPyramid, type UnitPyramid } from './pyramid';

export interface PyramidFilter {
  readonly asOf: BusinessDate;
  readonly programme?: string;
  readonly tier?: string | null;
  readonly track?: string;
  readonly units?: readonly string[];
  readonly stage?: string;
}

/** Of the units asked about, one by one; page through them, then `countAsOf`. */
export function pyramidOfUnits(units: readonly string[] | undefined, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: units === undefined ? [] : [{ field: 'unit', in: units }], sort: [{ field: 'unit' }], ...page };
}

/** Of all units together. */
export function pyramidOfTiers({ programme, tier }: Pick<PyramidFilter, 'programme' | 'tier'>): Query['where'] {
  return [...(programme === undefined ? [] : [{ field: 'programme', eq: programme } as const]), ...(tier === undefined ? [] : [{ field: 'tier', eq: tier } as const])];
}

/** Null tier and track: teachers in service without a title. Null unit: of all of them. */
export interface PyramidCount extends JsonObject {
  readonly programme: string | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly unit: string | null;
  readonly stage: string | null;
  readonly size: number;
}

/** What fits the filter on the day; where nobody counted it is left out. */
export function countAsOf(documents: Iterable<JsonObject>, asOf: BusinessDate, { programme, tier, track, stage }: Omit<PyramidFilter, 'asOf' | 'units'> = {}): readonly PyramidCount[] {
  const counts: PyramidCount[] = [];
  for (const body of documents) {
    const { unit, days } = body as Partial<UnitPyramid> & Pick<UnitPyramid | TierPyramid, 'days'>;
    const sizes = new Map<string, number>();
    for (const field in days) {
      const end = field.lastIndexOf('/');
      if (field.slice(end + 1) > asOf) continue;
      const place = field.slice(0, end);
      sizes.set(place, (sizes.get(place) ?? 0) + (days[field] ?? 0));
    }
    for (const [place, size] of sizes) {
      const [ofProgramme = null, ofTier = null, ofTrack = null, ofStage = null] = place.split('/').map((code) => (code === NONE ? null : code));
      if (size === 0 || (programme ?? ofProgramme) !== ofProgramme || (tier !== undefined && tier !== ofTier) || (track ?? ofTrack) !== ofTrack || (stage ?? ofStage) !== ofStage) continue;
      counts.push({ programme: ofProgramme, tier: ofTier, track: ofTrack, unit: unit ?? null, stage: ofStage, size });
    }
  }
  return counts;
}

/** Counts summed over the fields that are not asked for: by tier, by tier and unit, … */
export function groupCounts(counts: readonly PyramidCount[], by: readonly (keyof Omit<PyramidCount, 'size'> & string)[]): readonly (JsonObject & { readonly size: number })[] {
  const groups = new Map<string, JsonObject & { readonly size: number }>();
  for (const count of counts) {
    const key = by.map((field) => count[field] ?? '').join('\n');
    const group = groups.get(key) ?? { ...Object.fromEntries(by.map((field) => [field, count[field] ?? null])), size: 0 };
    groups.set(key, { ...group, size: group.size + count.size });
  }
  return [...groups.values()];
}
