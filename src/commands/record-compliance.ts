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
  /** Its code in the programme. */
  @Id() readonly requirement: string;
  /** Whose it is. */
  @Id() readonly unit: OrgId;
  /** First day of its year, or years; null for what comes once. */
  @Day({ nullable: true }) readonly period: BusinessDate | null;
  /** The day of the paper. */
  @Day() readonly on: BusinessDate;
  @Part(() => PaperInput) readonly document: PaperInput;
  /** A programme kept here by which the unit carries it out: published by it, or by a unit below it. */
  @Id({ optional: true }) readonly childProgramme?: string;
  /** The entry that this one takes the place of. */
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
