import type { Bilingual } from './programme-definition';
import { isBilingual, keyWord, valueWords } from './programme-words';

/** One place of a rule file on one side: what it says and where the text says so. */
export interface Stand {
  /** The value of a leaf, the name of a thing, the word of an eligibility rule; what is left open is its question. */
  readonly value: unknown;
  readonly open: boolean;
  readonly clause: string | null;
  /** Passage of the text; null where none is quoted. */
  readonly quote: string | null;
}

/** VALUE: it says something else. BASIS: the same, by another clause, passage or reading of the text. */
export interface ProgrammeDifference {
  /** Codes from the top of the file, joined by dots: `tiers.RISING_STAR.seats`. */
  readonly path: string;
  readonly kind: 'ADDED' | 'REMOVED' | 'VALUE' | 'BASIS';
  readonly before: Stand | null;
  readonly after: Stand | null;
  readonly words: Bilingual;
}

/**
 * What differs between two definitions of a programme, in the order of the later file, what is gone at the end. Both may
 * have adopted values filled in (`fillOpen`): an adoption is then a difference like any other. The version's own number is none.
 */
export function diffProgrammes(before: object, after: object): readonly ProgrammeDifference[] {
  const [was, is] = [standsOf(before), standsOf(after)];
  const named = new Map([...namesOf(before), ...namesOf(after)]);
  const differences: ProgrammeDifference[] = [];
  const tell = (path: string, old: Stand | null, now: Stand | null): void => {
    const kind = old === null ? 'ADDED' : now === null ? 'REMOVED' : sameValue(old, now) ? 'BASIS' : 'VALUE';
    differences.push({ path, kind, before: old, after: now, words: wordsOf(placeWords(path, named), kind, old, now) });
  };
  for (const [path, now] of is) {
    const old = was.get(path) ?? null;
    if (old === null || !sameValue(old, now) || old.clause !== now.clause || old.quote !== now.quote) tell(path, old, now);
  }
  for (const [path, old] of was) if (!is.has(path)) tell(path, old, null);
  return differences;
}

/** Every place that says something, by path. */
function standsOf(definition: object): ReadonlyMap<string, Stand> {
  const found = new Map<string, Stand>();
  for (const [key, value] of Object.entries(definition)) if (key !== 'version' && key !== 'format') collect(value, [key], found);
  return found;
}

const PROVENANCE: ReadonlySet<string> = new Set(['stated', 'implied', 'because', 'quote', 'names', 'rule', 'code']);

function collect(value: unknown, steps: readonly string[], found: Map<string, Stand>): void {
  const path = steps.join('.');
  if (Array.isArray(value)) {
    value.forEach((entry: unknown, index) => collect(entry, [...steps, codeOf(entry) ?? String(index + 1)], found));
    return;
  }
  if (!isRecord(value)) {
    found.set(path, { value, open: false, clause: null, quote: null });
    return;
  }
  const clause = textOf(value['stated']) ?? textOf(value['implied']) ?? textOf(value['clause']);
  const quote = textOf(value['quote']);
  if (Object.hasOwn(value, 'open')) found.set(path, { value: value['open'], open: true, clause, quote });
  else if (Object.hasOwn(value, 'value')) found.set(path, { value: value['value'], open: false, clause, quote });
  else if (isBilingual(value)) found.set(path, { value, open: false, clause: null, quote: null });
  else {
    const says = value['rule'] ?? value['names'];
    if (says !== undefined) found.set(path, { value: says, open: false, clause, quote });
    for (const [key, entry] of Object.entries(value)) if (!PROVENANCE.has(key)) collect(entry, [...steps, key], found);
  }
}

/** What the file calls a thing of its own, by its path. */
function namesOf(value: unknown, steps: readonly string[] = []): readonly (readonly [path: string, name: Bilingual])[] {
  if (!isRecord(value)) return [];
  const names = value['names'];
  return [...(isBilingual(names) ? [[steps.join('.'), names] as const] : []), ...Object.entries(value).flatMap(([key, entry]) => namesOf(entry, [...steps, key]))];
}

function placeWords(path: string, named: ReadonlyMap<string, Bilingual>): Bilingual {
  const steps = path.split('.');
  const words = steps.map((step, index) => named.get(steps.slice(0, index + 1).join('.')) ?? keyWord(step));
  return { zh: words.map(({ zh }) => zh).join(' · '), en: words.map(({ en }) => en).join(' · ') };
}

function wordsOf(place: Bilingual, kind: ProgrammeDifference['kind'], before: Stand | null, after: Stand | null): Bilingual {
  const [was, is] = [before === null ? null : standWords(before), after === null ? null : standWords(after)];
  if (kind === 'BASIS') return { zh: `${place.zh}：内容未变，依据由${was?.basis.zh ?? ''}改为${is?.basis.zh ?? ''}`, en: `${place.en}: the same, by ${is?.basis.en ?? ''} instead of ${was?.basis.en ?? ''}` };
  if (was === null) return { zh: `${place.zh}：新增 ${is?.zh ?? ''}`, en: `${place.en}: new, ${is?.en ?? ''}` };
  if (is === null) return { zh: `${place.zh}：删去 ${was.zh}`, en: `${place.en}: gone, it was ${was.en}` };
  return { zh: `${place.zh}：由 ${was.zh} 改为 ${is.zh}`, en: `${place.en}: ${is.en} instead of ${was.en}` };
}

function standWords({ value, open, clause, quote }: Stand): Bilingual & { readonly basis: Bilingual } {
  const said = open ? { zh: '待定', en: 'left open' } : valueWords(value);
  const basis = { zh: `${clause ?? '无条款'}${quote === null ? '' : `“${quote}”`}`, en: `${clause ?? 'no clause'}${quote === null ? '' : ` "${quote}"`}` };
  return { zh: clause === null ? said.zh : `${said.zh}（${clause}）`, en: clause === null ? said.en : `${said.en} (${clause})`, basis };
}

function sameValue(a: Stand, b: Stand): boolean {
  return a.open === b.open && sameText(a.value, b.value);
}

/** Definitions are JSON; the order of members means nothing, that of lists does. */
function sameText(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((one: unknown, index) => sameText(one, b[index]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameText(a[key], b[key]));
}

function codeOf(entry: unknown): string | null {
  return isRecord(entry) ? textOf(entry['code']) : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
