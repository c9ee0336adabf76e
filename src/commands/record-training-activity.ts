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
  @Id({ means: { zh: '计入其年度次数的培训要求，规则文件中的代码', en: 'The requirement whose yearly number it counts for, by its code in the rule file' } }) readonly requirement: string;
  @Text(200) readonly activity: string;
  @Text(40, { nullable: true, means: { zh: '分学科开展的，所属学科；不分学科的写 null', en: 'Where the requirement is held subject by subject; null otherwise' } }) readonly subject: string | null;
  @Day({ means: { zh: '开展日期', en: 'The day on which it was held' } }) readonly heldOn: BusinessDate;
  @Text(200) readonly provider: string;
  @Id({ optional: true, nullable: true, means: { zh: '在哪个培训基地开展；不在基地的不写或写 null', en: 'The programme\'s base that it was held at; left out or null for none' } }) readonly base?: string | null;
  @Whole(0, 1_000_000, { means: { zh: '参加人数', en: 'How many took part' } }) readonly participants: number;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
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
