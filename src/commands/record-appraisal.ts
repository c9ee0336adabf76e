import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordAppraisal } from '../domain/teacher/career';
import type { AppraisalGrade } from '../domain/teacher/career-facts';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, OneOf, Whole } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordAppraisalBody {
  @Whole(1950, 9998, { means: { zh: '年度考核的公历年份', en: 'Calendar year of the 年度考核' } }) readonly year: number;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED', 'NO_GRADE'], { means: { zh: '等次：EXCELLENT 优秀、QUALIFIED 合格、BASICALLY_QUALIFIED 基本合格、UNQUALIFIED 不合格、NO_GRADE 不定等次', en: 'The grade of that year; NO_GRADE where none was given (不定等次)' } }) readonly grade: AppraisalGrade;
  @Day({ means: 'conclusionDay' }) readonly concludedOn: BusinessDate;
}

export class RecordAppraisal extends UseCase<{ readonly teacher: TeacherId }, RecordAppraisalBody> {}

@CommandHandler(RecordAppraisal)
export class RecordAppraisalHandler implements ICommandHandler<RecordAppraisal, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordAppraisal): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { year, grade, concludedOn } = command.body;
    return this.desk.run(looking(this.desk, concludedOn, {
      command, useCase: RecordAppraisal.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordAppraisal(state, { year, grade, concludedOn }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
