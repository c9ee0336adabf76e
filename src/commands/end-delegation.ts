import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { DelegationId } from '../domain/facts';
import { people } from '../domain/people';
import { decideEndDelegation } from '../domain/people/delegation';
import { Desk } from './desk';
import { Day } from './input';
import type { Outcome } from './outcome';
import { authorityOfHolder } from './requirements';
import { asHerself } from './standing';
import { UseCase } from './use-case';

export class EndDelegationBody {
  @Day({ means: 'lastDay' }) readonly to: BusinessDate;
}

export class EndDelegation extends UseCase<{ readonly delegation: DelegationId }, EndDelegationBody> {}

@CommandHandler(EndDelegation)
export class EndDelegationHandler implements ICommandHandler<EndDelegation, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By the holder of the appointment, a bureau over her unit, or the delegate, who may lay it down. */
  execute(command: EndDelegation): Promise<Outcome> {
    const { delegation } = command.target;
    const { subject } = command.sender;
    return this.desk.run({
      command, useCase: EndDelegation.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world, { state }) => {
        const known = state.delegations.get(delegation);
        return known?.delegate === subject ? { kind: 'authorised', standing: asHerself(subject) } : authorityOfHolder(world, command.sender, known?.appointment ?? '');
      },
      decide: (state) => decideEndDelegation(state, { delegation, to: command.body.to }),
      result: () => ({ delegation }),
    });
  }
}
