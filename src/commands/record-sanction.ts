import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import type { SanctionKind, SanctionScope } from '../domain/teacher/career-facts';
import { decideRecordSanction } from '../domain/teacher/sanction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Codes, Day, OneOf, Part, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordSanctionBody {
  /** 处分 or 其他处理. */
  @OneOf(['DISCIPLINARY', 'OTHER_MEASURE']) readonly kind: SanctionKind;
  @Codes(['EVALUATION', 'NOMINATION', 'HONOURS', 'ALL']) readonly scopes: readonly SanctionScope[];
  @Day() readonly from: BusinessDate;
  /** Last day of the period; null where a decision alone ends it. */
  @Day({ nullable: true }) readonly to: BusinessDate | null;
  @OneOf(['AUTOMATIC', 'DECISION']) readonly releaseBy: 'AUTOMATIC' | 'DECISION';
  /** Months after the release during which it still bars, by its own basis. */
  @Whole(0, 600) readonly barMonths: number;
  /** Measure, basis and reason are kept under the teacher's own key. */
  @Text(80) readonly measure: string;
  @Text(400) readonly basis: string;
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
    return this.desk.run({
      command, useCase: RecordSanction.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => 
        decideRecordSanction(state, { kind, scopes: [...scopes], from, to, releaseBy, barMonths, personal: { measure, basis, reason }, act: actOf(act) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
