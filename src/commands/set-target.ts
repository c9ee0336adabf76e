import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { numberWords, type NumberWord } from '../domain/approximate';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideSetTarget, targets } from '../domain/targets/targets';
import { ActInput, actOf } from './act-input';
import { targetsStream } from './board-streams';
import { asJson, Desk } from './desk';
import { Amount, Day, Id, OneOf, Part, Texts } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class SetTargetBody {
  /** Its code; one of the file cannot be set again. */
  @Id() readonly target: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @Amount(0, 1_000_000_000) readonly number: number;
  /** null: so many at least. */
  @OneOf(numberWords, { nullable: true }) readonly word: NumberWord | null;
  /** Tolerance of 近, 约, 余, 左右 in percent. */
  @Amount(0, 100, { nullable: true }) readonly percent: number | null;
  @Day() readonly from: BusinessDate;
  @Day() readonly due: BusinessDate;
  /** New holders of these tiers are counted; null: what is recorded as made. */
  @Texts(64, 1, 50, { nullable: true }) readonly tiers: readonly string[] | null;
  /** Whose target it is, with those below; null: the whole programme's. */
  @Id({ nullable: true }) readonly unit: OrgId | null;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 下达目标: a number that a notice sets beside the file. */
export class SetTarget extends UseCase<{ readonly programme: string }, SetTargetBody> {}

@CommandHandler(SetTarget)
export class SetTargetHandler implements ICommandHandler<SetTarget, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SetTarget): Promise<Outcome> {
    const { programme } = command.target;
    const { target, names, number, word, percent, from, due, tiers, unit, act } = command.body;
    return this.desk.run({
      command, useCase: SetTarget.name, aggregate: targets, stream: targetsStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideSetTarget(state, { programme, target, names: asJson(names) as { zh: string; en: string }, number, word, percent, from, due, tiers: tiers === null ? null : [...tiers], unit }, actOf(act), context),
      result: () => ({ programme, target }),
    });
  }
}
