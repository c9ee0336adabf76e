import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRetire } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { citesOf, unitOf, worldOfTitles } from './dossiers';
import { Day, Part } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { settleRoles } from './settle-roles';
import { UseCase } from './use-case';

export class RecordRetirementBody {
  @Day() readonly on: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RecordRetirement extends UseCase<{ readonly teacher: TeacherId }, RecordRetirementBody> {}

@CommandHandler(RecordRetirement)
export class RecordRetirementHandler implements ICommandHandler<RecordRetirement, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** What of her titles ends with it, then the posts that do. */
  async execute(command: RecordRetirement): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, act } = command.body;
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    const done = await this.desk.transact(this.desk.attempt(command, RecordRetirement.name), {
      aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), on);
        rounds = read.rounds;
        return read.world;
      },
      cites: () => citesOf(rounds),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRetire(state, { on, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
    });
    const [fact] = done.facts;
    return this.desk.chain(done, fact === undefined ? null : await settleRoles(this.desk, fact), { teacher: id, event: fact?.id ?? null });
  }
}
