import type { FunnelKey, FunnelStep } from '../cultivation/funnel';
import type { BusinessDate } from '../dates';
import type { JsonObject, OrgId } from '../facts';
import { orgOn, type OrgsState } from '../orgs';

/** Kinds of school that a lean may go to. */
export const leanedTo = ['RURAL', 'WEAK'] as const;
export type LeanedTo = (typeof leanedTo)[number];

/** Steps of a nomination that are compared with the population, in their order. */
export const equitySteps = ['APPLIED', 'RECOMMENDED', 'SELECTED', 'CONFERRED'] as const satisfies readonly FunnelStep[];

export interface Share extends JsonObject {
  readonly of: number;
  readonly all: number;
  /** Per cent to one place, half up; null of nobody. */
  readonly percent: number | null;
}

export interface EquityLine {
  readonly toward: LeanedTo;
  /** null: all tiers together. */
  readonly tier: string | null;
  /** Whose schools are such, of all teachers in service. */
  readonly population: Share;
  readonly steps: { readonly [step in (typeof equitySteps)[number]]: Share };
  /** Share of the last step that anybody reached less that of the population, in points; below 0: they fall behind. null where nobody came so far. */
  readonly gap: number | null;
}

export interface EquityCount {
  readonly unit: OrgId;
  readonly size: number;
}

/**
 * Whether schools that a lean is meant for get their share: what each was on the day asked about counts, for who applied as
 * for everybody who teaches. Read of no rule: it stands for every programme alike.
 */
export function equityBoard({ tree, asOf, population, steps }: {
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  readonly population: readonly EquityCount[];
  readonly steps: readonly (EquityCount & { readonly tier: string; readonly step: FunnelKey['step'] })[];
}): readonly EquityLine[] {
  const tiers = [null, ...[...new Set(steps.map(({ tier }) => tier))].sort()];
  return leanedTo.flatMap((toward) => {
    const is = (unit: OrgId): boolean => { const own = orgOn(tree, unit, asOf); return own !== null && (toward === 'RURAL' ? own.rural : own.weak); };
    return tiers.map((tier): EquityLine => {
      const of = steps.filter((one) => tier === null || one.tier === tier);
      const ground = share(population, is);
      const shares = Object.fromEntries(equitySteps.map((step) => [step, share(of.filter((one) => one.step === step), is)])) as EquityLine['steps'];
      const last = [...equitySteps].reverse().map((step) => shares[step].percent).find((percent) => percent !== null) ?? null;
      return { toward, tier, population: ground, steps: shares, gap: last === null || ground.percent === null ? null : tenths(last - ground.percent) };
    });
  });
}

function share(counts: readonly EquityCount[], is: (unit: OrgId) => boolean): Share {
  const sum = (some: readonly EquityCount[]): number => some.reduce((total, { size }) => total + size, 0);
  const [of, all] = [sum(counts.filter(({ unit }) => is(unit))), sum(counts)];
  return { of, all, percent: all === 0 ? null : tenths((of * 100) / all) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
