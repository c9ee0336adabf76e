import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { decideRevealSeed, draw } from '../domain/panel/draw';
import { Desk, drawStream } from './desk';
import { sha256 } from './hashing';
import { Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class RevealSeedBody {
  @Text(200, { means: { zh: '种子的一半，其 SHA-256 须与所提交的一致', en: 'The half itself, whose SHA-256 was committed before' } }) readonly half: string;
}

/** An officer gives the half that she committed; with the second half the experts are drawn. */
export class RevealSeed extends UseCase<{ readonly round: RoundId; readonly draw: number }, RevealSeedBody> {}

@CommandHandler(RevealSeed)
export class RevealSeedHandler implements ICommandHandler<RevealSeed, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RevealSeed): Promise<Outcome> {
    const { round: id, draw: n } = command.target;
    return this.desk.run({
      command, useCase: RevealSeed.name, aggregate: draw, stream: drawStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideRevealSeed(state, { half: command.body.half, hash: sha256 }, world.round, context),
      result: (_facts, { state }) => ({ round: id, draw: n, drawn: state.seated }),
    });
  }
}
