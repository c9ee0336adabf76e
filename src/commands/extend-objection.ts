import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideExtendObjection, objection } from '../domain/objection';
import { ActInput, actOf } from './act-input';
import { Part } from './input';
import { Desk, objectionStream } from './desk';
import { worldOfObjection } from './objections';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { UseCase } from './use-case';

export class ExtendObjectionBody {
  @Part(() => ActInput) readonly act: ActInput;
}

export class ExtendObjection extends UseCase<{ readonly objection: string }, ExtendObjectionBody> {}

@CommandHandler(ExtendObjection)
export class ExtendObjectionHandler implements ICommandHandler<ExtendObjection, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Once, by act, to the longer term of the programme. */
  execute(command: ExtendObjection): Promise<Outcome> {
    const { objection: id } = command.target;
    return this.desk.run({
      command, useCase: ExtendObjection.name, aggregate: objection, stream: objectionStream(id),
      world: () => worldOfObjection(this.desk, id),
      authority: (world) => authorityOverRound(world, command.sender, 'HandleObjections', world.round),
      decide: (state, context, { world }) => decideExtendObjection(state, { act: actOf(command.body.act) }, world.round, context),
      result: (facts) => ({ objection: id, due: facts[0]?.data['due'] ?? null }),
    });
  }
}
