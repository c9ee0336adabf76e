import type { DecisionContext } from './context';
import type { Json, JsonObject, OfficialAct, PersonId, Refusal, RuleReference } from './facts';
import { ruleReference, type Stage } from './programme-rules';
import type { RefusalRule } from './refusals';

export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  readonly events: readonly never[];
}

/** A refusal by one of the product's own rules; its sentences stand in refusals.ts under the same key. */
export function refused(rule: RefusalRule, inputs: JsonObject = {}, more: { readonly clause?: string; readonly personal?: { readonly [person: PersonId]: JsonObject } } = {}): Refused {
  return { kind: 'refused', refusal: { rule, inputs, ...more }, events: [] };
}

/** Nothing to append: what was asked for is already so (idempotence from state). */
export const alreadySo = { kind: 'events', events: [] } as const;

/** Reads a part of the context that a decision cannot do without; its absence is a fault of the caller, not a refusal. */
export function needed<K extends keyof DecisionContext>(context: DecisionContext, part: K): NonNullable<DecisionContext[K]> {
  const value = context[part];
  if (value === undefined || value === null) throw new Error(`this decision needs context.${part}`);
  return value;
}

/** Version and clause by which a stage of the programme was carried out, for `meta.rule`; nothing where it states none. */
export function byClauseOf(context: DecisionContext, stage: Stage): { readonly rule?: RuleReference } {
  const clause = context.programme?.authority[stage]?.clause;
  return context.programme && clause !== undefined ? { rule: ruleReference(context.programme, clause) } : {};
}

/** For a refusal: by which clause of a rule, as far as it stands on one. */
export function citing(rule: { readonly clause: string | null } | null | undefined): { readonly clause?: string } {
  const clause = rule?.clause ?? null;
  return clause === null || clause === '' ? {} : { clause };
}

/** Equality of JSON values, blind to the order of members and to members that are undefined. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => sameJson(item, b[index]));
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameJson(a[key], b[key]));
}

/** One act said again, and not another or one that says more: another would be lost. */
export function isSameAct(a: OfficialAct, b: OfficialAct): boolean {
  return sameJson({ ...a } as JsonObject, { ...b } as JsonObject);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
