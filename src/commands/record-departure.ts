import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import type { DepartureKind } from '../domain/teacher/life-facts';
import { decideDepart } from '../domain/teacher/service';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import { unitOf, worldOfTitles } from './dossiers';
import { Day, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { settleRoles } from './settle-roles';
import { UseCase } from './use-case';

export class RecordDepartureBody {
  @Day() readonly on: BusinessDate;
  @OneOf(['MOVED_AWAY', 'RESIGNED', 'DISMISSED'], { means: { zh: 'MOVED_AWAY 调离、RESIGNED 辞职、DISMISSED 辞退', en: 'Moved away, resigned or dismissed' } }) readonly kind: DepartureKind;
  @Text(200, { nullable: true, means: { zh: '去向；不详的写 null；以其本人的密钥保存', en: 'Where to, null where it is not known; kept under the teacher\'s own key' } }) readonly to: string | null;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class RecordDeparture extends UseCase<{ readonly teacher: TeacherId }, RecordDepartureBody> {
  override readonly isDecidedElsewhere = true;
}

@CommandHandler(RecordDeparture)
export class RecordDepartureHandler implements ICommandHandler<RecordDeparture, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Her titles are asked about where their programmes say so; then the posts that end with it. */
  async execute(command: RecordDeparture): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { on, kind, to, act } = command.body;
    let rounds: Awaited<ReturnType<typeof worldOfTitles>>['rounds'] = [];
    const done = await this.desk.transact(this.desk.attempt(command, RecordDeparture.name), {
      aggregate: teacher, stream: teacherStream(id),
      world: async () => {
        const read = await worldOfTitles(this.desk, teacherStream(id), on);
        rounds = read.rounds;
        return read.world;
      },
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => decideDepart(state, { on, kind, to, rounds, ...(act === undefined ? {} : { act: actOf(act) }) }, context),
    });
    const [fact] = done.facts;
    return this.desk.chain(done, fact === undefined ? null : await settleRoles(this.desk, fact), { teacher: id, event: fact?.id ?? null });
  }
}
