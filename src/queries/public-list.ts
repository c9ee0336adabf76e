import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject } from '../domain/facts';
import { postedOn, shownOn } from '../domain/round/publicity';
import { openedRound, round } from '../domain/round/round';
import { PUBLICITIES, type PublicityDocument } from '../../projections/publicities/publicities';
import { Reading, type Labelled } from './reading';

/** Exactly what anybody may see of a posting: the notice, and, while it is up, the rows as they were posted. */
export interface PublicListAnswer {
  readonly publicity: string;
  readonly state: 'POSTED' | 'SUSPENDED' | 'TAKEN_DOWN';
  readonly round: Labelled;
  /** null: the final list. */
  readonly level: string | null;
  readonly openedOn: BusinessDate;
  readonly firstDay: BusinessDate;
  /** null while the clock stands still. */
  readonly lastDay: BusinessDate | null;
  readonly provisional: boolean;
  readonly workingDays: number;
  readonly contact: { readonly office: string; readonly phone: string } | null;
  /** 落款 */
  readonly signedBy: Labelled;
  readonly listHash: string;
  /** Members of a row in the order of the programme's columns. */
  readonly columns: readonly string[];
  /** Empty once it was taken down; a person whose data was erased is an empty row, so that the numbers stay. */
  readonly rows: readonly (JsonObject | null)[];
}

export class PublicListQuestion extends Question<PublicListAnswer> {
  constructor(readonly publicity: string) {
    super();
  }
}

/**
 * From the round's own stream and not from a copy: what is taken down, or erased, is gone with the next request. Names were
 * opened when the stream was read, under each person's key, and an erasure empties that memory. Error: NotFoundError.
 */
@QueryHandler(PublicListQuestion)
export class PublicListHandler implements IQueryHandler<PublicListQuestion, PublicListAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ publicity }: PublicListQuestion): Promise<PublicListAnswer> {
    const document = (await this.reading.one(PUBLICITIES, publicity))?.body as PublicityDocument | undefined;
    if (document === undefined) throw new NotFoundError('publicity', publicity);
    const { state } = await this.reading.sources.application.desk.streams.load(round, roundStream(document.round));
    const posting = state.publicities.get(publicity);
    if (posting === undefined) throw new NotFoundError('publicity', publicity);
    const up = shownOn(posting, this.reading.today());
    const { tree } = await this.reading.registry();
    const { names, programme, version, adoptions } = openedRound(state);
    const effective = await this.reading.sources.application.desk.programmes.effective(programme, version, adoptions);
    const signing = posting.unit ?? posting.postedBy;
    return {
      publicity,
      state: posting.suspended ? 'SUSPENDED' : up ? 'POSTED' : 'TAKEN_DOWN',
      round: names,
      level: posting.level,
      openedOn: posting.openedOn,
      firstDay: posting.firstDay,
      lastDay: posting.suspended ? null : posting.lastDay,
      provisional: posting.provisional,
      workingDays: posting.workingDays,
      contact: posting.contact,
      signedBy: posting.signedBy === null ? (signing === null ? { zh: '', en: '' } : this.reading.unitName(tree, signing, posting.openedOn)) : { zh: posting.signedBy, en: posting.signedBy },
      listHash: posting.listHash,
      ...postedOn(posting, state, effective, this.reading.today()),
    };
  }
}
