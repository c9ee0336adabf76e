import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, NominationId, PersonId, RoundId } from '../domain/facts';
import { ATTACHMENTS, sharedFilesQuery, type SharedFileDocument } from '../../projections/attachments/attachments';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface SharedFile {
  /** Same content, same fingerprint; it tells nothing of the content. */
  readonly print: string;
  readonly candidates: number;
  readonly uses: readonly { readonly nomination: NominationId; readonly teacher: PersonId; readonly name: string | null; readonly kind: string; readonly file: string; readonly event: EventId; readonly on: BusinessDate }[];
}

export interface SharedFilesAnswer {
  readonly round: RoundId;
  readonly files: readonly SharedFile[];
  readonly next: string | null;
  readonly parked: number;
}

export class SharedFilesQuestion extends Question<SharedFilesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly page: { readonly limit?: number; readonly after?: string },
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** Files that two candidates of a round handed in (E43): reported to those who run rounds, never refused. */
@QueryHandler(SharedFilesQuestion)
export class SharedFilesHandler implements IQueryHandler<SharedFilesQuestion, SharedFilesAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, page: { limit = DEFAULT_LIMIT, after } }: SharedFilesQuestion): Promise<SharedFilesAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('shared-files', 'rounds');
    const found = await this.reading.find(ATTACHMENTS, sharedFilesQuery(round, { limit, ...(after === undefined ? {} : { after }) }));
    const documents = found.documents.map(({ body }) => body as SharedFileDocument);
    const teachers = [...new Set(documents.flatMap(({ uses }) => uses.map(({ teacher }) => teacher)))];
    const names = await this.reading.namesOf(teachers);
    this.reading.noted(asker, 'shared-files', teachers);
    return {
      round,
      files: documents.map(({ print, candidates, uses }) => ({ print, candidates, uses: uses.map((use) => ({ ...use, name: names.get(use.teacher) ?? null })) })),
      next: found.next ?? null,
      parked: await this.reading.parked('attachments'),
    };
  }
}
