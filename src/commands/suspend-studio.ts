import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { StudioEnd } from '../domain/studio/facts';
import { decideSuspendStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, OneOf, Part } from './input';
import { runOnStudio, STUDIO_ENDS } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class SuspendStudioBody {
  @OneOf(STUDIO_ENDS, { means: 'studioEnd' }) readonly reason: StudioEnd;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 工作室暂停: nobody joins while it rests. */
export class SuspendStudio extends UseCase<{ readonly programme: string; readonly studio: string }, SuspendStudioBody> {}

@CommandHandler(SuspendStudio)
export class SuspendStudioHandler implements ICommandHandler<SuspendStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SuspendStudio): Promise<Outcome> {
    const { reason, on, act } = command.body;
    return runOnStudio(this.desk, command, SuspendStudio.name, [], (state, of, context) => decideSuspendStudio(state, { ...of, reason, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
