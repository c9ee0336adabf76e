import type { Then, WorkedExample } from './worked-example';

/** Clauses that an example holds the programme to. */
export interface Citations {
  /** Of what it expects: refusals, results, queries. */
  readonly expected: ReadonlySet<string>;
  /** Of what it has queries answer: the keys of `then` that expect the clause. */
  readonly queried: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Read off what the example says; that it holds is another question. */
export function citationsOf({ steps, then }: WorkedExample): Citations {
  const expected = new Set(steps.flatMap(({ refused, result }) => clausesIn([refused, result])));
  const queried = new Map<string, Set<string>>();
  for (const check of [...steps.map((step) => step.then), then].flatMap(checks)) {
    for (const [view, wanted] of Object.entries(check)) {
      for (const clause of clausesIn(wanted)) {
        expected.add(clause);
        queried.set(clause, (queried.get(clause) ?? new Set<string>()).add(view));
      }
    }
  }
  return { expected, queried };
}

function checks(then: Then | readonly Then[] | undefined): readonly Then[] {
  return then === undefined ? [] : [then].flat();
}

function clausesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => (key === 'clause' && typeof entry === 'string' ? [entry] : clausesIn(entry)));
}
