import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { funnelLines, type FunnelLine } from '../domain/cultivation/board';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import { FUNNEL_CELLS } from '../../projections/funnel/funnel';
import { funnelAsOf, funnelQuery, seatsLeftAsOf, type FunnelGroup } from '../../projections/funnel/query';
import { PYRAMID_CELLS } from '../../projections/pyramid/pyramid';
import { countAsOf, pyramidQuery } from '../../projections/pyramid/query';
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

const AT_ONCE = 10_000;

@QueryHandler(FunnelQuestion)
export class FunnelHandler implements IQueryHandler<FunnelQuestion, FunnelAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: FunnelQuestion): Promise<FunnelAnswer> {
    const { asOf, effective, units } = await boardOf(this.reading, asker, 'funnel', programme, asked);
    const { tier, by = [] } = asked;
    const filter = { programme, ...(tier === undefined ? {} : { tier }), ...(units === undefined ? {} : { units: [...units] }) };
    const cells = await this.all((page) => this.reading.find(FUNNEL_CELLS, funnelQuery(filter, page)));
    const held = countAsOf(await this.all((page) => this.reading.find(PYRAMID_CELLS, pyramidQuery(filter, page.after))), asOf);
    const tiers = funnelLines({ programme: effective, counts: funnelAsOf(cells, asOf), held, left: seatsLeftAsOf(cells, asOf), whole: units === undefined }).filter((line) => tier === undefined || line.tier === tier);
    return { asOf, programme, version: effective.version, tiers, groups: by.length === 0 ? [] : funnelAsOf(cells, asOf, by).map(({ tier: of, group, counts }) => ({ tier: of, ...group, counts: { ...counts } })) };
  }

  private async all(find: (page: { readonly limit: number; readonly after?: string }) => ReturnType<Reading['find']>): Promise<readonly JsonObject[]> {
    const found: JsonObject[] = [];
    let after: string | undefined;
    do {
      const page = await find({ limit: AT_ONCE, ...(after === undefined ? {} : { after }) });
      found.push(...page.documents.map(({ body }) => body));
      after = page.next;
    } while (after !== undefined);
    return found;
  }
}
