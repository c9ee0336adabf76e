import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { decideReopenRanking } from '../domain/round/reranking';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ReopenRankingBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Id({ optional: true, means: { zh: '因哪一件异议；不因异议的不写', en: 'The objection that it follows from; left out where it follows from none' } }) readonly objection?: string;
}

/** 重新排名: the ranking, and what was made public of it, no longer stands. */
export class ReopenRanking extends UseCase<{ readonly round: RoundId }, ReopenRankingBody> {}

@CommandHandler(ReopenRanking)
export class ReopenRankingHandler implements ICommandHandler<ReopenRanking, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReopenRanking): Promise<Outcome> {
    const { round: id } = command.target;
    const { act, objection = null } = command.body;
    return this.desk.run({
      command, useCase: ReopenRanking.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'RankCandidates', state),
      decide: (state, context) => decideReopenRanking(state, { objection, act: actOf(act) }, context),
      result: () => ({ round: id }),
    });
  }
}
