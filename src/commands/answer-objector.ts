import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { type AnswerChannel, decideAnswerObjector, objection } from '../domain/objection';
import { Day, OneOf } from './input';
import { Desk, objectionStream } from './desk';
import { worldOfObjection } from './objections';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { UseCase } from './use-case';

export class AnswerObjectorBody {
  @OneOf(['LETTER', 'IN_PERSON', 'PHONE', 'MESSAGE'], { means: { zh: '答复方式：LETTER 书面、IN_PERSON 当面、PHONE 电话、MESSAGE 短信或网络消息', en: 'How the reply was given: by letter, in person, by telephone or by message' } }) readonly channel: AnswerChannel;
  @Day({ means: { zh: '答复日期', en: 'The day on which it was given' } }) readonly sentOn: BusinessDate;
}

export class AnswerObjector extends UseCase<{ readonly objection: string }, AnswerObjectorBody> {}

@CommandHandler(AnswerObjector)
export class AnswerObjectorHandler implements ICommandHandler<AnswerObjector, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The reply to a real-name objector, once it is sent. */
  execute(command: AnswerObjector): Promise<Outcome> {
    const { objection: id } = command.target;
    return this.desk.run({
      command, useCase: AnswerObjector.name, aggregate: objection, stream: objectionStream(id),
      world: () => worldOfObjection(this.desk, id),
      authority: (world) => authorityOverRound(world, command.sender, 'HandleObjections', world.round),
      decide: (state, context, { world }) => decideAnswerObjector(state, { channel: command.body.channel, sentOn: command.body.sentOn }, world.round, context),
      result: () => ({ objection: id }),
    });
  }
}
