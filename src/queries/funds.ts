import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { fundBoard, fundTotals, type FundLine, type FundTotal } from '../domain/targets/fund-board';
import { entriesOf, movedOf } from './board-entries';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { boardOf, type BoardAsked } from './stated';

export interface FundsAsked extends BoardAsked {
  readonly fund?: string;
  /** Left out: the year of the day. */
  readonly year?: number;
}

/** What each unit's funds should be, what is allocated, spent and left; in fen. */
export interface FundsAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  /** By fund, of what the lines show. */
  readonly totals: readonly FundTotal[];
  readonly lines: readonly FundLine[];
  readonly units: { readonly [unit: OrgId]: Labelled };
}

export class FundsQuestion extends Question<FundsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: FundsAsked,
  ) {
    super();
  }
}

@QueryHandler(FundsQuestion)
export class FundsHandler implements IQueryHandler<FundsQuestion, FundsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: FundsQuestion): Promise<FundsAnswer> {
    const { asOf, effective, units, tree } = await boardOf(this.reading, asker, 'funds', programme, asked);
    const [budgets, moved] = [await entriesOf(this.reading, 'FUNDS', programme, asOf), await movedOf(this.reading, programme, units ?? null, asOf)];
    const board = fundBoard({ funds: effective.funding ?? [], budgets, moved, tree, asOf, asked: units === undefined ? undefined : (unit) => units.has(unit) });
    const year = asked.year ?? Number(asOf.slice(0, 4));
    const lines = board.filter((line) => line.year === year && (asked.fund === undefined || line.fund === asked.fund));
    return { asOf, programme, version: effective.version, totals: fundTotals(lines), lines, units: Object.fromEntries([...new Set(lines.map(({ unit }) => unit))].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])) };
  }
}
