import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OrgId, RoundId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import { round } from '../domain/round/round';
import { decideTransferSeats } from '../domain/round/seat-transfer';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, OneOf, Part, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class TransferSeatsBody {
  @OneOf(['SCHOOL', 'DISTRICT', 'CITY'], { optional: true, means: { zh: '哪一级的名额台账，默认学校', en: 'Whose ledger; the school\'s where left out' } }) readonly level?: OrgLevel;
  @Id({ means: { zh: '调出名额的单位', en: 'The unit that gives them' } }) readonly fromUnit: OrgId;
  @Id({ means: { zh: '调入名额的单位', en: 'The unit that gets them' } }) readonly toUnit: OrgId;
  @Whole(1, 100_000, { means: { zh: '调剂几个名额', en: 'How many seats move' } }) readonly n: number;
  @Part(() => ActInput) readonly act: ActInput;
}

export class TransferSeats extends UseCase<{ readonly round: RoundId }, TransferSeatsBody> {}

@CommandHandler(TransferSeats)
export class TransferSeatsHandler implements ICommandHandler<TransferSeats, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever may open such a round, over both units. */
  execute(command: TransferSeats): Promise<Outcome> {
    const { round: id } = command.target;
    const { level = 'SCHOOL', fromUnit, toUnit, n, act } = command.body;
    return this.desk.run({
      command, useCase: TransferSeats.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world) => authorityOverUnits(world, command.sender, requirementsOf(world.programme, 'OpenRound'), [fromUnit, toUnit]),
      decide: (state, context) => decideTransferSeats(state, { level, fromUnit, toUnit, n, act: actOf(act) }, context),
      result: () => ({ round: id, level, fromUnit, toUnit, n }),
    });
  }
}
