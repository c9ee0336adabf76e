import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { decideRecordDutyDone, partyNamed } from '../domain/parties/parties';
import { ownerOn, parties } from '../domain/parties/state';
import { dutiesStream } from './board-streams';
import { asJson, Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { PaperInput } from './paper-input';
import { authorityOfNamed, worldOfPublisher } from './publisher';
import { bureau } from './requirements';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class RecordDutyDoneBody {
  @Id() readonly party: string;
  @Id() readonly duty: string;
  /** The unit that did it; null: the party as a whole. */
  @Id({ nullable: true }) readonly unit: OrgId | null;
  @Day() readonly on: BusinessDate;
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
      authority: (world, { state }) => {
        // Whoever answers for a party records its duties herself, also one without a post (a university's expert).
        if (sender.paper === undefined && sender.actingAs === null && ownerOn(state, party, world.today)?.person === sender.subject) return { kind: 'authorised', standing: asHerself(sender.subject) };
        const by = world.programme === undefined ? undefined : partyNamed(world.programme, party)?.by;
        // Hers last: of two posts that she lacks, the refusal names the one that the programme says.
        // The party as a whole is of the programme's own tree; a unit that the tree does not know is for the decision to refuse.
        return unit !== null && world.orgs.state.orgs.has(unit) ? world.authority(sender, [...bureau, ...(by ? [by] : [])], unit) : authorityOfNamed(world, sender, by ?? undefined, top);
      },
      decide: (state, context) => decideRecordDutyDone(state, { party, duty, unit, on, document: asJson(document) as { name: string; number: string | null; file: string | null } }, context),
      result: () => ({ programme, party, duty }),
    });
  }
}
