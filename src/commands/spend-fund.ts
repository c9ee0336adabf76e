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
  /** In fen; 0 only where it restates an entry that nothing is left of. */
  @Whole(0, MOST_FEN) readonly amount: number;
  /** Its code among the fund's purposes. */
  @Id() readonly purpose: string;
  @Day() readonly on: BusinessDate;
  @Part(() => PaperInput) readonly document: PaperInput;
  /** The entry that this one takes the place of. */
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
