import type { Outcome } from '../../src/commands/outcome';
import { refusalNotice } from '../../src/http/sentences';

/**
 * Words in capitals that a sentence may show as they are, each kind with its reason. All else in capitals is a code, and
 * a code stands in a sentence only beside its word, in brackets, or, where nobody knows it, in the quotation marks of
 * whoever wrote it.
 */
const ALLOWED: readonly { readonly because: string; readonly shape: RegExp }[] = [
  { because: 'methods of HTTP, in what is to be called', shape: /\b(?:GET|POST) \//gu },
  { because: 'settings of the installation', shape: /\bECHELON_[A-Z_]+\b/gu },
  { because: 'clauses of a text: letters with a number', shape: /\b[A-Z]{1,3}\d+[a-z]?\b/gu },
  { because: 'beside its word, as it is to be written', shape: /（[A-Z][A-Z0-9_]*）| \([A-Z][A-Z0-9_]*\)/gu },
];

const CODE = /(?<![\w-])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w-])|(?<![\w-])[A-Z]{3,}(?![\w-])/gu;
const WRITTEN = /“[^”]*”|"[^"]*"/gu;
/** What there is to choose from is nobody's to write as he likes. */
const LISTED = /(?:[：、]|(?:, | of | has ))$/u;

/** @param known codes that the programme has a word for: in a list to choose from quotation marks are no excuse for these. */
export function bareCodesIn(text: string, known: ReadonlySet<string>): readonly string[] {
  const left = ALLOWED.reduce((rest, { shape }) => rest.replaceAll(shape, ''), text).replaceAll(WRITTEN, (written, at: number, whole: string) => (known.has(written.slice(1, -1)) && LISTED.test(whole.slice(0, at)) ? written : ''));
  return left.match(CODE) ?? [];
}

/** What is wrong with the sentences of what was refused. */
export function bareCodesOf(outcomes: readonly Outcome[], known: ReadonlySet<string>): readonly string[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind !== 'refused') return [];
    const { zh, en } = refusalNotice(outcome.refusal);
    return [zh, en].flatMap((text) => (bareCodesIn(text, known).length === 0 ? [] : [`${outcome.refusal.rule}: ${text}`]));
  });
}

/** Codes that a rule file gives a name. */
export function codesNamedIn(value: unknown, key?: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => codesNamedIn(one));
  if (typeof value !== 'object' || value === null) return [];
  const { code, names } = value as { readonly code?: unknown; readonly names?: unknown };
  const own = names === undefined ? [] : [code, key].filter((one) => typeof one === 'string');
  return [...own, ...Object.entries(value).flatMap(([name, one]) => codesNamedIn(one, name))];
}
