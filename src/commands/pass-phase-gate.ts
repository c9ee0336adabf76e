import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OrgId } from '../domain/facts';
import { decidePassPhaseGate } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { ActInput, actOf } from './act-input';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverProgramme, worldOfPublisher } from './publisher';
import { UseCase } from './use-case';

export class PassPhaseGateBody {
  @Part(() => ActInput) readonly act: ActInput;
}

/** 阶段推进: what waits for the gate may be done from then on. */
export class PassPhaseGate extends UseCase<{ readonly programme: string; readonly gate: string }, PassPhaseGateBody> {}

@CommandHandler(PassPhaseGate)
export class PassPhaseGateHandler implements ICommandHandler<PassPhaseGate, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: PassPhaseGate): Promise<Outcome> {
    const { programme, gate } = command.target;
    const { act } = command.body;
    let top: OrgId | null = null;
    return this.desk.run({
      command, useCase: PassPhaseGate.name, aggregate: parties, stream: dutiesStream(programme),
      world: async () => {
        const read = await worldOfPublisher(this.desk, programme);
        top = read.top;
        return read.world;
      },
      authority: (world) => authorityOverProgramme(world, command.sender, top),
      decide: (state, context) => decidePassPhaseGate(state, { gate, act: actOf(act) }, context),
      result: () => ({ programme, gate }),
    });
  }
}
