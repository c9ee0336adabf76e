import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { decideSuspendClock } from '../domain/round/publicity-clock';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Day, Flag, Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, PickBody, pickOf } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class SuspendPublicityClockBody extends PickBody {
  @Id({ means: { zh: '名单上被调查者的申报', en: 'On the list: whom the investigation is about' } }) readonly nomination: string;
  @Text(2_000, { means: { zh: '中止理由；只有组织和监督该届的人员可读', en: 'Why; read by whoever runs or oversees the round, and by nobody else' } }) readonly reason: string;
  @Flag({ means: { zh: '中止期间名单是否继续张贴', en: 'Whether the list stays up while the clock stands still' } }) readonly staysPosted: boolean;
  @Part(() => ActInput) readonly act: ActInput;
  @Day({ optional: true, means: { zh: '不计入公示期的第一天，默认今天', en: 'The first day that does not count; today where left out' } }) readonly on?: BusinessDate;
}

export class SuspendPublicityClock extends UseCase<{ readonly round: RoundId }, SuspendPublicityClockBody> {}

@CommandHandler(SuspendPublicityClock)
export class SuspendPublicityClockHandler implements ICommandHandler<SuspendPublicityClock, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SuspendPublicityClock): Promise<Outcome> {
    const { round: id } = command.target;
    const { nomination, reason, staysPosted, act, on } = command.body;
    const pick = pickOf(command.body);
    return this.desk.run({
      command, useCase: SuspendPublicityClock.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverPublicity(world, command.sender, 'ClosePublicity', state, pick),
      decide: (state, context) => decideSuspendClock(state, { pick, nomination, reason, staysPosted, act: actOf(act), ...(on === undefined ? {} : { on }) }, context),
      result: (facts) => ({ round: id, counted: facts[0]?.data['counted'] ?? null, left: facts[0]?.data['left'] ?? null }),
    });
  }
}
