import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideAllocateFund, fund, fundNamed } from '../domain/targets/funds';
import { ActInput, actOf } from './act-input';
import { fundStream } from './board-streams';
import { Desk } from './desk';
import { FundOfInput, MOST_FEN } from './fund-input';
import { Day, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { boardRequirements } from './requirements';
import { UseCase } from './use-case';

export class AllocateFundBody extends FundOfInput {
  @Whole(-MOST_FEN, MOST_FEN, { means: { zh: '金额（分）；负数为收回尚未支出的', en: 'In fen; what is negative takes back what is not spent yet' } }) readonly amount: number;
  @Day({ means: { zh: '安排日期', en: 'The day of the allocation' } }) readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 安排经费: so much of a fund is there to be spent. */
export class AllocateFund extends UseCase<{ readonly programme: string }, AllocateFundBody> {}

@CommandHandler(AllocateFund)
export class AllocateFundHandler implements ICommandHandler<AllocateFund, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AllocateFund): Promise<Outcome> {
    const { programme } = command.target;
    const { fund: code, unit, year, amount, on, act } = command.body;
    return this.desk.run({
      command, useCase: AllocateFund.name, aggregate: fund, stream: fundStream(programme, unit, year),
      world: () => this.desk.world({ programme }),
      authority: (world) => world.authority(command.sender, boardRequirements(fundNamed(world.programme, code)?.by), world.orgs.state.orgs.has(unit) ? unit : null),
      decide: (state, context) => decideAllocateFund(state, { fund: code, unit, year, amount, on }, actOf(act), context),
      result: (facts) => ({ programme, fund: code, unit, year, event: facts[0]?.id ?? null }),
    });
  }
}
