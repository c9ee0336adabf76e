import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideClosePublicity } from '../domain/round/publicity';
import { ProofInput } from './act-input';
import { Desk, roundStream } from './desk';
import { Parts, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ClosePublicityBody {
  @Parts(() => ProofInput, 1, 20) readonly proofs: readonly ProofInput[];
  /** Objections received in the window. */
  @Whole(0, 100_000) readonly objections: number;
}

export class ClosePublicity extends UseCase<{ readonly round: RoundId }, ClosePublicityBody> {}

@CommandHandler(ClosePublicity)
export class ClosePublicityHandler implements ICommandHandler<ClosePublicity, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ClosePublicity): Promise<Outcome> {
    const { round: id } = command.target;
    const { proofs, objections } = command.body;
    return this.desk.run({
      command, useCase: ClosePublicity.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'ClosePublicity', state),
      decide: (state, context) => decideClosePublicity(state, { proofs: proofs.map(({ place, file }) => ({ place, file })), objections }, context),
      result: () => ({ round: id }),
    });
  }
}
