import { isOpenLeaf, type Leaf, type Open } from './programme-definition';
import type { Place } from './problems';

export interface PlacedLeaf {
  readonly place: Place;
  /** Codes from the top of the file joined by dots: what an adoption names. */
  readonly path: string;
  readonly leaf: Leaf<unknown>;
}

/** Every leaf of a definition (or of a part of it) with its place, in the order of its keys. */
export function leavesOf(value: unknown): readonly PlacedLeaf[] {
  const found: PlacedLeaf[] = [];
  collect(value, [], [], found);
  return found;
}

/** The lists are lengthened and shortened along the way: a rule file is walked for every adoption and every reading of it. */
function collect(value: unknown, place: (string | number)[], steps: string[], found: PlacedLeaf[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (isLeaf(value)) {
    found.push({ place: [...place], path: steps.join('.'), leaf: value });
    return;
  }
  const list = Array.isArray(value);
  for (const [key, entry] of Object.entries(value)) {
    place.push(list ? Number(key) : key);
    steps.push((list ? codeOf(entry) : null) ?? key);
    collect(entry, place, steps, found);
    place.pop();
    steps.pop();
  }
}

export interface PlacedOpen {
  readonly place: Place;
  readonly path: string;
  readonly open: Open;
}

export function openLeaves(definition: unknown): readonly PlacedOpen[] {
  return leavesOf(definition).flatMap(({ place, path, leaf }) => (isOpenLeaf(leaf) ? [{ place, path, open: leaf }] : []));
}

/**
 * The definition with the open leaves at the paths of `values` holding those values, standing on the clause that left
 * them open: a copy along these paths that shares all else with the original.
 */
export function fillOpen<T>(definition: T, values: ReadonlyMap<string, unknown>): T {
  return values.size === 0 ? definition : (filled(definition, values, []) as T);
}

function filled(value: unknown, values: ReadonlyMap<string, unknown>, steps: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isLeaf(value)) {
    if (!isOpenLeaf(value)) return value;
    const path = steps.join('.');
    return values.has(path) ? { value: values.get(path), stated: value.clause } : value;
  }
  const list = Array.isArray(value);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  let changed = false;
  const after = entries.map(([key, entry]) => {
    steps.push((list ? codeOf(entry) : null) ?? key);
    const now = filled(entry, values, steps);
    steps.pop();
    changed ||= now !== entry;
    return [key, now] as const;
  });
  if (!changed) return value;
  return list ? after.map(([, entry]) => entry) : Object.fromEntries(after);
}

export function isLeaf(value: object): value is Leaf<unknown> {
  return Object.hasOwn(value, 'open') || (Object.hasOwn(value, 'value') && (Object.hasOwn(value, 'stated') || Object.hasOwn(value, 'implied')));
}

/** What an entry of a list is called in a path. */
export function codeOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const code: unknown = Reflect.get(entry, 'code');
  return typeof code === 'string' ? code : null;
}
