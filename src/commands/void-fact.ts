import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId } from '../domain/facts';
import { decidingBody } from '../domain/teacher/concerned';
import { decideVoid, type PinnedRound } from '../domain/teacher/correction';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, type Cites } from './desk';
import { unitOf, worldOfCorrection } from './dossiers';
import { holderOfTarget, namedInAnswer, type HolderTarget } from './holders';
import { Id, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { requirementsToUndo, type Undoing } from './requirements';
import { UseCase } from './use-case';

export class VoidFactBody {
  @Id({ means: { zh: '未曾发生的事实（事件标识）', en: 'The fact that never happened, by event id' } }) readonly event: EventId;
  @OneOf(['WRONG_PERSON', 'ENTERED_TWICE', 'NEVER_HAPPENED', 'EVIDENCE_FALSE', 'GROUND_CORRECTED'], { means: { zh: 'WRONG_PERSON 记错了人、ENTERED_TWICE 重复登记、NEVER_HAPPENED 未曾发生、EVIDENCE_FALSE 材料虚假、GROUND_CORRECTED 所依据的事实已更正', en: 'Wrong person, entered twice, never happened, its evidence is false, or what it rested on was corrected' } }) readonly reasonCode: string;
  @Text(2_000) readonly reason: string;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class VoidFact extends UseCase<HolderTarget, VoidFactBody> {}

@CommandHandler(VoidFact)
export class VoidFactHandler implements ICommandHandler<VoidFact, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: VoidFact): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { event, reasonCode, reason, act } = command.body;
    let rounds: readonly PinnedRound[] = [];
    let undoing: Undoing & { readonly cites?: Cites } = { programme: undefined, recordedBy: null };
    return this.desk.run({
      command, useCase: VoidFact.name, aggregate: teacher, stream: holder.stream,
      world: async () => {
        const read = await worldOfCorrection(this.desk, holder.stream, event);
        rounds = read.rounds;
        undoing = read;
        return read.world;
      },
      cites: () => undoing.cites ?? {},
      authority: (world, { state }) => world.authority(command.sender, requirementsToUndo(world.orgs.state, undoing, decidingBody(state, event)), unitOf(state, world.today)),
      decide: (state, context) => decideVoid(state, { event, reasonCode, reason, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ ...namedInAnswer(holder), reviews: facts.filter((fact) => fact.type === 'ReviewRequired').map((fact) => fact.id) }),
    });
  }
}
