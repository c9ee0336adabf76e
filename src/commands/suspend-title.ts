import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideSuspend } from '../domain/teacher/title-standing';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { looking, unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class SuspendTitleBody {
  @Day({ optional: true, means: { zh: '暂停的最后一天；不写则至恢复为止', en: 'Last day; left out: until it is reinstated' } }) readonly until?: BusinessDate;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** 暂停: by the body that could revoke the title. */
export class SuspendTitle extends UseCase<TitleTarget, SuspendTitleBody> {}

@CommandHandler(SuspendTitle)
export class SuspendTitleHandler implements ICommandHandler<SuspendTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SuspendTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { until, reason, act, effectiveOn } = command.body;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: SuspendTitle.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)),
      decide: (state, context) => decideSuspend(state, { title, reason, act: actOf(act), ...(until === undefined ? {} : { until }), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    }));
  }
}
