export interface CitySize {
  readonly districts: number;
  readonly schools: number;
  readonly directUnits: number;
  readonly candidates: number;
  readonly beyondSchool: number;
  /** Districts that recommend their whole list by one act; the others name by name. */
  readonly massActs: number;
  readonly panels: number;
  readonly objections: number;
  readonly upheld: number;
  readonly awards: number;
  readonly callers: number;
}

export interface CityPlan {
  readonly size: CitySize;
  readonly districts: readonly string[];
  readonly units: readonly { readonly unit: string; readonly district: string | null }[];
  readonly applicants: readonly { readonly n: number; readonly unit: string; readonly district: string | null }[];
  readonly recommendationSeats: readonly { readonly unit: string; readonly seats: number }[];
}

export const FULL: CitySize;
export const SMALL: CitySize;
export function planOf(size: CitySize): CityPlan;
