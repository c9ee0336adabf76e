import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { TeacherId } from '../domain/facts';
import { decideUndoMerge } from '../domain/teacher/merge';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { settleUndoing } from './settle-merge';
import { UseCase } from './use-case';

export class UndoMergeBody {
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** `teacher`: the dossier that went on; `absorbed`: the one that becomes its own again. */
export class UndoMerge extends UseCase<{ readonly teacher: TeacherId; readonly absorbed: TeacherId }, UndoMergeBody> {}

@CommandHandler(UndoMerge)
export class UndoMergeHandler implements ICommandHandler<UndoMerge, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Each fact goes back to its own stream; what was decided on both since is told, and a review of each is asked for. */
  async execute(command: UndoMerge): Promise<Outcome> {
    const { teacher: into, absorbed } = command.target;
    const { reason, act } = command.body;
    const done = await this.desk.transact(this.desk.attempt(command, UndoMerge.name), {
      aggregate: teacher, stream: teacherStream(into),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => decideUndoMerge(state, { from: absorbed, reason, act: actOf(act) }, context),
    });
    const [undone, ...reviews] = done.facts;
    return this.desk.chain(done, undone === undefined ? null : await settleUndoing(this.desk, undone), { teacher: into, absorbed, reviews: reviews.map(({ id }) => id) });
  }
}
