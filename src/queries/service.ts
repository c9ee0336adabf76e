import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { serviceIn } from '../commands/placements';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, RoundId } from '../domain/facts';
import { PROGRAMMES } from '../../projections/programmes/programmes';
import type { Asker } from './reader';
import { Reading } from './reading';

/** An expert of a programme: in which of its rounds she sat on a panel. */
export interface ServiceLine {
  readonly person: PersonId;
  readonly name: string | null;
  readonly rounds: readonly RoundId[];
  /** Years in which those rounds opened, each once. */
  readonly years: readonly string[];
  /** Rounds running up to the last one of the day; 0 where she was not in that. */
  readonly running: number;
}

export interface ServiceAnswer {
  readonly programme: string;
  readonly asOf: BusinessDate;
  /** Rounds that had a panel, in the order in which they opened. */
  readonly rounds: readonly { readonly round: RoundId; readonly openedOn: BusinessDate; readonly experts: number }[];
  /** Who served longest without a break first. */
  readonly experts: readonly ServiceLine[];
}

export class ServiceQuestion extends Question<ServiceAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

/** Who sat on the panels of a programme, in which rounds and years (question 6). For who runs or oversees rounds. */
@QueryHandler(ServiceQuestion)
export class ServiceHandler implements IQueryHandler<ServiceQuestion, ServiceAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asOf = this.reading.today() }: ServiceQuestion): Promise<ServiceAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('service', 'rounds');
    if ((await this.reading.one(PROGRAMMES, programme)) === undefined) throw new NotFoundError('programme', programme);
    const service = (await serviceIn(this.reading.sources.events, programme, null)).filter(({ on }) => on <= asOf);
    const sat = new Map<PersonId, number[]>();
    for (const [index, { experts }] of service.entries()) {
      for (const person of experts) {
        const own = sat.get(person);
        if (own === undefined) sat.set(person, [index]);
        else own.push(index);
      }
    }
    const names = await this.reading.namesOf([...sat.keys()]);
    this.reading.noted(asker, 'service', [...names.keys()]);
    const experts = [...sat].map(([person, own]): ServiceLine => ({
      person, name: names.get(person) ?? null, rounds: own.flatMap((index) => service[index]?.round ?? []),
      years: [...new Set(own.flatMap((index) => service[index]?.on.slice(0, 4) ?? []))], running: runningTo(own, service.length - 1),
    }));
    return {
      programme, asOf,
      rounds: service.map(({ round, on, experts: all }) => ({ round, openedOn: on, experts: all.size })),
      experts: experts.sort((a, b) => b.running - a.running || b.rounds.length - a.rounds.length || (a.person < b.person ? -1 : 1)),
    };
  }
}

/** How many of the rounds up to the last are hers without a break. */
function runningTo(own: readonly number[], last: number): number {
  const broken = own.findLastIndex((index, at) => index !== last - (own.length - 1 - at));
  return own.length - 1 - broken;
}
