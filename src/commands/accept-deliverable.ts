import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId, TeacherId } from '../domain/facts';
import { decideAcceptDeliverable } from '../domain/teacher/deliverables';
import { teacher } from '../domain/teacher/teacher';
import { worldOfDeliverable, whoJudges } from './deliverables';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { NoBody } from './no-body';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

/** 任务通过: by whoever the requirement is carried out by. */
export class AcceptDeliverable extends UseCase<{ readonly teacher: TeacherId; readonly deliverable: EventId }, NoBody> {}

@CommandHandler(AcceptDeliverable)
export class AcceptDeliverableHandler implements ICommandHandler<AcceptDeliverable, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AcceptDeliverable): Promise<Outcome> {
    const { teacher: id, deliverable } = command.target;
    return this.desk.run({
      command, useCase: AcceptDeliverable.name, aggregate: teacher, stream: teacherStream(id),
      world: () => worldOfDeliverable(this.desk, id, deliverable),
      authority: (world, { state }) => world.authority(command.sender, whoJudges(world.programme, state, deliverable), unitOf(state, world.today)),
      decide: (state, context) => decideAcceptDeliverable(state, { deliverable }, context),
      result: () => ({ teacher: id, deliverable }),
    });
  }
}
