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
  @Id({ nullable: true }) readonly ledBy: string | null;
  /** The first day on which it is so. */
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
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
