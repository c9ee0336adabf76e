import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Id, OneOf, Part, Text } from './input';
import { LateInput, lateOf } from './late-input';
import type { Outcome } from './outcome';
import { recommend } from './recommendation';
import { UseCase } from './use-case';

export class RecommendAtLevelBody {
  @Id() readonly teacher: TeacherId;
  @OneOf(['DISTRICT', 'CITY'], { means: { zh: '学校以上的哪一级推荐：县（区），或由省审定时的市', en: 'Above the school: the county, or the city where the province decides' } }) readonly level: 'DISTRICT' | 'CITY';
  @Part(() => ActInput) readonly act: ActInput;
  @Part(() => LateInput, { optional: true }) readonly late?: LateInput;
  @Text(40, { optional: true }) readonly printed?: string;
}

/** 逐级推荐: the body of a level above the school recommends whom the level below has recommended. */
export class RecommendAtLevel extends UseCase<{ readonly round: RoundId }, RecommendAtLevelBody> {}

@CommandHandler(RecommendAtLevel)
export class RecommendAtLevelHandler implements ICommandHandler<RecommendAtLevel, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecommendAtLevel): Promise<Outcome> {
    const { teacher, level, act, late, printed } = command.body;
    return recommend(this.desk, { command, useCase: 'RecommendAtLevel', level, candidate: teacher, act: actOf(act), ...lateOf(late), ...(printed === undefined ? {} : { printed }) });
  }
}
