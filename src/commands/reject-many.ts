import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRegisterRejection } from '../domain/round/departures';
import { lastStep } from '../domain/round/path';
import { lastDayOf } from '../domain/teacher/nomination-view';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { ofTeam } from './holders';
import { Flag, Ids, OneOf, Part, Text } from './input';
import { MODES, MOST_REGISTERED, type Mode } from './mass';
import type { Outcome } from './outcome';
import { registerMany } from './register-many';
import { RejectNomination } from './reject-nomination';
import { UseCase } from './use-case';

export class RejectManyBody {
  @Ids(1, MOST_REGISTERED, { means: { zh: '不予推荐的教师或团队', en: 'Who is not recommended, by id of teacher or team' } }) readonly teachers: readonly TeacherId[];
  @Text(500, { means: { zh: '共同的理由；只有本人和经办人可读', en: 'Why, the same for each; only she and those who handle her case read it' } }) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @OneOf(MODES) readonly mode: Mode;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 批量不予推荐: one decision on several. */
export class RejectMany extends UseCase<{ readonly round: RoundId }, RejectManyBody> {}

@CommandHandler(RejectMany)
export class RejectManyHandler implements ICommandHandler<RejectMany, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RejectMany): Promise<Outcome> {
    const { reason, act } = command.body;
    const attempt = this.desk.attempt(command, RejectMany.name, RejectNomination.name);
    return registerMany(this.desk, command, attempt, ({ state, context, batch }, { nomination, nominated, step }, teacher) =>
      decideRegisterRejection(state, { nomination, teacher, since: lastDayOf(nominated), ...ofTeam(nominated), step: step ?? lastStep(nominated.path), reason, act: actOf(act), batch }, context));
  }
}
