import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { publicitiesAsOf, publicitiesQuery, type PublicityAsOf } from '../../projections/publicities/query';
import { PUBLICITIES, type PublicityDocument } from '../../projections/publicities/publicities';
import { ROUNDS, type RoundDocument } from '../../projections/rounds/rounds';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

export interface PublicitiesAnswer {
  readonly round: RoundId;
  readonly asOf: BusinessDate;
  /** Oldest first. The order to suspend is for those who run or oversee the round. */
  readonly publicities: readonly (PublicityAsOf & { readonly unitName: Labelled | null; readonly page: string })[];
  readonly parked: number;
}

/** Was publicity long enough, in the right place, with the right list; did the list change after? */
export class PublicitiesQuestion extends Question<PublicitiesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

const PAGE = 500;

@QueryHandler(PublicitiesQuestion)
export class PublicitiesHandler implements IQueryHandler<PublicitiesQuestion, PublicitiesAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, asOf = this.reading.today() }: PublicitiesQuestion): Promise<PublicitiesAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'publicities');
    const document = await this.reading.one(ROUNDS, round);
    const openedOn = (document?.body as RoundDocument | undefined)?.openedOn ?? null;
    if (openedOn === null || openedOn > asOf) throw new NotFoundError('round', round);
    const found: PublicityDocument[] = [];
    for (let after: string | undefined; ; ) {
      const page = await this.reading.find(PUBLICITIES, publicitiesQuery(round, { limit: PAGE, ...(after === undefined ? {} : { after }) }));
      found.push(...page.documents.map(({ body }) => body as PublicityDocument));
      if (page.next === undefined) break;
      after = page.next;
    }
    const runs = reader.runsRounds();
    const publicities = publicitiesAsOf(found, asOf).map((seen) => {
      const suspensions = runs ? seen.suspensions : seen.suspensions.map((suspension) => ({ ...suspension, act: null }));
      return { ...seen, suspensions, unitName: seen.unit === null ? null : this.reading.unitName(tree, seen.unit, asOf), page: `/public/publicity/${seen.publicity}` };
    });
    return { round, asOf, publicities, parked: await this.reading.parked('publicities') };
  }
}
