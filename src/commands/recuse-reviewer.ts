import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId, RoundId, TeacherId } from '../domain/facts';
import { decideRecuse } from '../domain/panel/recusal';
import { panel } from '../domain/panel/state';
import type { ConflictKind } from '../domain/programme-rules';
import { rolesIn } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { CONFLICT_KINDS } from './declare-conflict';
import { Desk, panelStream } from './desk';
import { Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class RecuseReviewerBody {
  @Id({ means: { zh: '回避的评委（人员标识）', en: 'The expert who is taken off, by person id' } }) readonly expert: PersonId;
  @Id({ means: { zh: '所回避的候选人（教师或团队标识）', en: 'The candidate she is taken off, by id of teacher or team' } }) readonly teacher: TeacherId;
  @OneOf(CONFLICT_KINDS, { means: 'conflictKind' }) readonly ground: ConflictKind;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 回避: who runs the round takes one expert off one candidate. */
export class RecuseReviewer extends UseCase<{ readonly round: RoundId; readonly panel: number }, RecuseReviewerBody> {}

@CommandHandler(RecuseReviewer)
export class RecuseReviewerHandler implements ICommandHandler<RecuseReviewer, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecuseReviewer): Promise<Outcome> {
    const { round: id, panel: n } = command.target;
    const { expert, teacher, ground, act } = command.body;
    return this.desk.run({
      command, useCase: RecuseReviewer.name, aggregate: panel, stream: panelStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideRecuse(state, { expert, teacher, ground, ...(act === undefined ? {} : { act: actOf(act) }) }, rolesIn(world.round), context),
      result: () => ({ round: id, panel: n, expert, teacher }),
    });
  }
}
