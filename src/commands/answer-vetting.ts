import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NominationId, RoundId } from '../domain/facts';
import { round, type RoundState } from '../domain/round/round';
import { decideAnswerVetting } from '../domain/round/vetting';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import type { Authority, World } from './world';
import { Flag, Id, Part, Parts, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase, type Sender } from './use-case';

export class VettingAnswerInput {
  @Id() readonly nomination: NominationId;
  /** True: something stands against her. Only she is held by it. */
  @Flag() readonly holds: boolean;
  @Text(1_000, { optional: true }) readonly reason?: string;
}

export class AnswerVettingBody {
  /** Code of the body that answers. */
  @Id() readonly body: string;
  @Parts(() => VettingAnswerInput, 1, 2_000) readonly answers: readonly VettingAnswerInput[];
  /** The letter: its number and the file. */
  @Part(() => ActInput) readonly act: ActInput;
}

export class AnswerVetting extends UseCase<{ readonly round: RoundId }, AnswerVettingBody> {}

@CommandHandler(AnswerVetting)
export class AnswerVettingHandler implements ICommandHandler<AnswerVetting, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AnswerVetting): Promise<Outcome> {
    const { round: id } = command.target;
    const { body, answers, act } = command.body;
    return this.desk.run({
      command, useCase: AnswerVetting.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => ofTheBody(world, command.sender, state, body),
      decide: (state, context) =>
        decideAnswerVetting(state, { body, answers: answers.map(({ nomination, holds, reason }) => ({ nomination, holds, ...(reason === undefined ? {} : { reason }) })), act: actOf(act) }, context),
      result: () => ({ round: id, body }),
    });
  }
}

/** Somebody of the body itself, or the office that asked and enters its letter. */
function ofTheBody(world: World, sender: Sender, state: RoundState, body: string): Authority {
  const org = [...(state.vetting.get(body)?.values() ?? [])][0]?.org;
  const own = org === undefined ? null : world.authority(sender, [{ post: 'BureauOfficer', level: null }, { post: 'ResearchCentre', level: null }, { post: 'Auditor', level: null }], org);
  return own?.kind === 'authorised' ? own : authorityOverRound(world, sender, 'RequestVetting', state);
}
