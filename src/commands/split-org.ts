import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideSplitOrg } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Ids, Part, Parts } from './input';
import { NewOrgInput, newOrgOf } from './new-org-input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau, deciding } from './requirements';
import { UseCase } from './use-case';

export class SplitOrgBody {
  @Ids(2, 50, { means: { zh: '分设后的各单位；原单位在其中的继续存在，不在的终止', en: 'What comes of it. The unit goes on where it is one of them, and ends otherwise' } }) readonly into: readonly OrgId[];
  @Parts(() => NewOrgInput, 1, 50, { optional: true, means: { zh: 'into 中新设的单位；全部为现有的不写', en: 'Those of into that the split founds; left out where all of them stand' } }) readonly founds?: readonly NewOrgInput[];
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class SplitOrg extends UseCase<{ readonly org: OrgId }, SplitOrgBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(SplitOrg)
export class SplitOrgHandler implements ICommandHandler<SplitOrg, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SplitOrg): Promise<Outcome> {
    const { org } = command.target;
    const { into, founds = [], on, act } = command.body;
    return this.desk.run({
      command, useCase: SplitOrg.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => authorityOverUnits(world, command.sender, bureau, [...deciding(world, [org, ...into], on), ...founds.flatMap(({ parent }) => parent ?? [])]),
      decide: (state, context) => decideSplitOrg(state, { org, into: [...into], founds: founds.map(newOrgOf), on, act: actOf(act) }, context),
      result: () => ({ org }),
    });
  }
}
