import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideMoveOrg } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau, deciding } from './requirements';
import { UseCase } from './use-case';

export class MoveOrgBody {
  @Id({ means: { zh: '划转后的上级单位', en: 'The unit that it stands below from then on' } }) readonly parent: OrgId;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class MoveOrg extends UseCase<{ readonly org: OrgId }, MoveOrgBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(MoveOrg)
export class MoveOrgHandler implements ICommandHandler<MoveOrg, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: MoveOrg): Promise<Outcome> {
    const { org } = command.target;
    const { parent, on, act } = command.body;
    return this.desk.run({
      command, useCase: MoveOrg.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      // Whoever answers for where it stood as well as for where it will: no district takes another's school.
      authority: (world) => authorityOverUnits(world, command.sender, bureau, [...deciding(world, [org], on), parent]),
      decide: (state, context) => decideMoveOrg(state, { org, parent, on, act: actOf(act) }, context),
      result: () => ({ org }),
    });
  }
}
