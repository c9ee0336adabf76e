import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { PersonId } from '../domain/facts';
import { decideNamePartyMembers } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { ActInput, actOf } from './act-input';
import { dutiesStream } from './board-streams';
import { Desk } from './desk';
import { Day, Id, Ids, Part } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { UseCase } from './use-case';

export class NamePartyMembersBody {
  @Id() readonly party: string;
  @Ids(1, 500, { means: { zh: '自该日起的全部成员，代替原成员', en: 'Everybody in it from the day on, in the place of those before' } }) readonly members: readonly PersonId[];
  @Day() readonly from: BusinessDate;
  @Part(() => ActInput) readonly act: ActInput;
}

/** 成立领导小组、专班: who is in it, by the act that says so. */
export class NamePartyMembers extends UseCase<{ readonly programme: string }, NamePartyMembersBody> {}

@CommandHandler(NamePartyMembers)
export class NamePartyMembersHandler implements ICommandHandler<NamePartyMembers, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: NamePartyMembers): Promise<Outcome> {
    const { programme } = command.target;
    const { party, members, from, act } = command.body;
    return this.desk.run({
      command, useCase: NamePartyMembers.name, aggregate: parties, stream: dutiesStream(programme),
      ...ofProgramme(this.desk, command),
      decide: (state, context) => decideNamePartyMembers(state, { party, members: [...members], from, act: actOf(act) }, context),
      result: () => ({ programme, party }),
    });
  }
}
