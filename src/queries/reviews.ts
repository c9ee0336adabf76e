import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { teacherStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { standingDossier } from '../commands/surviving-dossier';
import { catalogue, type EventType } from '../domain/catalogue';
import type { BusinessDate } from '../domain/dates';
import type { EventId, OfficialAct, OrgId, PersonId, RoundId, StreamName } from '../domain/facts';
import { answersFor, type OrgsState } from '../domain/orgs';
import { impactOf, type Impact, type ImpactedOutcome } from '../domain/teacher/impact';
import { roundUnderReview } from '../domain/teacher/review';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { view, type TeacherView } from '../domain/teacher/view';
import { REVIEW_ROWS, reviewsQuery, type ReviewRow } from '../../projections/reviews/reviews';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';

export interface ReviewsAsked {
  /** Or a team. */
  readonly teacher?: PersonId;
  readonly round?: RoundId;
  /** Her unit on the day, with those below it. */
  readonly unit?: OrgId;
  /** Raised on these days. */
  readonly from?: BusinessDate;
  readonly to?: BusinessDate;
  readonly state?: 'OPEN' | 'ENDED';
  readonly asOf?: BusinessDate;
  readonly limit?: number;
  readonly after?: string;
}

/** What ended a review: who, under which act. */
export interface ReviewEnding {
  readonly actor: PersonId;
  readonly act: OfficialAct | null;
}

export interface ReviewLine {
  readonly review: EventId;
  /** Of a team, the team's id. */
  readonly teacher: PersonId;
  readonly name: string | null;
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  readonly on: BusinessDate;
  readonly round: RoundId | null;
  readonly outcome: EventId;
  readonly outcomeType: string;
  readonly outcomeWord: Labelled;
  readonly title: string | null;
  readonly rule: string;
  readonly clause: string | null;
  /** The corrections, voids or decisions that put the outcome in doubt. */
  readonly facts: readonly EventId[];
  readonly open: boolean;
  readonly ended: (NonNullable<TeacherView['reviews'][number]['ended']> & Partial<ReviewEnding>) | null;
}

export interface ReviewsAnswer {
  readonly asOf: BusinessDate;
  readonly reviews: readonly ReviewLine[];
  readonly next: string | null;
  readonly parked: number;
}

export interface ImpactAnswer extends Omit<Impact, 'outcomes'> {
  readonly teacher: PersonId;
  readonly asOf: BusinessDate;
  readonly word: Labelled;
  readonly outcomes: readonly (ImpactedOutcome & { readonly word: Labelled })[];
}

export class ReviewsQuestion extends Question<ReviewsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: ReviewsAsked,
  ) {
    super();
  }
}

export interface ImpactAsked {
  readonly asOf?: BusinessDate;
  /** Decisions taken while she was in it, or in one below it. */
  readonly unit?: OrgId;
}

