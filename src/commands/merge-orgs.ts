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
  @Id({ means: { zh: '承继的单位：现有的，或由 founds 登记的', en: 'The unit that carries them on: one that stands, or the one that founds registers' } }) readonly into: OrgId;
  @Ids(1, 50, { means: { zh: '被合并的单位', en: 'The units that are merged' } }) readonly from: readonly OrgId[];
  @Part(() => NewOrgInput, { optional: true, means: { zh: '合并新设的单位；并入现有单位的不写', en: 'The unit founded by the merger; left out where a standing one carries them on' } }) readonly founds?: NewOrgInput;
  @Text(40, { optional: true, nullable: true, means: { zh: '承继单位自该日起的代码；沿用原代码的不写，没有代码的写 null', en: 'Code of a unit that stands, from that day on; it keeps its own where left out, and has none with null' } }) readonly code?: string | null;
  @Day({ means: { zh: '合并后的第一天', en: 'First day on which those merged are no more' } }) readonly on: BusinessDate;
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
