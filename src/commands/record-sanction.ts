import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import type { SanctionKind, SanctionScope } from '../domain/teacher/career-facts';
import { decideRecordSanction } from '../domain/teacher/sanction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Codes, Day, OneOf, Part, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordSanctionBody {
  @OneOf(['DISCIPLINARY', 'OTHER_MEASURE'], { means: { zh: 'DISCIPLINARY 处分、OTHER_MEASURE 其他处理', en: '处分 or 其他处理' } }) readonly kind: SanctionKind;
  @Codes(['EVALUATION', 'NOMINATION', 'HONOURS', 'ALL'], { means: { zh: '影响范围：EVALUATION 考核评价、NOMINATION 推荐申报、HONOURS 荣誉称号、ALL 全部', en: 'What it bars: evaluation, nomination, honours, or all' } }) readonly scopes: readonly SanctionScope[];
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true, means: { zh: '期间的最后一天；须经决定才解除的写 null', en: 'Last day of the period; null where a decision alone ends it' } }) readonly to: BusinessDate | null;
  @OneOf(['AUTOMATIC', 'DECISION'], { means: { zh: '如何解除：AUTOMATIC 期满自动、DECISION 须作决定', en: 'How it ends: by itself after its period, or by a decision' } }) readonly releaseBy: 'AUTOMATIC' | 'DECISION';
  @Whole(0, 600, { means: { zh: '解除后按其依据仍不得参评的月数，没有的写 0', en: 'Months after the release during which it still bars, by its own basis; 0 for none' } }) readonly barMonths: number;
  @Text(80, { means: { zh: '处分种类，如 警告；以其本人的密钥保存', en: 'What was imposed, such as 警告; kept under the teacher\'s own key' } }) readonly measure: string;
  @Text(400, { means: { zh: '依据的规定；以其本人的密钥保存', en: 'The rule that it is based on; kept under the teacher\'s own key' } }) readonly basis: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class RecordSanction extends UseCase<{ readonly teacher: TeacherId }, RecordSanctionBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RecordSanction)
export class RecordSanctionHandler implements ICommandHandler<RecordSanction, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordSanction): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { kind, scopes, from, to, releaseBy, barMonths, measure, basis, reason, act } = command.body;
    return this.desk.run(looking(this.desk, from, {
      command, useCase: RecordSanction.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => 
        decideRecordSanction(state, { kind, scopes: [...scopes], from, to, releaseBy, barMonths, personal: { measure, basis, reason }, act: actOf(act) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
