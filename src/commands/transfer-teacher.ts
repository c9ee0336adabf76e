import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId } from '../domain/facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { decideTransfer } from '../domain/teacher/life';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf, worldOfTitles } from './dossiers';
import { Day, Id, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { authorityOverUnits, bureau } from './requirements';
import { UseCase } from './use-case';

export class TransferTeacherBody {
  @Id({ means: { zh: '调入单位', en: 'The unit that she moves to' } }) readonly to: OrgId;
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
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: TransferTeacher.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), effectiveOn ?? this.desk.ports.clock.today());
        rounds = read.rounds;
        return read.world;
      },
      // Whoever answers for the unit she leaves as well as for the one she joins: no district takes another's teacher.
      authority: (world, { state }) => {
        const from = unitOf(state, effectiveOn ?? world.today);
        return authorityOverUnits(world, command.sender, bureau, from === null ? [to] : [from, to]);
      },
      decide: (state, context) => decideTransfer(state, { to, stage, subject, rounds, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: () => ({ teacher: id }),
    }));
  }
}
