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
  @Id({ means: { zh: '认定类别，规则文件中的代码', en: 'One of the recognitions of the rule file, by its code' } }) readonly kind: string;
  @Text(200, { means: { zh: '作出认定的机构，如其文件所称', en: 'The body that gave it, as its paper calls it' } }) readonly body: string;
  @Day({ means: { zh: '认定日期', en: 'The day on which it was given' } }) readonly on: BusinessDate;
  @Part(() => PaperInput, { means: { zh: '证明认定的名单或证书及其文号', en: 'What shows it, with its 文号: the list or the certificate' } }) readonly evidence: PaperInput;
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
