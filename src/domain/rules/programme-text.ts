import { isAlias, isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { clausesOf } from './clause-places';
import type { ClauseList } from './clauses';
import { checkDefinition } from './programme-check';
import type { ProgrammeDefinition } from './programme-definition';
import { programmeErrors } from './programme-schema';
import { findingsOf } from './schema-findings';
import { problem, type Finding, type Problem } from './problems';
import { vocabulary as wholeVocabulary, type Vocabulary } from './vocabulary';

export interface ReadingOptions {
  /** Given: every clause must stand in it, within the programme's basis, and every quote in its clause. */
  readonly clauses?: ClauseList;
  /** Defaults to the whole vocabulary. */
  readonly vocabulary?: Vocabulary;
}

export type ProgrammeReading =
  | { readonly kind: 'programme'; readonly definition: ProgrammeDefinition }
  /** In the order of the file. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Reads a rule file, YAML 1.2 (JSON is a part of it). Text in, result out; no file is opened. */
export function readProgramme(text: string, options: ReadingOptions = {}): ProgrammeReading {
  const parsed = readYaml(text);
  if (parsed.kind === 'refused') return parsed;
  const findings = programmeFindings(parsed.value, options);
  if (findings.length > 0) return { kind: 'refused', problems: parsed.locate(findings) };
  return { kind: 'programme', definition: parsed.value as ProgrammeDefinition };
}

/** The same checks for a definition that came as JSON: problems without lines. */
export function readDefinition(value: unknown, options: ReadingOptions = {}): ProgrammeReading {
  return definitionOf(value, programmeFindings(value, options));
}

/** The same for a definition whose shape is known to hold: one that was read, with values of the right types filled in. */
export function readFilled(definition: ProgrammeDefinition): ProgrammeReading {
  const unstorable = storability(definition);
  return definitionOf(definition, unstorable.length > 0 ? unstorable : checkDefinition(definition, { vocabulary: wholeVocabulary }));
}

function definitionOf(value: unknown, findings: readonly Finding[]): ProgrammeReading {
  return findings.length > 0 ? { kind: 'refused', problems: findings.map((finding) => problem(finding, pathOf(value, finding), null, clausesOf(value, finding))) } : { kind: 'programme', definition: value as ProgrammeDefinition };
}

function programmeFindings(value: unknown, options: ReadingOptions): readonly Finding[] {
  const unstorable = storability(value);
  if (unstorable.length > 0) return unstorable;
  const errors = findingsOf(programmeErrors(value));
  return errors.length > 0 ? errors : checkDefinition(value as ProgrammeDefinition, { vocabulary: wholeVocabulary, ...options });
}

export interface LocatedYaml {
  readonly kind: 'yaml';
  readonly value: unknown;
  readonly locate: (findings: readonly Finding[]) => readonly Problem[];
  /** Line and column, from 1, of what stands at a place; of the nearest that holds it where nothing stands there. */
  readonly at: (where: Pick<Finding, 'place' | 'key'>) => { readonly line: number; readonly column: number };
}

/** YAML text to a JSON value that still knows its lines. */
export function readYaml(text: string): LocatedYaml | { readonly kind: 'refused'; readonly problems: readonly Problem[] } {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: false, strict: true });
  const at = (offset: number) => ({ line: counter.linePos(offset).line, column: counter.linePos(offset).col });
  const syntax = [...document.errors, ...document.warnings].map((error): Problem => {
    const position = at(error.pos[0]);
    if (error.code === 'TAB_AS_INDENT') return problem({ code: 'tab', place: [] }, '', position);
    if (error.code === 'DUPLICATE_KEY') return problem({ code: 'duplicateKey', place: [], key: keyAt(text, error.pos[0]) }, '', position);
    return problem({ code: 'syntax', place: [], with: { message: error.message, zhMessage: syntaxInChinese[error.code] ?? error.message } }, '', position);
  });
  visit(document, (_key, node) => {
    if (isAlias(node)) syntax.push(problem({ code: 'alias', place: [] }, '', at(node.range?.[0] ?? 0)));
  });
  if (syntax.length > 0) return { kind: 'refused', problems: inOrder(syntax) };
  if (!isMap(document.contents)) return { kind: 'refused', problems: [problem({ code: 'notAMap', place: [] }, '', { line: 1, column: 1 })] };
  const value: unknown = document.toJS();
  return {
    kind: 'yaml',
    value,
    locate: (findings) => inOrder(findings.map((finding) => problem(finding, pathOf(value, finding), at(offsetOf(document, finding)), clausesOf(value, finding)))),
    at: (where) => at(offsetOf(document, where)),
  };
}

