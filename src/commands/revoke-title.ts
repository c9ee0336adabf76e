import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideRevoke } from '../domain/teacher/title-revocation';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { looking, unitOf, worldOfTitle } from './dossiers';
import { holderOfTarget, namedInAnswer, type TitleTarget } from './holders';
import { Day, Flag, Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { UseCase } from './use-case';

export class RevokeTitleBody {
  @Id() readonly ground: string;
  @Id() readonly authority: OrgId;
  @Flag() readonly certificateRecovered: boolean;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RevokeTitle extends UseCase<TitleTarget, RevokeTitleBody> {}

@CommandHandler(RevokeTitle)
export class RevokeTitleHandler implements ICommandHandler<RevokeTitle, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RevokeTitle): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { title } = command.target;
    const { ground, authority, certificateRecovered, reason, act, effectiveOn } = command.body;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: RevokeTitle.name, aggregate: teacher, stream: holder.stream,
      world: () => worldOfTitle(this.desk, holder.stream, title),
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)),
      decide: (state, context) => decideRevoke(state, { title, ground, authority, certificateRecovered, reason, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: () => ({ ...namedInAnswer(holder), title }),
    }));
  }
}
