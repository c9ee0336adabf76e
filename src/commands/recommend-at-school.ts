import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Id, Part, Text } from './input';
import { LateInput, lateOf } from './late-input';
import type { Outcome } from './outcome';
import { recommend } from './recommendation';
import { UseCase } from './use-case';

export class RecommendAtSchoolBody {
  @Id() readonly teacher: TeacherId;
  @Part(() => ActInput) readonly act: ActInput;
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
  @Text(40, { optional: true }) readonly printed?: string;
}

export class RecommendAtSchool extends UseCase<{ readonly round: RoundId }, RecommendAtSchoolBody> {}

@CommandHandler(RecommendAtSchool)
export class RecommendAtSchoolHandler implements ICommandHandler<RecommendAtSchool, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecommendAtSchool): Promise<Outcome> {
    const { teacher, act, late, printed } = command.body;
    return recommend(this.desk, { command, useCase: 'RecommendAtSchool', level: 'SCHOOL', candidate: teacher, act: actOf(act), ...lateOf(late), ...(printed === undefined ? {} : { printed }) });
  }
}
