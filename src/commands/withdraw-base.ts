import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideWithdrawBase, trainingOffice } from '../domain/training/office';
import { ActInput, actOf } from './act-input';
import { basesStream, Desk } from './desk';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class WithdrawBaseBody {
  @Day({ means: { zh: '作为基地的最后一天', en: 'Its last day as a base' } }) readonly to: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 撤销培训基地: its place in the pattern is free from the next day on. */
export class WithdrawBase extends UseCase<{ readonly programme: string; readonly base: string }, WithdrawBaseBody> {}

@CommandHandler(WithdrawBase)
export class WithdrawBaseHandler implements ICommandHandler<WithdrawBase, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: WithdrawBase): Promise<Outcome> {
    const { programme, base } = command.target;
    const { to, act } = command.body;
    return this.desk.run({
      command, useCase: WithdrawBase.name, aggregate: trainingOffice, stream: basesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideWithdrawBase(state, { base, to, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ programme, base }),
    });
  }
}
