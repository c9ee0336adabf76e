import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId } from '../domain/facts';
import { decideAssignObjection, objection } from '../domain/objection';
import { ActInput, actOf } from './act-input';
import { Id, Part } from './input';
import { Desk, objectionStream } from './desk';
import { worldOfObjection } from './objections';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { UseCase } from './use-case';

export class AssignObjectionBody {
  @Id({ means: { zh: '承办人（人员标识）', en: 'Who handles it, by person id' } }) readonly handler: PersonId;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class AssignObjection extends UseCase<{ readonly objection: string }, AssignObjectionBody> {}

@CommandHandler(AssignObjection)
export class AssignObjectionHandler implements ICommandHandler<AssignObjection, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** To somebody who is neither of the unit nor had a part in what is objected to. */
  execute(command: AssignObjection): Promise<Outcome> {
    const { objection: id } = command.target;
    return this.desk.run({
      command, useCase: AssignObjection.name, aggregate: objection, stream: objectionStream(id),
      world: () => worldOfObjection(this.desk, id),
      authority: (world) => authorityOverRound(world, command.sender, 'HandleObjections', world.round),
      decide: (state, context, { world }) => decideAssignObjection(state, { handler: command.body.handler, ...(command.body.act === undefined ? {} : { act: actOf(command.body.act) }) }, world.round, context),
      result: (facts) => ({ objection: id, handler: facts[0]?.data['handler'] ?? null, due: facts[0]?.data['due'] ?? null }),
    });
  }
}
