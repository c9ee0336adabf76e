import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideChangeOrgTraits } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Flag, Part, Texts } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class ChangeOrgTraitsBody {
  @Texts(40, 0, 10) readonly stages: readonly string[];
  @Flag() readonly rural: boolean;
  @Flag({ means: { zh: '是否薄弱学校', en: 'Whether it is a weak school (薄弱学校)' } }) readonly weak: boolean;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class ChangeOrgTraits extends UseCase<{ readonly org: OrgId }, ChangeOrgTraitsBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(ChangeOrgTraits)
export class ChangeOrgTraitsHandler implements ICommandHandler<ChangeOrgTraits, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ChangeOrgTraits): Promise<Outcome> {
    const { org } = command.target;
    const { stages, rural, weak, on, act } = command.body;
    return this.desk.run({
      command, useCase: ChangeOrgTraits.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, org),
      decide: (state, context) => decideChangeOrgTraits(state, { org, stages: [...stages], rural, weak, on, act: actOf(act) }, context),
      result: () => ({ org }),
    });
  }
}
