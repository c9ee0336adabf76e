import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NominationId, RoundId, TeacherId } from '../domain/facts';
import { parametersOf } from '../domain/round/round';
import { decideNominate } from '../domain/teacher/nomination';
import { teacher } from '../domain/teacher/teacher';
import { Attachments, attachmentsOf, type AttachmentInput } from './attachments-input';
import { Desk } from './desk';
import { unitOf } from './dossiers';
import { candidateStream, fileOwners, isOfOtherKind, NO_MEMBERS, readMembers, requireAllRead, type MembersRead } from './holders';
import { Id, Part } from './input';
import { LateInput, lateOf } from './late-input';
import { unrecommendedElsewhere } from './nominations';
import type { Outcome } from './outcome';
import { requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { settleTeam } from './settle-team';
import { UseCase } from './use-case';

export class SubmitNominationBody {
  @Id() readonly teacher: TeacherId;
  @Attachments({ optional: true, means: 'handedIn' }) readonly attachments?: readonly (string | AttachmentInput)[];
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
    const handedIn = await attachmentsOf(this.desk, await fileOwners(this.desk, id, candidate), attachments);
    const stream = await candidateStream(this.desk, id, candidate);
    const otherKind = await isOfOtherKind(this.desk, id, candidate);
    let unrecommended: ReadonlySet<NominationId> = new Set();
    let members: MembersRead = NO_MEMBERS;
    const done = await this.desk.transact(this.desk.attempt(command, SubmitNomination.name), {
      aggregate: teacher, stream,
      world: async () => {
        const elsewhere = await unrecommendedElsewhere(this.desk, id, candidate);
        unrecommended = elsewhere.nominations;
        members = await readMembers(this.desk, (await this.desk.streams.load(teacher, stream)).state);
        return worldOfRound(this.desk, id, 'other', [...elsewhere.reads, ...members.reads]);
      },
      authority: (world, { state }) => world.authority(command.sender, requirementsOf(world.programme, 'SubmitNomination'), unitOf(state, parametersOf(world.round).snapshotOn)),
      decide: (state, context, { world }) => {
        if (handedIn.kind === 'refused') return handedIn;
        requireAllRead(state, stream, members);
        return decideNominate(state, { nomination: context.createdId('nomination'), round: world.round, attachments: handedIn.attachments, unrecommended, otherKind, dossiers: members.dossiers, ...lateOf(late) }, context);
      },
    });
    const [nominated] = done.facts;
    const result = { round: id, teacher: candidate, nomination: nominated?.data['nomination'] ?? null };
    // A member under a sanction is no reason to refuse a team: somebody decides (E39).
    const looked = nominated?.type === 'Nominated' && done.loaded.state.kind === 'TEAM' ? await settleTeam(this.desk, nominated, stream) : null;
    return looked === null ? this.desk.outcome(done, () => result) : this.desk.chain(done, looked, result);
  }
}
