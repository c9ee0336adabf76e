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
  @Flag({ means: { zh: 'true：此人有问题，暂缓；只影响此人', en: 'True: something stands against her. Only she is held by it' } }) readonly holds: boolean;
  @Text(1_000, { optional: true, means: { zh: '回函所述情况；只有经办人可读，没有的不写', en: 'What the letter says of her; left out where it says nothing' } }) readonly reason?: string;
}

export class AnswerVettingBody {
  @Id({ means: { zh: '回函部门，规则文件中的代码', en: 'The body that answers, by its code in the rule file' } }) readonly body: string;
  @Parts(() => VettingAnswerInput, 1, 2_000, { means: { zh: '对各候选人的答复', en: 'What it answers about each of those asked about' } }) readonly answers: readonly VettingAnswerInput[];
  @Part(() => ActInput, { means: { zh: '回函：文号与文件', en: 'The letter: its number and the file' } }) readonly act: ActInput;
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
