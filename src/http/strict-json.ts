import { EdgeError } from './edge-error';
import { said, type EdgeSentence } from './sentences';

const MOST_DEPTH = 64;
/** Names that reach an object's prototype when somebody copies members by name. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const TOKEN = /["{}[\],]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/**
 * A body as I-JSON (RFC 7493): UTF-8 without broken characters, no number beyond ±(2^53−1), no name twice in one object,
 * no prototype keys, at most 64 levels. `JSON.parse` alone rounds such numbers and drops such names without a word.
 * An empty body is undefined. Errors: EdgeError 400, with the path of the value where there is one.
 */
export function parseStrictJson(raw: Uint8Array): unknown {
  const text = decode(raw);
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw syntaxFault(text, cause);
  }
  inspect(text);
  return value;
}

function decode(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw malformed('notUtf8', '');
  }
}

/** V8 names the place as an offset, for most errors; a person counts lines. Its message quotes the body, which may hold a name. */
function syntaxFault(text: string, error: unknown): EdgeError {
  const offset = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  if (offset === undefined) return malformed('malformedJson', '');
  const before = text.slice(0, Number(offset)).split('\n');
  return malformed('malformedJsonNear', '', { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
}

interface Frame {
  readonly names: Set<string> | null;
  readonly path: string;
  name: string;
  index: number;
  expectsName: boolean;
}

/** A string by its closing quote and not by one expression: that would need stack for every character of a long one. */
function* tokensOf(text: string): Iterable<string> {
  const next = new RegExp(TOKEN);
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    if (match[0] !== '"') yield match[0];
    else {
      const end = endOfString(text, match.index);
      yield text.slice(match.index, end + 1);
      next.lastIndex = end + 1;
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** Walks the tokens of a text that is known to be JSON; only here the numbers are still as they were written. */
function inspect(text: string): void {
  const frames: Frame[] = [];
  const here = (): string => {
    const top = frames.at(-1);
    if (top === undefined) return '';
    if (top.names === null) return `${top.path}[${top.index}]`;
    return top.path === '' ? top.name : `${top.path}.${top.name}`;
  };
  for (const token of tokensOf(text)) {
    const top = frames.at(-1);
    if (token === '{' || token === '[') {
      if (frames.length >= MOST_DEPTH) throw malformed('tooDeep', here(), { depth: MOST_DEPTH });
      frames.push({ names: token === '{' ? new Set() : null, path: here(), name: '', index: 0, expectsName: token === '{' });
    } else if (token === '}' || token === ']') frames.pop();
    else if (token === ',') {
      if (top !== undefined) {
        top.index += 1;
        top.expectsName = top.names !== null;
      }
    } else if (token.startsWith('"')) {
      const string = JSON.parse(token) as string;
      if (/\p{Surrogate}/u.test(string)) throw malformed('loneSurrogate', here());
      if (top !== undefined && top.names !== null && top.expectsName) named(top, top.names, string);
    } else if (Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) {
      throw malformed('unsafeNumber', here(), { number: token.slice(0, 40) });
    }
  }
}

function named(frame: Frame, names: Set<string>, name: string): void {
  frame.name = name;
  frame.expectsName = false;
  const path = frame.path === '' ? name : `${frame.path}.${name}`;
  if (PROTOTYPE_KEYS.has(name)) throw malformed('forbiddenKey', path, { key: name });
  if (names.has(name)) throw malformed('repeatedKey', path);
  names.add(name);
}

function malformed(key: EdgeSentence, path: string, values: { readonly [name: string]: string | number } = {}): EdgeError {
  const sentences = said(key, { path: path === '' ? '(body)' : path, ...values });
  return new EdgeError(400, key === 'malformedJsonNear' ? 'malformedJson' : key, sentences, path === '' ? {} : { members: { errors: [{ path, sentences: { zh: sentences.zh, en: sentences.en } }] } });
}
