import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideReview } from '../domain/assessment/cohort';
import type { TeacherId } from '../domain/facts';
import type { Grade } from '../domain/teacher/facts';
import { authorityOverCohort, worldOfCohort } from './cohorts';
import { cohortStream, Desk } from './desk';
import { Amounts, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class DecideReviewBody {
  /** As it was, or another. */
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED']) readonly grade: Grade;
  @Amounts(100, { optional: true }) readonly marks?: { readonly [criterion: string]: number };
  /** Kept under the teacher's own key. */
  @Text(2_000) readonly reasons: string;
}

/** 复核决定 */
export class DecideReview extends UseCase<{ readonly cohort: string; readonly teacher: TeacherId }, DecideReviewBody> {}

@CommandHandler(DecideReview)
export class DecideReviewHandler implements ICommandHandler<DecideReview, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DecideReview): Promise<Outcome> {
    const { cohort: id, teacher } = command.target;
    const { grade, marks, reasons } = command.body;
    return this.desk.run({
      command, useCase: DecideReview.name, aggregate: cohort, stream: cohortStream(id),
      world: () => worldOfCohort(this.desk, id),
      authority: (world, loaded) => authorityOverCohort(world, command.sender, loaded),
      decide: (state, context) => decideReview(state, { teacher, grade, marks: marks === undefined ? null : { ...marks }, reasons }, context),
      result: () => ({ cohort: id, teacher, grade }),
    });
  }
}
