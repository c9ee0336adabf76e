export interface ProgrammesSize {
  readonly scale: number;
  readonly districts: number;
  readonly schools: number;
  readonly directUnits: number;
  readonly teachers: number;
  readonly callers: number;
  /** Titles of the time before. */
  readonly legacy: number;
  /** Of what a year brings beside the rounds. */
  readonly ofYear: number;
  readonly masterStudios: number;
  /** Of each tier of Wenzhou: selected in a year, confirmed in each of the years after. */
  readonly yearly: { readonly [tier: string]: { readonly selected: number; readonly confirmed: readonly number[]; readonly ofDistricts?: readonly number[] } };
  readonly masters: { readonly [track: string]: number };
}

export interface ProgrammesPlan {
  readonly size: ProgrammesSize;
  readonly districts: readonly string[];
  readonly units: readonly { readonly unit: string; readonly district: string | null; readonly stage: string }[];
  readonly teachers: readonly { readonly n: number; readonly unit: string; readonly district: string | null }[];
}

export const CONFIRMED_YEARS: number;
export const YEARS: number;
export function sizeOf(scale: number): ProgrammesSize;
export function cityOf(size: ProgrammesSize): ProgrammesPlan;
export function excellentOf(members: number): number;
