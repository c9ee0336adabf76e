import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { funnelLines, type FunnelLine } from '../domain/cultivation/board';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import type { Query } from '../read-models/document-store';
import { FUNNEL_CELLS, FUNNEL_TALLIES } from '../../projections/funnel/funnel';
import { funnelAsOf, funnelQuery, funnelTallies, seatsLeftAsOf, talliedCells, type FunnelFilter, type FunnelGroup } from '../../projections/funnel/query';
import { PYRAMID_TIERS, PYRAMID_UNITS } from '../../projections/pyramid/pyramid';
import { countAsOf, pyramidOfTiers, pyramidOfUnits, type PyramidCount } from '../../projections/pyramid/query';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, type BoardAsked } from './stated';

export interface FunnelAsked extends BoardAsked {
  readonly tier?: string;
  /** Told apart by these too. */
  readonly by?: readonly FunnelGroup[];
}

/** 培养漏斗: who applied, was recommended, selected, is cultivated, confirmed and holds the title, against what the text says. */
export interface FunnelAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly tiers: readonly FunnelLine[];
  /** The same by what was asked for; none where nothing was. */
  readonly groups: readonly JsonObject[];
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
    const { asOf, effective, units, whole } = await boardOf(this.reading, asker, 'funnel', programme, asked);
    const { tier, by = [] } = asked;
    const filter = { programme, ...(tier === undefined ? {} : { tier }), ...(units === undefined ? {} : { units: [...units] }) };
    const tallies = talliedCells(await this.all(FUNNEL_TALLIES, { where: funnelTallies(programme, filter.units), sort: [] }));
    // Only posts are set against who holds them, and only the whole's.
    const posts = effective.tiers.flatMap(({ code, way, seats }) => (whole && way === 'POST' && seats !== null && (tier ?? code) === code ? [code] : []));
    const held = posts.length === 0 ? [] : (await this.held(filter, asOf)).filter((count) => count.tier !== null && posts.includes(count.tier));
    const tiers = funnelLines({ programme: effective, counts: funnelAsOf(tallies, asOf), held, left: seatsLeftAsOf(tallies, asOf), whole }).filter((line) => tier === undefined || line.tier === tier);
    return { asOf, programme, version: effective.version, tiers, groups: by.length === 0 ? [] : await this.groups(filter, asOf, by) };
  }

  private async held({ programme, units }: FunnelFilter, asOf: BusinessDate): Promise<readonly PyramidCount[]> {
    const [collection, where] = units === undefined ? [PYRAMID_TIERS, pyramidOfTiers({ programme })] : [PYRAMID_UNITS, pyramidOfUnits(units, { limit: 1 }).where];
    return countAsOf(await this.all(collection, { where, sort: [] }), asOf, { programme });
  }

  private async groups(filter: FunnelFilter, asOf: BusinessDate, by: readonly FunnelGroup[]): Promise<FunnelAnswer['groups']> {
    const cells = await this.all(FUNNEL_CELLS, funnelQuery(filter, { limit: 1 }));
    return funnelAsOf(cells, asOf, by).map(({ tier, group, counts }) => ({ tier, ...group, counts: { ...counts } }));
  }

  private async all(logical: string, { where, sort }: Pick<Query, 'where' | 'sort'>): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    for await (const { body } of this.reading.all(logical, where, sort)) found.push(body);
    return found;
  }
}
