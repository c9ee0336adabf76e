import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { citing } from '../domain/decision';
import { decideWaiveTarget, targetNamed, targets } from '../domain/targets/targets';
import { waivingActFault } from '../domain/waiving-act';
import { ActInput, actOf } from './act-input';
import { targetsStream } from './board-streams';
import { Desk } from './desk';
import { Amount, Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class WaiveTargetBody {
  @Id() readonly target: string;
  @Day({ means: { zh: '所属期间的第一天', en: 'First day of the period that it is about' } }) readonly period: BusinessDate;
  @Amount(0, 1_000_000_000, { means: { zh: '目标数可放宽到此数', en: 'Up to this count, or down to it, the number is let stand' } }) readonly count: number;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 目标例外: a number beyond what the text says is let stand, by an act. */
export class WaiveTarget extends UseCase<{ readonly programme: string }, WaiveTargetBody> {}

@CommandHandler(WaiveTarget)
export class WaiveTargetHandler implements ICommandHandler<WaiveTarget, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: WaiveTarget): Promise<Outcome> {
    const { programme } = command.target;
    const { target, period, count, act } = command.body;
    return this.desk.run({
      command, useCase: WaiveTarget.name, aggregate: targets, stream: targetsStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context, { world: { orgs: tree, publisher } }) => {
        const named = context.programme === undefined ? undefined : targetNamed(context.programme, state, target);
        const fault = named === undefined ? null : waivingActFault(act, { tree: tree.state, over: publisher === null ? [] : [publisher], today: context.today }, citing(named));
        return fault ?? decideWaiveTarget(state, { target, period, count }, actOf(act), context);
      },
      result: () => ({ programme, target, period }),
    });
  }
}
