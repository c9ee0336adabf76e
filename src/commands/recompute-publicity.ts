import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { decideRecompute } from '../domain/round/publicity-clock';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import type { Outcome } from './outcome';
import { authorityOverPublicity, PickBody, pickOf } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class RecomputePublicityBody extends PickBody {}

/** After the operator loaded the year that was missing (docs/operations.md, "The calendar"). */
export class RecomputePublicity extends UseCase<{ readonly round: RoundId }, RecomputePublicityBody> {}

@CommandHandler(RecomputePublicity)
export class RecomputePublicityHandler implements ICommandHandler<RecomputePublicity, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecomputePublicity): Promise<Outcome> {
    const { round: id } = command.target;
    const pick = pickOf(command.body);
    return this.desk.run({
      command, useCase: RecomputePublicity.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverPublicity(world, command.sender, 'ClosePublicity', state, pick),
      decide: (state, context) => decideRecompute(state, { pick }, context),
      result: (facts) => ({ round: id, firstDay: facts[0]?.data['firstDay'] ?? null, lastDay: facts[0]?.data['lastDay'] ?? null, calendar: facts[0]?.data['calendar'] ?? null }),
    });
  }
}
