import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { figureLine, type FigureLine } from '../domain/targets/figures';
import { careersAsOf } from './careers';
import { honoursOf } from './honours';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, ofUnits, type BoardAsked } from './stated';

/** What a programme's text states as facts, each with its clause, beside what the record counts to it. */
export interface FiguresAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly figures: readonly FigureLine[];
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
    const kinds = figures.flatMap(({ counts }) => counts?.of ?? []);
    const ofParts = kinds.length > 0 && units !== undefined;
    const all = ofParts ? ofUnits(await honoursOf(this.reading, asOf), units) : [];
    const counted = ofParts ? new Map<string, never>() : await careersAsOf(this.reading, programme, kinds, asOf);
    return { asOf, programme, version: effective.version, figures: figures.map((figure) => figureLine(figure, (figure.counts === null ? undefined : counted.get(figure.counts.of)) ?? all, programme, asOf, whole)) };
  }
}
