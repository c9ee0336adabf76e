import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordService } from '../domain/teacher/career';
import type { ServiceKind } from '../domain/teacher/career-facts';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordServiceBody {
  @OneOf(['PUBLIC_SCHOOL', 'PRIVATE_SCHOOL', 'MILITARY', 'OTHER'], { means: { zh: '单位性质：PUBLIC_SCHOOL 公办学校、PRIVATE_SCHOOL 民办学校、MILITARY 部队、OTHER 其他', en: 'Public school, private school, military or another' } }) readonly kind: ServiceKind;
  @Text(200, { means: { zh: '任职单位名称；以其本人的密钥保存', en: 'Where she served; kept under the teacher\'s own key' } }) readonly employer: string;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true }) readonly to: BusinessDate | null;
}

export class RecordService extends UseCase<{ readonly teacher: TeacherId }, RecordServiceBody> {}

@CommandHandler(RecordService)
export class RecordServiceHandler implements ICommandHandler<RecordService, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordService): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { kind, employer, from, to } = command.body;
    return this.desk.run(looking(this.desk, from, {
      command, useCase: RecordService.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordService(state, { kind, employer, from, to }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
