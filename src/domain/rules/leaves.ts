import { isOpenLeaf, type Leaf, type Open } from './programme-definition';
import type { Place } from './problems';

export interface PlacedLeaf {
  readonly place: Place;
  /** Codes from the top of the file joined by dots: what an adoption names. */
  readonly path: string;
  readonly leaf: Leaf<unknown>;
}

/** Every leaf of a definition (or of a part of it) with its place, in the order of its keys. */
export function leavesOf(value: unknown, place: Place = [], steps: readonly string[] = []): readonly PlacedLeaf[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown, index) => leavesOf(entry, [...place, index], [...steps, codeOf(entry) ?? String(index)]));
  if (!isRecord(value)) return [];
  if (isLeaf(value)) return [{ place, path: steps.join('.'), leaf: value }];
  return Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, [...place, key], [...steps, key]));
}

export interface PlacedOpen {
  readonly place: Place;
  readonly path: string;
  readonly open: Open;
}

export function openLeaves(definition: unknown): readonly PlacedOpen[] {
  return leavesOf(definition).flatMap(({ place, path, leaf }) => (isOpenLeaf(leaf) ? [{ place, path, open: leaf }] : []));
}

/** A copy in which the open leaves at the paths of `values` hold those values, standing on the clause that left them open. */
export function fillOpen<T>(definition: T, values: ReadonlyMap<string, unknown>): T {
  return filled(definition, values, []) as T;
}

function filled(value: unknown, values: ReadonlyMap<string, unknown>, steps: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown, index) => filled(entry, values, [...steps, codeOf(entry) ?? String(index)]));
  if (!isRecord(value)) return value;
  if (isLeaf(value)) {
    const path = steps.join('.');
    return isOpenLeaf(value) && values.has(path) ? { value: values.get(path), stated: value.clause } : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, values, [...steps, key])]));
}

function isLeaf(value: object): value is Leaf<unknown> {
  return Object.hasOwn(value, 'open') || (Object.hasOwn(value, 'value') && (Object.hasOwn(value, 'stated') || Object.hasOwn(value, 'implied')));
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codeOf(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const code: unknown = Reflect.get(entry, 'code');
  return typeof code === 'string' ? code : null;
}
