import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideEnrolInTraining } from '../domain/teacher/training';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { gateOf, type Gate } from './gates';
import { Day, Id } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class EnrolInTrainingBody {
  @Id() readonly programme: string;
  @Id() readonly requirement: string;
  @Day({ means: { zh: '参训的第一天；是否应参训按该日判断', en: 'The first day on which she takes part; whether it is for her is asked as of that day' } }) readonly from: BusinessDate;
}

export class EnrolInTraining extends UseCase<{ readonly teacher: TeacherId }, EnrolInTrainingBody> {}

@CommandHandler(EnrolInTraining)
export class EnrolInTrainingHandler implements ICommandHandler<EnrolInTraining, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: EnrolInTraining): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { programme, requirement, from } = command.body;
    let gate: Gate | undefined;
    return this.desk.run({
      command, useCase: EnrolInTraining.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        gate = await gateOf(this.desk, 'EnrolInTraining', { programme });
        return this.desk.world({ programme }, gate.reads);
      },
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => gate?.fault(context, [['from', from]]) ?? decideEnrolInTraining(state, { requirement, from }, context),
      result: (facts) => ({ teacher: id, programme, requirement, event: facts[0]?.id ?? null, due: facts[0]?.data['due'] ?? null }),
    });
  }
}
