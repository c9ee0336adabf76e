import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideLeadStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class LeadStudioBody {
  @Id({ nullable: true, means: { zh: '由哪个上一级工作室带领；null：不再由其他工作室带领', en: 'The studio of the next level up that leads it from then on; null: none' } }) readonly ledBy: string | null;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 一级带一级: a studio of the next level up leads it from that day on, or none. */
export class LeadStudio extends UseCase<{ readonly programme: string; readonly studio: string }, LeadStudioBody> {}

@CommandHandler(LeadStudio)
export class LeadStudioHandler implements ICommandHandler<LeadStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: LeadStudio): Promise<Outcome> {
    const { ledBy, on, act } = command.body;
    return runOnStudio(this.desk, command, LeadStudio.name, [], (state, of, context) => decideLeadStudio(state, { ...of, ledBy, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
