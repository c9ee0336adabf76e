import { approximate, type Approximation, type NumberWord } from '../approximate';
import type { BusinessDate } from '../dates';
import { clauseOf, isOpenLeaf, type Bilingual, type FigureEntry, type Leaf, type NumberEntry, type ProgrammeDefinition } from '../rules/programme-definition';
import { countNew, type Honour, type PeopleMetric } from './honours';

/** What a text states as a fact, with where it says so. */
export interface Figure {
  readonly code: string;
  readonly names: Bilingual;
  readonly clause: string;
  readonly quote: string | null;
  /** A number, a day, or words; null while it is open. */
  readonly says: number | string | null;
  /** null where the text gives a number as it is. */
  readonly word: NumberWord | null;
  /** null while nobody has stated a tolerance. */
  readonly percent: number | null;
  readonly counts: PeopleMetric | null;
}

/** A figure beside what the record has on a day. */
export interface FigureLine extends Omit<Figure, 'counts'> {
  /** null where nothing in the record counts towards it. */
  readonly counted: number | null;
  /** Whether what is counted is what the text says; null where nothing is counted, a word has no tolerance, or a part of the units was asked about. */
  readonly outcome: Approximation | null;
}

export function figuresOf({ figures }: ProgrammeDefinition): { readonly figures?: readonly Figure[] } {
  if (figures === undefined) return {};
  return { figures: Object.entries(figures).map(([code, entry]) => figureOf(code, entry)).sort((a, b) => (a.code < b.code ? -1 : 1)) };
}

function figureOf(code: string, entry: FigureEntry): Figure {
  const { names, says, counts } = entry;
  return { code, names, clause: clauseOf(says), quote: quoteOf(says) ?? quoteOf(entry), says: stated(says), ...numberOf(entry), counts: stated(counts) };
}

export function numberOf({ word, percent }: NumberEntry): { readonly word: NumberWord | null; readonly percent: number | null } {
  return { word: stated(word), percent: stated(percent) };
}

/** null where the file does not say it, or leaves it open. */
export function stated<T>(leaf: Leaf<T> | undefined): T | null {
  return leaf === undefined || isOpenLeaf(leaf) ? null : leaf.value;
}

export function quoteOf(entry: object): string | null {
  return 'quote' in entry && typeof entry.quote === 'string' ? entry.quote : null;
}

/** @param whole false: `honours` are those of a part of the units, and the number is the whole's, so nothing is said of it. */
export function figureLine({ counts, ...figure }: Figure, honours: readonly Honour[], programme: string, asOf: BusinessDate, whole = true): FigureLine {
  const counted = counts === null ? null : countNew(honours, counts, programme, { from: null, to: asOf });
  return { ...figure, counted, outcome: counted === null || !whole || typeof figure.says !== 'number' ? null : outcomeOf(counted, figure.says, figure) };
}

/** null: the word knows a tolerance, and nobody has stated one. */
export function outcomeOf(count: number, number: number, { word, percent }: { readonly word: NumberWord | null; readonly percent: number | null }): Approximation | null {
  if (word !== null && toleranceOf.has(word) && percent === null) return null;
  return approximate(count, { number, word: word ?? 'EXACT', percent: percent ?? 0 }).outcome;
}

const toleranceOf: ReadonlySet<NumberWord> = new Set(['NEARLY', 'ABOUT', 'MORE_THAN']);
