import type { Json, JsonObject } from '../domain/facts';
import { codeOf, isLeaf } from '../domain/rules/leaves';

/** Whether a place of a rule file is another one, or in it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

/**
 * What has to be taken over whole with a place that differs: the first part above it that one file alone has, the entry of
 * a list with all that it says, or a list whose entries have no codes.
 */
export function partOf(path: string, before: JsonObject, after: JsonObject): string {
  const steps = path.split('.');
  let [was, is]: [Json | undefined, Json | undefined] = [before, after];
  for (const [index, step] of steps.entries()) {
    const lists = [was, is].filter((one) => Array.isArray(one));
    if (lists.some((list) => list.some((entry: Json) => codeOf(entry) === null))) return steps.slice(0, index).join('.');
    [was, is] = [at(was, step), at(is, step)];
    if (lists.length > 0 || (was === undefined) !== (is === undefined) || isOneLeaf(was) || isOneLeaf(is)) return steps.slice(0, index + 1).join('.');
  }
  return path;
}

/** One file with some parts of another in the place of its own; without them where the other has none. */
export function withParts(into: JsonObject, from: JsonObject, parts: readonly string[]): JsonObject {
  return parts.reduce<JsonObject>((file, part) => placed(file, from, part.split('.')) as JsonObject, into);
}

function placed(into: Json | undefined, from: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined) return from;
  const part = placed(at(into, step), at(from, step), rest);
  if (isList(into) || (into === undefined && isList(from))) return entriesWith(into ?? [], from, step, part);
  const others = Object.entries(into ?? {}).filter(([key]) => key !== step);
  return Object.fromEntries([...others, ...(part === undefined ? [] : [[step, part] as const])]);
}

/** A condition that comes back stands where it stood, so that they are asked in their order. */
function entriesWith(into: readonly Json[], from: Json | undefined, code: string, part: Json | undefined): readonly Json[] {
  if (at(into, code) !== undefined) return into.flatMap((entry) => (codeOf(entry) !== code ? [entry] : part === undefined ? [] : [part]));
  if (part === undefined) return into;
  const order = isList(from) ? from.map(codeOf) : [];
  const after = order.slice(order.indexOf(code) + 1);
  const next = into.findIndex((entry) => after.includes(codeOf(entry)));
  return next < 0 ? [...into, part] : [...into.slice(0, next), part, ...into.slice(next)];
}

function at(value: Json | undefined, step: string): Json | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  return isList(value) ? value.find((entry) => codeOf(entry) === step) : (value as JsonObject)[step];
}

function isOneLeaf(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null && !isList(value) && isLeaf(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
