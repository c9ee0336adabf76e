import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { parametersOf } from '../domain/round/round';
import { decideComplete } from '../domain/teacher/application';
import { teacher } from '../domain/teacher/teacher';
import { Attachments, attachmentsOf, type AttachmentInput } from './attachments-input';
import { Desk } from './desk';
import { unitOf } from './dossiers';
import { candidateStream, fileOwners, NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { Id, Part } from './input';
import { completeLate } from './late-completion';
import { LateInput, lateOf } from './late-input';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { openRound, worldOfRound } from './rounds';
import { settleReturnOf } from './settle-departures';
import { UseCase } from './use-case';

export class CompleteNominationBody {
  @Id() readonly teacher: TeacherId;
  @Attachments({ optional: true, means: { zh: '本次补交的材料；同种类的代替原有，其余保留，没有的不写', en: 'Handed in now; those of a kind that was there before take its place, the others stay. Left out for nothing new' } }) readonly attachments?: readonly (string | AttachmentInput)[];
  @Part(() => LateInput, { optional: true, means: { zh: '期限前已收到、期限后补录的；视为按时，已放弃的名额尚空的恢复；按时录入的不写', en: 'Its paper was received by the due minute and is entered after it: it counts, and seats given up meanwhile are given back where they are still free. Left out where it is entered in time' } }) readonly late?: LateInput;
}

/** 补正重报: the school hands in again what was returned, until the due minute. The earlier versions stay. */
export class CompleteNomination extends UseCase<{ readonly round: RoundId }, CompleteNominationBody> {}

@CommandHandler(CompleteNomination)
export class CompleteNominationHandler implements ICommandHandler<CompleteNomination, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: CompleteNomination): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher: candidate } = command.body;
    const handedIn = await attachmentsOf(this.desk, await fileOwners(this.desk, id, candidate), command.body.attachments);
    const { late } = lateOf(command.body.late);
    if (late !== undefined && handedIn.kind !== 'refused') return completeLate(this.desk, { command, useCase: CompleteNomination.name, candidate, attachments: handedIn.attachments, late });
    const { state: before } = await openRound(this.desk, id);
    const stream = await candidateStream(this.desk, id, candidate);
    let members: MembersRead = NO_MEMBERS;
    const done = await this.desk.transact(this.desk.attempt(command, CompleteNomination.name), {
      aggregate: teacher, stream,
      world: async () => {
        members = await readMembers(this.desk, (await this.desk.streams.load(teacher, stream)).state);
        return worldOfRound(this.desk, id, 'other', members.reads);
      },
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitNomination'), unitOf(state, parametersOf(before).snapshotOn)),
      decide: (state, context, { world }) => {
        if (handedIn.kind === 'refused') return handedIn;
        requireAllRead(state, stream, members);
        return decideComplete(state, { round: world.round, attachments: handedIn.attachments, dossiers: members.dossiers }, context);
      },
    });
    const [completed] = done.facts;
    const result = { round: id, teacher: candidate, version: completed?.data['version'] ?? null };
    if (completed?.type !== 'NominationCompleted') return this.desk.outcome(done, () => result);
    const settled = await settleReturnOf(this.desk, id, String(completed.data['nomination']));
    return this.desk.chain(done, settled, result);
  }
}
