import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideAssignDuty } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { ActInput, actOf } from './act-input';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class AssignDutyBody {
  @Id() readonly party: string;
  @Id() readonly duty: string;
  @Id({ nullable: true, means: { zh: '各自承担的单位；由责任方整体承担的写 null', en: 'The unit that has to do it, where each does so for itself; null: the party as a whole' } }) readonly unit: OrgId | null;
  @Day({ means: { zh: '完成期限', en: 'The last day in time' } }) readonly due: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 分解任务: a duty of a party, by when. Assigned again, it is owed again. */
export class AssignDuty extends UseCase<{ readonly programme: string }, AssignDutyBody> {}

@CommandHandler(AssignDuty)
export class AssignDutyHandler implements ICommandHandler<AssignDuty, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AssignDuty): Promise<Outcome> {
    const { programme } = command.target;
    const { party, duty, unit, due, act } = command.body;
    return this.desk.run({
      command, useCase: AssignDuty.name, aggregate: parties, stream: dutiesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideAssignDuty(state, { party, duty, unit, due, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ programme, party, duty }),
    });
  }
}
