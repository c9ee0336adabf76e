import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordRecognition } from '../domain/teacher/cultivation';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { unitOf } from './dossiers';
import { Day, Id, Part, Text } from './input';
import { PaperInput } from './paper-input';
import type { Outcome } from './outcome';
import { namedOrAbove } from './requirements';
import { UseCase } from './use-case';

export class RecordRecognitionBody {
  @Id() readonly programme: string;
  /** Code of a recognition of the rule file. */
  @Id() readonly kind: string;
  /** The body that gave it, as its paper calls it. */
  @Text(200) readonly body: string;
  @Day() readonly on: BusinessDate;
  /** What shows it, with its 文号: the list or the certificate. */
  @Part(() => PaperInput) readonly evidence: PaperInput;
}

export class RecordRecognition extends UseCase<{ readonly teacher: TeacherId }, RecordRecognitionBody> {}

@CommandHandler(RecordRecognition)
export class RecordRecognitionHandler implements ICommandHandler<RecordRecognition, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordRecognition): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { programme, kind, body, on, evidence } = command.body;
    return this.desk.run({
      command, useCase: RecordRecognition.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world({ programme }),
      authority: (world, { state }) => world.authority(command.sender, namedOrAbove(world.programme?.recognitions?.find(({ code }) => code === kind)?.by), unitOf(state, world.today)),
      decide: (state, context) => decideRecordRecognition(state, { kind, body, on, number: evidence.number, evidence: { name: evidence.name, file: evidence.file } }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    });
  }
}
