import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideMergeOrgs } from '../domain/orgs/changes';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Ids, Part, Text } from './input';
import { NewOrgInput, newOrgOf } from './new-org-input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau, deciding } from './requirements';
import { UseCase } from './use-case';

export class MergeOrgsBody {
  /** The unit that carries them on: one that stands, or the one that `founds` registers. */
  @Id() readonly into: OrgId;
  @Ids(1, 50) readonly from: readonly OrgId[];
  @Part(() => NewOrgInput, { optional: true }) readonly founds?: NewOrgInput;
  /** Of a unit that stands, from that day on; it keeps its own where nothing is said. */
  @Text(40, { optional: true, nullable: true }) readonly code?: string | null;
  /** First day on which those merged are no more. */
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

export class MergeOrgs extends UseCase<object, MergeOrgsBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(MergeOrgs)
export class MergeOrgsHandler implements ICommandHandler<MergeOrgs, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: MergeOrgs): Promise<Outcome> {
    const { into, from, founds, code, on, act } = command.body;
    return this.desk.run({
      command, useCase: MergeOrgs.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => authorityOverUnits(world, command.sender, bureau, [...deciding(world, [into, ...from], on), ...(founds?.parent ? [founds.parent] : [])]),
      decide: (state, context) => decideMergeOrgs(state, { into, from: [...from], founds: founds === undefined ? null : newOrgOf(founds), ...(code === undefined ? {} : { code }), on, act: actOf(act) }, context),
      // What else the units leave, teachers and posts, is due at their bureau and settled by hand (queries/due.ts).
      result: (facts) => ({ org: into, moved: facts.find(({ type }) => type === 'OrgsMerged')?.data['moved'] ?? [] }),
    });
  }
}
