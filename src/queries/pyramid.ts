import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId } from '../domain/facts';
import { countAsOf, groupCounts, pyramidQuery } from '../../projections/pyramid/query';
import { PYRAMID_CELLS, PYRAMID_TIERS } from '../../projections/pyramid/pyramid';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unfinishedConferrals, unitsAsked, type Lineage } from './roster';

export const PYRAMID_GROUPS = ['programme', 'tier', 'track', 'unit', 'stage'] as const;
export type PyramidGroup = (typeof PYRAMID_GROUPS)[number];

export interface PyramidAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly tier?: string | null;
  readonly track?: string;
  readonly unit?: OrgId;
  readonly lineage?: Lineage;
  readonly stage?: string;
  /** Counts summed by these; all five where none is given. */
  readonly by?: readonly PyramidGroup[];
}

export interface PyramidAnswer {
  readonly asOf: BusinessDate;
  /** Tier null: teachers on the roster who hold no title. */
  readonly cells: readonly (JsonObject & { readonly size: number })[];
  readonly total: number;
  /** Of those counted, holders whose conferral is not finished yet. */
  readonly pending: number;
  readonly units: { readonly [org: OrgId]: Labelled };
  readonly parked: number;
}

export class PyramidQuestion extends Question<PyramidAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: PyramidAsked,
  ) {
    super();
  }
}

@QueryHandler(PyramidQuestion)
export class PyramidHandler implements IQueryHandler<PyramidQuestion, PyramidAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: PyramidQuestion): Promise<PyramidAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const asOf = asked.asOf ?? this.reading.today();
    const { programme, tier, track, stage } = asked;
    const units = unitsAsked(tree, reader.rosterUnits('pyramid'), { ...asked, asOf, today: this.reading.today() });
    const by = asked.by ?? PYRAMID_GROUPS;
    const overAll = units === undefined && stage === undefined && !by.includes('unit') && !by.includes('stage');
    const filter = {
      asOf,
      ...(programme === undefined ? {} : { programme }),
      ...(tier === undefined ? {} : { tier }),
      ...(track === undefined ? {} : { track }),
      ...(stage === undefined ? {} : { stage }),
      ...(units === undefined ? {} : { units }),
    };
    const cells: JsonObject[] = [];
    let after: string | undefined;
    do {
      const page = await this.reading.find(overAll ? PYRAMID_TIERS : PYRAMID_CELLS, pyramidQuery(filter, after));
      cells.push(...page.documents.map(({ body }) => body));
      after = page.next;
    } while (after !== undefined);
    const counts = countAsOf(cells, asOf);
    const shown = groupCounts(counts, by).filter(({ size }) => size !== 0);
    return {
      asOf,
      cells: shown,
      total: counts.reduce((sum, { size }) => sum + size, 0),
      pending: await this.pending(filter),
      units: Object.fromEntries([...new Set(shown.flatMap((cell) => (typeof cell['unit'] === 'string' ? [cell['unit']] : [])))].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])),
      parked: await this.reading.parked('roster'),
    };
  }

  private async pending(filter: Parameters<typeof rosterWhere>[0]): Promise<number> {
    const unfinished = await unfinishedConferrals(this.reading);
    if (unfinished.size === 0) return 0;
    const where = rosterWhere({ ...filter, status: 'ACTIVE' });
    let pending = 0;
    for await (const { body } of this.reading.all(ROSTER_ROWS, [...where, { field: 'round', in: [...unfinished.keys()] }])) pending += (body as RosterRow).title === null ? 0 : 1;
    return pending;
  }
}
