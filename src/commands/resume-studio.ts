import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideResumeStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class ResumeStudioBody {
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 工作室恢复: only with a host who stands. */
export class ResumeStudio extends UseCase<{ readonly programme: string; readonly studio: string }, ResumeStudioBody> {}

@CommandHandler(ResumeStudio)
export class ResumeStudioHandler implements ICommandHandler<ResumeStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ResumeStudio): Promise<Outcome> {
    const { on, act } = command.body;
    return runOnStudio(this.desk, command, ResumeStudio.name, [], (state, of, context) => decideResumeStudio(state, { ...of, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
