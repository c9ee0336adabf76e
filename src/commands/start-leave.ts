import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import type { LeaveKind } from '../domain/teacher/career-facts';
import { decideStartLeave } from '../domain/teacher/leave';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class StartLeaveBody {
  @OneOf(['MATERNITY', 'SICK', 'STUDY', 'SECONDMENT', 'AID_POSTING'], { means: { zh: '离岗种类：MATERNITY 产假、SICK 病假、STUDY 进修、SECONDMENT 挂职、AID_POSTING 援派；以其本人的密钥保存', en: 'Kind of leave; kept under the teacher\'s own key' } }) readonly kind: LeaveKind;
  @Text(2_000, { nullable: true, means: { zh: '说明；没有的写 null；以其本人的密钥保存', en: 'Why, null where nothing is said; kept under the teacher\'s own key' } }) readonly reason: string | null;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true, means: { zh: '预计的最后一天；不详的写 null', en: 'Last day as expected; null where it is not known' } }) readonly expectedTo: BusinessDate | null;
}

export class StartLeave extends UseCase<{ readonly teacher: TeacherId }, StartLeaveBody> {}

@CommandHandler(StartLeave)
export class StartLeaveHandler implements ICommandHandler<StartLeave, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: StartLeave): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { kind, reason, from, expectedTo } = command.body;
    return this.desk.run(looking(this.desk, from, {
      command, useCase: StartLeave.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideStartLeave(state, { kind, reason, from, expectedTo }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
