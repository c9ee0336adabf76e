import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { decideResumeClock } from '../domain/round/publicity-clock';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, PickBody, pickOf } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ResumePublicityClockBody extends PickBody {
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
  @Day({ optional: true, means: { zh: '恢复计时的首日，如同张贴之日，默认今天', en: 'It runs on from here as from a posting day; today where left out' } }) readonly on?: BusinessDate;
}

export class ResumePublicityClock extends UseCase<{ readonly round: RoundId }, ResumePublicityClockBody> {}

@CommandHandler(ResumePublicityClock)
export class ResumePublicityClockHandler implements ICommandHandler<ResumePublicityClock, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ResumePublicityClock): Promise<Outcome> {
    const { round: id } = command.target;
    const { act, on } = command.body;
    const pick = pickOf(command.body);
    return this.desk.run({
      command, useCase: ResumePublicityClock.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverPublicity(world, command.sender, 'ClosePublicity', state, pick),
      decide: (state, context) => decideResumeClock(state, { pick, ...(act === undefined ? {} : { act: actOf(act) }), ...(on === undefined ? {} : { on }) }, context),
      result: (facts) => ({ round: id, left: facts[0]?.data['left'] ?? null, lastDay: facts[0]?.data['lastDay'] ?? null, provisional: facts[0]?.data['provisional'] ?? null }),
    });
  }
}
