import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideRecordDutyDone } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { dutiesStream } from './board-streams';
import { asJson, Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { PaperInput } from './paper-input';
import { authorityOverDuty, worldOfPublisher } from './publisher';
import { UseCase } from './use-case';

export class RecordDutyDoneBody {
  @Id() readonly party: string;
  @Id() readonly duty: string;
  @Id({ nullable: true, means: { zh: '完成任务的单位；由责任方整体完成的写 null', en: 'The unit that did it; null: the party as a whole' } }) readonly unit: OrgId | null;
  @Day({ means: { zh: '完成日期', en: 'The day on which it was done' } }) readonly on: BusinessDate;
  @Part(() => PaperInput) readonly document: PaperInput;
}

/** 任务完成: by the paper that shows it. */
export class RecordDutyDone extends UseCase<{ readonly programme: string }, RecordDutyDoneBody> {}

@CommandHandler(RecordDutyDone)
export class RecordDutyDoneHandler implements ICommandHandler<RecordDutyDone, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordDutyDone): Promise<Outcome> {
    const { programme } = command.target;
    const { party, duty, unit, on, document } = command.body;
    const { sender } = command;
    let top: OrgId | null = null;
    return this.desk.run({
      command, useCase: RecordDutyDone.name, aggregate: parties, stream: dutiesStream(programme),
      world: async () => {
        const read = await worldOfPublisher(this.desk, programme);
        top = read.top;
        return read.world;
      },
      authority: (world, { state }) => authorityOverDuty(world, sender, state, { party, unit, top }),
      decide: (state, context) => decideRecordDutyDone(state, { party, duty, unit, on, document: asJson(document) as { name: string; number: string | null; file: string | null } }, context),
      result: () => ({ programme, party, duty }),
    });
  }
}
