import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { EventId, TeacherId } from '../domain/facts';
import { decideEndSpell } from '../domain/teacher/career';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class EndSpellBody {
  @Day({ means: 'lastDay' }) readonly to: BusinessDate;
}

export class EndSpell extends UseCase<{ readonly teacher: TeacherId; readonly spell: EventId }, EndSpellBody> {}

@CommandHandler(EndSpell)
export class EndSpellHandler implements ICommandHandler<EndSpell, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: EndSpell): Promise<Outcome> {
    const { teacher: id, spell } = command.target;
    const { to } = command.body;
    return this.desk.run(looking(this.desk, to, {
      command, useCase: EndSpell.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideEndSpell(state, { spell, to }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
