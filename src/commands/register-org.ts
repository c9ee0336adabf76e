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
  /** The unit's own id; the server makes one where there is none. */
  @Id({ optional: true }) readonly org?: OrgId;
  @Part(() => NamesInput) readonly names: NamesInput;
  @OneOf(['CITY', 'DISTRICT', 'SCHOOL']) readonly level: OrgLevel;
  @OneOf(['BUREAU', 'RESEARCH_CENTRE', 'SCHOOL', 'OTHER']) readonly kind: OrgKind;
  @Id({ nullable: true }) readonly parent: OrgId | null;
  @Texts(40, 0, 10) readonly stages: readonly string[];
  /** GB/T 2260 or 学校标识码; a functional zone has none. */
  @Text(40, { nullable: true }) readonly code: string | null;
  @Flag() readonly rural: boolean;
  /** 薄弱学校; it is none where nothing is said. */
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
