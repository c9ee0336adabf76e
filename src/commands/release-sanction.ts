import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, TeacherId } from '../domain/facts';
import type { SanctionReview } from '../domain/teacher/career-facts';
import { decideReleaseSanction } from '../domain/teacher/sanction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class ReleaseSanctionBody {
  @OneOf(['RELEASED', 'EXTENDED', 'MAINTAINED', 'QUASHED'], { means: { zh: 'RELEASED 解除、EXTENDED 延长、MAINTAINED 维持、QUASHED 申诉后撤销', en: 'Released (解除), extended (延长), maintained (维持), or quashed (撤销) on appeal' } }) readonly outcome: SanctionReview;
  @Day({ optional: true, means: { zh: 'EXTENDED 时新的最后一天；其他不写', en: 'With EXTENDED: the new last day; left out otherwise' } }) readonly to?: BusinessDate;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true, means: { zh: '不再有效的第一天，默认今天', en: 'First day on which it no longer holds; today where left out' } }) readonly effectiveOn?: BusinessDate;
}

export class ReleaseSanction extends UseCase<{ readonly teacher: TeacherId; readonly sanction: EventId }, ReleaseSanctionBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(ReleaseSanction)
export class ReleaseSanctionHandler implements ICommandHandler<ReleaseSanction, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ReleaseSanction): Promise<Outcome> {
    const { teacher: id, sanction } = command.target;
    const { outcome, to = null, reason, act, effectiveOn } = command.body;
    return this.desk.run(looking(this.desk, effectiveOn ?? this.desk.ports.clock.today(), {
      command, useCase: ReleaseSanction.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => 
        decideReleaseSanction(state, { sanction, outcome, to, reason, act: actOf(act), ...(effectiveOn === undefined ? {} : { effectiveOn }) }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
