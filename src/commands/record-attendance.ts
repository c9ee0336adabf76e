import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId, RoundId } from '../domain/facts';
import { decideRecordAttendance } from '../domain/panel/attendance';
import { panel } from '../domain/panel/state';
import { rolesIn } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, panelStream } from './desk';
import { Day, Id, Ids, Part, Parts } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ProxyInput {
  @Id({ means: { zh: '未到会的评委（人员标识）', en: 'The expert who was absent' } }) readonly absent: PersonId;
  @Id({ means: { zh: '代其发言或表决的人（人员标识）', en: 'Who spoke or voted for her' } }) readonly by: PersonId;
}

export class RecordAttendanceBody {
  @Day({ means: 'meetingDay' }) readonly on: BusinessDate;
  @Ids(1, 99, { means: { zh: '到会的评委（人员标识）', en: 'Experts who sat in it, by person id' } }) readonly present: readonly PersonId[];
  @Parts(() => ProxyInput, 0, 99, { optional: true, means: { zh: '委托他人的评委；仍计为未到会，没有的不写', en: 'Who let another speak or vote for her; she is absent all the same. Left out for nobody' } }) readonly proxies?: readonly ProxyInput[];
  @Part(() => ActInput, { means: { zh: '会议记录或签到表', en: 'The minutes, or the list of signatures' } }) readonly act: ActInput;
}

/** 签到: who sat in a meeting of a panel, and who was represented. */
export class RecordAttendance extends UseCase<{ readonly round: RoundId; readonly panel: number }, RecordAttendanceBody> {}

@CommandHandler(RecordAttendance)
export class RecordAttendanceHandler implements ICommandHandler<RecordAttendance, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordAttendance): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { on, present, proxies = [], act } = command.body;
    return this.desk.run({
      command, useCase: RecordAttendance.name, aggregate: panel, stream: panelStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideRecordAttendance(state, { on, present, proxies, act: actOf(act) }, rolesIn(world.round), context),
      result: () => ({ round: id, panel: n, on }),
    });
  }
}
