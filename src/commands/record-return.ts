import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId, OrgId } from '../domain/facts';
import type { SchoolStage } from '../domain/teacher/facts';
import { decideReemploy } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Day, Flag, Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { schoolStages } from './personal-input';
import { authorityOverUnits, bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordReturnBody {
  @Day() readonly on: BusinessDate;
  @Id({ means: { zh: '返聘或返回的学校', en: 'The school that she is back at' } }) readonly unit: OrgId;
  @OneOf(schoolStages) readonly stage: SchoolStage;
  @Text(40) readonly subject: string;
  @Flag() readonly onEstablishment: boolean;
  @Flag() readonly inPost: boolean;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RecordReturn extends UseCase<{ readonly teacher: TeacherId }, RecordReturnBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RecordReturn)
export class RecordReturnHandler implements ICommandHandler<RecordReturn, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordReturn): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, unit, stage, subject, onEstablishment, inPost, act } = command.body;
    return this.desk.run({
      command, useCase: RecordReturn.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      // Whoever answers for the unit she left as well as for the one she comes to.
      authority: (world, { state }) => authorityOverUnits(world, command.sender, bureau, [unitOf(state, world.today) ?? unit, unit]),
      decide: (state, context) => decideReemploy(state, { on, unit, stage, subject, onEstablishment, inPost, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
