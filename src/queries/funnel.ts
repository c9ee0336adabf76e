import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { funnelLines, type FunnelLine } from '../domain/cultivation/board';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { Query } from '../read-models/document-store';
import { FUNNEL_CELLS, FUNNEL_TALLIES } from '../../projections/funnel/funnel';
import { FUNNEL_GROUPS, funnelAsOf, funnelQuery, funnelTallies, seatsLeftAsOf, talliedCells, type FunnelFilter, type FunnelGroup } from '../../projections/funnel/query';
import { PYRAMID_TIERS, PYRAMID_UNITS } from '../../projections/pyramid/pyramid';
import { countAsOf, pyramidOfTiers, pyramidOfUnits, type PyramidCount } from '../../projections/pyramid/query';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { boardOf, type BoardAsked } from './stated';

/** Each tier is of one stage group, by the programme as of the day. */
export const FUNNEL_BY = ['stageGroup', ...FUNNEL_GROUPS] as const;
type FunnelBy = (typeof FUNNEL_BY)[number];

export interface FunnelAsked extends BoardAsked {
  readonly tier?: string;
  /** The tiers of this one alone. */
  readonly stageGroup?: string;
  /** Told apart by these too. */
  readonly by?: readonly FunnelBy[];
}

/** 培养漏斗: who applied, was recommended, selected, is cultivated, confirmed and holds the title, against what the text says. */
export interface FunnelAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly tiers: readonly FunnelLine[];
  /** The same by what was asked for; none where nothing was. */
  readonly groups: readonly JsonObject[];
  /** What the units that groups are told apart by are called. */
  readonly units: { readonly [unit: OrgId]: Labelled };
}

export class FunnelQuestion extends Question<FunnelAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: FunnelAsked,
  ) {
    super();
  }
}

@QueryHandler(FunnelQuestion)
export class FunnelHandler implements IQueryHandler<FunnelQuestion, FunnelAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: FunnelQuestion): Promise<FunnelAnswer> {
    const { asOf, effective, units, whole, tree } = await boardOf(this.reading, asker, 'funnel', programme, asked);
    const { by = [] } = asked;
    const wanted = tiersAsked(effective, asked);
    const isWanted = (tier: string): boolean => wanted?.includes(tier) ?? true;
    const filter = { programme, ...(wanted === undefined ? {} : { tiers: wanted }), ...(units === undefined ? {} : { units: [...units] }) };
    const tallies = talliedCells(await this.all(FUNNEL_TALLIES, { where: funnelTallies(programme, filter.units), sort: [] }));
    // Only posts are set against who holds them, and only the whole's.
    const posts = effective.tiers.flatMap(({ code, way, seats }) => (whole && way === 'POST' && seats !== null && isWanted(code) ? [code] : []));
    const held = posts.length === 0 ? [] : (await this.held(filter, asOf)).filter((count) => count.tier !== null && posts.includes(count.tier));
    const tiers = funnelLines({ programme: effective, counts: funnelAsOf(tallies, asOf), held, left: seatsLeftAsOf(tallies, asOf), whole }).filter((line) => isWanted(line.tier));
    const groups = by.length === 0 ? [] : await this.groups(filter, asOf, by, effective);
    const named = new Set(groups.flatMap(({ unit }) => (typeof unit === 'string' ? [unit] : [])));
    return { asOf, programme, version: effective.version, tiers, groups, units: Object.fromEntries([...named].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])) };
  }

  private async held({ programme, units }: FunnelFilter, asOf: BusinessDate): Promise<readonly PyramidCount[]> {
    const [collection, where] = units === undefined ? [PYRAMID_TIERS, pyramidOfTiers({ programme })] : [PYRAMID_UNITS, pyramidOfUnits(units, { limit: 1 }).where];
    return countAsOf(await this.all(collection, { where, sort: [] }), asOf, { programme });
  }

  private async groups(filter: FunnelFilter, asOf: BusinessDate, by: readonly FunnelBy[], { tiers }: EffectiveProgramme): Promise<FunnelAnswer['groups']> {
    const cells = await this.all(FUNNEL_CELLS, funnelQuery(filter, { limit: 1 }));
    // Of a tier that the programme has no more nobody says of which stage group it was.
    const ofLadder = (tier: string): JsonObject => (by.includes('stageGroup') ? { stageGroup: tiers.find(({ code }) => code === tier)?.stageGroup.code ?? null } : {});
    return funnelAsOf(cells, asOf, by.filter((one): one is FunnelGroup => one !== 'stageGroup')).map(({ tier, group, counts }) => ({ tier, ...ofLadder(tier), ...group, counts: { ...counts } }));
  }

  private async all(logical: string, { where, sort }: Pick<Query, 'where' | 'sort'>): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    for await (const { body } of this.reading.all(logical, where, sort)) found.push(body);
    return found;
  }
}

/** Undefined: every one, also those that the programme has no more. */
function tiersAsked({ tiers }: EffectiveProgramme, { tier, stageGroup }: FunnelAsked): readonly string[] | undefined {
  if (stageGroup === undefined) return tier === undefined ? undefined : [tier];
  return tiers.flatMap(({ code, stageGroup: of }) => (of.code === stageGroup && (tier ?? code) === code ? [code] : []));
}
