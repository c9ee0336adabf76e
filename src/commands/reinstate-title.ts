import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideReinstate } from '../domain/teacher/title-standing';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class ReinstateTitleBody {
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** 恢复: by the body that could revoke the title. */
export class ReinstateTitle extends UseCase<TitleTarget, ReinstateTitleBody> {}

@CommandHandler(ReinstateTitle)
export class ReinstateTitleHandler implements ICommandHandler<ReinstateTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReinstateTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { reason, act, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: ReinstateTitle.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)),
      decide: (state, context) => decideReinstate(state, { title, reason, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    });
  }
}
