import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TeacherId } from '../domain/facts';
import { schoolYearBegins } from '../domain/teacher/career-view';
import { decideRecordTeaching } from '../domain/teacher/career';
import type { SchoolStage } from '../domain/teacher/facts';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Amount, OneOf, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordTeachingBody {
  @Whole(1950, 9998, { means: { zh: '学年，2018 为 2018 年 9 月 1 日开始的学年', en: '2018: the school year from 1 September 2018' } }) readonly year: number;
  @Text(40) readonly subject: string;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Amount(0, 60, { means: { zh: '每周课时数', en: 'Class periods a week' } }) readonly periodsPerWeek: number;
}

export class RecordTeaching extends UseCase<{ readonly teacher: TeacherId }, RecordTeachingBody> {}

@CommandHandler(RecordTeaching)
export class RecordTeachingHandler implements ICommandHandler<RecordTeaching, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordTeaching): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { year, subject, stage, periodsPerWeek } = command.body;
    return this.desk.run(looking(this.desk, schoolYearBegins(year), {
      command, useCase: RecordTeaching.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordTeaching(state, { year, subject, stage, periodsPerWeek }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
