import { EdgeError } from './edge-error';
import type { Notice } from '../event-store/notice';

const MOST_DEPTH = 64;
/** Names that reach an object's prototype when somebody copies members by name. */
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\],]/gu;

/**
 * A body as I-JSON (RFC 7493): UTF-8 without broken characters, no number beyond ±(2^53−1), no name twice in one object,
 * no prototype keys, at most 64 levels. `JSON.parse` alone rounds such numbers and drops such names without a word.
 * An empty body is undefined. Errors: EdgeError 400 `malformed-json`, with the path of the value where there is one.
 */
export function parseStrictJson(raw: Uint8Array): unknown {
  const text = decode(raw);
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('', {
      zh: `请求体不是有效的 JSON:${placeOf(text, cause)}请检查逗号、引号和括号。`,
      en: `The body is not valid JSON.${placeOf(text, cause, 'en')} Check commas, quotes and brackets.`,
    }, cause);
  }
  inspect(text);
  return value;
}

function decode(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch (cause) {
    throw malformed('', { zh: '请求体不是 UTF-8 文本,请改用 UTF-8 编码。', en: 'The body is not UTF-8 text; send it in UTF-8.' }, cause);
  }
}

/** V8 names the place as an offset, for most errors; a person counts lines. */
function placeOf(text: string, error: unknown, language: 'zh' | 'en' = 'zh'): string {
  const offset = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
  if (offset === undefined) return '';
  const before = text.slice(0, Number(offset)).split('\n');
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1];
  return language === 'zh' ? `第 ${line} 行第 ${column} 列附近有误。` : ` It goes wrong near line ${line}, column ${column}.`;
}

interface Frame {
  readonly names: Set<string> | null;
  readonly path: string;
  name: string;
  index: number;
  expectsName: boolean;
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
  for (const [token] of text.matchAll(TOKEN)) {
    const top = frames.at(-1);
    if (token === '{' || token === '[') {
      if (frames.length >= MOST_DEPTH) throw malformed(here(), { zh: `嵌套超过 ${MOST_DEPTH} 层。`, en: `Nested more than ${MOST_DEPTH} levels deep.` });
      frames.push({ names: token === '{' ? new Set() : null, path: here(), name: '', index: 0, expectsName: token === '{' });
    } else if (token === '}' || token === ']') frames.pop();
    else if (token === ',') {
      if (top !== undefined) {
        top.index += 1;
        top.expectsName = top.names !== null;
      }
    } else if (token.startsWith('"')) {
      const string = JSON.parse(token) as string;
      if (/\p{Surrogate}/u.test(string)) throw malformed(here(), { zh: '文本含残缺的 Unicode 字符(孤立代理项),请更正。', en: 'The text holds half a character (a lone surrogate); correct it.' });
      if (top?.names != null && top.expectsName) named(top, top.names, string);
    } else if (Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER) {
      throw malformed(here(), { zh: '数超出 ±(2^53−1),会失真;请改用文本或更小的数。', en: 'The number lies beyond ±(2^53−1) and would be rounded; send text or a smaller number.' });
    }
  }
}

function named(frame: Frame, names: Set<string>, name: string): void {
  frame.name = name;
  frame.expectsName = false;
  const path = frame.path === '' ? name : `${frame.path}.${name}`;
  if (PROTOTYPE_KEYS.has(name)) throw malformed(path, { zh: '不允许使用这个字段名,请删去。', en: 'A field may not have this name; remove it.' });
  if (names.has(name)) throw malformed(path, { zh: '同一个字段写了两次,请只写一次。', en: 'The field is given twice; give it once.' });
  names.add(name);
}

function malformed(path: string, notice: Notice, cause?: unknown): EdgeError {
  return new EdgeError(400, 'malformed-json', notice, path === '' ? {} : { fields: [{ path, notice }] }, { cause });
}