/** The parser speaks English; what officers meet most, by its error codes. */
const syntaxInChinese: { readonly [code: string]: string } = {
  BAD_INDENT: '缩进不齐',
  MISSING_CHAR: '缺少括号、引号、逗号或冒号',
  UNEXPECTED_TOKEN: '此处有多余的符号',
  BLOCK_AS_IMPLICIT_KEY: '键值写法有误，冒号后应换行并缩进',
  BLOCK_IN_FLOW: '花括号或方括号内不能换成缩进写法',
  MULTILINE_IMPLICIT_KEY: '键不能跨行',
  MULTIPLE_DOCS: '一个文件只能有一份方案，请删去“---”之后的内容',
  TAG_RESOLVE_FAILED: '不支持标签（!）',
  BAD_DQ_ESCAPE: '双引号内的转义有误',
  BAD_SCALAR_START: '值不能以此符号开头，请加引号',
};

function keyAt(text: string, offset: number): string {
  return /^["']?([^:"'\n]*)/u.exec(text.slice(offset))?.[1]?.trim() ?? '';
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** The key's own place where the finding is about a key that is there, else the value's, else that of what would hold it. */
function offsetOf(document: Document, finding: Pick<Finding, 'place' | 'key'>): number {
  if (finding.key !== undefined) {
    const map = document.getIn(finding.place, true);
    const pair = isMap(map) ? map.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === finding.key) : undefined;
    if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
  }
  for (let length = finding.place.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(finding.place.slice(0, length), true);
    // A value of its own line is best told by its key: `seats:` and not the `{` or the first key beneath it.
    const holder: unknown = length === 1 ? document.contents : document.getIn(finding.place.slice(0, length - 1), true);
    const last = finding.place[length - 1];
    const pair = isMap(holder) ? holder.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === last) : undefined;
    if (!isScalar(node) && pair !== undefined && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0];
      if (typeof start === 'number') return start;
    }
  }
  return 0;
}

/** Codes joined by dots; an entry of a list that has a code goes by it, another by its place. */
export function pathOf(value: unknown, finding: Finding): string {
  const steps: string[] = [];
  let here: unknown = value;
  for (const step of finding.place) {
    here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
    const code = typeof step === 'number' && typeof here === 'object' && here !== null ? Reflect.get(here, 'code') : undefined;
    steps.push(typeof code === 'string' ? code : String(step));
  }
  if (finding.key !== undefined) steps.push(finding.key);
  return steps.join('.');
}

/** Broken characters and numbers beyond 2^53 do not survive the log's canonical form (RFC 8785). */
function storability(value: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  seekUnstorable(value, [], findings);
  return findings;
}

/** `place` is one list that the search lengthens and shortens as it goes: nearly every file has nothing to find. */
function seekUnstorable(value: unknown, place: (string | number)[], findings: Finding[]): void {
  const tell = (): void => void findings.push({ code: 'notStorable', place: [...place] });
  if (typeof value === 'string') {
    if (!value.isWellFormed()) tell();
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) tell();
  } else if (typeof value === 'bigint') tell();
  else if (typeof value === 'object' && value !== null) {
    const list = Array.isArray(value);
    for (const [key, entry] of Object.entries(value)) {
      if (!list && !key.isWellFormed()) tell();
      place.push(list ? Number(key) : key);
      seekUnstorable(entry, place, findings);
      place.pop();
    }
  }
}
