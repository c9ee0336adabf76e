import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideRecordTraining } from '../domain/teacher/training';
import { trainingOffice, type TrainingOfficeState } from '../domain/training/office';
import { ActInput, actOf } from './act-input';
import { basesStream, Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Amount, Day, Id, InputError, Part, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

/** 小时: hours of the clock, and how many minutes one class period (学时) has by whoever states them. */
export class ClockHoursInput {
  @Amount(0, 10_000, { means: { zh: '小时数', en: 'Hours of the clock' } }) readonly hours: number;
  @Whole(1, 240, { means: { zh: '一学时合几分钟，以规定者为准', en: 'How many minutes one class period (学时) has by whoever states them' } }) readonly minutesPerPeriod: number;
}

export class CreditInput {
  @Id() readonly programme: string;
  @Id() readonly requirement: string;
  @Id({ optional: true, nullable: true, means: { zh: '阶段或课程，规则文件中的代码；要求不分阶段的不写或写 null', en: 'The phase or course that it is, where the requirement has them; left out or null otherwise' } }) readonly step?: string | null;
}

export class RecordTrainingBody {
  @Id({ means: { zh: '所属培训项目的标识；同一项目每天只计一次', en: 'The training this is part of: an id of the offer. Of one offer she completes one part a day' } }) readonly training: string;
  @Text(200) readonly activity: string;
  @Id({ means: { zh: '培训主题，规则文件所用的代码', en: 'What it was about, by the code that requirements of the rule file ask for' } }) readonly topic: string;
  @Amount(0, 10_000, { optional: true, means: { zh: '学时；与 clockHours 二者取一', en: '学时 (class periods); left out where clockHours is given' } }) readonly periods?: number;
  @Part(() => ClockHoursInput, { optional: true, means: { zh: '以小时计的时长；与 periods 二者取一', en: 'Hours of the clock, in place of periods' } }) readonly clockHours?: ClockHoursInput;
  @Text(200) readonly provider: string;
  @Day({ means: { zh: '完成日期', en: 'The day on which she completed it' } }) readonly completedOn: BusinessDate;
  @Text(200, { means: { zh: '举办机构的编号，同一培训不重复计算；以其本人的密钥保存', en: 'Provider\'s key: the same training is not counted twice. Kept under the teacher\'s own key' } }) readonly source: string;
  @Part(() => CreditInput, { optional: true, means: { zh: '记入哪一项要求；不写则记入要求该主题的', en: 'The one requirement that it is credited to; left out: whichever asks for the topic' } }) readonly credit?: CreditInput;
  @Id({ optional: true, nullable: true, means: { zh: '所记方案的培训基地；不在基地的不写或写 null', en: 'A designated base of the credited programme; left out or null for none' } }) readonly base?: string | null;
  @Part(() => ActInput, { optional: true, means: { zh: '逾期提交的材料据以补录的文件；按时的不写', en: 'By which a paper was let in that came after the days for it; left out where it is entered in time' } }) readonly act?: ActInput;
}

export class RecordTraining extends UseCase<{ readonly teacher: TeacherId }, RecordTrainingBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RecordTraining)
export class RecordTrainingHandler implements ICommandHandler<RecordTraining, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** What it is credited to is read by the programme's latest version, and its bases as they stand. Error: InputError. */
  execute(command: RecordTraining): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { training, activity, topic, periods, clockHours, provider, completedOn, source, credit, base = null, act } = command.body;
    if ((periods === undefined) === (clockHours === undefined)) throw new InputError([{ path: 'periods', notice: { zh: '请写明学时（periods），或以小时计的 clockHours，二者只取其一。', en: 'Give the class periods, or clockHours in their place, and not both.' } }]);
    if (base !== null && credit === undefined) throw new InputError([{ path: 'base', notice: { zh: '基地属于方案，请同时写明记入的要求（credit）。', en: 'A base belongs to a programme: say which requirement this is credited to (credit).' } }]);
    let office: TrainingOfficeState | undefined;
    return this.desk.run({
      command, useCase: RecordTraining.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        if (credit === undefined) return this.desk.world();
        const stream = basesStream(credit.programme);
        const loaded = await this.desk.streams.load(trainingOffice, stream);
        office = loaded.state;
        return this.desk.world({ programme: credit.programme }, [{ stream, loaded }]);
      },
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) =>
        decideRecordTraining(state, {
          training, topic, provider, completedOn, base, source: this.desk.ports.secrets.training(provider, source), personal: { activity, source },
          credit: credit === undefined ? null : { programme: credit.programme, requirement: credit.requirement, step: credit.step ?? null },
          ...(periods === undefined ? {} : { periods }),
          ...(clockHours === undefined ? {} : { hours: { hours: clockHours.hours, minutesPerPeriod: clockHours.minutesPerPeriod } }),
          ...(act === undefined ? {} : { act: actOf(act) }),
          ...(office === undefined ? {} : { office }),
        }, context),
      result: () => ({ teacher: id, training }),
    });
  }
}
