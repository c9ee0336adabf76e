import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NominationId, RoundId } from '../domain/facts';
import { decideSubstitute } from '../domain/round/approval';
import type { SubstitutionReason } from '../domain/round/facts';
import { round } from '../domain/round/round';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class SubstituteCandidateBody {
  /** Who left the list; the next by rank comes in, nobody is picked. */
  @Id() readonly out: NominationId;
  @OneOf(['STRUCK', 'WITHDRAWN', 'INELIGIBLE']) readonly reasonCode: SubstitutionReason;
  @Part(() => ActInput) readonly act: ActInput;
}

export class SubstituteCandidate extends UseCase<{ readonly round: RoundId }, SubstituteCandidateBody> {}

@CommandHandler(SubstituteCandidate)
export class SubstituteCandidateHandler implements ICommandHandler<SubstituteCandidate, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SubstituteCandidate): Promise<Outcome> {
    const { round: id } = command.target;
    const { out, reasonCode, act } = command.body;
    return this.desk.run({
      command, useCase: SubstituteCandidate.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'SubstituteCandidate', state),
      decide: (state, context) => decideSubstitute(state, { out, reasonCode, act: actOf(act) }, context),
      result: (facts) => ({ round: id, out, in: facts[0]?.data['in'] ?? null }),
    });
  }
}
