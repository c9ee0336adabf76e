import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideDie } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { citesOf, unitOf, worldOfTitles } from './dossiers';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { settleRoles } from './settle-roles';
import { UseCase } from './use-case';

export class RecordDeathBody {
  @Day({ means: { zh: '去世日期', en: 'The day of her death' } }) readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RecordDeath extends UseCase<{ readonly teacher: TeacherId }, RecordDeathBody> {}

@CommandHandler(RecordDeath)
export class RecordDeathHandler implements ICommandHandler<RecordDeath, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** What of her titles ends with it, then every post she held. */
  async execute(command: RecordDeath): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, act } = command.body;
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    const done = await this.desk.transact(this.desk.attempt(command, RecordDeath.name), {
      aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), on);
        rounds = read.rounds;
        return read.world;
      },
      cites: () => citesOf(rounds),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideDie(state, { on, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
    });
    const [fact] = done.facts;
    return this.desk.chain(done, fact === undefined ? null : await settleRoles(this.desk, fact), { teacher: id, event: fact?.id ?? null });
  }
}
