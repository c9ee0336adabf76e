import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import type { MemberEnd } from '../domain/studio/facts';
import { decideLeaveStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, OneOf, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

const REASONS = ['TRANSFERRED', 'RETIRED', 'DECEASED', 'OWN_WISH', 'COMPLETED', 'DECISION', 'OTHER'] as const satisfies readonly MemberEnd[];

export class LeaveStudioBody {
  @Id() readonly member: PersonId;
  @OneOf(REASONS, { means: { zh: '原因：TRANSFERRED 调动、RETIRED 退休、OWN_WISH 本人意愿、COMPLETED 期满、DECISION 决定、OTHER 其他', en: 'Why: transferred, retired, own wish, completed, by decision, or another reason' } }) readonly reason: Exclude<MemberEnd, 'BECAME_HOST'>;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 退室. */
export class LeaveStudio extends UseCase<{ readonly programme: string; readonly studio: string }, LeaveStudioBody> {}

@CommandHandler(LeaveStudio)
export class LeaveStudioHandler implements ICommandHandler<LeaveStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: LeaveStudio): Promise<Outcome> {
    const { member, reason, on, act } = command.body;
    return runOnStudio(this.desk, command, LeaveStudio.name, [], (state, of, context) => decideLeaveStudio(state, { ...of, member, reason, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
