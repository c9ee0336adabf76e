import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideOrderOpening } from '../domain/round/ranking';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { loadPanels, openRound, type PanelRead, worldOfRound } from './rounds';
import { settleOpening } from './settle';
import { UseCase } from './use-case';

export class OpenScoresBody {
  @Part(() => ActInput) readonly act: ActInput;
}

export class OpenScores extends UseCase<{ readonly round: RoundId }, OpenScoresBody> {}

@CommandHandler(OpenScores)
export class OpenScoresHandler implements ICommandHandler<OpenScores, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: OpenScores): Promise<Outcome> {
    const { round: id } = command.target;
    let panels: readonly PanelRead[] = [];
    const done = await this.desk.transact(this.desk.attempt(command, OpenScores.name), {
      aggregate: round, stream: roundStream(id),
      world: async () => {
        panels = await loadPanels(this.desk, (await openRound(this.desk, id)).state);
        return worldOfRound(this.desk, id, 'own', panels);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'OpenScores', state),
      decide: (state, context) => decideOrderOpening(state, { panels: panels.map(({ loaded }) => loaded.state), act: actOf(command.body.act) }, context),
    });
    const [order] = done.facts;
    return this.desk.chain(done, order === undefined ? null : await settleOpening(this.desk, order), { round: id, panels: panels.length });
  }
}
