import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, TeacherId } from '../domain/facts';
import { decideEndLeave } from '../domain/teacher/leave';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class EndLeaveBody {
  @Day({ means: { zh: '返岗的第一天', en: 'First day back' } }) readonly backOn: BusinessDate;
}

export class EndLeave extends UseCase<{ readonly teacher: TeacherId; readonly leave: EventId }, EndLeaveBody> {}

@CommandHandler(EndLeave)
export class EndLeaveHandler implements ICommandHandler<EndLeave, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: EndLeave): Promise<Outcome> {
    const { teacher: id, leave } = command.target;
    const { backOn } = command.body;
    return this.desk.run(looking(this.desk, backOn, {
      command, useCase: EndLeave.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideEndLeave(state, { leave, backOn }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
