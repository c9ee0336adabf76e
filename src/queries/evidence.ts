import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, RoundId } from '../domain/facts';
import { EVIDENCE, sharedQuery, type EvidenceDocument } from '../../projections/evidence/evidence';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface EvidenceAnswer {
  readonly round: RoundId;
  /** Works that more than one candidate presents, in the order in which each came. */
  readonly shared: readonly { readonly fingerprint: string; readonly kind: string; readonly uses: readonly { readonly teacher: PersonId; readonly name: string | null; readonly on: BusinessDate }[] }[];
  readonly next: string | null;
  readonly parked: number;
}

export class EvidenceQuestion extends Question<EvidenceAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly page: { readonly limit?: number; readonly after?: string },
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** For those who run or oversee rounds: it names candidates of other schools. */
@QueryHandler(EvidenceQuestion)
export class EvidenceHandler implements IQueryHandler<EvidenceQuestion, EvidenceAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, page: { limit = DEFAULT_LIMIT, after } }: EvidenceQuestion): Promise<EvidenceAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('evidence', 'rounds');
    const page = await this.reading.find(EVIDENCE, sharedQuery(round, { limit, ...(after === undefined ? {} : { after }) }));
    const documents = page.documents.map(({ body }) => body as EvidenceDocument);
    const names = await this.reading.namesOf(documents.flatMap(({ uses }) => uses.map(({ teacher }) => teacher)));
    this.reading.noted(asker, 'evidence', [...names.keys()]);
    return {
      round,
      shared: documents.map(({ fingerprint, kind, uses }) => ({ fingerprint, kind, uses: uses.map(({ teacher, on }) => ({ teacher, name: names.get(teacher) ?? null, on })) })),
      next: page.next ?? null,
      parked: await this.reading.parked('evidence'),
    };
  }
}
