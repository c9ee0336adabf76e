import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, TeacherId } from '../domain/facts';
import { decideRecordLeaderPost } from '../domain/teacher/career';
import type { LeaderPost } from '../domain/teacher/career-facts';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, Flag, Id, OneOf } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class RecordLeaderPostBody {
  @OneOf(['PRINCIPAL', 'PARTY_SECRETARY', 'DEPUTY_PRINCIPAL', 'DEPUTY_SECRETARY', 'MIDDLE_MANAGER'], { means: { zh: '职务：PRINCIPAL 校长、PARTY_SECRETARY 书记、DEPUTY_PRINCIPAL 副校长、DEPUTY_SECRETARY 副书记、MIDDLE_MANAGER 中层', en: 'The leading post' } }) readonly post: LeaderPost;
  @Id({ means: { zh: '任职学校', en: 'The school that she leads at' } }) readonly unit: OrgId;
  @Day() readonly from: BusinessDate;
  @Day({ nullable: true }) readonly to: BusinessDate | null;
  @Flag({ means: { zh: '是否同时承担教学', en: 'Held beside lessons of her own' } }) readonly teaching: boolean;
}

export class RecordLeaderPost extends UseCase<{ readonly teacher: TeacherId }, RecordLeaderPostBody> {}

@CommandHandler(RecordLeaderPost)
export class RecordLeaderPostHandler implements ICommandHandler<RecordLeaderPost, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordLeaderPost): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { post, unit, from, to, teaching } = command.body;
    return this.desk.run(looking(this.desk, from, {
      command, useCase: RecordLeaderPost.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordLeaderPost(state, { post, unit, from, to, teaching }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
