import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dossierOf, loadDossiers } from '../commands/holders';
import { mentorsStream } from '../commands/studio-streams';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { mentorBoard, mentors, pairsOn, type MentorLine } from '../domain/mentoring/mentors';
import { holderView } from '../domain/teacher/view';
import type { Asker } from './reader';
import { Reading } from './reading';
import { boardOf, type BoardAsked } from './stated';
import { namesFor } from './studios';

export interface MentorsAsked extends BoardAsked {
  readonly purpose?: string;
  readonly mentor?: PersonId;
}

export interface MentorsAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly mentors: readonly MentorLine[];
  readonly names: { readonly [person: PersonId]: string };
}

export class MentorsQuestion extends Question<MentorsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: MentorsAsked,
  ) {
    super();
  }
}

/** 师徒结对: who guides whom on a day, how many more she may, and which pairs ask for their end; of mentees of the units asked about. */
@QueryHandler(MentorsQuestion)
export class MentorsHandler implements IQueryHandler<MentorsQuestion, MentorsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: MentorsQuestion): Promise<MentorsAnswer> {
    const { asOf, effective, units } = await boardOf(this.reading, asker, 'mentors', programme, asked);
    const { desk } = this.reading.sources.application;
    const { state } = await desk.streams.load(mentors, mentorsStream(programme));
    const pairs = pairsOn(state, asOf).filter(({ purpose, mentor }) => (asked.purpose === undefined || purpose === asked.purpose) && (asked.mentor === undefined || mentor === asked.mentor));
    const of = dossierOf(await loadDossiers(desk, pairs.flatMap(({ mentor, mentee }) => [mentor, mentee])));
    const seen = units === undefined ? pairs : pairs.filter(({ mentee }) => {
      const unit = holderView(of(mentee) ?? [], asOf).unit;
      return unit !== null && units.has(unit);
    });
    const lines = mentorBoard(seen, effective, asOf, of);
    return { asOf, programme, version: effective.version, mentors: lines, names: await namesFor(this.reading, asker, 'mentors', lines.flatMap(({ mentor, mentees }) => [mentor, ...mentees.map(({ mentee }) => mentee)])) };
  }
}
