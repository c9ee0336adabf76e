import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JsonObject, NominationId, Recorded, RoundId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideRank } from '../domain/round/ranking';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Ids, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { loadPanels, openRound, type PanelRead, worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class RankCandidatesBody {
  /** Nominations of one tie at the cut-off in the order a body decided; asked for by the refusal `tieAtTheCut`. */
  @Ids(2, 2_000, { optional: true }) readonly tieOrder?: readonly NominationId[];
  /** The decision that `tieOrder` rests on. */
  @Part(() => ActInput, { optional: true }) readonly act?: ActInput;
}

export class RankCandidates extends UseCase<{ readonly round: RoundId }, RankCandidatesBody> {}

@CommandHandler(RankCandidates)
export class RankCandidatesHandler implements ICommandHandler<RankCandidates, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RankCandidates): Promise<Outcome> {
    const { round: id } = command.target;
    const { tieOrder, act } = command.body;
    let panels: readonly PanelRead[] = [];
    return this.desk.run({
      command, useCase: RankCandidates.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        panels = await loadPanels(this.desk, (await openRound(this.desk, id)).state);
        return worldOfRound(this.desk, id, 'own', panels);
      },
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'RankCandidates', state),
      decide: (state, context) =>
        decideRank(state, { panels: panels.map(({ loaded }) => loaded.state), ...(tieOrder === undefined ? {} : { tieOrder: [...tieOrder] }), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ round: id, lines: facts[0]?.data['lines'] ?? [], workings: workingsIn(facts[0]) }),
    });
  }
}

/** Every number from sheet to rank, by teacher; absent where her data was erased. */
function workingsIn(ranked: Recorded | undefined): JsonObject {
  return Object.fromEntries(Object.entries(ranked?.private ?? {}).flatMap(([teacher, part]) => (part === null ? [] : [[teacher, part]])));
}
