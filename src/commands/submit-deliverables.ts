import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideSubmitDeliverables } from '../domain/teacher/deliverables';
import { teacher } from '../domain/teacher/teacher';
import { Attachments, attachmentsOf, type AttachmentInput } from './attachments-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Day, Id } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class SubmitDeliverablesBody {
  @Id() readonly programme: string;
  @Id() readonly requirement: string;
  @Attachments({ means: { zh: '各件材料，种类须为任务所列；材料另处保存的只写种类', en: 'Each of a kind of the set; its kind alone where the paper is kept elsewhere' } }) readonly pieces: readonly (string | AttachmentInput)[];
  @Day({ optional: true, means: { zh: '收到日期，默认今天', en: 'The day on which they came; today where left out' } }) readonly receivedOn?: BusinessDate;
}

/** She hands in herself, or her school enters what she brought. */
export class SubmitDeliverables extends UseCase<{ readonly teacher: TeacherId }, SubmitDeliverablesBody> {}

@CommandHandler(SubmitDeliverables)
export class SubmitDeliverablesHandler implements ICommandHandler<SubmitDeliverables, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: SubmitDeliverables): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { subject } = command.sender;
    const { programme, requirement, pieces, receivedOn } = command.body;
    const handedIn = await attachmentsOf(this.desk, [id], pieces);
    return this.desk.run({
      command, useCase: SubmitDeliverables.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world({ programme }),
      authority: (world, { state }) => (id === subject ? world.authorityOfHerself(subject, unitOf(state, world.today)) : world.authority(command.sender, schoolOrBureau, unitOf(state, world.today))),
      decide: (state, context) => (handedIn.kind === 'refused' ? handedIn : decideSubmitDeliverables(state, { requirement, pieces: handedIn.attachments, receivedOn: receivedOn ?? context.today }, context)),
      result: (facts) => ({ teacher: id, programme, requirement, deliverables: facts.map(({ id: event }) => event) }),
    });
  }
}
