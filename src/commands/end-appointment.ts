import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId } from '../domain/facts';
import { decideEndAppointment, people } from '../domain/people';
import { Desk } from './desk';
import { Day } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class EndAppointmentBody {
  @Day({ means: 'lastDay' }) readonly to: BusinessDate;
}

export class EndAppointment extends UseCase<{ readonly appointment: AppointmentId }, EndAppointmentBody> {}

@CommandHandler(EndAppointment)
export class EndAppointmentHandler implements ICommandHandler<EndAppointment, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: EndAppointment): Promise<Outcome> {
    const { appointment } = command.target;
    const { to } = command.body;
    return this.desk.run({
      command, useCase: EndAppointment.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, state.appointments.get(appointment)?.org ?? null),
      decide: (state) => decideEndAppointment(state, { appointment, to }),
      result: () => ({ appointment }),
    });
  }
}
