import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { WhyRestated } from '../domain/studio/facts';
import type { Grade } from '../domain/teacher/facts';
import { decideAssessStudio } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, OneOf, Part, Text } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { UseCase } from './use-case';

const GRADES = ['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'] as const satisfies readonly Grade[];

const REASONS = ['ENTERED_WRONG', 'REVIEWED'] as const satisfies readonly WhyRestated[];

export class AssessStudioBody {
  /** A year, a term, as the office calls it. */
  @Text(40) readonly period: string;
  @OneOf(GRADES) readonly grade: Grade;
  /** The day of the conclusion. */
  @Day() readonly on: BusinessDate;
  /** Why it takes the place of the grade that the period has; under an act where that one was. */
  @OneOf(REASONS, { optional: true }) readonly restates?: WhyRestated;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

/** 工作室考核: one grade for a period, which a later one restates with its reason. */
export class AssessStudio extends UseCase<{ readonly programme: string; readonly studio: string }, AssessStudioBody> {}

@CommandHandler(AssessStudio)
export class AssessStudioHandler implements ICommandHandler<AssessStudio, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AssessStudio): Promise<Outcome> {
    const { period, grade, on, restates, act } = command.body;
    return runOnStudio(this.desk, command, AssessStudio.name, [], (state, of, context) => decideAssessStudio(state, { ...of, period, grade, on, ...(restates === undefined ? {} : { restates }), ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
