import type { JsonObject, OrgId } from '../facts';
import type { RuleSpec } from '../programme-rules';
import { clauseOf, isOpenLeaf, type Bilingual, type LeanEntry, type ProgrammeDefinition } from './programme-definition';
import { ruleSpecs } from './rule-specs';

/** 倾斜 and 同等条件下优先: for whom, and what it does to a ranking. */
export interface LeanRule extends JsonObject {
  readonly code: string;
  readonly names: Bilingual & JsonObject;
  readonly clause: string;
  /** BONUS: points on the total; TIE_BREAK: between equal totals she comes first, before the tie chain. */
  readonly form: 'BONUS' | 'TIE_BREAK';
  /** Of a bonus. */
  readonly points: number | null;
  readonly toward: Toward & JsonObject | null;
  /** In the words of eligibility; empty where `toward` says it. */
  readonly who: readonly (RuleSpec & JsonObject)[];
}

/** Her unit is one of these, her subject one of these: what is given has to hold together. */
export interface Toward {
  readonly traits?: readonly ('RURAL' | 'WEAK')[];
  readonly subjects?: readonly string[];
}

/** A lean that somebody has: on what it stands, so that the ranking can show it. */
export interface LeanHeld extends JsonObject {
  readonly code: string;
  readonly clause: string;
  readonly form: LeanRule['form'];
  readonly points: number | null;
  /** What was found: unit and subject, or the facts of hers that the rules rest on. */
  readonly because: { readonly unit?: OrgId; readonly subject?: string; readonly facts?: readonly string[] } & JsonObject;
}

/** Those of a tier, in the order of their codes. What is open of one, or whom it is for, leaves it out until it is adopted. */
export function leanRules({ leans = {} }: ProgrammeDefinition, tier: string): readonly LeanRule[] {
  return Object.entries(leans).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([code, entry]) => leanRule(code, entry, tier));
}

function leanRule(code: string, { names, form, points, toward, who = [], tiers, ...entry }: LeanEntry, tier: string): readonly LeanRule[] {
  if (isOpenLeaf(form) || (toward !== undefined && isOpenLeaf(toward)) || (points !== undefined && isOpenLeaf(points))) return [];
  if (tiers !== undefined && (isOpenLeaf(tiers) || !tiers.value.includes(tier))) return [];
  if (form.value === 'BONUS' && points === undefined) return [];
  return [{
    code, names: { ...names }, clause: clauseOf(entry), form: form.value, points: form.value === 'BONUS' ? (points?.value ?? null) : null,
    toward: toward === undefined ? null : { ...toward.value }, who: who.flatMap(ruleSpecs).map((spec) => ({ ...spec })),
  }];
}
