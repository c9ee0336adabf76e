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
  @Amount(0, 10_000) readonly hours: number;
  @Whole(1, 240) readonly minutesPerPeriod: number;
}

export class CreditInput {
  @Id() readonly programme: string;
  @Id() readonly requirement: string;
  /** The phase or course that it is, where the requirement has them. */
  @Id({ optional: true, nullable: true }) readonly step?: string | null;
}

export class RecordTrainingBody {
  /** The training this is part of: an id of the offer. Of one offer she completes one part a day. */
  @Id() readonly training: string;
  @Text(200) readonly activity: string;
  @Id() readonly topic: string;
  /** 学时 (class periods); or clockHours in their place. */
  @Amount(0, 10_000, { optional: true }) readonly periods?: number;
  @Part(() => ClockHoursInput, { optional: true }) readonly clockHours?: ClockHoursInput;
  @Text(200) readonly provider: string;
  @Day() readonly completedOn: BusinessDate;
  /** Provider's key: the same training is not counted twice. */
  @Text(200) readonly source: string;
  /** The one requirement that it is credited to; left out: whichever asks for the topic. */
  @Part(() => CreditInput, { optional: true }) readonly credit?: CreditInput;
  /** A designated base of the credited programme. */
  @Id({ optional: true, nullable: true }) readonly base?: string | null;
  /** By which a paper was let in that came after the days for it. */
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
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
