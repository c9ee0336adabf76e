import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OrgId, RoundId } from '../domain/facts';
import { round } from '../domain/round/round';
import { decideRequestVetting } from '../domain/round/vetting';
import { ActInput, actOf } from './act-input';
import { Desk, roundStream } from './desk';
import { Id, Part, Parts } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class VettingBodyInput {
  @Id({ means: { zh: '联审部门，规则文件中的代码', en: 'The body that is asked, by its code in the rule file' } }) readonly code: string;
  @Id({ means: { zh: '该部门在本系统中的单位', en: 'The unit that it is here' } }) readonly org: OrgId;
}

export class RequestVettingBody {
  @Parts(() => VettingBodyInput, 1, 20, { means: { zh: '发函的各部门', en: 'The bodies that are asked' } }) readonly bodies: readonly VettingBodyInput[];
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RequestVetting extends UseCase<{ readonly round: RoundId }, RequestVettingBody> {}

@CommandHandler(RequestVetting)
export class RequestVettingHandler implements ICommandHandler<RequestVetting, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** About everyone on the list who was not asked about yet, so that it is sent again for who came on it later. */
  execute(command: RequestVetting): Promise<Outcome> {
    const { round: id } = command.target;
    const { bodies, act } = command.body;
    return this.desk.run({
      command, useCase: RequestVetting.name, aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'RequestVetting', state),
      decide: (state, context) => decideRequestVetting(state, { bodies: bodies.map(({ code, org }) => ({ code, org })), ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ round: id, due: facts[0]?.data['due'] ?? null, nominations: facts[0]?.data['nominations'] ?? [] }),
    });
  }
}
