import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { decideEndMentorship, mentors, type PairEnd } from '../domain/mentoring/mentors';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { loadDossiers, type DossiersRead } from './holders';
import { Day, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { mentoringRequirements } from './requirements';
import { mentorsStream, readsOf, unitIn } from './studio-streams';
import { UseCase } from './use-case';

const REASONS = ['COMPLETED', 'TITLE_ENDED', 'RETIRED', 'DECEASED', 'TRANSFERRED', 'OWN_WISH', 'OTHER'] as const satisfies readonly PairEnd[];

export class EndMentorshipBody {
  @OneOf(REASONS, { means: { zh: '原因：COMPLETED 期满、TITLE_ENDED 称号终止、RETIRED 退休、DECEASED 去世、TRANSFERRED 调动、OWN_WISH 本人意愿、OTHER 其他', en: 'Why: completed, the mentor\'s title ended, retired, deceased, transferred, at one\'s own wish, or another reason' } }) readonly reason: PairEnd;
  @Day({ means: { zh: '不再结对的第一天', en: 'The first day on which they are no pair any more' } }) readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class EndMentorship extends UseCase<{ readonly programme: string; readonly pair: string }, EndMentorshipBody> {}

@CommandHandler(EndMentorship)
export class EndMentorshipHandler implements ICommandHandler<EndMentorship, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: EndMentorship): Promise<Outcome> {
    const { programme, pair } = command.target;
    const { reason, on, act } = command.body;
    let read: DossiersRead = new Map();
    return this.desk.run({
      command, useCase: EndMentorship.name, aggregate: mentors, stream: mentorsStream(programme),
      world: async () => {
        const known = (await this.desk.streams.load(mentors, mentorsStream(programme))).state.pairs.get(pair);
        read = await loadDossiers(this.desk, known === undefined ? [] : [known.mentee]);
        return this.desk.world({ programme, goesOn: true }, readsOf(read));
      },
      authority: (world, { state }) => {
        const known = state.pairs.get(pair);
        return world.authority(command.sender, mentoringRequirements(world.programme, known?.purpose), known === undefined ? null : unitIn(read, known.mentee, world.today));
      },
      decide: (state, context) => decideEndMentorship(state, { pair, reason, on, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ programme, pair }),
    });
  }
}
