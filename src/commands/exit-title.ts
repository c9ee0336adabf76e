import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideExit } from '../domain/teacher/title-standing';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { looking, unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { competentFor } from './title-acts';
import { UseCase } from './use-case';

export class ExitTitleBody {
  @Id({ means: { zh: '退出情形，规则文件该层级中的代码', en: 'One of the exits of the tier, by its code in the rule file' } }) readonly exit: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** 退出: by one of the exits that the tier declares, and the body named there. */
export class ExitTitle extends UseCase<TitleTarget, ExitTitleBody> {}

@CommandHandler(ExitTitle)
export class ExitTitleHandler implements ICommandHandler<ExitTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ExitTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { exit, reason, act, effectiveOn } = command.body;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: ExitTitle.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, competentFor(world, state, title, ({ exits }) => exits?.find(({ code }) => code === exit)?.by), unitOf(state, world.today)),
      decide: (state, context) => decideExit(state, { title, exit, reason, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    }));
  }
}
