import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { NotFoundError } from '../commands/errors';
import { drawStream } from '../commands/desk';
import type { JsonObject, PersonId, RoundId } from '../domain/facts';
import { draw } from '../domain/panel/draw';
import type { Asker } from './reader';
import { Reading } from './reading';

export interface DrawAnswer {
  readonly round: RoundId;
  readonly n: number;
  readonly pool: string;
  readonly subject: string | null;
  readonly size: number;
  /** The inputs that anybody recomputes from: SHA-256 over round, n, size and `eligible`, a line each, is `input`. */
  readonly eligible: readonly PersonId[];
  readonly excluded: readonly { readonly person: PersonId; readonly reasons: readonly string[] }[];
  readonly input: string;
  readonly preparedOn: string;
  readonly commitments: readonly { readonly officer: PersonId; readonly hash: string; readonly half: string | null }[];
  /** null until it is drawn. `order` is `eligible` ascending by SHA-256(seed ‖ person id). */
  readonly seed: string | null;
  readonly source: JsonObject | null;
  readonly order: readonly PersonId[] | null;
  readonly drawn: readonly PersonId[] | null;
  readonly declined: readonly PersonId[];
  /** Who sits now. */
  readonly seated: readonly PersonId[];
}

export class DrawQuestion extends Question<DrawAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly n: number,
  ) {
    super();
  }
}

/** A draw with everything that it follows from. For who runs or oversees rounds. */
@QueryHandler(DrawQuestion)
export class DrawHandler implements IQueryHandler<DrawQuestion, DrawAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round, n }: DrawQuestion): Promise<DrawAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('draw', 'rounds');
    const { state } = await this.reading.sources.application.desk.streams.load(draw, drawStream(round, n));
    const { prepared, result, commitments, halves, declined, seated } = state;
    if (prepared === null) throw new NotFoundError('draw', `${round}/${n}`);
    return {
      round, n,
      pool: prepared.pool, subject: prepared.subject, size: prepared.size, eligible: prepared.eligible, excluded: prepared.excluded, input: prepared.input, preparedOn: prepared.on,
      commitments: [...commitments].map(([officer, hash]) => ({ officer, hash, half: halves.get(officer) ?? null })),
      seed: result?.seed ?? null,
      source: result === null ? null : { ...result.source },
      order: result?.order ?? null,
      drawn: result?.drawn ?? null,
      declined: [...declined],
      seated: [...seated],
    };
  }
}
