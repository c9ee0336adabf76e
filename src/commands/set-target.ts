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
  @Id({ means: { zh: '目标代码；规则文件已有的不能另设', en: 'Its code; one of the file cannot be set again' } }) readonly target: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @Amount(0, 1_000_000_000, { means: { zh: '目标数', en: 'The number to be reached' } }) readonly number: number;
  @OneOf(numberWords, { nullable: true, means: { zh: '数的含义：EXACT 正好、NEARLY 近、ABOUT 约、MORE_THAN 余、AT_LEAST 至少、AT_MOST 至多；null：至少', en: 'How the number is meant; null: so many at least' } }) readonly word: NumberWord | null;
  @Amount(0, 100, { nullable: true, means: { zh: '近、约、余、左右的容差（%）；没有的写 null', en: 'Tolerance of 近, 约, 余, 左右 in percent; null where there is none' } }) readonly percent: number | null;
  @Day({ means: { zh: '计数的第一天', en: 'The first day that counts' } }) readonly from: BusinessDate;
  @Day({ means: { zh: '完成期限', en: 'The last day that counts' } }) readonly due: BusinessDate;
  @Texts(64, 1, 50, { nullable: true, means: { zh: '计这些层级的新称号获得者；null：计所登记的成果', en: 'New holders of these tiers are counted; null: what is recorded as made' } }) readonly tiers: readonly string[] | null;
  @Id({ nullable: true, means: { zh: '下达给哪个单位（含其下属）；null：整个方案', en: 'Whose target it is, with those below; null: the whole programme\'s' } }) readonly unit: OrgId | null;
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
