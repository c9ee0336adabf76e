import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId } from '../domain/facts';
import { decideDelistExpert, expertPool } from '../domain/panel/pool';
import { ActInput, actOf } from './act-input';
import { Desk, poolStream } from './desk';
import { Id, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverPool } from './requirements';
import { UseCase } from './use-case';

export class DelistExpertBody {
  @Id({ means: { zh: '出库的专家（人员标识）', en: 'The expert, by person id' } }) readonly person: PersonId;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 专家出库: drawn no more; panels on which she sits are not touched. */
export class DelistExpert extends UseCase<{ readonly pool: string }, DelistExpertBody> {}

@CommandHandler(DelistExpert)
export class DelistExpertHandler implements ICommandHandler<DelistExpert, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DelistExpert): Promise<Outcome> {
    const { pool } = command.target;
    const { person, act } = command.body;
    return this.desk.run({
      command, useCase: DelistExpert.name, aggregate: expertPool, stream: poolStream(pool),
      world: () => this.desk.world(),
      authority: (world, { state }) => authorityOverPool(world, command.sender, state),
      decide: (state) => decideDelistExpert(state, { person, ...(act === undefined ? {} : { act: actOf(act) }) }),
      result: () => ({ pool, person }),
    });
  }
}
