import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { figureLine, type Figure, type FigureLine } from '../domain/targets/figures';
import { careersAsOf } from './careers';
import { honoursOfUnits } from './honours';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, ofUnits, type BoardAsked } from './stated';

/** What a programme's text states as facts, each with its clause, beside what the record counts to it. */
export interface FiguresAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly figures: readonly FigureLine[];
  readonly parked: number;
}

export class FiguresQuestion extends Question<FiguresAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: BoardAsked,
  ) {
    super();
  }
}

@QueryHandler(FiguresQuestion)
export class FiguresHandler implements IQueryHandler<FiguresQuestion, FiguresAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: FiguresQuestion): Promise<FiguresAnswer> {
    const { asOf, effective, units, whole } = await boardOf(this.reading, asker, 'figures', programme, asked);
    const figures = effective.figures ?? [];
    const metrics = figures.flatMap(({ counts }) => counts ?? []);
    const counted = units === undefined ? await careersAsOf(this.reading, programme, metrics.map(({ of }) => of), asOf) : await honoursOfUnits(this.reading, { programme, metrics, units, asOf });
    const honours = ({ counts }: Figure) => ofUnits((counts === null ? undefined : counted.get(counts.of)) ?? [], units);
    return {
      asOf, programme, version: effective.version, figures: figures.map((figure) => figureLine(figure, honours(figure), programme, asOf, whole)),
      parked: await this.reading.parked('honours', ...(units === undefined ? [] : ['roster'])),
    };
  }
}
