import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DecisionContext } from '../domain/context';
import type { EventId, TeacherId } from '../domain/facts';
import type { RoundRoles } from '../domain/people';
import { rolesIn } from '../domain/round/round';
import { decideConcludeReview, isOfTitle, reviewOf, roundUnderReview } from '../domain/teacher/review';
import { teacher, type TeacherState } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { matterOfTitle, unitOf } from './dossiers';
import { NotFoundError } from './errors';
import { Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound, bureau, requirementsOf } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ConcludeReviewBody {
  @Text(2_000, { means: { zh: '为何维持；以其本人的密钥保存', en: 'Why the outcome stands; kept under the teacher\'s own key' } }) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

/** The outcome under review stands. */
export class ConcludeReview extends UseCase<{ readonly teacher: TeacherId; readonly review: EventId }, ConcludeReviewBody> {}

@CommandHandler(ConcludeReview)
export class ConcludeReviewHandler implements ICommandHandler<ConcludeReview, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Who may take a title away may say that it stays; what came before a title is for who decides objections of the round. */
  async execute(command: ConcludeReview): Promise<Outcome> {
    const { teacher: id, review: event } = command.target;
    const { reason, act } = command.body;
    const { state: before } = await this.desk.streams.load(teacher, teacherStream(id));
    const review = reviewOf(before, event);
    const of = review === null ? null : roundUnderReview(before, review);
    if (review === null) throw new NotFoundError('review', event);
    const decide = (state: TeacherState, context: DecisionContext, roles: RoundRoles | null) => decideConcludeReview(state, { review: event, roles, reason, act: actOf(act) }, context);
    const result = () => ({ teacher: id, review: event, conclusion: 'STANDS' });
    // What a parted merger left in doubt may be of no round: then her bureau says what becomes of it.
    if (of === null) {
      return this.desk.run({
        command, useCase: ConcludeReview.name, aggregate: teacher, stream: teacherStream(id),
        world: () => this.desk.world(),
        authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
        decide: (state, context) => decide(state, context, null),
        result,
      });
    }
    return this.desk.run({
      command, useCase: ConcludeReview.name, aggregate: teacher, stream: teacherStream(id),
      world: () => worldOfRound(this.desk, of, 'other', [], matterOfTitle(before, review.title, this.desk.ports.clock.today())),
      authority: (world, { state }) =>
        isOfTitle(review) ? world.authority(command.sender, requirementsOf(world.programme, 'RevokeTitle'), unitOf(state, world.today)) : authorityOverRound(world, command.sender, 'HandleObjections', world.round),
      decide: (state, context, { world }) => decide(state, context, rolesIn(world.round)),
      result,
    });
  }
}
