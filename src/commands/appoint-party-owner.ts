import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decideAppointPartyOwner } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { ActInput, actOf } from './act-input';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Day, Id, Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class AppointPartyOwnerBody {
  @Id() readonly party: string;
  @Id({ nullable: true, means: { zh: '专人负责的人，有无任职均可；null：自该日起无人负责', en: 'Who answers for it, with a post or without; null: nobody does from that day on' } }) readonly person: PersonId | null;
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

/** 专人负责: a named person answers for a party. */
export class AppointPartyOwner extends UseCase<{ readonly programme: string }, AppointPartyOwnerBody> {}

@CommandHandler(AppointPartyOwner)
export class AppointPartyOwnerHandler implements ICommandHandler<AppointPartyOwner, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: AppointPartyOwner): Promise<Outcome> {
    const { programme } = command.target;
    const { party, person, from, act } = command.body;
    return this.desk.run({
      command, useCase: AppointPartyOwner.name, aggregate: parties, stream: dutiesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideAppointPartyOwner(state, { party, person, from, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
      result: () => ({ programme, party }),
    });
  }
}
