import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { decideCommitSeed, draw } from '../domain/panel/draw';
import { Desk, drawStream } from './desk';
import { Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class CommitSeedBody {
  @Text(64, { means: { zh: '种子一半的 SHA-256（十六进制，按 UTF-8 文本计算）', en: 'SHA-256 (hex) of the half, as UTF-8 text' } }) readonly hash: string;
}

/** An officer binds herself to her half of the seed before the other half is known. */
export class CommitSeed extends UseCase<{ readonly round: RoundId; readonly draw: number }, CommitSeedBody> {}

@CommandHandler(CommitSeed)
export class CommitSeedHandler implements ICommandHandler<CommitSeed, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: CommitSeed): Promise<Outcome> {
    const { round: id, draw: n } = command.target;
    return this.desk.run({
      command, useCase: CommitSeed.name, aggregate: draw, stream: drawStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideCommitSeed(state, { hash: command.body.hash }, world.round, context),
      result: (_facts, { state }) => ({ round: id, draw: n, committed: state.commitments.size }),
    });
  }
}
