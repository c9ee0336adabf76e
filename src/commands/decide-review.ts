import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideReview } from '../domain/assessment/cohort';
import type { TeacherId } from '../domain/facts';
import type { Grade } from '../domain/teacher/facts';
import type { TeacherState } from '../domain/teacher/teacher';
import { authorityOverCohort, worldOfGrades } from './cohorts';
import { cohortStream, Desk } from './desk';
import { Amounts, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class DecideReviewBody {
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'], { means: { zh: '复核后的等次，可维持原等次', en: 'The grade after the review, as it was or another' } }) readonly grade: Grade;
  @Amounts(100, { optional: true }) readonly marks?: { readonly [criterion: string]: number };
  @Text(2_000, { means: { zh: '复核决定的理由；以其本人的密钥保存', en: 'Why; kept under the teacher\'s own key' } }) readonly reasons: string;
}

/** 复核决定 */
export class DecideReview extends UseCase<{ readonly cohort: string; readonly teacher: TeacherId }, DecideReviewBody> {}

@CommandHandler(DecideReview)
export class DecideReviewHandler implements ICommandHandler<DecideReview, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DecideReview): Promise<Outcome> {
    const { cohort: id, teacher } = command.target;
    const { grade, marks, reasons } = command.body;
    let dossiers: readonly TeacherState[] = [];
    return this.desk.run({
      command, useCase: DecideReview.name, aggregate: cohort, stream: cohortStream(id),
      world: async () => {
        const read = await worldOfGrades(this.desk, id);
        dossiers = read.dossiers;
        return read.world;
      },
      authority: (world, loaded) => authorityOverCohort(world, command.sender, loaded),
      decide: (state, context) => decideReview(state, { teacher, grade, marks: marks === undefined ? null : { ...marks }, reasons }, dossiers, context),
      result: () => ({ cohort: id, teacher, grade }),
    });
  }
}
