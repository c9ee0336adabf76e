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
  /** Code of the assessment whose tracking it is. */
  @Id() readonly code: string;
  /** The title in whose term it is noted; null where the programme gives none. */
  @Id({ nullable: true }) readonly title: TitleId | null;
  @Day() readonly on: BusinessDate;
  /** Kept under the teacher's own key. */
  @Text(2_000) readonly text: string;
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
