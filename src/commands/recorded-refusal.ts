import type { JsonObject, Recorded, Refusal } from '../domain/facts';

/** A refusal that was recorded as a fact about the person, as it was first answered. */
export function refusalIn(facts: readonly Recorded[]): Refusal | null {
  const fact = facts.find(({ type }) => type === 'NominationRefused' || type === 'RecommendationRefused');
  if (fact === undefined) return null;
  const { rule, clause, inputs } = fact.data;
  const personal = Object.fromEntries(Object.entries(fact.private).flatMap(([person, part]) => (part === null ? [] : [[person, part]])));
  return {
    rule: typeof rule === 'string' ? rule : fact.type,
    ...(typeof clause === 'string' ? { clause } : {}),
    inputs: typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs) ? (inputs as JsonObject) : {},
    ...(Object.keys(personal).length === 0 ? {} : { personal }),
  };
}
