import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideSetFundBudget, fund, fundNamed } from '../domain/targets/funds';
import { ActInput, actOf } from './act-input';
import { fundStream } from './board-streams';
import { Desk } from './desk';
import { FundOfInput, MOST_FEN } from './fund-input';
import { Day, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { boardRequirements } from './requirements';
import { UseCase } from './use-case';

export class SetFundBudgetBody extends FundOfInput {
  @Whole(0, MOST_FEN, { means: { zh: '计提经费的预算总额（分）；再次核定即为调整', en: 'The unit\'s budget that the share is of, in fen; a later one revises it' } }) readonly base: number;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 公用经费预算: what a fund that is a share is a share of, and its revision within the year. */
export class SetFundBudget extends UseCase<{ readonly programme: string }, SetFundBudgetBody> {}

@CommandHandler(SetFundBudget)
export class SetFundBudgetHandler implements ICommandHandler<SetFundBudget, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SetFundBudget): Promise<Outcome> {
    const { programme } = command.target;
    const { fund: code, unit, year, base, on, act } = command.body;
    return this.desk.run({
      command, useCase: SetFundBudget.name, aggregate: fund, stream: fundStream(programme, unit, year),
      world: () => this.desk.world({ programme }),
      authority: (world) => world.authority(command.sender, boardRequirements(fundNamed(world.programme, code)?.by), world.orgs.state.orgs.has(unit) ? unit : null),
      decide: (state, context) => decideSetFundBudget(state, { fund: code, unit, year, base, on }, actOf(act), context),
      result: (facts) => ({ programme, fund: code, unit, year, event: facts[0]?.id ?? null }),
    });
  }
}
