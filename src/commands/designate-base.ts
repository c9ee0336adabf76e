import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideDesignateBase, trainingOffice } from '../domain/training/office';
import { ActInput, actOf } from './act-input';
import { basesStream, Desk } from './desk';
import { Day, Id, Part } from './input';
import { NamesInput } from './names-input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class DesignateBaseBody {
  @Id({ optional: true, means: 'ownId' }) readonly base?: string;
  @Id({ means: { zh: '基地类别，规则文件中的代码', en: 'One of the programme\'s kinds of base, by its code in the rule file' } }) readonly kind: string;
  @Part(() => NamesInput) readonly names: NamesInput;
  @Id({ nullable: true, means: { zh: '基地所在单位；单位树以外的（如高校）写 null', en: 'The unit that it is; null for one outside the tree (a university)' } }) readonly org: OrgId | null;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 设立培训基地: no more of a kind than the programme's pattern has. */
export class DesignateBase extends UseCase<{ readonly programme: string }, DesignateBaseBody> {}

@CommandHandler(DesignateBase)
export class DesignateBaseHandler implements ICommandHandler<DesignateBase, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DesignateBase): Promise<Outcome> {
    const { programme } = command.target;
    const { base, kind, names, org, from, act } = command.body;
    return this.desk.run({
      command, useCase: DesignateBase.name, aggregate: trainingOffice, stream: basesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideDesignateBase(state, { base: base ?? context.createdId('base'), kind, names: { zh: names.zh, en: names.en }, org, from, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ programme, base: facts[0]?.data['base'] ?? null }),
    });
  }
}
