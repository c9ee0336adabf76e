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
 *
 * @param open what the definition leaves open, where the caller knows it from before.
 */
export function fillOpen<T>(definition: T, values: ReadonlyMap<string, unknown>, open?: readonly PlacedOpen[]): T {
  if (values.size === 0) return definition;
  const copies = new Set<object>();
  let after: unknown = definition;
  for (const { place, path, open: leaf } of open ?? openLeaves(definition)) if (values.has(path)) after = placed(after, place, 0, { value: values.get(path), stated: leaf.clause }, copies);
  return after as T;
}

/** `value` with another leaf at a place; what was copied for the leaf before is written on, not copied again. */
function placed(value: unknown, place: Place, depth: number, leaf: object, copies: Set<object>): unknown {
  const step = place[depth];
  if (step === undefined || typeof value !== 'object' || value === null) return leaf;
  const copy = copies.has(value) ? value : Array.isArray(value) ? [...(value as readonly unknown[])] : { ...value };
  copies.add(copy);
  Reflect.set(copy, step, placed(Reflect.get(value, step), place, depth + 1, leaf, copies));
  return copy;
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
