import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId, TeacherId } from '../domain/facts';
import { decideReturnDeliverable } from '../domain/teacher/deliverables';
import { teacher } from '../domain/teacher/teacher';
import { worldOfDeliverable, whoJudges } from './deliverables';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Text } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class ReturnDeliverableBody {
  @Text(2_000, { means: { zh: '材料有何问题；以其本人的密钥保存', en: 'What is wrong with it; kept under the teacher\'s own key' } }) readonly reason: string;
}

/** 任务退回: another piece may be handed in for it. */
export class ReturnDeliverable extends UseCase<{ readonly teacher: TeacherId; readonly deliverable: EventId }, ReturnDeliverableBody> {}

@CommandHandler(ReturnDeliverable)
export class ReturnDeliverableHandler implements ICommandHandler<ReturnDeliverable, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReturnDeliverable): Promise<Outcome> {
    const { teacher: id, deliverable } = command.target;
    return this.desk.run({
      command, useCase: ReturnDeliverable.name, aggregate: teacher, stream: teacherStream(id),
      world: () => worldOfDeliverable(this.desk, id, deliverable),
      authority: (world, { state }) => world.authority(command.sender, whoJudges(world.programme, state, deliverable), unitOf(state, world.today)),
      decide: (state, context) => decideReturnDeliverable(state, { deliverable, reason: command.body.reason }, context),
      result: () => ({ teacher: id, deliverable }),
    });
  }
}
