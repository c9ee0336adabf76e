import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { Finding } from '../domain/parties/facts';
import { decideRecordSupervision } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Day, Id, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordSupervisionBody {
  /** Which supervision of the programme. */
  @Id() readonly supervision: string;
  @Id() readonly unit: OrgId;
  /** First day of its years; null for what comes as the occasion asks. */
  @Day({ nullable: true }) readonly period: BusinessDate | null;
  @Day() readonly on: BusinessDate;
  @OneOf(['IN_ORDER', 'TO_REMEDY']) readonly finding: Finding;
  /** Kept under the key of whoever writes it. */
  @Text(4_000) readonly text: string;
}

/** 专项督导: what was found at a unit. */
export class RecordSupervision extends UseCase<{ readonly programme: string }, RecordSupervisionBody> {}

@CommandHandler(RecordSupervision)
export class RecordSupervisionHandler implements ICommandHandler<RecordSupervision, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordSupervision): Promise<Outcome> {
    const { programme } = command.target;
    const { supervision, unit, period, on, finding, text } = command.body;
    return this.desk.run({
      command, useCase: RecordSupervision.name, aggregate: parties, stream: dutiesStream(programme),
      world: () => this.desk.world({ programme }),
      authority: (world) => {
        const by = world.programme?.supervision?.find(({ code }) => code === supervision)?.by;
        return world.authority(command.sender, by === undefined ? bureau : [by], world.orgs.state.orgs.has(unit) ? unit : null);
      },
      decide: (state, context) => decideRecordSupervision(state, { supervision, unit, period, on, finding, text }, context),
      result: () => ({ programme, supervision, unit }),
    });
  }
}
