import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { PersonId } from '../domain/facts';
import { NOTICES, noticesQuery, type NoticeDocument } from '../../projections/notices/notices';
import type { Asker } from './reader';
import { Reading } from './reading';
import { requirePart } from './rounds';

export interface NoticesAsked {
  readonly to?: PersonId;
  readonly state?: NoticeDocument['state'];
  readonly limit?: number;
  readonly after?: string;
}

export interface NoticesAnswer {
  readonly notices: readonly NoticeDocument[];
  readonly next: string | null;
  readonly parked: number;
}

export class NoticesQuestion extends Question<NoticesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: NoticesAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

/** What is told to whom and how far it is: her own for everybody; all of them for who oversees the whole tree or runs the server. */
@QueryHandler(NoticesQuestion)
export class NoticesHandler implements IQueryHandler<NoticesQuestion, NoticesAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: NoticesQuestion): Promise<NoticesAnswer> {
    const { reader } = await requirePart(this.reading, asker, 'notices');
    const { limit = DEFAULT_LIMIT, after, state, to } = asked;
    const all = reader.holds('SystemOperator') || (reader.holds('BureauOfficer', 'Auditor') && reader.auditUnits('notices') === null);
    if (!all && to !== asker.person) throw reader.refuse('notices', 'operations');
    const page = await this.reading.find(NOTICES, noticesQuery({ ...(to === undefined ? {} : { to }), ...(state === undefined ? {} : { state }) }, { limit, ...(after === undefined ? {} : { after }) }));
    const notices = page.documents.map(({ body }) => body as NoticeDocument);
    this.reading.noted(asker, 'notices', notices.map((one) => one.to));
    return { notices, next: page.next ?? null, parked: await this.reading.parked('notices') };
  }
}
