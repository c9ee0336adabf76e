import type { BusinessDate } from '../../src/domain/dates';
import type { SeatsLeft } from '../../src/domain/cultivation/board';
import { funnelSteps, type FunnelKey, type FunnelStep } from '../../src/domain/cultivation/funnel';
import type { JsonObject, OrgId } from '../../src/domain/facts';
import type { Query } from '../../src/read-models/document-store';
import { sumAsOf, type DayCounts } from '../facts-of';
import type { FunnelCell, FunnelTally } from './funnel';

export const FUNNEL_GROUPS = ['track', 'unit', 'stage', 'round', 'cohort'] as const;
export type FunnelGroup = (typeof FUNNEL_GROUPS)[number];

export interface FunnelFilter {
  readonly programme: string;
  readonly tiers?: readonly string[];
  readonly units?: readonly OrgId[];
}

export function funnelQuery({ programme, tiers, units }: FunnelFilter, page: { readonly limit: number; readonly after?: string }): Query {
  return {
    where: [{ field: 'programme', eq: programme }, ...(tiers === undefined ? [] : [{ field: 'tier', in: tiers } as const]), ...(units === undefined ? [] : [{ field: 'unit', in: units } as const])],
    sort: [{ field: 'tier' }, { field: 'unit' }],
    ...page,
  };
}

/** The tallies of the units asked about, or the one of all of them. */
export function funnelTallies(programme: string, units?: readonly OrgId[]): Query['where'] {
  return [{ field: 'programme', eq: programme }, units === undefined ? { field: 'unit', eq: null } : { field: 'unit', in: units }];
}

/** What a tally counts of one tier and step. */
export interface TalliedCell extends Pick<FunnelKey, 'tier' | 'step'>, JsonObject {
  readonly unit: OrgId | null;
  readonly days: DayCounts;
}

export function talliedCells(tallies: Iterable<JsonObject>): readonly TalliedCell[] {
  const cells: TalliedCell[] = [];
  for (const body of tallies) {
    const { unit, days } = body as FunnelTally;
    const byStep = new Map<string, { [day: string]: number }>();
    for (const field in days) {
      const end = field.lastIndexOf('/');
      const place = field.slice(0, end);
      let counts = byStep.get(place);
      if (counts === undefined) byStep.set(place, (counts = {}));
      counts[field.slice(end + 1)] = days[field] ?? 0;
    }
    for (const [place, counts] of byStep) {
      const [tier = '', step = ''] = place.split('/');
      cells.push({ unit, tier, step: step as FunnelKey['step'], days: counts });
    }
  }
  return cells;
}

/** What units nominated in subjects that a lean goes to. */
export function subjectTallies(programme: string, subjects: readonly string[], units?: readonly OrgId[]): Query['where'] {
  return [{ field: 'programme', eq: programme }, { field: 'subject', in: subjects }, ...(units === undefined ? [] : [{ field: 'unit', in: units } as const])];
}

/** The tallies of every unit apart; none of all units together. */
export function unitTallies(programme: string): Query['where'] {
  return [{ field: 'programme', eq: programme }, { field: 'unit', gt: '' }];
}

export type FunnelCounts = { readonly [step in FunnelStep]: number };

/** Counts on a day by tier and by what else is asked for, of which tallies know nothing; nobody counted is left out. */
export function funnelAsOf(cells: readonly JsonObject[], asOf: BusinessDate, by: readonly FunnelGroup[] = []): readonly (Pick<FunnelKey, 'tier'> & { readonly group: { readonly [field in FunnelGroup]?: string | null }; readonly counts: FunnelCounts })[] {
  const lines = new Map<string, { tier: string; group: { [field in FunnelGroup]?: string | null }; counts: { [step in FunnelStep]: number } }>();
  for (const body of cells) {
    const cell = body as FunnelCell;
    const n = sumAsOf(cell.days, asOf);
    if (n === 0 || !isFunnelStep(cell.step)) continue;
    const group: { [field in FunnelGroup]?: string | null } = {};
    for (const field of by) group[field] = cell[field];
    const id = JSON.stringify([cell.tier, group]);
    const line = lines.get(id) ?? { tier: cell.tier, group, counts: none() };
    line.counts[cell.step] += n;
    lines.set(id, line);
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

/** Of every tier: seats that are nobody else's yet, those that were left free since titles of the tier were last conferred, and places that its pool counts. Asked of all its cells, or of what its tallies count. */
export function seatsLeftAsOf(cells: readonly JsonObject[], asOf: BusinessDate): ReadonlyMap<string, SeatsLeft> {
  const conferred = new Map<string, BusinessDate>();
  const of = (step: FunnelKey['step']): readonly FunnelCell[] => (cells as readonly FunnelCell[]).filter((cell) => cell.step === step);
  for (const { tier, days } of of('CONFERRED')) for (const [day, n] of Object.entries(days)) if (n > 0 && day <= asOf && day > (conferred.get(tier) ?? '')) conferred.set(tier, day);
  const left = new Map<string, { kept: number; vacated: number; taken: number; unreleased: number }>();
  const lineOf = (tier: string) => {
    const line = left.get(tier) ?? { kept: 0, vacated: 0, taken: 0, unreleased: 0 };
    left.set(tier, line);
    return line;
  };
  for (const { tier, days } of of('KEPT')) lineOf(tier).kept += sumAsOf(days, asOf);
  for (const { tier, days } of of('TAKEN')) lineOf(tier).taken += sumAsOf(days, asOf);
  for (const { tier, days } of of('UNRELEASED')) lineOf(tier).unreleased += sumAsOf(days, asOf);
  for (const { tier, days } of of('VACATED')) for (const [day, n] of Object.entries(days)) if (day <= asOf && day >= (conferred.get(tier) ?? '')) lineOf(tier).vacated += n;
  return left;
}

function isFunnelStep(step: FunnelKey['step']): step is FunnelStep {
  return (funnelSteps as readonly string[]).includes(step);
}

export function none(): { [step in FunnelStep]: number } {
  return Object.fromEntries(funnelSteps.map((step) => [step, 0])) as { [step in FunnelStep]: number };
}
