import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { HostEnd } from '../domain/studio/facts';
import { decideReleaseHost } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, OneOf, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

const REASONS = ['RETIRED', 'DECEASED', 'TRANSFERRED', 'OWN_WISH', 'DECISION'] as const satisfies readonly HostEnd[];

export class ReleaseHostBody {
  @OneOf(REASONS, { means: { zh: '原因：RETIRED 退休、DECEASED 去世、TRANSFERRED 调动、OWN_WISH 本人意愿、DECISION 决定', en: 'Why: retired, deceased, transferred, own wish, or by decision' } }) readonly reason: Exclude<HostEnd, 'REPLACED'>;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 主持人离任: the studio asks for what its programme has done then. */
export class ReleaseHost extends UseCase<{ readonly programme: string; readonly studio: string }, ReleaseHostBody> {}

@CommandHandler(ReleaseHost)
export class ReleaseHostHandler implements ICommandHandler<ReleaseHost, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReleaseHost): Promise<Outcome> {
    const { reason, on, act } = command.body;
    return runOnStudio(this.desk, command, ReleaseHost.name, [], (state, of, context) => decideReleaseHost(state, { ...of, reason, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
