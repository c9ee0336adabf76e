import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cohort, decideNotifyResults } from '../domain/assessment/cohort';
import type { TeacherState } from '../domain/teacher/teacher';
import { authorityOverCohort, worldOfGrades } from './cohorts';
import { cohortStream, Desk } from './desk';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

export class NotifyResultsBody {}

/** 考核结果通知: from then on each sees her proposed grade and may ask for a review until the last day. */
export class NotifyResults extends UseCase<{ readonly cohort: string }, NotifyResultsBody> {}

@CommandHandler(NotifyResults)
export class NotifyResultsHandler implements ICommandHandler<NotifyResults, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: NotifyResults): Promise<Outcome> {
    const { cohort: id } = command.target;
    let dossiers: readonly TeacherState[] = [];
    return this.desk.run({
      command, useCase: NotifyResults.name, aggregate: cohort, stream: cohortStream(id),
      world: async () => {
        const read = await worldOfGrades(this.desk, id);
        dossiers = read.dossiers;
        return read.world;
      },
      authority: (world, loaded) => authorityOverCohort(world, command.sender, loaded),
      decide: (state, context) => decideNotifyResults(state, dossiers, context),
      result: (facts) => ({ cohort: id, lastDay: facts[0]?.data['lastDay'] ?? null, provisional: facts[0]?.data['provisional'] === true }),
    });
  }
}
