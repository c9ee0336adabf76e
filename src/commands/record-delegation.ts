import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { AppointmentId, PersonId } from '../domain/facts';
import { people } from '../domain/people';
import { decideRecordDelegation } from '../domain/people/delegation';
import { ActInput, actOf } from './act-input';
import { Desk } from './desk';
import { Day, Id, Part, Texts } from './input';
import type { Outcome } from './outcome';
import { authorityOfHolder } from './requirements';
import { UseCase } from './use-case';

export class RecordDelegationBody {
  @Id({ means: { zh: '委托的是哪一项任职', en: 'The appointment that is acted under' } }) readonly appointment: AppointmentId;
  @Id({ means: { zh: '受托人（人员标识）', en: 'Who acts under it, by person id' } }) readonly delegate: PersonId;
  @Texts(80, 1, 50, { means: { zh: '委托的事项：用例名称，或 ALL', en: 'Names of use cases, or ALL' } }) readonly matters: readonly string[];
  @Day() readonly from: BusinessDate;
  @Day({ means: { zh: '最后一天（含），不晚于任职终止', en: 'The last day, itself in; never beyond the appointment\'s own' } }) readonly to: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RecordDelegation extends UseCase<object, RecordDelegationBody> {}

@CommandHandler(RecordDelegation)
export class RecordDelegationHandler implements ICommandHandler<RecordDelegation, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By the holder herself, or by a bureau over her unit. */
  execute(command: RecordDelegation): Promise<Outcome> {
    const { appointment, delegate, matters, from, to, act } = command.body;
    return this.desk.run({
      command, useCase: RecordDelegation.name, aggregate: people, stream: 'people',
      world: () => this.desk.world(),
      authority: (world) => authorityOfHolder(world, command.sender, appointment),
      decide: (state, context) =>
        decideRecordDelegation(state, { delegation: context.createdId('delegation'), appointment, delegate, matters: [...matters], from, to, known: this.desk.useCases, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: (facts) => ({ delegation: facts[0]?.data['delegation'] ?? null }),
    });
  }
}
