import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import type { RoundId, TeacherId } from '../domain/facts';
import { decideRegisterReturn } from '../domain/round/returns';
import { lastDayOf } from '../domain/teacher/nomination-view';
import { Desk } from './desk';
import { ofTeam } from './holders';
import { Flag, Ids, Minute, OneOf, Text, Texts } from './input';
import { MODES, MOST_REGISTERED, type Mode } from './mass';
import type { Outcome } from './outcome';
import { registerMany } from './register-many';
import { ReturnNomination } from './return-nomination';
import { UseCase } from './use-case';

export class ReturnManyBody {
  @Ids(1, MOST_REGISTERED, { means: { zh: '退回补正的教师或团队', en: 'Whose nominations are returned, by id of teacher or team' } }) readonly teachers: readonly TeacherId[];
  @Texts(80, 0, 20) readonly items: readonly string[];
  @Text(300, { optional: true, means: { zh: '材料有何问题，对各人相同；没有的不写', en: 'What is wrong with them, in the same words for each; left out where items says it all' } }) readonly words?: string;
  @Minute({ means: 'dueMinute' }) readonly due: BusinessMinute;
  @OneOf(MODES) readonly mode: Mode;
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

/** 批量退回补正: one set of items and one due minute for several. */
export class ReturnMany extends UseCase<{ readonly round: RoundId }, ReturnManyBody> {}

@CommandHandler(ReturnMany)
export class ReturnManyHandler implements ICommandHandler<ReturnMany, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReturnMany): Promise<Outcome> {
    const { items, words, due } = command.body;
    const attempt = this.desk.attempt(command, ReturnMany.name, ReturnNomination.name);
    return registerMany(this.desk, command, attempt, ({ state, context, level, batch }, { nomination, nominated, step }, teacher) =>
      decideRegisterReturn(state, { nomination, teacher, since: lastDayOf(nominated), ...ofTeam(nominated), level: step?.level ?? level, items: [...items], ...(words === undefined ? {} : { words }), due, batch }, context));
  }
}
