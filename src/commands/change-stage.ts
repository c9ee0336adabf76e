import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { decideChangeStage } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { citesOf, looking, unitOf, worldOfTitles } from './dossiers';
import { Day, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class ChangeStageBody {
  @Day() readonly on: BusinessDate;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class ChangeStage extends UseCase<{ readonly teacher: TeacherId }, ChangeStageBody> {}

@CommandHandler(ChangeStage)
export class ChangeStageHandler implements ICommandHandler<ChangeStage, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ChangeStage): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, stage, act } = command.body;
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    return this.desk.run(looking(this.desk, on, {
      command, useCase: ChangeStage.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), on);
        rounds = read.rounds;
        return read.world;
      },
      cites: () => citesOf(rounds),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideChangeStage(state, { on, stage, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
