import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId } from '../domain/facts';
import { decideSpendFund, fund, fundNamed } from '../domain/targets/funds';
import { fundStream } from './board-streams';
import { asJson, Desk } from './desk';
import { FundOfInput, MOST_FEN } from './fund-input';
import { Day, Id, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { PaperInput } from './paper-input';
import { boardRequirements } from './requirements';
import { UseCase } from './use-case';

export class SpendFundBody extends FundOfInput {
  @Whole(0, MOST_FEN, { means: { zh: '金额（分）；0 仅用于更正为全无', en: 'In fen; 0 only where it restates an entry that nothing is left of' } }) readonly amount: number;
  @Id({ means: { zh: '用途，规则文件该经费中的代码', en: 'Its code among the fund\'s purposes in the rule file' } }) readonly purpose: string;
  @Day({ means: { zh: '支出日期', en: 'The day on which it was spent' } }) readonly on: BusinessDate;
  @Part(() => PaperInput) readonly document: PaperInput;
  @Id({ optional: true }) readonly corrects?: EventId;
}

/** 支出经费, for a purpose that the fund allows. */
export class SpendFund extends UseCase<{ readonly programme: string }, SpendFundBody> {}

@CommandHandler(SpendFund)
export class SpendFundHandler implements ICommandHandler<SpendFund, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SpendFund): Promise<Outcome> {
    const { programme } = command.target;
    const { fund: code, unit, year, amount, purpose, on, document, corrects } = command.body;
    return this.desk.run({
      command, useCase: SpendFund.name, aggregate: fund, stream: fundStream(programme, unit, year),
      world: () => this.desk.world({ programme, goesOn: true }),
      authority: (world) => world.authority(command.sender, boardRequirements(fundNamed(world.programme, code)?.by), world.orgs.state.orgs.has(unit) ? unit : null),
      decide: (state, context) => decideSpendFund(state, { fund: code, unit, year, amount, purpose, on, document: asJson(document) as { name: string; number: string | null; file: string | null }, ...(corrects === undefined ? {} : { corrects }) }, context),
      result: (facts) => ({ programme, fund: code, unit, year, event: facts[0]?.id ?? null }),
    });
  }
}
