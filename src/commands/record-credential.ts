import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { TeacherId } from '../domain/facts';
import { decideRecordCredential } from '../domain/teacher/career';
import type { CredentialKind } from '../domain/teacher/career-facts';
import { credentialKinds, credentialLevels } from '../domain/teacher/career-levels';
import { teacher } from '../domain/teacher/teacher';
import { Desk, teacherStream } from './desk';
import { looking, unitOf } from './dossiers';
import { Day, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { UseCase } from './use-case';

export class RecordCredentialBody {
  @OneOf(credentialKinds, { means: { zh: '种类：TEACHER_LICENCE 教师资格、EDUCATION 学历、DEGREE 学位、PROFESSIONAL_TITLE 职称、LANGUAGE 普通话', en: 'Teacher licence, education, degree, professional title, or Putonghua' } }) readonly kind: CredentialKind;
  @OneOf(credentialLevels, { means: { zh: '该种类中的等级', en: 'One of the kind\'s own levels' } }) readonly level: string;
  @Text(40, { nullable: true, means: { zh: '资格或职称的学科；没有的写 null', en: 'Of a licence or a professional title; null where it names none' } }) readonly subject: string | null;
  @Day({ means: { zh: '取得日期', en: 'The day on which it was obtained' } }) readonly obtainedOn: BusinessDate;
  @Day({ nullable: true, means: { zh: '有效期的最后一天；长期有效的写 null', en: 'Last day on which it is valid; null where it does not end' } }) readonly validTo: BusinessDate | null;
  @Text(80, { nullable: true, means: { zh: '证书编号，以其本人的密钥保存；没有的写 null', en: 'Number of the certificate, kept under the teacher\'s own key; null where it has none' } }) readonly number: string | null;
  @Text(200, { means: { zh: '发证机关；以其本人的密钥保存', en: 'Who issued it; kept under the teacher\'s own key' } }) readonly issuer: string;
}

export class RecordCredential extends UseCase<{ readonly teacher: TeacherId }, RecordCredentialBody> {}

@CommandHandler(RecordCredential)
export class RecordCredentialHandler implements ICommandHandler<RecordCredential, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: RecordCredential): Promise<Outcome> {
    const { teacher: id } = command.target;
    const { kind, level, subject, obtainedOn, validTo, number, issuer } = command.body;
    return this.desk.run(looking(this.desk, obtainedOn, {
      command, useCase: RecordCredential.name, aggregate: teacher, stream: teacherStream(id),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, schoolOrBureau, unitOf(state, world.today)),
      decide: (state, context) => decideRecordCredential(state, { kind, level, subject, obtainedOn, validTo, number, issuer }, context),
      result: (facts) => ({ teacher: id, event: facts[0]?.id ?? null }),
    }));
  }
}
