import type { NumberWord } from '../approximate';
import type { BusinessDate } from '../dates';
import type { OrgId, Recorded } from '../facts';

/** A paper that shows it: a list, a page, a report. `file`: as the upload answered, where it was filed. */
export type Proof = { readonly name: string; readonly number: string | null; readonly file: string | null };

/** What a notice sets beside the file: for the whole programme, or for a unit with those below it. Set again, the later counts. */
export type TargetSet = Recorded<'TargetSet', {
  readonly programme: string;
  readonly target: string;
  readonly names: { readonly zh: string; readonly en: string };
  readonly number: number;
  readonly word: NumberWord | null;
  readonly percent: number | null;
  readonly from: BusinessDate;
  readonly due: BusinessDate;
  /** Whoever is new among holders of these tiers is counted; null: what is recorded as made. */
  readonly tiers: readonly string[] | null;
  readonly unit: OrgId | null;
}>;
/** So many were made on the day (`effectiveOn`), by this unit. Restated by a later one that corrects it; none left: quantity 0. */
export type OutputRecorded = Recorded<'OutputRecorded', { readonly programme: string; readonly target: string; readonly unit: OrgId; readonly quantity: number; readonly proof: Proof }>;
/** A number beyond the tolerance is let stand, up to this count, for the period that begins on the day. */
export type TargetWaived = Recorded<'TargetWaived', { readonly programme: string; readonly target: string; readonly period: BusinessDate; readonly count: number }>;

/** A paper that the programme asks of a unit: issued on the day (`effectiveOn`). Restated by a later one that corrects it. */
export type ComplianceRecorded = Recorded<'ComplianceRecorded', {
  readonly programme: string;
  readonly requirement: string;
  readonly unit: OrgId;
  /** First day of its years; null for what comes once. */
  readonly period: BusinessDate | null;
  readonly document: Proof;
  readonly childProgramme: string | null;
}>;
export type ComplianceFact = ComplianceRecorded;

/** What a fund that is a share is a share of, in fen. A later one revises it. */
export type FundBudgetSet = Recorded<'FundBudgetSet', { readonly programme: string; readonly fund: string; readonly unit: OrgId; readonly year: number; readonly base: number }>;
/** Added to what may be spent, in fen; negative: taken back. */
export type FundAllocated = Recorded<'FundAllocated', { readonly programme: string; readonly fund: string; readonly unit: OrgId; readonly year: number; readonly amount: number }>;
/** Restated by a later one that corrects it. */
export type FundSpent = Recorded<'FundSpent', { readonly programme: string; readonly fund: string; readonly unit: OrgId; readonly year: number; readonly amount: number; readonly purpose: string; readonly document: Proof }>;
export type FundFact = FundBudgetSet | FundAllocated | FundSpent;

export type TargetFact = TargetSet | OutputRecorded | TargetWaived;
