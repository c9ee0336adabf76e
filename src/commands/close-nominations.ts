import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BatchId, RoundId } from '../domain/facts';
import { decideCloseNominations } from '../domain/round/opening';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { listsUnderWay } from './handed-in-lists';
import { NoBody } from './no-body';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class CloseNominations extends UseCase<{ readonly round: RoundId }, NoBody> {}

@CommandHandler(CloseNominations)
export class CloseNominationsHandler implements ICommandHandler<CloseNominations, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: CloseNominations): Promise<Outcome> {
    const { round: id } = command.target;
    let underWay: readonly BatchId[] = [];
    return this.desk.run({
      command, useCase: CloseNominations.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        underWay = await listsUnderWay(this.desk.ports.store, id);
        return worldOfRound(this.desk, id, 'own');
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'CloseNominations', state),
      decide: (state, context) => decideCloseNominations(state, context, underWay),
      result: (facts) => ({ round: id, recommended: facts[0]?.data['recommended'] ?? null }),
    });
  }
}
