import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId, RoundId } from '../domain/facts';
import type { ExceptedRole } from '../domain/people';
import { round } from '../domain/round/round';
import { decideExceptSeparation } from '../domain/round/separation';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, Part, SomeOf } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ExceptSeparationBody {
  @Id({ means: { zh: '获准兼任的人（人员标识）', en: 'Who is excepted, by person id' } }) readonly person: PersonId;
  @SomeOf(['RECOMMENDER', 'SCORER', 'DECIDER', 'OBJECTION_HANDLER'], 2, 4, { means: { zh: '可以兼任的两项以上：RECOMMENDER 推荐、SCORER 评分、DECIDER 决定、OBJECTION_HANDLER 办理异议', en: 'Two or more that she may hold together' } }) readonly roles: readonly ExceptedRole[];
  @Part(() => ActInput) readonly act: ActInput;
}

export class ExceptSeparation extends UseCase<{ readonly round: RoundId }, ExceptSeparationBody> {}

@CommandHandler(ExceptSeparation)
export class ExceptSeparationHandler implements ICommandHandler<ExceptSeparation, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Recorded by an officer of the body that approves, or of one above it. */
  execute(command: ExceptSeparation): Promise<Outcome> {
    const { round: id } = command.target;
    const { person, roles, act } = command.body;
    return this.desk.run({
      command, useCase: ExceptSeparation.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world) => world.authority(command.sender, bureau, act.body),
      decide: (state, context) => decideExceptSeparation(state, { person, roles, act: actOf(act) }, context),
      result: () => ({ round: id, person }),
    });
  }
}
