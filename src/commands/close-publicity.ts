import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId } from '../domain/facts';
import { decideClosePublicity } from '../domain/round/publicity';
import { round } from '../domain/round/round';
import { ActInput, actOf, ProofInput } from './act-input';
import { Desk, roundStream } from './desk';
import { Part, Parts, Whole } from './input';
import type { Outcome } from './outcome';
import { authorityOverPublicity, dossiersOfList, PickBody, pickOf, rowsToday, todayByNomination, type Listed } from './publicity-list';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class ClosePublicityBody extends PickBody {
  @Parts(() => ProofInput, 1, 20, { means: { zh: '各公示地点的证明', en: 'What shows that the list was posted, place by place' } }) readonly proofs: readonly ProofInput[];
  @Whole(0, 100_000, { means: { zh: '公示期内收到的异议件数', en: 'Objections received in the window' } }) readonly objections: number;
  @Part(() => ActInput, { optional: true, means: { zh: '盖章的公示情况说明；没有的不写', en: 'The stamped 公示情况说明; left out where there is none' } }) readonly statement?: ActInput;
}

export class ClosePublicity extends UseCase<{ readonly round: RoundId }, ClosePublicityBody> {}

@CommandHandler(ClosePublicity)
export class ClosePublicityHandler implements ICommandHandler<ClosePublicity, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: ClosePublicity): Promise<Outcome> {
    const { target: { round: id }, body: { proofs, objections, statement } } = command;
    const pick = pickOf(command.body);
    let people: readonly Listed[] = [];
    return this.desk.run({
      command, useCase: ClosePublicity.name, aggregate: round, stream: roundStream(id),
      world: async () => {
        people = await dossiersOfList(this.desk, id, pick);
        return worldOfRound(this.desk, id, 'own', people);
      },
      authority: (world, { state }) => authorityOverPublicity(world, command.sender, 'ClosePublicity', state, pick),
      decide: (state, context) => decideClosePublicity(state, {
        pick, proofs: proofs.map(({ place, file }) => ({ place, file })), objections,
        today: todayByNomination(people, rowsToday(state, people, pick, context)),
        ...(statement === undefined ? {} : { statement: actOf(statement) }),
      }, context),
      result: () => ({ round: id }),
    });
  }
}
