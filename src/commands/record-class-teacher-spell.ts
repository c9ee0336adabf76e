import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordClassTeacherSpell } from '../domain/teacher/career';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordClassTeacherSpellBody {
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true }) readonly to: BusinessDate | null;
}

export class RecordClassTeacherSpell extends UseCase<{ readonly teacher: TeacherId }, RecordClassTeacherSpellBody> {}

@CommandHandler(RecordClassTeacherSpell)
export class RecordClassTeacherSpellHandler implements ICommandHandler<RecordClassTeacherSpell, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordClassTeacherSpell): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { from, to } = command.body;
    return this.desk.run(looking(this.desk, from, {
      command, useCase: RecordClassTeacherSpell.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordClassTeacherSpell(state, { from, to }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
