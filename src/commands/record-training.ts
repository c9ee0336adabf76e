import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideRecordTraining } from '../domain/teacher/training';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Amount, Day, Id, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordTrainingBody {
  /** The training this is part of: an id of the offer. */
  @Id() readonly training: string;
  @Text(200) readonly activity: string;
  @Id() readonly topic: string;
  /** 学时 (class periods). */
  @Amount(0, 10_000) readonly periods: number;
  @Text(200) readonly provider: string;
  @Day() readonly completedOn: BusinessDate;
  /** Provider's key: the same training is not counted twice. */
  @Text(200) readonly source: string;
}

export class RecordTraining extends UseCase<{ readonly teacher: TeacherId }, RecordTrainingBody> {}

@CommandHandler(RecordTraining)
export class RecordTrainingHandler implements ICommandHandler<RecordTraining, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordTraining): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { training, activity, topic, periods, provider, completedOn, source } = command.body;
    return this.desk.run({
      command, useCase: RecordTraining.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) =>
        decideRecordTraining(state, { training, topic, periods, provider, completedOn, source: this.desk.ports.secrets.training(provider, source), personal: { activity, source } }, context),
      result: () => ({ teacher: id, training }),
    });
  }
}
