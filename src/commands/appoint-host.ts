import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decideAppointHost } from '../domain/studio/life';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import { runOnStudio } from './on-studio';
import type { Outcome } from './outcome';
import { SelectionInput, selectionOf } from './selection-input';
import { UseCase } from './use-case';

export class AppointHostBody {
  @Id() readonly host: PersonId;
  @Part(() => SelectionInput, { optional: true }) readonly selection?: SelectionInput;
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 聘任主持人: a successor, or another while the first still stands. */
export class AppointHost extends UseCase<{ readonly programme: string; readonly studio: string }, AppointHostBody> {}

@CommandHandler(AppointHost)
export class AppointHostHandler implements ICommandHandler<AppointHost, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AppointHost): Promise<Outcome> {
    const { host, selection, on, act } = command.body;
    return runOnStudio(this.desk, command, AppointHost.name, [host], (state, of, context) => decideAppointHost(state, { ...of, host, selection: selection === undefined ? null : selectionOf(selection), on, ...(act === undefined ? {} : { act: actOf(act) }) }, context));
  }
}
