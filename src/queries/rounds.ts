import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { catalogue, type EventType } from '../domain/catalogue';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, RoundId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { roundAsOf, roundsQuery, type RoundAsOf, type SeatsAsOf } from '../../projections/rounds/query';
import { ROUNDS, type RoundDocument, type RoundException } from '../../projections/rounds/rounds';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';
import { unfinishedConferrals } from './roster';

export interface RoundsAsked {
  readonly programme?: string;
  readonly tier?: string;
  readonly track?: string;
  readonly asOf?: BusinessDate;
  readonly limit?: number;
  readonly after?: string;
}

export interface RoundSummary {
  readonly round: RoundId;
  readonly names: Labelled | null;
  readonly programme: string | null;
  readonly version: number | null;
  readonly tier: string | null;
  readonly track: string | null;
  readonly demonstration: boolean;
  readonly openedOn: BusinessDate | null;
  readonly concludedOn: BusinessDate | null;
  /** Type of the last gate passed, with its word. */
  readonly stage: string | null;
  readonly stageName: Labelled | null;
}

export interface RoundsAnswer {
  readonly asOf: BusinessDate;
  readonly rounds: readonly RoundSummary[];
  readonly next: string | null;
  readonly parked: number;
}

/** Everyone who has a part in the programmes sees the gates, which are published; ledgers and counts are for those who run or oversee them. */
export interface RoundAnswer extends RoundSummary {
  readonly asOf: BusinessDate;
  readonly gates: readonly { readonly type: string; readonly word: Labelled; readonly event: string; readonly on: BusinessDate; readonly recordedAt: string; readonly details: JsonObject }[];
  readonly parameters: JsonObject | null;
  readonly adoptions: number | null;
  /** 推荐名额 by unit and in all, and 授予名额; null for who may not see them. */
  readonly ledgers: {
    readonly recommendation: readonly (RoundAsOf['recommendation'][number] & { readonly unitName: Labelled })[];
    readonly recommendationTotal: SeatsAsOf;
    /** Of the whole round, lowest level first. */
    readonly recommendationByLevel: RoundAsOf['recommendationByLevel'];
    readonly award: SeatsAsOf;
  } | null;
  readonly counts: { readonly [what: string]: number } | null;
  /** Who may hold several parts in it, and which body above said so; empty for who may not see the ledgers. */
  readonly exceptions: readonly RoundException[];
  /** The batch of a conferral that is under way. */
  readonly operation: string | null;
  /** An event of it could not be folded: what is shown is as of before that. */
  readonly stuck: boolean;
}

export class RoundsQuestion extends Question<RoundsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: RoundsAsked,
  ) {
    super();
  }
}

export class RoundQuestion extends Question<RoundAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(RoundsQuestion)
export class RoundsHandler implements IQueryHandler<RoundsQuestion, RoundsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: RoundsQuestion): Promise<RoundsAnswer> {
    await requirePart(this.reading, asker, 'rounds');
    const { limit = DEFAULT_LIMIT, after, ...filter } = asked;
    const asOf = asked.asOf ?? this.reading.today();
    const page = await this.reading.find(ROUNDS, roundsQuery({ ...filter, asOf }, { limit, ...(after === undefined ? {} : { after }) }));
    const rounds = page.documents.map(({ body }) => summary(body as RoundDocument, asOf));
    return { asOf, rounds, next: page.next ?? null, parked: await this.reading.parked('rounds') };
  }
}

@QueryHandler(RoundQuestion)
export class RoundHandler implements IQueryHandler<RoundQuestion, RoundAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, asOf = this.reading.today() }: RoundQuestion): Promise<RoundAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'round');
    const document = await this.reading.one(ROUNDS, round);
    const body = document?.body as RoundDocument | undefined;
    if (document === undefined || body === undefined || body.openedOn === null || body.openedOn > asOf) throw new NotFoundError('round', round);
    const seen = roundAsOf(body, asOf);
    return {
      ...summary(body, asOf),
      asOf,
      gates: seen.gates.map(({ type, event, on, recordedAt, details }) => ({ type, word: wordOf(type), event, on, recordedAt, details })),
      parameters: body.parameters,
      adoptions: body.adoptions,
      ...this.ledgers(seen, reader, tree, asOf),
      exceptions: reader.readsLedgers() ? (body.exceptions ?? []).filter(({ on }) => on <= asOf) : [],
      operation: (await unfinishedConferrals(this.reading)).get(round) ?? null,
      stuck: document.stuck !== undefined,
    };
  }

  private ledgers(seen: RoundAsOf, reader: Reader, tree: OrgsState, asOf: BusinessDate): Pick<RoundAnswer, 'ledgers' | 'counts'> {
    if (!reader.readsLedgers()) return { ledgers: null, counts: null };
    const units = reader.rosterUnits('round');
    const recommendation = seen.recommendation.filter(({ unit }) => units === null || units.has(unit)).map((ledger) => ({ ...ledger, unitName: this.reading.unitName(tree, ledger.unit, asOf) }));
    return { ledgers: { recommendation, recommendationTotal: seen.recommendationTotal, recommendationByLevel: seen.recommendationByLevel, award: seen.award }, counts: reader.runsRounds() ? seen.counts : null };
  }
}

/** Someone with a post in the programmes, or a teacher; a subscriber reads the feed. */
export async function requirePart(reading: Reading, asker: Asker, question: string): Promise<{ readonly reader: Reader; readonly tree: OrgsState }> {
  const { reader, tree } = await reading.reader(asker);
  if (!reader.hasPart() && !(await reading.isTeacher(asker.person))) throw reader.refuse(question);
  return { reader, tree };
}

function summary(body: RoundDocument, asOf: BusinessDate): RoundSummary {
  const { round, names, programme, version, tier, track, demonstration, openedOn, concludedOn } = body;
  const { stage } = roundAsOf(body, asOf);
  return { round, names, programme, version, tier, track, demonstration, openedOn, concludedOn: concludedOn !== null && concludedOn <= asOf ? concludedOn : null, stage, stageName: stage === null ? null : wordOf(stage) };
}

function wordOf(type: string): Labelled {
  const { zh, en } = catalogue[type as EventType];
  return { zh, en };
}
