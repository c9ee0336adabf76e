import type { Then, WorkedExample } from './worked-example';

/** Clauses that an example holds the programme to. */
export interface Citations {
  /** Of what it expects: refusals, results, queries. */
  readonly expected: ReadonlySet<string>;
  /** Of what it has queries answer: the keys of `then` that expect the clause. */
  readonly queried: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of these, where the number or the words of the clause stand beside it: to ask for a clause is not to be told its figure. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a line of figures, targets, funds or a pool says of its clause. */
const FIGURES = ['says', 'number', 'required'] as const;

/** Read off what the example says; that it holds is another question. */
export function citationsOf({ steps, then }: WorkedExample): Citations {
  const expected = new Set(steps.flatMap(({ refused, result }) => citedIn([refused, result]).map(({ clause }) => clause)));
  const [queried, told] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const check of [...steps.map((step) => step.then), then].flatMap(checks)) {
    for (const [view, wanted] of Object.entries(check)) {
      for (const { clause, beside } of citedIn(wanted)) {
        expected.add(clause);
        queried.set(clause, (queried.get(clause) ?? new Set<string>()).add(view));
        if (FIGURES.some((key) => (beside[key] ?? null) !== null)) told.set(clause, (told.get(clause) ?? new Set<string>()).add(view));
      }
    }
  }
  return { expected, queried, told };
}

function checks(then: Then | readonly Then[] | undefined): readonly Then[] {
  return then === undefined ? [] : [then].flat();
}

function citedIn(value: unknown): readonly { readonly clause: string; readonly beside: { readonly [key: string]: unknown } }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => (key === 'clause' && typeof entry === 'string' ? [{ clause: entry, beside: value as { readonly [key: string]: unknown } }] : citedIn(entry)));
}
