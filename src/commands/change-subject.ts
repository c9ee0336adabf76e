import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideChangeSubject } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { citesOf, looking, unitOf, worldOfTitles } from './dossiers';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class ChangeSubjectBody {
  @Day() readonly on: BusinessDate;
  @Text(40) readonly subject: string;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class ChangeSubject extends UseCase<{ readonly teacher: TeacherId }, ChangeSubjectBody> {}

@CommandHandler(ChangeSubject)
export class ChangeSubjectHandler implements ICommandHandler<ChangeSubject, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ChangeSubject): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, subject, act } = command.body;
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    return this.desk.run(looking(this.desk, on, {
      command, useCase: ChangeSubject.name, aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), on);
        rounds = read.rounds;
        return read.world;
      },
      cites: () => citesOf(rounds),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideChangeSubject(state, { on, subject, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