export class ImpactQuestion extends Question<ImpactAnswer> {
  constructor(
    readonly asker: Asker,
    readonly teacher: PersonId,
    readonly event: EventId,
    readonly asked: ImpactAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;
const MOST_PAGES = 20;

/** Reviews that corrections, voids and objections have raised, and how each ended. For who oversees the teacher's unit. */
@QueryHandler(ReviewsQuestion)
export class ReviewsHandler implements IQueryHandler<ReviewsQuestion, ReviewsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: ReviewsQuestion): Promise<ReviewsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const units = reader.auditUnits('reviews');
    const today = this.reading.today();
    const { teacher: only, round, unit, from, to, state: wanted, asOf = today, limit = DEFAULT_LIMIT, after } = asked;
    const states = new Map<StreamName, Promise<{ readonly state: TeacherState }>>();
    const load = (stream: StreamName): Promise<{ readonly state: TeacherState }> => {
      const read = states.get(stream) ?? this.load(stream);
      states.set(stream, read);
      return read;
    };
    // What ends the reviews of a dossier that was given up is recorded where she stands now.
    const standing = async (stream: StreamName): Promise<TeacherState> => (await standingDossier(load, stream)).state;
    // Hers are also those of the dossiers that are merged into hers (E6).
    const hers = only === undefined ? undefined : await standing(teacherStream(only));
    // Of those that are sought because they are open, none that ended long ago is looked at; of the others most have.
    const filter = { upTo: to !== undefined && to < asOf ? to : asOf, ...(hers === undefined ? {} : { holder: hers.id }), ...(wanted === 'OPEN' ? { notEndedBy: asOf } : {}) };
    const kept: ReviewLine[] = [];
    let next = after;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.reading.find(REVIEW_ROWS, reviewsQuery(filter, { limit: limit - kept.length, ...(next === undefined ? {} : { after: next }) }));
      for (const { body } of page.documents) {
        const row = body as ReviewRow;
        if (from !== undefined && row.on < from) continue;
        const state = await standing(row.stream);
        if (hers !== undefined && state.id !== hers.id) continue;
        const seen = view(state.facts, asOf);
        const review = seen.reviews.find(({ event }) => event === row.review);
        if (review === undefined) continue;
        // Who may read it goes by where she is today, whose it is by where she was on the day.
        const mine = units === null || units.has((asOf === today ? seen : view(state.facts, today)).unit ?? '');
        const within = unit === undefined || isOf(tree, seen.unit, unit, asOf);
        const of = roundUnderReview(state, review);
        if (!mine || !within || (round !== undefined && of !== round) || (wanted !== undefined && (wanted === 'OPEN') !== review.open)) continue;
        kept.push({
          review: review.event, teacher: state.id, name: seen.team?.names.zh ?? null,
          unit: seen.unit, unitName: seen.unit === null ? null : this.reading.unitName(tree, seen.unit, asOf),
          on: review.on, round: of, outcome: review.outcome, outcomeType: review.outcomeType, outcomeWord: wordOf(review.outcomeType), title: review.title,
          rule: review.rule, clause: row.clause, facts: review.facts, open: review.open,
          ended: review.ended === null ? null : { ...review.ended, ...endingOf(state, review.ended.event) },
        });
      }
      next = page.next;
      if (next === undefined || kept.length >= limit) break;
    }
    const names = await this.reading.namesOf(kept.map(({ teacher: person }) => person));
    this.reading.noted(asker, 'reviews', [...names.keys()]);
    return { asOf, reviews: kept.map((line) => ({ ...line, name: names.get(line.teacher) ?? line.name })), next: next ?? null, parked: await this.reading.parked('reviews') };
  }

  private load(stream: StreamName): Promise<{ readonly state: TeacherState }> {
    return this.reading.sources.application.desk.streams.load(teacher, stream);
  }
}

/** Which decisions stood on a fact of hers, and what became of them since it was changed. For who oversees her unit. */
@QueryHandler(ImpactQuestion)
export class ImpactHandler implements IQueryHandler<ImpactQuestion, ImpactAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, teacher: person, event, asked: { asOf = this.reading.today(), unit } }: ImpactQuestion): Promise<ImpactAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const { state } = await this.reading.sources.application.desk.streams.load(teacher, teacherStream(person));
    if (!reader.overseesUnit(view(state.facts, this.reading.today()).unit)) throw reader.refuse('impact', 'oversight');
    const impact = impactOf(state.facts, event, asOf);
    if (impact === null) throw new NotFoundError('event', event);
    this.reading.noted(asker, 'impact', [person]);
    const taken = (on: BusinessDate) => unit === undefined || isOf(tree, view(state.facts, on).unit, unit, on);
    return { teacher: person, asOf, ...impact, word: wordOf(impact.type), outcomes: impact.outcomes.filter(({ on }) => taken(on)).map((outcome) => ({ ...outcome, word: wordOf(outcome.type) })) };
  }
}

function isOf(tree: OrgsState, own: OrgId | null, unit: OrgId, on: BusinessDate): boolean {
  return own !== null && tree.orgs.has(own) && answersFor(tree, unit, own, on);
}

function endingOf(state: TeacherState, event: EventId | null): Partial<ReviewEnding> {
  const fact = event === null ? undefined : state.byId.get(event);
  return fact === undefined ? {} : { actor: fact.meta.actor, act: fact.meta.act ?? null };
}

function wordOf(type: string): Labelled {
  const { zh, en } = catalogue[type as EventType];
  return { zh, en };
}
