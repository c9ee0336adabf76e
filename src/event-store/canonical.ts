import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json, JsonObject } from '../domain/facts';
import { InvalidEventError, type StoredEnvelope } from './event-store';

/** Deeper than any fact; keeps a hostile rule file or import from overflowing the stack. */
const MAX_DEPTH = 64;
/** With the u flag a pair is one character, so only a half that stands alone matches. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses what RFC 8785 text would not give back as it was: NaN, ±Infinity, −0, integers beyond ±2^53−1, undefined,
 * lone surrogates, BigInt, functions, symbols, Date and every other object with a class or a toJSON, sparse arrays, and
 * the key `__proto__`, which an assignment elsewhere would turn into a prototype. `canonicalize` itself drops or
 * converts most of these without a word.
 * Errors: InvalidEventError with the path of the value, never the value (it may be personal).
 */
export function assertSurvives(value: unknown, path: string): asserts value is Json {
  check(value, path, 0);
}

function check(value: unknown, path: string, depth: number): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      if (LONE_SURROGATE.test(value)) throw refused(path, 'a lone surrogate');
      return;
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, 'a number that is not finite');
      if (Object.is(value, -0)) throw refused(path, 'negative zero');
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw refused(path, 'an integer beyond 2^53-1');
      return;
    case 'object':
      if (value === null) return;
      if (depth >= MAX_DEPTH) throw refused(path, `more than ${MAX_DEPTH} levels`);
      if (Array.isArray(value)) checkArray(value, path, depth);
      else checkObject(value, path, depth);
      return;
    default:
      throw refused(path, typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`);
  }
}

function checkArray(values: readonly unknown[], path: string, depth: number): void {
  if (Object.keys(values).length !== values.length) throw refused(path, 'a sparse array, or one with named properties');
  for (let index = 0; index < values.length; index += 1) check(values[index], `${path}[${index}]`, depth + 1);
}

function checkObject(value: object, path: string, depth: number): void {
  // Plain: no prototype, or one that is itself a root. Object.prototype is not compared, because plain objects also come from other realms.
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && (Object.getPrototypeOf(prototype) !== null || !Object.hasOwn(prototype, 'hasOwnProperty'))) throw refused(path, 'an object with a class');
  if (Object.getOwnPropertySymbols(value).length > 0) throw refused(path, 'a symbol as key');
  const names = Object.keys(value);
  if (names.length !== Object.getOwnPropertyNames(value).length) throw refused(path, 'a hidden property');
  for (const name of names) {
    if (name === '__proto__') throw refused(path, 'the key __proto__');
    if (LONE_SURROGATE.test(name)) throw refused(path, 'a key with a lone surrogate');
    check((value as { readonly [name: string]: unknown })[name], `${path}.${name}`, depth + 1);
  }
}

function refused(path: string, what: string): InvalidEventError {
  return new InvalidEventError({
    zh: `${path} 含有无法原样保存的值(${what})；请改正后重新提交。`,
    en: `${path} holds a value that cannot be kept as it is (${what}); correct it and send it again.`,
  });
}

/** RFC 8785 text of a value that survives it. Errors: InvalidEventError. */
export function canonicalJson(value: unknown, path = 'value'): string {
  assertSurvives(value, path);
  return serialize(value);
}

function serialize(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new InvalidEventError('nothing to serialise');
  return text;
}

/**
 * What a proof covers: RFC 8785 of every field of the envelope as it was written, revision included. A private or sealed
 * part stands as its commitment, so that erasing it changes nothing here; the position in the whole log is not part of it.
 */
export function canonicalForm(envelope: StoredEnvelope): string {
  const commitments: { [person: string]: string } = {};
  for (const [person, part] of Object.entries(envelope.private)) commitments[person] = part.commitment;
  const form: { [field: string]: unknown } = {
    id: envelope.id,
    type: envelope.type,
    version: envelope.version,
    stream: envelope.stream,
    revision: envelope.revision,
    recordedAt: envelope.recordedAt,
    data: envelope.data,
    private: commitments,
    meta: envelope.meta,
  };
  if (envelope.sealed !== undefined) form['sealed'] = { key: envelope.sealed.key, commitment: envelope.sealed.commitment };
  return serialize(form as JsonObject);
}

/** SHA-256 of the canonical form, hex. */
export function canonicalDigest(envelope: StoredEnvelope): string {
  return createHash('sha256').update(canonicalForm(envelope), 'utf8').digest('hex');
}
