import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { StudioEnd } from '../domain/studio/facts';
import { decideCloseStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, OneOf, Part } from './input';
import { runOnStudio, STUDIO_ENDS } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class CloseStudioBody {
  @OneOf(STUDIO_ENDS, { means: 'studioEnd' }) readonly reason: StudioEnd;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 撤销工作室, for good. */
export class CloseStudio extends UseCase<{ readonly programme: string; readonly studio: string }, CloseStudioBody> {}

@CommandHandler(CloseStudio)
export class CloseStudioHandler implements ICommandHandler<CloseStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: CloseStudio): Promise<Outcome> {
    const { reason, on, act } = command.body;
    return runOnStudio(this.desk, command, CloseStudio.name, [], (state, of, context) => decideCloseStudio(state, { ...of, reason, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
