import type { Bilingual } from './programme-definition';
import { ruleWord } from './rule-words';
import { isBilingual, keyWord, nearestName, valueWords, type Place } from './programme-words';

/** STATED by the text, IMPLIED by it, left OPEN, or ADOPTED by an officer for what it leaves open. */
export type Footing = 'STATED' | 'IMPLIED' | 'OPEN' | 'ADOPTED';

/** One place of a rule file on one side: what it says and where the text says so. */
export interface Stand {
  /** The value of a leaf, the name of a thing, the word of an eligibility rule; what is left open is its question. */
  readonly value: unknown;
  /** null of what stands on nothing by itself, such as a name. */
  readonly footing: Footing | null;
  readonly open: boolean;
  readonly clause: string | null;
  /** Passage of the text; null where none is quoted. */
  readonly quote: string | null;
  /** Why the text is read so; null where it says it. */
  readonly because: Bilingual | null;
}

/** VALUE: it says something else. BASIS: the same, by another clause, passage or reading of the text, or stated where it was implied or adopted. */
export interface ProgrammeDifference {
  /** Codes from the top of the file, joined by dots: `tiers.RISING_STAR.seats`. */
  readonly path: string;
  readonly kind: 'ADDED' | 'REMOVED' | 'VALUE' | 'BASIS';
  readonly before: Stand | null;
  readonly after: Stand | null;
  readonly words: Bilingual;
}

/** Paths of what was adopted on either side, where adopted values are filled in (`fillOpen`). */
export interface AdoptedPaths {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

const NONE_ADOPTED: AdoptedPaths = { before: new Set(), after: new Set() };

/**
 * What differs between two definitions of a programme, in the order of the later file, what is gone at the end. An adoption
 * is a difference like any other. The version's own number is none.
 */
export function diffProgrammes(before: object, after: object, adopted: AdoptedPaths = NONE_ADOPTED): readonly ProgrammeDifference[] {
  const [was, is] = [standsOf(before, adopted.before), standsOf(after, adopted.after)];
  const named = new Map([...namesOf(before), ...namesOf(after)]);
  const differences: ProgrammeDifference[] = [];
  const tell = (path: string, old: Stand | null, now: Stand | null): void => {
    const kind = old === null ? 'ADDED' : now === null ? 'REMOVED' : sameValue(old, now) ? 'BASIS' : 'VALUE';
    differences.push({ path, kind, before: old, after: now, words: wordsOf(placeWords(path, named), kind, old, now, placeOf(path, named)) });
  };
  for (const [path, now] of is) {
    const old = was.get(path) ?? null;
    if (old === null || !sameValue(old, now) || !sameBasis(old, now)) tell(path, old, now);
  }
  for (const [path, old] of was) if (!is.has(path)) tell(path, old, null);
  return differences;
}

/** Every place that says something, by path. */
function standsOf(definition: object, adopted: ReadonlySet<string>): ReadonlyMap<string, Stand> {
  const found = new Map<string, Stand>();
  for (const [key, value] of Object.entries(definition)) if (key !== 'version' && key !== 'format') collect(value, [key], found);
  for (const path of adopted) {
    const stand = found.get(path);
    if (stand !== undefined && !stand.open) found.set(path, { ...stand, footing: 'ADOPTED' });
  }
  return found;
}

const UNFOUNDED: Omit<Stand, 'value'> = { footing: null, open: false, clause: null, quote: null, because: null };
const PROVENANCE: ReadonlySet<string> = new Set(['stated', 'implied', 'because', 'quote', 'names', 'rule', 'code']);

function collect(value: unknown, steps: readonly string[], found: Map<string, Stand>): void {
  const path = steps.join('.');
  if (Array.isArray(value)) {
    value.forEach((entry: unknown, index) => collect(entry, [...steps, codeOf(entry) ?? String(index + 1)], found));
    return;
  }
  if (!isRecord(value)) {
    found.set(path, { ...UNFOUNDED, value });
    return;
  }
  const [stated, implied, because] = [textOf(value['stated']), textOf(value['implied']), value['because']];
  const on = { ...UNFOUNDED, footing: stated !== null ? 'STATED' : implied !== null ? 'IMPLIED' : null, clause: stated ?? implied ?? textOf(value['clause']), quote: textOf(value['quote']), because: isBilingual(because) ? because : null } as const;
  if (Object.hasOwn(value, 'open')) found.set(path, { ...on, value: value['open'], open: true, footing: 'OPEN' });
  else if (Object.hasOwn(value, 'value')) found.set(path, { ...on, value: value['value'] });
  else if (isBilingual(value)) found.set(path, { ...UNFOUNDED, value });
  else {
    const says = value['rule'] ?? value['names'];
    if (says !== undefined) found.set(path, { ...on, value: says });
    for (const [key, entry] of Object.entries(value)) if (!PROVENANCE.has(key)) collect(entry, [...steps, key], found);
  }
}

/** What the file calls a thing of its own, or a condition is called by its rule, by its path. */
export function namesOf(value: unknown, steps: readonly string[] = []): readonly (readonly [path: string, name: Bilingual])[] {
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => namesOf(entry, codeOf(entry) === null ? steps : [...steps, codeOf(entry) ?? '']));
  if (!isRecord(value)) return [];
  const names = value['names'] ?? conditionName(value);
  return [...(isBilingual(names) ? [[steps.join('.'), names] as const] : []), ...Object.entries(value).flatMap(([key, entry]) => namesOf(entry, [...steps, key]))];
}

