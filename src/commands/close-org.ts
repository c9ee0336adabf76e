import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideCloseOrg } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau, deciding } from './requirements';
import { UseCase } from './use-case';

export class CloseOrgBody {
  @Id({ nullable: true, means: { zh: '承接未了事项的单位；null：没有，须先全部了结', en: 'Who carries on what it leaves open; null: nobody, so that everything has to be settled first' } }) readonly successor: OrgId | null;
  @Day({ means: { zh: '撤销后的第一天', en: 'First day on which it is no more' } }) readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class CloseOrg extends UseCase<{ readonly org: OrgId }, CloseOrgBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(CloseOrg)
export class CloseOrgHandler implements ICommandHandler<CloseOrg, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: CloseOrg): Promise<Outcome> {
    const { org } = command.target;
    const { successor, on, act } = command.body;
    return this.desk.run({
      command, useCase: CloseOrg.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => authorityOverUnits(world, command.sender, bureau, deciding(world, successor === null ? [org] : [org, successor], on)),
      decide: (state, context) => decideCloseOrg(state, { org, successor, on, act: actOf(act) }, context),
      result: () => ({ org }),
    });
  }
}
