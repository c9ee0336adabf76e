import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventId } from '../domain/facts';
import { orgs } from '../domain/orgs';
import { decideVoidOrgChange, orgChangeOf } from '../domain/orgs/voiding';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverUnits, bureau, deciding } from './requirements';
import { UseCase } from './use-case';

export class VoidOrgChangeBody {
  @OneOf(['WRONG_UNIT', 'ENTERED_TWICE', 'NEVER_HAPPENED'], { means: { zh: 'WRONG_UNIT 记错了单位、ENTERED_TWICE 重复登记、NEVER_HAPPENED 未曾发生', en: 'Wrong unit, entered twice, or never happened' } }) readonly reasonCode: string;
  @Part(() => ActInput) readonly act: ActInput;
}

export class VoidOrgChange extends UseCase<{ readonly change: EventId }, VoidOrgChangeBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(VoidOrgChange)
export class VoidOrgChangeHandler implements ICommandHandler<VoidOrgChange, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever may record such a change. */
  execute(command: VoidOrgChange): Promise<Outcome> {
    const { change: event } = command.target;
    const { reasonCode, act } = command.body;
    return this.desk.run({
      command, useCase: VoidOrgChange.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world, { state }) => {
        const named = orgChangeOf(state, event);
        return authorityOverUnits(world, command.sender, bureau, named === null ? [] : deciding(world, named.units, named.on));
      },
      decide: (state, context) => decideVoidOrgChange(state, { event, reasonCode, act: actOf(act) }, context),
      result: (facts) => ({ change: facts[0]?.data['event'] ?? null, units: facts[0]?.data['units'] ?? [] }),
    });
  }
}
