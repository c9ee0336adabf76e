import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { isWithin } from '../domain/orgs';
import { targetBoard, type TargetLine } from '../domain/targets/target-board';
import { entriesOf } from './board-entries';
import { honoursOf } from './honours';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, type BoardAsked } from './stated';

/** What is to be reached, by when, and how far it is. */
export interface TargetsAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly targets: readonly TargetLine[];
}

export class TargetsQuestion extends Question<TargetsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: BoardAsked,
  ) {
    super();
  }
}

@QueryHandler(TargetsQuestion)
export class TargetsHandler implements IQueryHandler<TargetsQuestion, TargetsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: TargetsQuestion): Promise<TargetsAnswer> {
    const { asOf, effective, units, whole, tree } = await boardOf(this.reading, asker, 'targets', programme, asked);
    const targets = targetBoard({
      programme, asOf, targets: effective.targets ?? [],
      entries: await entriesOf(this.reading, 'TARGETS', programme),
      honours: await honoursOf(this.reading, asOf),
      asked: units === undefined ? undefined : (unit) => units.has(unit),
      whole,
      isWithin: (unit, above) => isWithin(tree, unit, above, asOf),
    });
    return { asOf, programme, version: effective.version, targets };
  }
}
