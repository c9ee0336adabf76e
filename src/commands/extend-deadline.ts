import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import type { OrgId, RoundId } from '../domain/facts';
import type { OrgLevel } from '../domain/registry-facts';
import { decideExtendDeadline } from '../domain/round/extension';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, Minute, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ExtendDeadlineBody {
  @OneOf(['SCHOOL', 'DISTRICT', 'CITY'], { means: { zh: '延长哪一级的截止时间', en: 'The level whose deadline is extended' } }) readonly level: OrgLevel;
  @Id({ optional: true, means: { zh: '只延长该级的某一单位；不写则为该级全部', en: 'One unit of the level; all of them where left out' } }) readonly unit?: OrgId;
  @Minute({ means: { zh: '新的最后一分钟（含，北京时间）', en: 'The new last minute, itself in (Asia/Shanghai)' } }) readonly until: BusinessMinute;
  @Part(() => ActInput) readonly act: ActInput;
}

export class ExtendDeadline extends UseCase<{ readonly round: RoundId }, ExtendDeadlineBody> {}

@CommandHandler(ExtendDeadline)
export class ExtendDeadlineHandler implements ICommandHandler<ExtendDeadline, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever may open such a round. */
  execute(command: ExtendDeadline): Promise<Outcome> {
    const { round: id } = command.target;
    const { level, unit = null, until, act } = command.body;
    return this.desk.run({
      command, useCase: ExtendDeadline.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'OpenRound', state),
      decide: (state, context) => decideExtendDeadline(state, { level, unit, until, act: actOf(act) }, context),
      result: () => ({ round: id, level, unit, until }),
    });
  }
}
