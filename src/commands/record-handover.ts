import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId } from '../domain/facts';
import { people } from '../domain/people';
import { decideRecordHandover } from '../domain/people/handover';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOfHolder } from './requirements';
import { UseCase } from './use-case';

export class RecordHandoverBody {
  @Id({ means: { zh: '交出未办事项的任职', en: 'The appointment whose open tasks move' } }) readonly appointment: AppointmentId;
  @Id({ means: { zh: '接手的任职，须为同一单位的同一职务', en: 'The appointment, of the same post at the same unit, at which they wait from then on' } }) readonly successor: AppointmentId;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true, means: { zh: '交接单；没有签署的不写', en: '交接单; left out where none was signed' } }) readonly act?: ActInput;
}

export class RecordHandover extends UseCase<object, RecordHandoverBody> {}

@CommandHandler(RecordHandover)
export class RecordHandoverHandler implements ICommandHandler<RecordHandover, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By whoever leaves, or by a bureau over the unit. */
  execute(command: RecordHandover): Promise<Outcome> {
    const { appointment, successor, from, act } = command.body;
    return this.desk.run({
      command, useCase: RecordHandover.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world) => authorityOfHolder(world, command.sender, appointment),
      decide: (state, context) => decideRecordHandover(state, { handover: context.createdId('handover'), appointment, successor, from, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ handover: facts[0]?.data['handover'] ?? null }),
    });
  }
}
