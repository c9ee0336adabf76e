import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId, RoundId } from '../domain/facts';
import { decideDeclineDraw, draw } from '../domain/panel/draw';
import { Desk, drawStream } from './desk';
import { Id, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class DeclineDrawBody {
  @Id({ means: { zh: '谢绝的评委（人员标识）', en: 'The expert who was drawn and declines' } }) readonly person: PersonId;
  @Text(500, { means: { zh: '谢绝的理由；以其本人的密钥保存', en: 'Why she declines; kept under her own key' } }) readonly reason: string;
}

/** Who was drawn cannot come: the next in order takes the place. */
export class DeclineDraw extends UseCase<{ readonly round: RoundId; readonly draw: number }, DeclineDrawBody> {}

@CommandHandler(DeclineDraw)
export class DeclineDrawHandler implements ICommandHandler<DeclineDraw, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DeclineDraw): Promise<Outcome> {
    const { round: id, draw: n } = command.target;
    return this.desk.run({
      command, useCase: DeclineDraw.name, aggregate: draw, stream: drawStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideDeclineDraw(state, { person: command.body.person, reason: command.body.reason }, world.round, context),
      result: (_facts, { state }) => ({ round: id, draw: n, drawn: state.seated }),
    });
  }
}
