import type { Json, JsonObject } from '../../domain/facts';

const SPECIAL = /[%.$\p{Cc}]|^$|^__proto__$/u;

/**
 * Keys with `.` or `$` are stored by MongoDB and refused by others (pitfalls.md, 4d), and NUL ends a BSON key: they are
 * written as %XX, the empty key as %. A body without such keys is handed on as it is.
 */
export function storedBody(body: JsonObject): JsonObject {
  return renamed(body, (key) => SPECIAL.test(key), encodeKey) as JsonObject;
}

export function bodyOf(stored: JsonObject): JsonObject {
  return renamed(stored, (key) => key.includes('%'), decodeKey) as JsonObject;
}

/** An upper bound of the BSON size, cheap enough for every write: 3 bytes a character, 8 for an array's own keys. */
export function bytesAtMost(value: Json | undefined): number {
  if (typeof value === 'string') return value.length * 3 + 6;
  if (typeof value !== 'object' || value === null) return 9;
  if (isArray(value)) return value.reduce<number>((sum, item) => sum + 10 + bytesAtMost(item), 5);
  let sum = 5;
  for (const key of Object.keys(value)) sum += 2 + key.length * 9 + bytesAtMost(value[key]);
  return sum;
}

function encodeKey(key: string): string {
  if (key === '') return '%';
  if (key === '__proto__') return '%5F_proto__';
  return key.replace(/[%.$\p{Cc}]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function decodeKey(key: string): string {
  return key === '%' ? '' : key.replace(/%([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Copies only what lies above a key that changes. */
function renamed(value: Json, special: (key: string) => boolean, rename: (key: string) => string): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) {
    const items = value.map((item) => renamed(item, special, rename));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  const keys = Object.keys(value);
  let changed = false;
  const entries: [string, Json][] = [];
  for (const key of keys) {
    const before = value[key] ?? null;
    const after = renamed(before, special, rename);
    const name = special(key) ? rename(key) : key;
    changed ||= name !== key || after !== before;
    entries.push([name, after]);
  }
  return changed ? Object.fromEntries(entries) : value;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
