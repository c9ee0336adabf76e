import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideRenameOrg, orgs } from '../domain/orgs';
import { Desk } from './desk';
import { Day, Part } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RenameOrgBody {
  @Part(() => NamesInput) readonly names: NamesInput;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RenameOrg extends UseCase<{ readonly org: OrgId }, RenameOrgBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RenameOrg)
export class RenameOrgHandler implements ICommandHandler<RenameOrg, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RenameOrg): Promise<Outcome> {
    const { org } = command.target;
    const { names: { zh, en }, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: RenameOrg.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, org),
      decide: (state, context) => decideRenameOrg(state, { org, names: { zh, en }, ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: () => ({ org }),
    });
  }
}
