import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideRecordTrainingActivity, trainingOffice } from '../domain/training/office';
import { ActInput, actOf } from './act-input';
import { basesStream, Desk } from './desk';
import { Day, Id, Part, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class RecordTrainingActivityBody {
  /** The requirement whose yearly number it counts for. */
  @Id() readonly requirement: string;
  /** What it was called. */
  @Text(200) readonly activity: string;
  /** Where the requirement is held subject by subject; null otherwise. */
  @Text(40, { nullable: true }) readonly subject: string | null;
  @Day() readonly heldOn: BusinessDate;
  @Text(200) readonly provider: string;
  @Id({ optional: true, nullable: true }) readonly base?: string | null;
  @Whole(0, 1_000_000) readonly participants: number;
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

/** 开展培训活动: what the office held, by which its yearly duty is answered. */
export class RecordTrainingActivity extends UseCase<{ readonly programme: string }, RecordTrainingActivityBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RecordTrainingActivity)
export class RecordTrainingActivityHandler implements ICommandHandler<RecordTrainingActivity, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordTrainingActivity): Promise<Outcome> {
    const { programme } = command.target;
    const { requirement, activity, subject, heldOn, provider, base = null, participants, act } = command.body;
    return this.desk.run({
      command, useCase: RecordTrainingActivity.name, aggregate: trainingOffice, stream: basesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideRecordTrainingActivity(state, { activity: context.createdId('activity'), requirement, title: activity, subject, heldOn, provider, base, participants, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ programme, requirement, activity: facts[0]?.data['activity'] ?? null }),
    });
  }
}
