import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NominationId, RoundId, TeacherId } from '../domain/facts';
import { parametersOf } from '../domain/round/round';
import { decideNominate } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { Attachments, attachmentsOf, type AttachmentInput } from './attachments-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Id, Part } from './input';
import { LateInput, lateOf } from './late-input';
import { unrecommendedElsewhere } from './nominations';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class SubmitNominationBody {
  @Id() readonly teacher: TeacherId;
  /** Handed in, against the notice's `requiredAttachments`. */
  @Attachments({ optional: true }) readonly attachments?: readonly (string | AttachmentInput)[];
  /** The papers were received before the deadline and are entered after it. */
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
}

export class SubmitNomination extends UseCase<{ readonly round: RoundId }, SubmitNominationBody> {}

@CommandHandler(SubmitNomination)
export class SubmitNominationHandler implements ICommandHandler<SubmitNomination, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** That she may not be nominated is a fact about her and is appended to her stream (design, section 3). */
  async execute(command: SubmitNomination): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher: candidate, attachments, late } = command.body;
    const handedIn = await attachmentsOf(this.desk, candidate, attachments);
    let unrecommended: ReadonlySet<NominationId> = new Set();
    return this.desk.run({
      command, useCase: SubmitNomination.name, aggregate: teacher, stream: teacherStream(candidate),
      world: async () => {
        const elsewhere = await unrecommendedElsewhere(this.desk, id, candidate);
        unrecommended = elsewhere.nominations;
        return worldOfRound(this.desk, id, 'other', elsewhere.reads);
      },
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitNomination'), unitOf(state, parametersOf(world.round).snapshotOn)),
      decide: (state, context, { world }) =>
        handedIn.kind === 'refused' ? handedIn : decideNominate(state, { nomination: context.createdId('nomination'), round: world.round, attachments: handedIn.attachments, unrecommended, ...lateOf(late) }, context),
      result: (facts) => ({ round: id, teacher: candidate, nomination: facts[0]?.data['nomination'] ?? null }),
    });
  }
}
