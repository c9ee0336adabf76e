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
  @Id({ means: { zh: '退出名单的申报；由下一名次递补，不得另选', en: 'The nomination that left the list; the next by rank comes in, nobody is picked' } }) readonly out: NominationId;
  @OneOf(['STRUCK', 'WITHDRAWN', 'INELIGIBLE'], { means: { zh: '退出原因：STRUCK 审定时删减、WITHDRAWN 本人撤回、INELIGIBLE 不符合条件', en: 'Struck from the list, withdrawn, or found ineligible' } }) readonly reasonCode: SubstitutionReason;
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
