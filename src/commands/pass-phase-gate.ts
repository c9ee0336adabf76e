import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decidePassPhaseGate } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { ActInput, actOf } from './act-input';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
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
    return this.desk.run({
      command, useCase: PassPhaseGate.name, aggregate: parties, stream: dutiesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decidePassPhaseGate(state, { gate, act: actOf(act) }, context),
      result: () => ({ programme, gate }),
    });
  }
}
