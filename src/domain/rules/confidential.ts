import type { Json, JsonObject } from '../facts';

/** Words whose reading is for her and for those who decide alone: her school learns that she may not be put forward, and until when; of a team, that a member is asked about. */
const CONFIDENTIAL: readonly string[] = ['noSanction', 'memberSanctioned'];

export function isConfidential(rule: string): boolean {
  return CONFIDENTIAL.includes(rule.replace(/@\d+$/, ''));
}

/** What rules read of her, without what the confidential ones did, wherever one of them stands within another. */
export function withoutConfidential(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, purged(value)]));
}

function purged(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(purged);
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  const { rule } = object;
  return typeof rule === 'string' && isConfidential(rule) ? { ...object, inputs: {} } : withoutConfidential(object);
}
