import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { TargetSet } from '../domain/targets/facts';
import { isUnder, targetBoard, type TargetLine } from '../domain/targets/target-board';
import { targetOfNotice } from '../domain/targets/targets';
import { entriesOf, madeBy } from './board-entries';
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
  readonly parked: number;
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
    // A part of the units has honours and tallies of its own; of the whole, careers and one tally say all.
    const ofPart = (unit: OrgId | null) => units !== undefined || unit !== null;
    const all = [...named, ...noticed].filter(({ unit }) => unit === null || units === undefined || units.has(unit));
    const metricsOf = (of: (unit: OrgId | null) => boolean) => all.flatMap(({ unit, counts }) => (counts !== null && of(unit) ? [counts] : []));
    const below = (above: OrgId | null) => {
      if (above === null) return units ?? new Set<OrgId>();
      const days = new Set(all.flatMap(({ unit, due }) => (unit === above ? [due !== null && due < asOf ? due : asOf] : [])));
      return new Set([...tree.orgs.keys()].filter((org) => [...days].some((day) => isUnder(tree, org, above, day))));
    };
    const parts = new Map([...new Set(all.map(({ unit }) => unit))].filter(ofPart).map((unit) => [unit, below(unit)]));
    const ofParts = new Map<OrgId | null, Awaited<ReturnType<typeof honoursOfUnits>>>();
    for (const [part, within] of parts) ofParts.set(part, await honoursOfUnits(this.reading, { programme, metrics: metricsOf((unit) => unit === part), units: within, asOf }));
    const ofWhole = await careersAsOf(this.reading, programme, metricsOf((unit) => !ofPart(unit)).map(({ of }) => of), asOf);
    const isMade = (part: boolean) => all.some(({ unit, counts }) => counts === null && ofPart(unit) === part);
    const made = [...(isMade(true) ? await madeBy(this.reading, programme, new Set([...parts.values()].flatMap((within) => [...within]))) : []), ...(isMade(false) ? await madeBy(this.reading, programme, null) : [])];
    const targets = targetBoard({
      programme, asOf, targets: named, entries, made,
      honours: (of, unit) => (ofPart(unit) ? ofParts.get(unit) : ofWhole)?.get(of) ?? [],
      asked: units === undefined ? undefined : (unit) => units.has(unit),
      whole,
      isWithin: (unit, above, day) => isUnder(tree, unit, above, day),
    });
    return { asOf, programme, version: effective.version, targets, parked: await this.reading.parked('honours', 'board-entries', ...(parts.size > 0 ? ['roster'] : [])) };
  }
}
