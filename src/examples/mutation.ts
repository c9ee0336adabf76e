import { runExample, type ReadExample } from './run-example';
import type { Mutant } from './mutants';
import type { Programme } from './play';

/** A mutant that no worked example noticed, and why that is right. */
export interface ListedSurvivor {
  readonly path: string;
  readonly change: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

export interface MutationReport {
  readonly mutants: number;
  readonly noticed: number;
  /** Nobody noticed them and no reason is listed. */
  readonly survivors: readonly Pick<Mutant, 'path' | 'change'>[];
  /** Listed, and not among the survivors: noticed by now, or no mutant of the file any more. */
  readonly stale: readonly ListedSurvivor[];
}

export interface NamedExample extends Pick<ReadExample, 'example' | 'at'> {
  readonly file: string;
}

/**
 * Plays the worked examples on each mutant until one of them fails in what it expects. That the altered file cannot be published or adopted is no example's doing and does not count.
 *
 * @param listed survivors with their reasons.
 * @param progress told after each mutant.
 */
export async function mutate(mutants: readonly Mutant[], examples: readonly NamedExample[], listed: readonly ListedSurvivor[], progress: (done: number, all: number, mutant: Mutant, noticedBy: string | null) => void): Promise<MutationReport> {
  const survivors: Pick<Mutant, 'path' | 'change'>[] = [];
  // What noticed the last mutant of a path likely notices the next: the others are played after it.
  let order = [...examples].sort((a, b) => a.example.steps.length - b.example.steps.length);
  for (const [index, mutant] of mutants.entries()) {
    let by: NamedExample | null = null;
    for (const example of order) {
      if (!(await notices(example, mutant.programme))) continue;
      by = example;
      break;
    }
    if (by === null) survivors.push({ path: mutant.path, change: mutant.change });
    else order = [by, ...order.filter((example) => example !== by)];
    progress(index + 1, mutants.length, mutant, by?.file ?? null);
  }
  const same = (a: Pick<Mutant, 'path' | 'change'>) => (b: Pick<Mutant, 'path' | 'change'>) => a.path === b.path && a.change === b.change;
  return {
    mutants: mutants.length,
    noticed: mutants.length - survivors.length,
    survivors: survivors.filter((survivor) => !listed.some(same(survivor))),
    stale: listed.filter((one) => !survivors.some(same(one))),
  };
}

/** By an expectation of a step or of the end, not while the stage is set. */
async function notices(example: NamedExample, programme: Programme): Promise<boolean> {
  const findings = await runExample(example, programme);
  return findings.some(({ where }) => !where.startsWith('given'));
}

/** The tiers that examples open rounds of, a finished round of their history included. */
export function tiersOf(examples: readonly NamedExample[]): ReadonlySet<string> {
  const tiers = new Set<string>();
  for (const { example } of examples) {
    for (const entry of example.given.history ?? []) if ('round' in entry) tiers.add(entry.round.tier);
    for (const step of example.steps) if (step.do === 'OpenRound' && typeof step.with?.['tier'] === 'string') tiers.add(step.with['tier']);
  }
  return tiers;
}
