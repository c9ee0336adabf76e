import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, OrgId } from '../domain/facts';
import { compliance, decideRecordCompliance } from '../domain/targets/compliance';
import { complianceStream } from './board-streams';
import { asJson, Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { PaperInput } from './paper-input';
import { publisherOf } from './publisher';
import { boardRequirements } from './requirements';
import { UseCase } from './use-case';

export class RecordComplianceBody {
  @Id({ means: { zh: '落实事项，规则文件中的代码', en: 'What the programme asks for, by its code in the rule file' } }) readonly requirement: string;
  @Id({ means: { zh: '应落实的单位', en: 'The unit whose paper it is' } }) readonly unit: OrgId;
  @Day({ nullable: true, means: { zh: '所属年度（或周期）的第一天；一次性的写 null', en: 'First day of its year, or years; null for what comes once' } }) readonly period: BusinessDate | null;
  @Day({ means: 'paperDay' }) readonly on: BusinessDate;
  @Part(() => PaperInput) readonly document: PaperInput;
  @Id({ optional: true, means: { zh: '该单位据以落实的本系统方案，由其或其下属发布；没有的不写', en: 'A programme kept here by which the unit carries it out: published by it, or by a unit below it. Left out where there is none' } }) readonly childProgramme?: string;
  @Id({ optional: true }) readonly corrects?: EventId;
}

/** A plan, a policy, a budget that the programme asks of a unit has come. */
export class RecordCompliance extends UseCase<{ readonly programme: string }, RecordComplianceBody> {}

@CommandHandler(RecordCompliance)
export class RecordComplianceHandler implements ICommandHandler<RecordCompliance, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordCompliance): Promise<Outcome> {
    const { programme } = command.target;
    const { requirement, unit, period, on, document, childProgramme, corrects } = command.body;
    let childPublisher: OrgId | null = null;
    return this.desk.run({
      command, useCase: RecordCompliance.name, aggregate: compliance, stream: complianceStream(programme),
      world: async () => {
        // One that is not kept here is not found, before anything is decided.
        if (childProgramme !== undefined) await this.desk.programmes.effective(childProgramme);
        childPublisher = childProgramme === undefined ? null : await publisherOf(this.desk, childProgramme);
        return this.desk.world({ programme, goesOn: corrects !== undefined });
      },
      authority: (world) => {
        const duty = world.programme?.compliance?.find(({ code }) => code === requirement);
        return world.authority(command.sender, boardRequirements(duty?.by), world.orgs.state.orgs.has(unit) ? unit : null);
      },
      decide: (state, context) =>
        decideRecordCompliance(state, { requirement, unit, period, on, document: asJson(document) as { name: string; number: string | null; file: string | null }, childProgramme: childProgramme ?? null, childPublisher, ...(corrects === undefined ? {} : { corrects }) }, context),
      result: (facts) => ({ programme, requirement, event: facts[0]?.id ?? null }),
    });
  }
}
