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
  @Ids(1, MOST_REGISTERED) readonly teachers: readonly TeacherId[];
  /** Kinds that each has to hand in again. */
  @Texts(80, 0, 20) readonly items: readonly string[];
  /** What is wrong with them, in the same words for each. */
  @Text(300, { optional: true }) readonly words?: string;
  /** Last minute for the completions, Asia/Shanghai. */
  @Minute() readonly due: BusinessMinute;
  /** ALL: all or nobody. PASSING: those who pass. */
  @OneOf(MODES) readonly mode: Mode;
  /** True: each person's verdict, and nothing is stored. */
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
