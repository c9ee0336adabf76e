import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { RoundId } from '../domain/facts';
import { decideDrawByPublished, draw } from '../domain/panel/draw';
import { Desk, drawStream } from './desk';
import { sha256 } from './hashing';
import { Day, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class DrawPanelBody {
  @Text(200, { means: { zh: '公布的是什么、在何处：如某彩票及期号', en: 'What was published and where: a lottery and its issue' } }) readonly reference: string;
  @Text(200, { means: { zh: '公布的数', en: 'The number as published, digit for digit' } }) readonly value: string;
  @Day({ means: { zh: '公布日期', en: 'The day on which it was published' } }) readonly on: BusinessDate;
}

/** The experts are drawn by a number that others published after the list was fixed. */
export class DrawPanel extends UseCase<{ readonly round: RoundId; readonly draw: number }, DrawPanelBody> {}

@CommandHandler(DrawPanel)
export class DrawPanelHandler implements ICommandHandler<DrawPanel, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: DrawPanel): Promise<Outcome> {
    const { round: id, draw: n } = command.target;
    return this.desk.run({
      command, useCase: DrawPanel.name, aggregate: draw, stream: drawStream(id, n),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world) => authorityOverRound(world, command.sender, 'FormPanel', world.round),
      decide: (state, context, { world }) => decideDrawByPublished(state, { reference: command.body.reference, value: command.body.value, on: command.body.on, hash: sha256 }, world.round, context),
      result: (_facts, { state }) => ({ round: id, draw: n, drawn: state.seated }),
    });
  }
}
