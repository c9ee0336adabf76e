import { codeOf, isLeaf } from './leaves';
import { isOpenLeaf, type Leaf } from './programme-definition';
import type { Finding, Place } from './problems';

/** Where a rule file names a clause, and as what. */
export interface ClausePlace {
  readonly clause: string;
  readonly place: Place;
  /** Codes from the top of the file joined by dots, as an adoption names a value. */
  readonly path: string;
  /** A value; a question whose choice stands in the sample; a condition; a thing that the text names. */
  readonly kind: 'VALUE' | 'OPEN' | 'CONDITION' | 'NAMED';
  readonly by: 'STATED' | 'IMPLIED' | 'OPEN';
  /** Of what is stated: the passage that is shown, where the file picks one. */
  readonly quote: string | null;
}

/** Every place of a definition that stands on a clause, in the order of its keys. */
export function clausePlaces(definition: unknown): readonly ClausePlace[] {
  const found: ClausePlace[] = [];
  collect(definition, [], [], found);
  return found;
}

function collect(value: unknown, place: Place, steps: readonly string[], found: ClausePlace[]): void {
  if (typeof value !== 'object' || value === null) return;
  const path = steps.join('.');
  if (isLeaf(value)) {
    if (isOpenLeaf(value)) found.push({ clause: value.clause, place, path, kind: 'OPEN', by: 'OPEN', quote: null });
    else {
      found.push(provenanceOf(value, place, path, 'VALUE'));
      // A list may give its entries clauses of their own.
      if (Array.isArray(value.value)) collect(value.value, [...place, 'value'], steps, found);
    }
    return;
  }
  if (standsOnAClause(value)) found.push(provenanceOf(value, place, path, Object.hasOwn(value, 'rule') ? 'CONDITION' : 'NAMED'));
  for (const [key, entry] of Object.entries(value)) {
    const list = Array.isArray(value);
    collect(entry, [...place, list ? Number(key) : key], [...steps, (list ? codeOf(entry) : null) ?? key], found);
  }
}

interface Standing {
  readonly stated?: string;
  readonly implied?: string;
  readonly quote?: string;
}

function standsOnAClause(value: object): value is Standing {
  return typeof Reflect.get(value, 'stated') === 'string' || typeof Reflect.get(value, 'implied') === 'string';
}

function provenanceOf(entry: Standing | Leaf<unknown>, place: Place, path: string, kind: ClausePlace['kind']): ClausePlace {
  const { stated, implied, quote } = entry as Standing;
  return { clause: stated ?? implied ?? '', place, path, kind, by: stated === undefined ? 'IMPLIED' : 'STATED', quote: quote ?? null };
}

/** The clauses that what a finding is about rests on, each once: of each place its own, or that of the nearest that holds it. */
export function clausesOf(definition: unknown, { place, key, also = [], clauses = [] }: Finding): readonly string[] {
  const own = clauseAt(definition, key === undefined ? place : [...place, key]);
  return [...new Set([...clauses, own, ...also.map((other) => clauseAt(definition, other))].filter((clause) => clause !== null))];
}

/** Takes what may not have the shape of a definition yet: a file is told its mistakes before it has. */
function clauseAt(definition: unknown, place: Place): string | null {
  let [here, found]: [unknown, string | null] = [definition, null];
  for (const step of place) {
    if (typeof here !== 'object' || here === null) break;
    here = Reflect.get(here, step);
    found = ownClause(here) ?? found;
  }
  return found;
}

function ownClause(entry: unknown): string | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const named: readonly unknown[] = ['stated', 'implied', 'clause'].map((key) => Reflect.get(entry, key));
  // Whether a condition applies at all may be what names its clause.
  return named.find((clause) => typeof clause === 'string') ?? ownClause(Reflect.get(entry, 'applies'));
}
