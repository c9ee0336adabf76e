import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId } from '../domain/facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { decideTransfer } from '../domain/teacher/life';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { Day, Id, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class TransferTeacherBody {
  @Id() readonly to: OrgId;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class TransferTeacher extends UseCase<{ readonly teacher: TeacherId }, TransferTeacherBody> {}

@CommandHandler(TransferTeacher)
export class TransferTeacherHandler implements ICommandHandler<TransferTeacher, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: TransferTeacher): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { to, stage, subject, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: TransferTeacher.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, to),
      decide: (state, context) => decideTransfer(state, { to, stage, subject, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: () => ({ teacher: id }),
    });
  }
}
