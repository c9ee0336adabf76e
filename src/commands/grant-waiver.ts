import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RoundId, TeacherId } from '../domain/facts';
import { parametersOf } from '../domain/round/round';
import { teacher } from '../domain/teacher/teacher';
import { decideGrantWaiver, ruleOfRound } from '../domain/teacher/waiver';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { candidateStream } from './holders';
import { unitOf } from './dossiers';
import { Id, Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { worldOfRound } from './rounds';
import { UseCase } from './use-case';

export class GrantWaiverBody {
  @Id() readonly teacher: TeacherId;
  @Id({ means: { zh: '例外所涉条件，规则文件该层级中的代码', en: 'The condition that is waived, by its code in the programme\'s list for the tier' } }) readonly rule: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class GrantWaiver extends UseCase<{ readonly round: RoundId }, GrantWaiverBody> {}

@CommandHandler(GrantWaiver)
export class GrantWaiverHandler implements ICommandHandler<GrantWaiver, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By the post that the condition's entry names; where it names none, a bureau is told that nobody may. */
  async execute(command: GrantWaiver): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher: candidate, rule, reason, act } = command.body;
    return this.desk.run({
      command, useCase: GrantWaiver.name, aggregate: teacher, stream: await candidateStream(this.desk, id, candidate),
      world: () => worldOfRound(this.desk, id, 'other'),
      authority: (world, { state }) => {
        const waiver = world.programme === undefined ? undefined : ruleOfRound(world.round, world.programme, rule)?.waiver;
        return world.authority(command.sender, waiver === undefined ? bureau : [waiver], unitOf(state, parametersOf(world.round).snapshotOn));
      },
      decide: (state, context, { world }) => decideGrantWaiver(state, { round: world.round, rule, reason, act: actOf(act) }, context),
      result: (facts) => ({ round: id, teacher: candidate, event: facts[0]?.id ?? null }),
    });
  }
}
