import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { isWithin } from '../domain/orgs';
import { targetBoard, type TargetLine } from '../domain/targets/target-board';
import { entriesOf } from './board-entries';
import { careersAsOf } from './careers';
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
    const named = effective.targets ?? [];
    const entries = await entriesOf(this.reading, 'TARGETS', programme, asOf);
    const noticed = entries.filter(({ type }) => type === 'TargetSet');
    const kinds = [...named.flatMap(({ counts }) => counts?.of ?? []), ...noticed.flatMap(({ data }) => (data['tiers'] === null ? [] : ['TITLES' as const]))];
    // A part of the units has honours of its own, a career has none.
    const ofParts = kinds.length > 0 && (units !== undefined || noticed.some(({ data }) => data['unit'] !== null));
    const all = ofParts ? await honoursOf(this.reading, asOf) : [];
    const counted = ofParts ? new Map<string, never>() : await careersAsOf(this.reading, programme, kinds, asOf);
    const targets = targetBoard({
      programme, asOf, targets: named, entries,
      honours: (of) => counted.get(of) ?? all,
      asked: units === undefined ? undefined : (unit) => units.has(unit),
      whole,
      isWithin: (unit, above) => isWithin(tree, unit, above, asOf),
    });
    return { asOf, programme, version: effective.version, targets };
  }
}
