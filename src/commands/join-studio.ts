import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decideJoinStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class JoinStudioBody {
  @Id() readonly member: PersonId;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 入室: on no day are there more members than the kind allows. */
export class JoinStudio extends UseCase<{ readonly programme: string; readonly studio: string }, JoinStudioBody> {}

@CommandHandler(JoinStudio)
export class JoinStudioHandler implements ICommandHandler<JoinStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: JoinStudio): Promise<Outcome> {
    const { member, on, act } = command.body;
    return runOnStudio(this.desk, command, JoinStudio.name, [member], (state, of, context) => decideJoinStudio(state, { ...of, member, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context), 'MEMBERS');
  }
}
