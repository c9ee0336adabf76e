import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { isWithin } from '../domain/orgs';
import type { TargetSet } from '../domain/targets/facts';
import { targetBoard, type TargetLine } from '../domain/targets/target-board';
import { targetOfNotice } from '../domain/targets/targets';
import { entriesOf } from './board-entries';
import { careersAsOf } from './careers';
import { honoursOfUnits } from './honours';
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
    const noticed = entries.flatMap(({ type, data }) => (type === 'TargetSet' ? [targetOfNotice(data as TargetSet['data'])] : []));
    // A part of the units has honours of its own, a career has none.
    const ofPart = (unit: OrgId | null) => units !== undefined || unit !== null;
    const all = [...named, ...noticed].filter(({ unit }) => unit === null || units === undefined || units.has(unit));
    const metricsOf = (part: boolean) => all.flatMap(({ unit, counts }) => (counts !== null && ofPart(unit) === part ? [counts] : []));
    const below = new Set([...tree.orgs.keys()].filter((org) => units?.has(org) === true || all.some(({ unit }) => unit !== null && isWithin(tree, org, unit, asOf))));
    const ofParts = await honoursOfUnits(this.reading, { programme, metrics: metricsOf(true), units: below, asOf });
    const ofWhole = await careersAsOf(this.reading, programme, metricsOf(false).map(({ of }) => of), asOf);
    const targets = targetBoard({
      programme, asOf, targets: named, entries,
      honours: (of, unit) => (ofPart(unit) ? ofParts : ofWhole).get(of) ?? [],
      asked: units === undefined ? undefined : (unit) => units.has(unit),
      whole,
      isWithin: (unit, above) => isWithin(tree, unit, above, asOf),
    });
    return { asOf, programme, version: effective.version, targets };
  }
}
