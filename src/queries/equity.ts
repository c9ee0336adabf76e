import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { equityBoard, subjectLeans, type EquityLine } from '../domain/equity/equity-board';
import type { JsonObject, OrgId } from '../domain/facts';
import { equityCounts } from '../../projections/funnel/equity';
import { FUNNEL_SUBJECTS, FUNNEL_TALLIES } from '../../projections/funnel/funnel';
import { funnelTallies, subjectTallies, talliedCells, unitTallies } from '../../projections/funnel/query';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, type BoardAsked } from './stated';

/** 均衡: the share of rural and weak schools, and of subjects that a lean goes to, among who applied, was recommended, selected and conferred, and among all teachers. */
export interface EquityAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly lines: readonly EquityLine[];
}

export class EquityQuestion extends Question<EquityAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: BoardAsked,
  ) {
    super();
  }
}

@QueryHandler(EquityQuestion)
export class EquityHandler implements IQueryHandler<EquityQuestion, EquityAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: EquityQuestion): Promise<EquityAnswer> {
    const { asOf, effective, units, tree } = await boardOf(this.reading, asker, 'equity', programme, asked);
    const within: { readonly units?: readonly OrgId[] } = units === undefined ? {} : { units: [...units] };
    const leans = subjectLeans(effective);
    const [tallies, inSubjects, rows]: [JsonObject[], JsonObject[], JsonObject[]] = [[], [], []];
    const own = units === undefined ? unitTallies(programme) : funnelTallies(programme, within.units);
    for await (const { body } of this.reading.all(FUNNEL_TALLIES, own)) tallies.push(body);
    if (leans.length > 0) for await (const { body } of this.reading.all(FUNNEL_SUBJECTS, subjectTallies(programme, leans.flatMap(({ subjects }) => subjects), within.units))) inSubjects.push(body);
    for await (const { body } of this.reading.all(ROSTER_ROWS, rosterWhere({ asOf, ...within }))) rows.push(body);
    return { asOf, programme, version: effective.version, lines: equityBoard({ tree, asOf, tiers: effective.tiers.map(({ code }) => code), leans, ...equityCounts(talliedCells(tallies), inSubjects, rows, asOf) }) };
  }
}
