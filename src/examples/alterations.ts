import { addDays, isBusinessDate } from '../domain/dates';
import type { Json, JsonObject } from '../domain/facts';
import { keyword } from '../domain/rules/programme-schema';

/** One way in which a value could have been another. */
export interface Alteration {
  /** `5 → 6`, `without "CITY"`, `post "Expert" → "Supervisor"`. The same for the same file. */
  readonly change: string;
  readonly value: Json;
}

/** What a value of a rule file may be. */
export interface Kind {
  /** JSON Schema of the value; undefined where only the value itself says what it is. */
  readonly schema: unknown;
  /** Whether its order says something: steps of a course, but not the tracks of a tier. */
  readonly ordered: boolean;
  /** Codes of the file that belong together: its tiers, the components of a scoring. */
  readonly families: readonly ReadonlySet<string>[];
}

/** Said of an entry and decided by nobody. */
const OF_NO_EFFECT = new Set(['code', 'names', 'stated', 'quote']);
const FREE_CODE = 'OTHER';
const FREE_TEXT = '其他';

/**
 * Every near miss of a value: a border moved by one, none where there was a number, every other word, a list without each of its entries
 * and with each that it might have had, and of an object each of its parts likewise. Not every one passes the file's check.
 */
export function alterationsOf(value: Json, kind: Kind): readonly Alteration[] {
  if (isList(value)) return ofList(value, kind);
  if (isObject(value)) return ofObject(value, kind);
  return othersOf(value, kind).map((other) => ({ change: `${told(value)} → ${told(other)}`, value: other }));
}

function othersOf(value: string | number | boolean | null, kind: Kind): readonly Json[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, ...(value >= 1 ? [value - 1] : []), ...(mayBeNone(kind.schema) ? [null] : [])];
  if (typeof value === 'string') return otherWords([value], kind);
  const { schema } = kind;
  const list = keyword(keyword(schema, 'else'), 'items');
  if (list !== undefined) return [[wordsOf(list)?.[0] ?? FREE_TEXT]];
  return typesOf(schema).some((type) => type === 'integer' || type === 'number') ? [1] : [];
}

/** Words that stand in none of the entries: of the type's own list; a day or share beside it; of the codes that it is one of; another text. */
function otherWords(values: readonly string[], { schema, families }: Kind): readonly string[] {
  if (keyword(schema, 'const') !== undefined) return [];
  const own = wordsOf(schema);
  if (own !== null) return own.filter((word) => !values.includes(word));
  const [first] = values;
  if (first === undefined) return [];
  if (isBusinessDate(first)) return [addDays(first, 1), addDays(first, -1)];
  if (keyword(schema, 'format') === 'printedDay') return besideMonth(first);
  const share = /^(\d+)(\/\d+)$/u.exec(first);
  if (share !== null) return [1, -1].map((step) => `${Number(share[1]) + step}${share[2] ?? ''}`);
  const others = new Set(families.filter((family) => values.some((value) => family.has(value))).flatMap((family) => [...family]).filter((word) => !values.includes(word)));
  if (others.size > 0) return [...others];
  const pattern = String(keyword(schema, 'pattern') ?? '');
  return [pattern.startsWith('^[A-Za-z]') ? FREE_CODE : pattern.startsWith('^[a-z]') ? FREE_CODE.toLowerCase() : FREE_TEXT];
}

/** `2025` is beside 2026 and 2024, `2025-12` beside 2026-01 and 2025-11. */
function besideMonth(printed: string): readonly string[] {
  const [year = 0, month] = printed.split('-').map(Number);
  if (month === undefined) return [String(year + 1), String(year - 1)];
  return [1, -1].map((step) => {
    const months = year * 12 + month - 1 + step;
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  });
}

