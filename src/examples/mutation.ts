import { runExample, type ReadExample } from './run-example';
import { CODE, type Mutant } from './mutants';
import type { Programme } from './play';

/** A mutant that no worked example noticed, and why that is right. */
export interface ListedSurvivor {
  readonly path: string;
  readonly change: string;
  readonly reason: { readonly zh: string; readonly en: string };
}

/** One change of the file and what came of it. */
export interface Change extends Pick<Mutant, 'path' | 'change'> {
  /** File of the example that failed first; null: every example held all the same. */
  readonly noticedBy: string | null;
  /** Why nobody has to notice it, where `survivors.yaml` says so. */
  readonly reason: ListedSurvivor['reason'] | null;
}

/** A value of which there is no change to try: every other one breaks the file, and so does leaving it out. */
export interface Untried {
  readonly path: string;
  /** Why that is right, where `survivors.yaml` says so. */
  readonly reason: ListedSurvivor['reason'] | null;
}

export interface MutationReport {
  readonly changes: readonly Change[];
  readonly untried: readonly Untried[];
  /** Listed, and not among the survivors: noticed by now, or no mutant of the file any more; listed as without a change, and changed. */
  readonly stale: readonly ListedSurvivor[];
}

/** What `survivors.yaml` gives as the change of a value that there is none of. */
export const NO_CHANGE = 'none';

export interface NamedExample extends Pick<ReadExample, 'example' | 'at'> {
  readonly file: string;
}

/** Lanes are played side by side; so few that each learns its order soon, so many that none is left alone for long. */
const LANES = 6;

/** The mutants in runs of neighbours, by index: always the same for so many, however many threads play them. */
export function lanesOf(mutants: number): readonly (readonly number[])[] {
  const length = Math.max(1, Math.ceil(mutants / LANES));
  return Array.from({ length: Math.ceil(mutants / length) }, (_, lane) => Array.from({ length: Math.min(length, mutants - lane * length) }, (_mutant, place) => lane * length + place));
}

/**
 * Plays the worked examples on each mutant of a lane until one of them fails in what it expects. That the altered file
 * cannot be published or adopted is no example's doing and does not count. Every example is played before a mutant is said
 * to have survived; the order only says who is asked first.
 *
 * @param told what came of each.
 */
export async function playLane(lane: readonly number[], mutants: readonly Mutant[], examples: readonly NamedExample[], told: (index: number, noticedBy: string | null) => void): Promise<void> {
  // What noticed the last mutant of a path likely notices the next one of it, and of one beside it: the others are played after it.
  const speaks = new Map(examples.map((example) => [example, JSON.stringify(example.example)] as const));
  let order = [...examples].sort((a, b) => a.example.steps.length - b.example.steps.length);
  let last: { readonly path: string; readonly by: NamedExample } | null = null;
  for (const index of lane) {
    const mutant = mutants[index];
    if (mutant === undefined) throw new RangeError(`no mutant ${index}`);
    let by: NamedExample | null = null;
    const asked = askedFirst(mutant.path, order, (one) => speaks.get(one) ?? '');
    const again: readonly NamedExample[] = last?.path === mutant.path ? [last.by] : [];
    for (const example of new Set([...again, ...asked])) {
      if (!(await notices(example, mutant.programme))) continue;
      by = example;
      break;
    }
    if (by !== null) {
      order = [by, ...order.filter((example) => example !== by)];
      last = { path: mutant.path, by };
    }
    told(index, by?.file ?? null);
  }
}

/** In their order, but first those that speak of most of the codes on the path of a change: of its tier, its ground, its requirement. */
export function askedFirst<E>(path: string, order: readonly E[], said: (one: E) => string): readonly E[] {
  const codes = path.split('.').filter((step) => CODE.test(step));
  const known = new Map(order.map((one) => [one, codes.filter((code) => said(one).includes(`"${code}"`)).length] as const));
  return [...order].sort((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0));
}

/** @param noticedBy by the mutants' places. */
export function reportOf(mutants: readonly Pick<Mutant, 'path' | 'change'>[], noticedBy: readonly (string | null)[], listed: readonly ListedSurvivor[]): Pick<MutationReport, 'changes' | 'stale'> {
  const same = (a: Pick<Mutant, 'path' | 'change'>) => (b: Pick<Mutant, 'path' | 'change'>) => a.path === b.path && a.change === b.change;
  const changes = mutants.map(({ path, change }, index): Change => {
    const by = noticedBy[index];
    if (by === undefined) throw new RangeError(`mutant ${index} was not played`);
    return { path, change, noticedBy: by, reason: listed.find(same({ path, change }))?.reason ?? null };
  });
  return { changes, stale: listed.filter((one) => !changes.some((change) => change.noticedBy === null && same(one)(change))) };
}

/** By an expectation of a step or of the end, not while the stage is set. What it found first settles it: whatever goes wrong while the stage is set ends the example there. */
async function notices(example: NamedExample, programme: Programme): Promise<boolean> {
  const [first] = await runExample(example, programme, 'FIRST');
  return first !== undefined && !first.where.startsWith('given');
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
