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
  @Text(40, { means: { zh: '考核的学年或周期，如主管单位所称', en: 'A year or a term, as the office calls it' } }) readonly period: string;
  @OneOf(GRADES) readonly grade: Grade;
  @Day({ means: 'conclusionDay' }) readonly on: BusinessDate;
  @OneOf(REASONS, { optional: true, means: { zh: '该期间已有等次的，为何代替：ENTERED_WRONG 录入有误、REVIEWED 经复核；原等次依文件作出的，须写明 act；首次的不写', en: 'Why it takes the place of the grade that the period has: entered wrong, or reviewed; under an act where that one was. Left out for the first' } }) readonly restates?: WhyRestated;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
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
