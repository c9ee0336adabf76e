import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideRegisterOrg, orgs } from '../domain/orgs';
import type { OrgKind, OrgLevel } from '../domain/registry-facts';
import { asJson, Desk } from './desk';
import { Day, Flag, Id, OneOf, Part, Text, Texts } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RegisterOrgBody {
  @Id({ optional: true, means: 'ownId' }) readonly org?: OrgId;
  @Part(() => NamesInput) readonly names: NamesInput;
  @OneOf(['CITY', 'DISTRICT', 'SCHOOL'], { means: 'orgLevel' }) readonly level: OrgLevel;
  @OneOf(['BUREAU', 'RESEARCH_CENTRE', 'SCHOOL', 'OTHER'], { means: 'orgKind' }) readonly kind: OrgKind;
  @Id({ nullable: true, means: { zh: '上级单位；最上级的写 null', en: 'The unit that it stands below; null for the topmost' } }) readonly parent: OrgId | null;
  @Texts(40, 0, 10) readonly stages: readonly string[];
  @Text(40, { nullable: true, means: { zh: '单位代码（GB/T 2260 或学校标识码）；功能区等没有的写 null', en: 'GB/T 2260 or 学校标识码; null for a functional zone, which has none' } }) readonly code: string | null;
  @Flag() readonly rural: boolean;
  @Flag({ optional: true }) readonly weak?: boolean;
  @Day({ optional: true }) readonly effectiveOn?: BusinessDate;
}

export class RegisterOrg extends UseCase<object, RegisterOrgBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RegisterOrg)
export class RegisterOrgHandler implements ICommandHandler<RegisterOrg, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RegisterOrg): Promise<Outcome> {
    const { org, names, level, kind, parent, stages, code, rural, weak, effectiveOn } = command.body;
    return this.desk.run({
      command, useCase: RegisterOrg.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => world.authorityAtFirst(command.sender, bureau, parent),
      decide: (state, context) =>
        decideRegisterOrg(state, { org: org ?? context.createdId('org'), names: asJson(names) as { zh: string; en: string }, level, kind, parent, stages: [...stages], code, rural, ...(weak === undefined ? {} : { weak }), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ org: facts[0]?.data['org'] ?? null }),
    });
  }
}
