import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideRequestReview } from '../domain/assessment/cohort';
import { worldOfCohort } from './cohorts';
import { cohortStream, Desk } from './desk';
import { Text } from './input';
import type { Outcome } from './outcome';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class RequestReviewBody {
  @Text(2_000) readonly reason: string;
}

/** 申请复核: she asks herself, within the days for it. */
export class RequestReview extends UseCase<{ readonly cohort: string }, RequestReviewBody> {}

@CommandHandler(RequestReview)
export class RequestReviewHandler implements ICommandHandler<RequestReview, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RequestReview): Promise<Outcome> {
    const { cohort: id } = command.target;
    const { subject } = command.sender;
    return this.desk.run({
      command, useCase: RequestReview.name, aggregate: cohort, stream: cohortStream(id),
      world: () => worldOfCohort(this.desk, id),
      authority: () => ({ kind: 'authorised', standing: asHerself(subject) }),
      decide: (state, context) => decideRequestReview(state, { teacher: subject, reason: command.body.reason }, context),
      result: () => ({ cohort: id, teacher: subject }),
    });
  }
}