function ofList(value: readonly Json[], { schema, ordered, families }: Kind): readonly Alteration[] {
  const list = mayBeNone(schema) ? keyword(schema, 'else') : schema;
  const items: Kind = { schema: keyword(list, 'items'), ordered: false, families };
  const calls = (entry: Json, index: number): string => (isObject(entry) ? String(entry['code'] ?? entry['kind'] ?? index) : told(entry));
  const mayBeEmpty = list !== undefined && keyword(list, 'minItems') === undefined;
  const shorter = value.length > 1 || mayBeEmpty ? value.map((entry, index) => ({ change: `without ${calls(entry, index)}`, value: value.filter((_, at) => at !== index) })) : [];
  const turned = ordered && value.length > 1 ? [{ change: 'reversed', value: [...value].reverse() }] : [];
  const inside = value.flatMap((entry, index) => (isObject(entry) ? alterationsOf(entry, items).map(({ change, value: other }) => ({ change: `${calls(entry, index)}.${change}`, value: value.with(index, other) })) : []));
  // What alone there is can be left out by no list: it is another.
  const [only] = value;
  const instead = value.length === 1 && isObject(only) && typeof only['code'] === 'string' ? [{ change: `${told(only['code'])} → ${told(FREE_CODE)}`, value: [{ ...only, code: FREE_CODE }] }] : [];
  const none = mayBeNone(schema) ? [{ change: `${told(value)} → null`, value: null }] : [];
  return [...shorter, ...turned, ...instead, ...none, ...inside, ...ofWeights(value), ...ofWords(value, items)];
}

function ofWords(value: readonly Json[], items: Kind): readonly Alteration[] {
  const words = value.filter((entry) => typeof entry === 'string');
  if (words.length < value.length) return [];
  const others = words.length === 0 ? (wordsOf(items.schema) ?? [...new Set(items.families.flatMap((family) => [...family]))]) : otherWords(words, items);
  const [only] = words;
  const instead = words.length === 1 && only !== undefined ? others.map((word) => ({ change: `${told(only)} → ${told(word)}`, value: [word] })) : [];
  // Beside a text, another that stands for any other is no more a near miss than any other.
  return others.includes(FREE_TEXT) ? instead : [...instead, ...others.map((word) => ({ change: `with ${told(word)}`, value: [...words, word] }))];
}

/** Weights make up a hundred: what one gains its neighbour loses. */
function ofWeights(value: readonly Json[]): readonly Alteration[] {
  return value.flatMap((entry, index) => {
    const next = value[index + 1];
    if (!isObject(entry) || !isObject(next)) return [];
    const [a, b] = [entry['weight'], next['weight']];
    if (typeof a !== 'number' || typeof b !== 'number' || b <= 10) return [];
    return [{ change: `${told(entry['code'] ?? index)} weighs ${a + 10}, ${told(next['code'] ?? index + 1)} ${b - 10}`, value: value.with(index, { ...entry, weight: a + 10 }).with(index + 1, { ...next, weight: b - 10 }) }];
  });
}

function ofObject(value: JsonObject, { schema, families }: Kind): readonly Alteration[] {
  const required = requiredOf(schema);
  return Object.entries(value).flatMap(([key, part]) => {
    if (OF_NO_EFFECT.has(key)) return [];
    const inside = alterationsOf(part, { schema: propertyOf(schema, key), ordered: false, families }).map(({ change, value: other }) => ({ change: `${key} ${change}`, value: { ...value, [key]: other } }));
    // Left out, an answer is no, which the other answer already tries.
    if (required.has(key) || typeof part === 'boolean') return inside;
    return [...inside, { change: `${key} dropped`, value: Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)) }];
  });
}

/** Of a schema that depends on the value, whichever branch has the key. */
function propertyOf(schema: unknown, key: string): unknown {
  const [own, ...branches] = [keyword(keyword(schema, 'properties'), key), keyword(schema, 'then'), keyword(schema, 'else')];
  return own ?? branches.map((branch) => (branch === undefined ? undefined : propertyOf(branch, key))).find((found) => found !== undefined);
}

function requiredOf(schema: unknown): ReadonlySet<string> {
  const own = keyword(schema, 'required');
  return new Set([...(isList(own) ? own.map(String) : []), ...['then', 'else'].flatMap((branch) => (keyword(schema, branch) === undefined ? [] : [...requiredOf(keyword(schema, branch))]))]);
}

function wordsOf(schema: unknown): readonly string[] | null {
  const words = keyword(schema, 'enum');
  return isList(words) ? words.map(String) : null;
}

function mayBeNone(schema: unknown): boolean {
  return typesOf(schema).includes('null') || keyword(keyword(schema, 'if'), 'type') === 'null';
}

function typesOf(schema: unknown): readonly unknown[] {
  const type = keyword(schema, 'type');
  return isList(type) ? type : [type];
}

function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(value: Json): string {
  return JSON.stringify(value);
}
