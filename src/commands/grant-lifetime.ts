import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { teacher } from '../domain/teacher/teacher';
import { decideGrantLifetime } from '../domain/teacher/lifetime';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { competentFor } from './title-acts';
import { UseCase } from './use-case';

export class GrantLifetimeBody {
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

/** 认定终身: on the verdicts of terms in a row, by the body that the tier names. */
export class GrantLifetime extends UseCase<TitleTarget, GrantLifetimeBody> {}

@CommandHandler(GrantLifetime)
export class GrantLifetimeHandler implements ICommandHandler<GrantLifetime, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: GrantLifetime): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { act, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: GrantLifetime.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, competentFor(world, state, title, ({ lifetime }) => lifetime?.by), unitOf(state, world.today)),
      decide: (state, context) => decideGrantLifetime(state, { title, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), title, event: facts[0]?.id ?? null }),
    });
  }
}
