import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideChangeOrgCode } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class ChangeOrgCodeBody {
  @Text(40, { nullable: true, means: { zh: '新的单位代码（GB/T 2260 或学校标识码）；null：自该日起没有代码', en: 'GB/T 2260 or 学校标识码; null: none from that day on' } }) readonly code: string | null;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class ChangeOrgCode extends UseCase<{ readonly org: OrgId }, ChangeOrgCodeBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(ChangeOrgCode)
export class ChangeOrgCodeHandler implements ICommandHandler<ChangeOrgCode, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ChangeOrgCode): Promise<Outcome> {
    const { org } = command.target;
    const { code, on, act } = command.body;
    return this.desk.run({
      command, useCase: ChangeOrgCode.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, org),
      decide: (state, context) => decideChangeOrgCode(state, { org, code, on, act: actOf(act) }, context),
      result: () => ({ org }),
    });
  }
}