/** A condition has no name of its own: its rule's, with its own code where that is another word. */
function conditionName({ rule, code }: { readonly [key: string]: unknown }): Bilingual | null {
  const name = typeof rule === 'string' ? ruleWord(rule) : null;
  return name === null || String(rule).startsWith(`${String(code)}@`) ? name : { zh: `${name.zh}“${String(code)}”`, en: `${name.en} "${String(code)}"` };
}

/** A path as it is read aloud. */
export function placeWords(path: string, named: ReadonlyMap<string, Bilingual>): Bilingual {
  const steps = path.split('.');
  const words = steps.map((step, index) => {
    const known = named.get(steps.slice(0, index + 1).join('.')) ?? keyWord(step, steps[index - 1] ?? '', index === 2 ? (steps[0] ?? '') : '');
    // A code that is the name of something else in the file, such as a tier among the feeders of another.
    return known.zh === step ? (nearestName(step, steps[index - 1] === 'byTier' || steps[index - 1] === 'feeders' ? 'tiers' : path, named) ?? known) : known;
  });
  return { zh: words.map(({ zh }) => zh).join(' · '), en: words.map(({ en }) => en).join(' · ') };
}

/** The last step that is a key of the format: a feeder's strength stands under the code of its tier. */
function keyAbove(path: string): string {
  const steps = path.split('.');
  return steps.findLast((step) => keyWord(step).zh !== step) ?? steps.at(-1) ?? path;
}

/** Where the value of a path stands, for its words. */
export function placeOf(path: string, named: ReadonlyMap<string, Bilingual>): Place {
  return { key: keyAbove(path), named, path };
}

const footings: { readonly [footing in Footing]: Bilingual } = {
  STATED: { zh: '明文规定', en: 'stated' },
  IMPLIED: { zh: '推定', en: 'implied' },
  OPEN: { zh: '待定', en: 'left open' },
  ADOPTED: { zh: '选定', en: 'adopted' },
};

function wordsOf(place: Bilingual, kind: ProgrammeDifference['kind'], before: Stand | null, after: Stand | null, under: Place): Bilingual {
  const [was, is] = [before === null ? null : standWords(before, under), after === null ? null : standWords(after, under)];
  if (was === null) return { zh: `${place.zh}：新增 ${is?.zh ?? ''}`, en: `${place.en}: new, ${is?.en ?? ''}` };
  if (is === null) return { zh: `${place.zh}：删去 ${was.zh}`, en: `${place.en}: gone, it was ${was.en}` };
  const moved = before !== null && after !== null && before.footing !== after.footing && before.footing !== null && after.footing !== null ? { from: footings[before.footing], to: footings[after.footing] } : null;
  if (kind === 'BASIS' && moved !== null) return { zh: `${place.zh}：内容未变，原为${moved.from.zh}（${was.basis.zh}），现为${moved.to.zh}（${is.basis.zh}）`, en: `${place.en}: the same, ${moved.to.en} now (${is.basis.en}) and ${moved.from.en} before (${was.basis.en})` };
  if (kind === 'BASIS') return { zh: `${place.zh}：内容未变，依据由${was.basis.zh}改为${is.basis.zh}`, en: `${place.en}: the same, by ${is.basis.en} instead of ${was.basis.en}` };
  // What was or is left open says so in the place of a value.
  const also = moved === null || before?.open === true || after?.open === true ? null : { zh: `，原为${moved.from.zh}，现为${moved.to.zh}`, en: `, ${moved.to.en} now and ${moved.from.en} before` };
  return { zh: `${place.zh}：由 ${was.zh} 改为 ${is.zh}${also?.zh ?? ''}`, en: `${place.en}: ${is.en} instead of ${was.en}${also?.en ?? ''}` };
}

function standWords({ value, open, clause, quote, because }: Stand, under: Place): Bilingual & { readonly basis: Bilingual } {
  const said = open ? footings.OPEN : valueWords(value, under);
  const basis = {
    zh: `${clause ?? '无条款'}${quote === null ? '' : `“${quote}”`}${because === null ? '' : `，理由：${because.zh}`}`,
    en: `${clause ?? 'no clause'}${quote === null ? '' : ` "${quote}"`}${because === null ? '' : `, because: ${because.en}`}`,
  };
  return { zh: clause === null ? said.zh : `${said.zh}（${clause}）`, en: clause === null ? said.en : `${said.en} (${clause})`, basis };
}

function sameValue(a: Stand, b: Stand): boolean {
  return a.open === b.open && sameText(a.value, b.value);
}

function sameBasis(a: Stand, b: Stand): boolean {
  return a.footing === b.footing && a.clause === b.clause && a.quote === b.quote && sameText(a.because, b.because);
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
