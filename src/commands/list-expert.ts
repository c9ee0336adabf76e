import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OrgId, PersonId } from '../domain/facts';
import { decideListExpert, expertPool } from '../domain/panel/pool';
import { ActInput, actOf } from './act-input';
import { Desk, poolStream } from './desk';
import { Id, Part, Texts } from './input';
import type { Outcome } from './outcome';
import { authorityOverPool } from './requirements';
import { UseCase } from './use-case';

export class ListExpertBody {
  @Id({ means: { zh: '入库的专家（人员标识）', en: 'The expert, by person id' } }) readonly person: PersonId;
  @Texts(40, 1, 100, { nullable: true, means: { zh: '可评的学科；null：全部学科', en: 'For which subjects; null: every subject' } }) readonly subjects: readonly string[] | null;
  @Id({ means: { zh: '工作单位', en: 'Where she works' } }) readonly unit: OrgId;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 专家入库: who may be drawn from a pool, and for which subjects. */
export class ListExpert extends UseCase<{ readonly pool: string }, ListExpertBody> {}

@CommandHandler(ListExpert)
export class ListExpertHandler implements ICommandHandler<ListExpert, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ListExpert): Promise<Outcome> {
    const { pool } = command.target;
    const { person, subjects, unit, act } = command.body;
    return this.desk.run({
      command, useCase: ListExpert.name, aggregate: expertPool, stream: poolStream(pool),
      world: () => this.desk.world(),
      authority: (world, { state }) => authorityOverPool(world, command.sender, state),
      decide: (state, context) => decideListExpert(state, { person, subjects: subjects === null ? null : [...subjects], unit, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ pool, person }),
    });
  }
}
