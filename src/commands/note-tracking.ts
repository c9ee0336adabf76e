import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId, TitleId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { decideNoteTracking } from '../domain/teacher/tracking';
import { Desk, teacherStream } from './desk';
import { unitOf, worldOfTitle } from './dossiers';
import { Day, Id, Text } from './input';
import type { Outcome } from './outcome';
import { bureau } from './requirements';
import { UseCase } from './use-case';

export class NoteTrackingBody {
  @Id() readonly programme: string;
  @Id({ means: { zh: '所属考核，规则文件中的代码', en: 'The assessment whose tracking it is, by its code in the rule file' } }) readonly code: string;
  @Id({ nullable: true, means: { zh: '在哪一项称号的任期内登记；方案不授予称号的写 null', en: 'The title in whose term it is noted; null where the programme gives none' } }) readonly title: TitleId | null;
  @Day({ means: { zh: '所记情况的日期', en: 'The day of what is noted' } }) readonly on: BusinessDate;
  @Text(2_000, { means: { zh: '跟踪情况；以其本人的密钥保存', en: 'What is noted; kept under the teacher\'s own key' } }) readonly text: string;
}

export class NoteTracking extends UseCase<{ readonly teacher: TeacherId }, NoteTrackingBody> {}

@CommandHandler(NoteTracking)
export class NoteTrackingHandler implements ICommandHandler<NoteTracking, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** By the unit that she belonged to on the day noted, whichever she belongs to now. */
  execute(command: NoteTracking): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { programme, code, title, on, text } = command.body;
    return this.desk.run({
      command, useCase: NoteTracking.name, aggregate: teacher, stream: teacherStream(id),
      world: () => (title === null ? this.desk.world({ programme }) : worldOfTitle(this.desk, teacherStream(id), title, programme)),
      authority: (world, { state }) => {
        const tracking = world.programme?.assessments.find((entry) => entry.code === code)?.tracking;
        return world.authority(command.sender, tracking === undefined ? bureau : [tracking], unitOf(state, on));
      },
      decide: (state, context) => decideNoteTracking(state, { code, title, on, text }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
