import { isBusinessDate, type BusinessDate } from '../dates';
import type { Json, JsonObject } from '../facts';
import type { RuleSpec } from '../programme-rules';
import type { RoundParameters } from '../round/facts';
import { dayOfNamed } from '../round/parameters';
import type { Finding } from './rule';

/** A rule reads a day that the round's notice does not print: no round opens by such rules with such a notice. */
export class NotPrintedError extends RangeError {
  constructor(message: string, readonly parameter: string) {
    super(message);
  }
}

/**
 * Reading a rule's arguments. The programme check has already held them against the word's declaration, so a wrong
 * type here is a broken log: RangeError. An argument that is null stands for an open value that nobody has adopted.
 */
export function isOpen(spec: RuleSpec, ...names: readonly string[]): boolean {
  return names.some((name) => spec.arguments[name] === null);
}

export const stillOpen = (bound: JsonObject): Finding => ({ verdict: 'cannotDecide', undecided: 'open', bound, inputs: {}, standsOn: [] });

export function integerArgument(spec: RuleSpec, name: string): number {
  const value = spec.arguments[name];
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(spec, name, value);
  return value;
}

export function numberArgument(spec: RuleSpec, name: string): number {
  const value = spec.arguments[name];
  if (typeof value !== 'number') throw wrong(spec, name, value);
  return value;
}

export function textArgument(spec: RuleSpec, name: string): string {
  const value = spec.arguments[name];
  if (typeof value !== 'string') throw wrong(spec, name, value);
  return value;
}

export function booleanArgument(spec: RuleSpec, name: string, otherwise: boolean): boolean {
  const value = spec.arguments[name];
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean') throw wrong(spec, name, value);
  return value;
}

export function textsArgument(spec: RuleSpec, name: string): readonly string[] {
  const value = spec.arguments[name];
  if (!isList(value) || value.length === 0) throw wrong(spec, name, value);
  return value.map((entry) => {
    if (typeof entry !== 'string') throw wrong(spec, name, value);
    return entry;
  });
}

/** A date of the file, or `{ parameter: <key> }`: a date of the round's notice. */
export function roundDateArgument(spec: RuleSpec, name: string, parameters: RoundParameters): BusinessDate {
  const value = spec.arguments[name];
  const named = isObject(value) && typeof value['parameter'] === 'string' ? value['parameter'] : null;
  const date = named === null ? value : dateNamed(named, parameters);
  if (named !== null && date === undefined) throw new NotPrintedError(`${spec.rule} (${spec.clause}): the notice prints no ${named}`, named);
  if (!isBusinessDate(date)) throw wrong(spec, name, value);
  return date;
}

function dateNamed(name: string, parameters: RoundParameters): Json | undefined {
  const named = parameters.dates?.find((entry) => entry.name === name);
  return named ? dayOfNamed(named) : parameters[name];
}

/** The bound as the notice prints it, where it does and the argument is that bound: 以后 and 后 are shown, not only what they come to (E35). */
export function printedBound(spec: RuleSpec, name: string, parameters: RoundParameters): JsonObject {
  const value = spec.arguments[name];
  const parameter = isObject(value) ? value['parameter'] : undefined;
  if (parameter === 'bornOnOrAfter' && parameters.born) return { printed: parameters.born };
  const named = parameters.dates?.find((entry) => entry.name === parameter);
  return named && named.word !== null ? { printed: { date: named.date, word: named.word } } : {};
}

export function rulesArgument(spec: RuleSpec, name: string): readonly RuleSpec[] {
  const value = spec.arguments[name];
  if (!isList(value) || value.length === 0) throw wrong(spec, name, value);
  return value.map((entry) => {
    if (!isObject(entry)) throw wrong(spec, name, value);
    const { rule, clause, arguments: given } = entry;
    if (typeof rule !== 'string' || typeof clause !== 'string' || !isObject(given)) throw wrong(spec, name, value);
    return { rule, clause, arguments: given };
  });
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function wrong(spec: RuleSpec, name: string, value: Json | undefined): RangeError {
  return new RangeError(`${spec.rule} (${spec.clause}): argument ${name} cannot be ${JSON.stringify(value)}`);
}
