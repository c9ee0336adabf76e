import type { FunnelKey, FunnelStep } from '../cultivation/funnel';
import type { BusinessDate } from '../dates';
import type { JsonObject, OrgId } from '../facts';
import { orgBy, type OrgsState } from '../orgs';
import type { EffectiveProgramme } from '../programme-rules';

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
  /** A kind of school, or the code of a lean towards subjects. */
  readonly toward: LeanedTo | string;
  /** The subjects of that lean; null of a kind of school. */
  readonly subjects: readonly string[] | null;
  /** null: all tiers together. */
  readonly tier: string | null;
  /** Who teaches at such a school, or such a subject, of all teachers in service. */
  readonly population: Share;
  readonly steps: { readonly [step in (typeof equitySteps)[number]]: Share };
  /** Share of the last step that anybody reached less that of the population, in points; below 0: they fall behind. null where nobody came so far. */
  readonly gap: number | null;
}

interface StepCount {
  readonly tier: string;
  readonly step: FunnelKey['step'];
  readonly size: number;
}

export interface EquityInput {
  readonly tree: OrgsState;
  readonly asOf: BusinessDate;
  /** Of the programme: each has its line, also where nobody of these units was put forward, so that the populations of parts add up to that of the whole. */
  readonly tiers: readonly string[];
  /** Leans towards subjects, as the programme stands on the day. */
  readonly leans: readonly SubjectLean[];
  readonly population: readonly { readonly unit: OrgId; readonly subject: string | null; readonly size: number }[];
  readonly steps: readonly (StepCount & { readonly unit: OrgId })[];
  /** Of the subjects of the leans. */
  readonly inSubjects: readonly (StepCount & { readonly subject: string })[];
}

export interface SubjectLean {
  readonly code: string;
  readonly subjects: readonly string[];
}

/** Those of a programme that go to subjects, each once, by code. */
export function subjectLeans({ tiers }: Pick<EffectiveProgramme, 'tiers'>): readonly SubjectLean[] {
  const found = new Map(tiers.flatMap(({ scoring }) => (scoring?.leans ?? []).flatMap(({ code, toward }) => (toward?.subjects === undefined ? [] : [[code, { code, subjects: toward.subjects }] as const]))));
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * Whether those a lean is meant for get their share. A school counts as what it was on the day asked about, or on its
 * last, for who applied as for everybody who teaches: rural and weak schools stand for every programme alike, subjects where the programme names them.
 */
export function equityBoard({ tree, asOf, tiers: named, leans, population, steps, inSubjects }: EquityInput): readonly EquityLine[] {
  const tiers = [null, ...[...new Set([...named, ...steps.map(({ tier }) => tier)])].sort()];
  const lineOf = (toward: string, subjects: readonly string[] | null, ground: Share, tier: string | null, some: readonly StepCount[]): EquityLine => {
    const counts = (all: readonly StepCount[], step: FunnelKey['step']) => sizeOf(all.filter((one) => one.step === step && (tier === null || one.tier === tier)));
    const shares = Object.fromEntries(equitySteps.map((step) => [step, share(counts(some, step), counts(steps, step))])) as EquityLine['steps'];
    const last = [...equitySteps].reverse().map((step) => shares[step].percent).find((percent) => percent !== null) ?? null;
    return { toward, subjects, tier, population: ground, steps: shares, gap: last === null || ground.percent === null ? null : tenths(last - ground.percent) };
  };
  const everybody = sizeOf(population);
  return [
    ...leanedTo.flatMap((toward) => {
      const is = ({ unit }: { readonly unit: OrgId }): boolean => { const own = orgBy(tree, unit, asOf); return own !== null && (toward === 'RURAL' ? own.rural : own.weak); };
      const some = steps.filter(is);
      return tiers.map((tier) => lineOf(toward, null, share(sizeOf(population.filter(is)), everybody), tier, some));
    }),
    ...leans.flatMap(({ code, subjects }) => {
      const of = (subject: string | null): boolean => subject !== null && subjects.includes(subject);
      const some = inSubjects.filter(({ subject }) => of(subject));
      return tiers.map((tier) => lineOf(code, subjects, share(sizeOf(population.filter(({ subject }) => of(subject))), everybody), tier, some));
    }),
  ];
}

function sizeOf(counts: readonly { readonly size: number }[]): number {
  return counts.reduce((total, { size }) => total + size, 0);
}

function share(of: number, all: number): Share {
  return { of, all, percent: all === 0 ? null : tenths((of * 100) / all) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
